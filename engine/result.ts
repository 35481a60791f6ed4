// The result: what was computed and how it came about. engine/ makes it, client/ shows it; it opens years later without the data.
// Missing numbers are null (JSON has no NaN). Matrices are flat and row-major; their shape stands beside them.
import type { AnalysisKind, AnalysisPlan, Citation, Hemisphere, Tail } from './plan.js';

export const RESULT_VERSION = 1;

export type Cell = number | null;

/** The columns of every statistic: one entry per reference map (or set, for enrichments). */
export interface ResultColumn {
  set: string | null;
  x: string;
  weight: number | null;
  /** Where the column is a set: how many maps it has. */
  maps?: number;
}

/** Percentiles of the null distribution, one block per null row × column. */
export interface NullSummary {
  /** Labels of the null rows: the y labels, or one pooled row. */
  rows: string[];
  /** Percentages in `percentiles`, ascending. */
  levels: number[];
  /** `[row][column][level]`. */
  percentiles: Cell[];
  /** `[row][column]`. */
  mean: Cell[];
  /** `[row][column]`, ddof 1. */
  sd: Cell[];
  /** Nulls that exist, `[row][column]`; smaller than n_perm only where nulls are missing. */
  count: number[];
  /** Side file with the full nulls, relative to the result folder: float64 `[row][column][permutation]`. */
  file: string;
}

/** How certain each p is, `[row][column]`. */
export interface PPrecision {
  /** Standard error: of counting, or of the extrapolation. */
  se: Cell[];
  /** Ends of the exact 95 % confidence interval that the count of nulls allows. */
  low: Cell[];
  high: Cell[];
  /** True where p was extrapolated from the tail of the nulls; absent where every p was counted. */
  extrapolated?: boolean[];
}

/** One statistic of one method, as a table of rows (y maps, then the pooled row if there is one) × columns. */
export interface StatisticResult {
  method: string;
  /** `rho`, `rho_z`, `r2`, `beta`, … (spec/decisions.md 1). */
  statistic: string;
  /** Reader's name, e.g. `Spearman's rho`. */
  label: string;
  /** Null: the statistic is only reported, never tested. */
  tail: Tail | null;
  /**
   * Where its columns are not those of the result: a statistic of a whole model has one column, called like the statistic
   * (spec/workflows.md 2.6).
   */
  columns?: ResultColumn[];
  rows: string[];
  /** True for rows that average the y maps. Same length as `rows`. */
  pooledRow: boolean[];
  /** `[row][column]`. */
  observed: Cell[];
  /** Null when this statistic has none (e.g. raw `rho`). */
  normalized: Cell[] | null;
  /** Present where values are normalised by mean and standard deviation instead of median and MAD. */
  normalizedBy?: 'standard';
  p: Cell[] | null;
  /** Absent where there is no p, and in results of older versions. */
  pPrecision?: PPrecision;
  /** By canonical correction name, in the order asked for. */
  corrected: Record<string, Cell[]>;
  nulls: NullSummary | null;
}

export interface ResultWarning {
  /** Stable code, e.g. `missing-parcels`. */
  code: string;
  message: string;
  /** Property or declaration of the file it belongs to, when there is one. */
  subject: Subject | null;
}

/** The place in the .nsp file something belongs to: a property of the analysis or a declaration. */
export interface Subject {
  property?: string;
  declaration?: string;
  /** Of a pipeline: which step it is in, counted from 0; absent where the property says it. */
  step?: number;
}

export interface InputFile {
  /** What it was used for, in words: `y (Pain)`, `labels of Schaefer200Parcels7Networks`. */
  role: string;
  path: string;
  bytes: number;
  sha256: string;
  /** Time of the last change when it was read, ms since 1970; absent where it is not known. */
  modified?: number;
}

/** Another analysis whose final maps were used (`result of`), and the key of its result. */
export interface UpstreamResult {
  analysis: string;
  key: string;
}

export interface ResultMaps {
  labels: string[];
  /** `[map][parcel]`. */
  values: Cell[];
}

/** Final Y maps of an analysis with the names of their parcels, as `result of` hands them on. */
export interface FinalMaps extends ResultMaps {
  parcels: string[];
}

export interface ResultParcellation {
  name: string;
  label: string;
  level: string;
  parcels: string[];
  hemispheres: Hemisphere[];
  /** Hemisphere of each parcel; null where it is not known. */
  parcelHemisphere: (Hemisphere | null)[];
}

