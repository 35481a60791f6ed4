// Options of the null model `variomoran`, besides those of `moran`.
import {
  atLeast,
  isBoolean,
  isNumber,
  oneOf,
  optionReader,
  orNone,
  type GivenOptions,
} from '../option-reader.js';

export const VARIOGRAM_MODELS = ['exponential', 'gaussian', 'spherical'] as const;
export type VariogramModel = (typeof VARIOGRAM_MODELS)[number];

export interface VariogramOptions {
  model: VariogramModel;
  /** Quantile bins of the empirical variogram. */
  bins: number;
  /** Fit a variance at distance 0 as well. */
  nugget: boolean;
  /** Below this Moran's I the weights are 1/distance; null: never. */
  threshold: number | null;
}

/** @throws NspError `bad-option` */
export function variogramOptions(given: GivenOptions): VariogramOptions {
  const read = optionReader(given, 'variomoran');
  return {
    model: read('maps_variogram_model', 'exponential', oneOf(...VARIOGRAM_MODELS)),
    bins: read('maps_variogram_n_bins', 20, atLeast(1)),
    nugget: read('maps_variogram_nugget', false, isBoolean),
    threshold: read('maps_variogram_threshold', 0, orNone(isNumber)),
  };
}
