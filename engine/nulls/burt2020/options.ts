// Options of the null model `burt2020`, under the names of its authors' program.
import type { OptionValue } from '../../plan.js';
import {
  atLeast,
  isBoolean,
  oneOf,
  optionReader,
  orNone,
  type GivenOptions,
} from '../option-reader.js';
import type { KernelName } from './kernels.js';
import { KERNELS } from './kernels.js';

export interface Burt2020Options {
  /** Shares of the parcels that are a parcel's neighbours when a permuted map is smoothed; each is tried. */
  deltas: readonly number[];
  kernel: KernelName;
  /** Pairs nearer than this percentile of all distances count in the variogram. */
  pv: number;
  /** Distances at which variograms are compared. */
  nh: number;
  /** Bandwidth of the smoothed variogram, mm; null: three times the spacing of these distances. */
  bandwidth: number | null;
  /** Give surrogates the values of the map, by rank; otherwise their mean is removed. */
  resample: boolean;
  /** Surrogates that share a random generator. */
  batchSize: number;
}

const DELTAS: readonly number[] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

const isShares = (value: OptionValue): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every((v) => v > 0 && v <= 1);

/** @throws NspError `bad-option` */
export function burt2020Options(given: GivenOptions): Burt2020Options {
  const read = optionReader(given, 'burt2020');
  return {
    deltas: read('maps_deltas', DELTAS, isShares),
    kernel: read('maps_kernel', 'exp', oneOf(...(Object.keys(KERNELS) as KernelName[]))),
    pv: read('maps_pv', 25, atLeast(0)),
    nh: read('maps_nh', 25, atLeast(3)),
    bandwidth: read('maps_b', null, orNone(atLeast(0))),
    resample: read('maps_resample', true, isBoolean),
    batchSize: read('maps_batch_size', 100, atLeast(1)),
  };
}
