// One map of many: mean or median over maps in every parcel, missing values left out; with weights where asked.
import { NspError } from '../../error.js';
import { median, sortedPresent } from '../../stats/quantiles.js';
import type { Reduced, Reduction, ReductionInput } from './reduction.js';

/** Σ w v / Σ w over the maps that have the parcel; w = 1 without weights. */
export const meanMap: Reduction['run'] = (input, { weighted }) => {
  const weights = weighted ? requireWeights(input) : input.weights.map(() => 1);
  return parcelwise(input, (values) => {
    let sum = 0;
    let total = 0;
    values.forEach((value, m) => {
      if (value !== value) return;
      sum += (weights[m] as number) * value;
      total += weights[m] as number;
    });
    return total > 0 ? sum / total : NaN;
  });
};

/** Median; with weights each map counts as often as its weight says. */
export const medianOfMaps: Reduction['run'] = (input, { weighted }) => {
  const weights = weighted ? requireWeights(input) : input.weights.map(() => 1);
  if (weights.some((weight) => !Number.isInteger(weight) || weight < 0)) {
    throw new NspError(
      'weights-not-whole',
      'A weighted median repeats each map as often as its weight says, so weights must be whole numbers. Use the weighted mean.',
      { property: 'weighted_mean' },
    );
  }
  return parcelwise(input, (values) =>
    median(
      sortedPresent(
        Array.from(values).flatMap((value, m) => Array<number>(weights[m] as number).fill(value)),
      ),
    ),
  );
};

function parcelwise(
  { values, maps, parcels }: ReductionInput,
  of: (values: Float64Array) => number,
): Reduced {
  const out = new Float64Array(parcels);
  const column = new Float64Array(maps);
  for (let i = 0; i < parcels; i++) {
    for (let m = 0; m < maps; m++) column[m] = values[m * parcels + i] as number;
    out[i] = of(column);
  }
  return { values: out, components: 1, explained: null, notes: [] };
}

function requireWeights({ weights }: ReductionInput): number[] {
  const present = weights.filter((weight) => weight !== null);
  if (present.length === weights.length) return present;
  throw new NspError(
    'no-weights',
    `${weights.length - present.length} maps of x have no weight. Use a collection with weights, or \`weighted_mean: false\`.`,
    { property: 'weighted_mean' },
  );
}
