// What each parcel adds to a correlation: the product of the two z scores, whose mean over parcels is r (spec/statistics.md 7.2).
import { FEWEST_SHARED, moments, NO_VARIANCE } from '../stats/correlation.js';

export type Quadrant = 'high_high' | 'low_low' | 'discordant';

export interface Contribution {
  /** zx·zy `[parcel]`; NaN where either is missing. The mean of the present values is r. */
  values: Float64Array;
  /** z scores over the shared parcels (ddof 0). */
  zx: Float64Array;
  zy: Float64Array;
  /** Null where missing. */
  quadrants: (Quadrant | null)[];
}

/** @param x,y values, ranks or residuals `[parcel]`. All missing without variance or with fewer than 3 shared parcels. */
export function regionalContribution(x: ArrayLike<number>, y: ArrayLike<number>): Contribution {
  const zx = sharedScores(x, y);
  const zy = sharedScores(y, x);
  return { ...scored(zx, zy), zx, zy };
}

/** Of a set: contributions and z scores of the members, aggregated parcel by parcel. */
export function aggregateContributions(
  members: readonly Contribution[],
  aggregate: (values: Float64Array) => number,
): Contribution {
  const parcels = members[0]?.values.length ?? 0;
  const of = (
    map: (member: Contribution) => Float64Array,
    by: (values: Float64Array) => number,
  ): Float64Array =>
    Float64Array.from({ length: parcels }, (_, i) =>
      by(Float64Array.from(members, (member) => map(member)[i] as number)),
    );
  const zx = of((member) => member.zx, presentMean);
  const zy = of((member) => member.zy, presentMean);
  return {
    values: of((member) => member.values, aggregate),
    zx,
    zy,
    quadrants: scored(zx, zy).quadrants,
  };
}

function scored(zx: Float64Array, zy: Float64Array): Pick<Contribution, 'values' | 'quadrants'> {
  const values = zx.map((value, i) => value * (zy[i] as number));
  const quadrants = Array.from(values, (value, i): Quadrant | null => {
    if (value !== value) return null;
    const [a, b] = [zx[i] as number, zy[i] as number];
    return a > 0 && b > 0 ? 'high_high' : a < 0 && b < 0 ? 'low_low' : 'discordant';
  });
  return { values, quadrants };
}

/** z scores of a map over the parcels it shares with another. */
function sharedScores(map: ArrayLike<number>, other: ArrayLike<number>): Float64Array {
  const shared = Float64Array.from(map, (value, i) => (Number.isNaN(other[i]) ? NaN : value));
  const { n, mean, sumOfSquares, about } = moments(shared);
  if (n < FEWEST_SHARED || !(about > NO_VARIANCE * sumOfSquares)) return shared.fill(NaN);
  const sd = Math.sqrt(about / n);
  return shared.map((value) => (value - mean) / sd);
}

const presentMean = (values: Float64Array): number => moments(values).mean;