/**
 * What moved in each permutation: maps of a side, the labels of the groups, the members of the sets, the matching of pairs; `none`: there
 * are observed values only.
 */
export type Permuted =
  | 'X'
  | 'Y'
  | 'X and Y'
  | 'groups'
  | 'groups and X'
  | 'sets'
  | 'Y and sets'
  | 'groups and sets'
  | 'pairs'
  | 'none';

/** The null model as it was run. */
export interface ResultNullModel {
  method: string;
  permuted: Permuted;
  space: string | null;
  /** In words: `stored spins (…spin.npy)` or `spins generated from the sphere, RandomState(42)`. */
  origin: string;
  permutations: number;
}

/** A column of the design matrix: names as encoded (`site_B` is 1 for level B), and what was done with it. */
export interface DesignMatrixColumn {
  name: string;
  role: 'intercept' | 'regressed' | 'protected' | 'site';
}

/** What the design said and how it was used. */
export interface ResultDesign {
  /** Rows of y with values in each group, in sorted order of the groups; empty without groups. */
  groups: { level: string; rows: number }[];
  /** Index into `groups` of each row of `matrix`, null for none; absent without groups and in results of older versions. */
  groupOf?: Cell[];
  /** Number of pairs; null where rows are not paired. */
  pairs: number | null;
  /** What was compared, arguments as levels; null without groups. */
  comparison: { name: string; sides: string[] } | null;
  /** Columns regressed from Y, by how they were taken. */
  regressed: { continuous: string[]; categorical: string[] };
  /** Columns whose effect was kept. */
  protected: string[];
  /** Sites harmonised with ComBat; null where none were. */
  combat: {
    column: string;
    sites: { site: string; rows: number; rounds: number }[];
    /** Mean over the parcels of each row of `matrix`, and the site it belongs to; absent in results of older versions. */
    means?: { site: Cell[]; before: Cell[]; after: Cell[] };
  } | null;
  /** Without the columns of pairs, which would be many. `values` is `[row][column]`, row-major, null missing. */
  matrix: { columns: DesignMatrixColumn[]; rows: string[]; values: Cell[] };
}

/** What a step between reading and comparing did, as found while doing it. */
export type PreparationFacts =
  | { step: 'clean_y within'; maps: string[]; matched: boolean }
  | ({ step: 'clean_y between' } & Pick<ResultDesign, 'regressed' | 'protected' | 'combat'>)
  | ({ step: 'transform_y' | 'transform_z' } & Pick<
      ResultDesign,
      'groups' | 'groupOf' | 'pairs' | 'comparison'
    >)
  | {
      step: 'reduce_x';
      /** Number of maps before. */
      from: number;
      /** Share of the variance; null where the reduction has none. */
      components: { component: string; explained: Cell }[];
      /** Correlation of each map with each component; empty for means and medians. */
      loadings: { component: string; map: string; r: number }[];
    };

/** What is said of each parcel of a pair of maps. */
export type RegionalQuantity = 'influence' | 'contribution';

/** What each parcel does to the correlation of each pair of maps: a side file beside result.json. */
export interface RegionalArray {
  method: string;
  quantity: RegionalQuantity;
  /** What the numbers are, in words. */
  meaning: string;
  /** Lengths of `[y][x][parcel]`: labels of `y`, columns, parcels of the parcellation. */
  shape: [y: number, x: number, parcel: number];
  /** Relative to the result folder: float64, NaN missing. */
  file: string;
}

/** How the p of a cell settles as nulls are added, all `[point]`; made from the side file of the nulls when it is asked for. */
export interface Convergence {
  /** How many of the first nulls were counted. */
  permutations: number[];
  p: number[];
  /** 95 % interval of p. */
  low: number[];
  high: number[];
}

/** One permuted map beside its nulls. `low` and `high` are their 5th and 95th percentiles. */
export interface AutocorrelationMap {
  /** Row of the permuted table: of X, of Y, or of the effect maps. */
  map: number;
  label: string;
  /** Moran's I with weights 1/distance. */
  moransI: { observed: Cell; mean: Cell; low: Cell; high: Cell };
  /** Semivariance by bin of distance, in units of the variance of the map. */
  variogram: { observed: Cell[]; mean: Cell[]; low: Cell[]; high: Cell[] };
  /** Root mean square over the bins of the variogram of the map minus the mean of its nulls. */
  distance: Cell;
  verdict: 'kept' | 'rougher' | 'smoother' | 'unknown';
}

