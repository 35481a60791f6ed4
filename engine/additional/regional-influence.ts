// Which parcels drive a colocalization: the statistic with all parcels minus the statistic without one (leave one region out).
// Sources: Cook 1982 and Belsley 1980 (deletion identities); Lotter et al. 2024; spec/statistics.md 7.1.
import { centred, correlationFromSums, NO_VARIANCE } from '../stats/correlation.js';
import { DesignFit } from '../stats/design-fit.js';
import { stopIfCancelled, type Work } from '../prepare/work.js';

/** A statistic on all parcels and without each of them. */
export interface LeaveOneOut {
  full: number;
  /** `[parcel]`; NaN for parcels that take no part. */
  without: Float64Array;
}

/**
 * Correlation without each parcel, from running sums. Ranks and residuals are made once on all parcels and handed in, not made anew.
 * @param x,y values, ranks or residuals `[parcel]`, NaN missing
 * @param transform what is made of r, for example Fisher's z
 */
export function correlationLeaveOneOut(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  transform: (r: number) => number,
): LeaveOneOut {
  const shared = Array.from({ length: x.length }, (_, i) => i).filter(
    (i) => !Number.isNaN((x[i] as number) + (y[i] as number)),
  );
  const a = centred(shared.map((i) => x[i] as number));
  const b = centred(shared.map((i) => y[i] as number));
  const [sx, sy, sxx, syy, sxy] = sums(a, b);
  const n = shared.length;
  const without = new Float64Array(x.length).fill(NaN);
  shared.forEach((i, k) => {
    const u = a[k] as number;
    const v = b[k] as number;
    without[i] = transform(
      correlationFromSums(n - 1, sx - u, sy - v, sxx - u * u, syy - v * v, sxy - u * v),
    );
  });
  return { full: transform(correlationFromSums(n, sx, sy, sxx, syy, sxy)), without };
}

function sums(a: Float64Array, b: Float64Array): [number, number, number, number, number] {
  const out: [number, number, number, number, number] = [0, 0, 0, 0, 0];
  a.forEach((u, k) => {
    const v = b[k] as number;
    out[0] += u;
    out[1] += v;
    out[2] += u * u;
    out[3] += v * v;
    out[4] += u * v;
  });
  return out;
}

/**
 * R² of a linear regression without each parcel, without refitting: SSE₋ᵢ = SSE − e²ᵢ/(1 − hᵢᵢ), SST₋ᵢ about the mean of the others.
 * @param predictors `[map][parcel]`; parcels that any of them or `y` misses take no part
 * @param adjusted true: 1 − (1 − R²)(n − 1)/(n − p − 1), with n one less for the parcel left out
 */
export function regressionLeaveOneOut(
  predictors: readonly ArrayLike<number>[],
  y: ArrayLike<number>,
  adjusted: boolean,
): LeaveOneOut {
  const without = new Float64Array(y.length).fill(NaN);
  const complete = Array.from({ length: y.length }, (_, i) => i).filter(
    (i) => ![y, ...predictors].some((map) => Number.isNaN(map[i])),
  );
  const n = complete.length;
  const target = centred(complete.map((i) => y[i] as number));
  const columns = predictors.map((map) => centred(complete.map((i) => map[i] as number)));
  const design = [new Float64Array(n).fill(1), ...columns];
  const fit = new DesignFit(design);
  const beta = fit.coefficients(target);
  const residuals = target.map(
    (value, k) =>
      value - design.reduce((sum, c, j) => sum + (beta[j] as number) * (c[k] as number), 0),
  );
  const leverages = fit.leverages();
  const sse = residuals.reduce((sum, e) => sum + e * e, 0);
  const sst = target.reduce((sum, v) => sum + v * v, 0);
  const p = predictors.length;
  const r2 = (error: number, total: number, count: number): number => {
    if (!(total > 0) || count - p - 1 <= 0) return NaN;
    const plain = 1 - error / total;
    return adjusted ? 1 - ((1 - plain) * (count - 1)) / (count - p - 1) : plain;
  };
  complete.forEach((i, k) => {
    const free = 1 - (leverages[k] as number);
    const own = target[k] as number;
    // A parcel that alone decides a coefficient cannot be left out.
    without[i] =
      free > NO_VARIANCE
        ? r2(sse - (residuals[k] as number) ** 2 / free, sst - (n / (n - 1)) * own * own, n - 1)
        : NaN;
  });
  return { full: r2(sse, sst, n), without };
}

/**
 * For methods without an identity: computes the statistic again without each parcel.
 * @param takesPart false for parcels that the statistic does not use
 * @param statistic of all parcels but one, or of all for null
 */
export function refitLeaveOneOut(
  parcels: number,
  takesPart: (parcel: number) => boolean,
  statistic: (leftOut: number | null) => number,
  work: Work,
): LeaveOneOut {
  const without = new Float64Array(parcels).fill(NaN);
  for (let i = 0; i < parcels; i++) {
    stopIfCancelled(work);
    if (takesPart(i)) without[i] = statistic(i);
    work.report(i + 1, parcels, 'parcels');
  }
  return { full: statistic(null), without };
}

/** Of a set: the members' values aggregated (mean, absmean, …), with all parcels and without each. */
export function aggregateLeaveOneOut(
  members: readonly LeaveOneOut[],
  aggregate: (values: Float64Array) => number,
): LeaveOneOut {
  const parcels = members[0]?.without.length ?? 0;
  const of = (value: (member: LeaveOneOut) => number): number =>
    aggregate(Float64Array.from(members, value));
  return {
    full: of((member) => member.full),
    without: Float64Array.from({ length: parcels }, (_, i) =>
      of((member) => member.without[i] as number),
    ),
  };
}

/**
 * Influence of each parcel: S − S₋ᵢ; positive where the parcel makes the statistic larger.
 * @param absolute |S| − |S₋ᵢ| (correlations, unless signed influence is asked for): positive where the parcel makes it stronger
 */
export function influence({ full, without }: LeaveOneOut, absolute: boolean): Float64Array {
  return absolute
    ? without.map((value) => Math.abs(full) - Math.abs(value))
    : without.map((value) => full - value);
}
