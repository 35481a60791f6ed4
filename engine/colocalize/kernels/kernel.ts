// What a regression-like colocalization method is to the permutation loop: a kernel that is made once for a shape, is given the X
// maps (observed or null), then one Y map after another, and writes its statistics without allocating.
import type { Tail } from '../../plan.js';

export interface StatisticSpec {
  /** As in NiSpace: `r2`, `beta`, `total`, … */
  name: string;
  /** `pair`: one value per X map. `model`: one value per Y map. */
  shape: 'pair' | 'model';
  /** Default tail of its p; null: reported, not tested. */
  tail: Tail | null;
  /** For people. */
  label: string;
}

/** Options of all methods, under their NiSpace names (`adj_r2`, …) in camel case. A kernel reads those of its row in the table. */
export interface KernelOptions {
  /** Adjust R² for the number of predictors: slr, mlr, dominance, pcr. */
  adjR2: boolean;
  /** pls, pcr; no more than there are X maps. */
  nComponents: number;
  /** mi. */
  nNeighbors: number;
  /** mlr: also the R² that is lost without each X map. */
  mlrIndividual: boolean;
  /** dominance: its work doubles with every X map. */
  dominanceMaxPredictors: number;
  /** lasso, ridge, elasticnet: share of the parcels, nearest first, that a fold is trained on. */
  parcelTrainPct: number;
  /** mi: seed of the noise that parts equal values; that of the analysis, so that a run can be repeated. */
  seed: number;
  /** elasticnet: weight of the absolute against the squared penalty, in (0, 1]. */
  l1Ratio: number;
}

export const DEFAULT_OPTIONS: Readonly<KernelOptions> = {
  adjR2: true,
  nComponents: 1,
  nNeighbors: 3,
  mlrIndividual: false,
  dominanceMaxPredictors: 20,
  parcelTrainPct: 0.75,
  seed: 42,
  l1Ratio: 0.5,
};

export interface KernelShape {
  /** Number of X maps. */
  maps: number;
  parcels: number;
  /** Z maps that were regressed out of X or Y beforehand: as many more shared parcels are needed. */
  confounds?: number;
  /** Distances between parcels `[parcel][parcel]` (centroids, mm); methods with {@link KernelMaker.needsDistances} ask for them. */
  distances?: Float64Array | null;
  /**
   * For methods that fit all X maps together: 1 for parcels that may be used; absent: all. NiSpace's cross-validated methods use those
   * that no map of the whole analysis misses.
   */
  usable?: Uint8Array | null;
}

export interface Kernel {
  readonly statistics: readonly StatisticSpec[];
  /** @param x `[map][parcel]`, row-major, NaN missing; read until the next call and must not change before it */
  setX(x: Float64Array): void;
  /**
   * @param y one map, NaN missing
   * @param out one array per statistic: as long as there are X maps for `pair`, 1 for `model`. NaN where a statistic does not exist
   */
  run(y: Float64Array, out: readonly Float64Array[]): void;
}

export interface KernelMaker {
  /** As the property `colocalization_method` names it. */
  name: string;
  label: string;
  /** Short reference and bare DOI. */
  papers: readonly { ref: string; doi: string }[];
  /** The options that the method reads. */
  options: readonly (keyof KernelOptions)[];
  /** Each X map is scored on its own, and parcels are left out pair by pair; else parcels are left out that any map misses. */
  univariate: boolean;
  needsDistances: boolean;
  statistics(options: KernelOptions): readonly StatisticSpec[];
  /** Fewest shared parcels with which there is anything to compute; below it everything is NaN. */
  fewestParcels(shape: Pick<KernelShape, 'maps' | 'confounds'>, options: KernelOptions): number;
  /** Throws NspError for options or shapes that the method cannot serve. */
  make(shape: KernelShape, options: KernelOptions): Kernel;
}

/** Writes NaN everywhere: the explicit form of "does not exist". */
export function writeMissing(out: readonly Float64Array[]): void {
  for (let s = 0; s < out.length; s++) (out[s] as Float64Array).fill(NaN);
}