/** How well the nulls keep the spatial autocorrelation of the maps that were permuted. */
export interface AutocorrelationDiagnostic {
  permuted: 'X' | 'Y' | 'groups';
  /** First nulls of each map that were looked at. */
  nulls: number;
  /** Maps that were permuted; `maps` may be an even sample. */
  total: number;
  /** Where the distances come from, in words. */
  distances: string;
  /** Mean distance of each bin, mm. */
  bins: Cell[];
  /** In words: `The nulls of 3 of 29 maps are rougher than the maps.` */
  verdict: string;
  maps: AutocorrelationMap[];
}

/** What tells whether the inference can be trusted; only describes. */
export interface ResultDiagnostics {
  /** `missing`: why it could not be judged. Null where no map and no group was permuted. */
  autocorrelation: AutocorrelationDiagnostic | { missing: string } | null;
  /** Of the correlation matrices behind the effective numbers of tests, largest first; null where none was needed. */
  eigenvalues: { x: number[] | null; y: number[] | null };
}

/** Maps kept in a side file beside result.json, so that they can be looked at without the data they came from. */
export interface StoredMaps {
  labels: string[];
  /** Relative to the result folder: float64 `[map][parcel]`, NaN missing. */
  file: string;
}

/** Maps that were taken out of others across parcels. */
export interface StoredConfounds extends StoredMaps {
  /** The sides they were taken out of. */
  from: ('x' | 'y')[];
  /** Map i was taken out of y map i alone; else all of them out of every map. */
  matched: boolean;
}

/** A set of an enrichment: which of the stored x maps it has, and their weights (null without). */
export interface StoredSet {
  members: number[];
  weights: Cell[];
}

/** What each map of an enrichment has by itself: Fisher z of its correlation, before maps are aggregated to sets. A side file. */
export interface MemberArray {
  method: string;
  /** Lengths of `[row][map]`: rows of the statistics of the method, stored x maps. */
  shape: [row: number, map: number];
  /** Relative to the result folder: float64, NaN missing. */
  file: string;
}

export interface AnalysisResult {
  version: typeof RESULT_VERSION;
  /** SHA-256 of the canonical plan and the input hashes: equal keys, equal numbers. */
  key: string;
  analysis: string;
  kind: AnalysisKind;
  /** The plan with the seed filled in. */
  plan: AnalysisPlan;
  /** The .nsp file, absolute path, or null. */
  file: string | null;
  /** ISO 8601. */
  started: string;
  seconds: number;
  seed: number;
  /** True when the file gave no seed and one was drawn. */
  seedDrawn: boolean;
  threads: number;
  software: { name: string; version: string }[];
  parcellation: ResultParcellation;
  nullModel: ResultNullModel;
  columns: ResultColumn[];
  /** Absent where no design was used. */
  design?: ResultDesign;
  /** What was done to the maps before they were compared, step by step; absent where nothing was and in results of older versions. */
  preparations?: PreparationFacts[];
  /** The maps that were compared, after preparation: the effect maps of a comparison of groups. */
  y: ResultMaps;
  /** The reference maps as they were compared, one for each column; of an enrichment each map once. Absent in results of older versions. */
  x?: StoredMaps;
  /** The maps that the method has taken out of those; absent where there were none, and in results of older versions. */
  z?: StoredConfounds;
  /** Enrichments only: a set for each column. */
  sets?: StoredSet[];
  /** Enrichments by correlation only. */
  members?: MemberArray[];
  statistics: StatisticResult[];
  /** Empty where no method correlates or there are too many pairs; absent in results of older versions. */
  regions?: RegionalArray[];
  /** Absent in results of older versions. */
  diagnostics?: ResultDiagnostics;
  /** Effective numbers of tests by correction name. */
  meff: Record<string, { x: number; y: number | null; used: number }>;
  warnings: ResultWarning[];
  citations: Citation[];
  inputs: InputFile[];
  /** Results of other analyses that were used; absent where there were none. */
  upstream?: UpstreamResult[];
  timings: { stage: string; seconds: number }[];
  /** Property of the language and its value, every default spelled out. */
  parameters: [property: string, value: string][];
  /** The methods paragraph, plain text. */
  methodsText: string;
}
