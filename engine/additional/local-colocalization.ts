// Where in the brain two maps go together: a correlation in the neighbourhood of every parcel, with p values from null maps.
// Always on Fisher's z. Contract: spec/statistics.md 7.3; correction: Westfall & Young 1993 (inference/max-t.ts).
import { maxT, stepMaxT } from '../inference/max-t.js';
import { TIE } from '../inference/p-values.js';
import type { Control } from '../parallel/control.js';
import { FEWEST_SHARED, NO_VARIANCE } from '../stats/correlation.js';
import { fisherZ } from '../stats/fisher.js';
import type { Neighbourhood } from './neighbourhood.js';

/**
 * Fisher z of the (weighted) correlation over the neighbours that both maps have. Ranks and residuals are made on all parcels first.
 * NaN with fewer than 3 such neighbours or without variance among them.
 * @param x,y `[parcel]`
 * @param out `[parcel]`
 */
export function localCorrelations(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { members, weights }: Neighbourhood,
  out: Float64Array,
): void {
  for (let parcel = 0; parcel < members.length; parcel++)
    out[parcel] = fisherZ(
      weightedCorrelation(x, y, members[parcel] as Int32Array, weights?.[parcel] ?? null),
    );
}

/** r with weights w: Σw(x − x̄)(y − ȳ)/√(Σw(x − x̄)² Σw(y − ȳ)²), weighted means. Allocates nothing: it runs in every permutation. */
function weightedCorrelation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  members: Int32Array,
  weights: Float64Array | null,
): number {
  let n = 0;
  let total = 0;
  let sx = 0;
  let sy = 0;
  let xx = 0;
  let yy = 0;
  for (let k = 0; k < members.length; k++) {
    const j = members[k] as number;
    const a = x[j] as number;
    const b = y[j] as number;
    if (a !== a || b !== b) continue;
    const w = weights ? (weights[k] as number) : 1;
    n++;
    total += w;
    sx += w * a;
    sy += w * b;
    xx += w * a * a;
    yy += w * b * b;
  }
  if (n < FEWEST_SHARED) return NaN;
  const mx = sx / total;
  const my = sy / total;
  let vx = 0;
  let vy = 0;
  let cov = 0;
  for (let k = 0; k < members.length; k++) {
    const j = members[k] as number;
    const a = (x[j] as number) - mx;
    const b = (y[j] as number) - my;
    if (a !== a || b !== b) continue;
    const w = weights ? (weights[k] as number) : 1;
    vx += w * a * a;
    vy += w * b * b;
    cov += w * a * b;
  }
  if (!(vx > NO_VARIANCE * xx) || !(vy > NO_VARIANCE * yy)) return NaN;
  return Math.max(-1, Math.min(1, cov / Math.sqrt(vx * vy)));
}

/**
 * Local correlations of every null map with the fixed map.
 * @param nulls `[permutation][parcel]`, ranked or residualised as the observed map was
 * @returns `[parcel][permutation]`
 */
export function localNulls(
  fixed: ArrayLike<number>,
  nulls: Float64Array,
  permutations: number,
  hood: Neighbourhood,
  control: Pick<Control, 'check' | 'advance'>,
): Float64Array {
  const parcels = hood.members.length;
  const out = new Float64Array(parcels * permutations);
  const local = new Float64Array(parcels);
  for (let k = 0; k < permutations; k++) {
    control.check();
    localCorrelations(nulls.subarray(k * parcels, (k + 1) * parcels), fixed, hood, local);
    for (let i = 0; i < parcels; i++) out[i * permutations + k] = local[i] as number;
    control.advance(1);
  }
  return out;
}

/**
 * p = #{|null| ≥ |observed|}/m, not below 1/m; missing nulls are left out of m. A null within 1e-10 counts as extreme.
 * @param nulls `[test][permutation]`
 * @returns NaN where the observed value or all its nulls are missing
 */
export function absoluteP(
  observed: Float64Array,
  nulls: Float64Array,
  permutations: number,
): Float64Array {
  return observed.map((value, test) => {
    let above = 0;
    let count = 0;
    for (let k = 0; k < permutations; k++) {
      const other = nulls[test * permutations + k] as number;
      if (other !== other) continue;
      count++;
      if (Math.abs(other) >= Math.abs(value) - TIE) above++;
    }
    return value !== value || count === 0 ? NaN : Math.max(above, 1) / count;
  });
}

/** Corrections over parcels, by name. */
export const LOCAL_CORRECTIONS = { maxT, step_maxT: stepMaxT } as const;

/** Corrected p over the parcels, on |z|. */
export function correctedLocalP(
  method: keyof typeof LOCAL_CORRECTIONS,
  observed: Float64Array,
  nulls: Float64Array,
  permutations: number,
): Float64Array {
  return LOCAL_CORRECTIONS[method]({ observed, nulls, permutations, tail: 'two' });
}
