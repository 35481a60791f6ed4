// The plan: the whole meaning of one analysis, resolved and JSON-serialisable. language/ makes it, engine/ runs it.
// Nothing here depends on Langium, VS Code or threads; equal plans on equal input bytes give equal results.
export type {
  Citation,
  CollectionContent,
  CollectionMember,
  Combination,
  DatasetEntry,
  DesignFinding,
  DesignQuery,
  EngineCapabilities,
  ExampleEntry,
  ParcellationEntry,
  Presence,
  ReachFinding,
  ReachQuery,
  TableSummary,
  VolumeSummary,
} from './library/entries.js';

/** Raised whenever a plan of an older version would mean something else. */
export const PLAN_VERSION = 1;

export type AnalysisKind =
  'colocalization' | 'group_colocalization' | 'xsea' | 'group_xsea' | 'pipeline';
export type Hemisphere = 'L' | 'R';
export type Side = 'x' | 'y' | 'z';
export type Tail = 'two' | 'upper' | 'lower';
export type Pooling = 'mean' | 'median';
export type McDimension = 'array' | 'x' | 'y';
/** A value of a method or null-model option, as written in the file. */
export type OptionValue = string | number | boolean | null | readonly number[];

/** Where the parcels come from: a library name (canonical), a cortex + subcortex sum, or one's own image or surface. */
export type ParcellationSource =
  | { kind: 'library'; name: string }
  | { kind: 'sum'; parts: string[] }
  | {
      kind: 'image';
      declaration: string;
      path: string;
      labels: string | null;
      space: string | null;
    }
  | {
      kind: 'surface';
      declaration: string;
      left: string;
      right: string;
      labels: string | null;
      space: string | null;
    };

/** Values that count as background in an image. `auto` is the median of the border (decisions.md 12) and 0. */
export type Background = 'auto' | false | (number | 'auto')[];

/** How an image becomes parcel values (spec/workflows.md 3.2–3.4). `null` means no minimum. */
export interface ImageOptions {
  space: string | null;
  background: Background;
  minValidCount: number | null;
  minValidFraction: number | null;
  resamplingTarget: 'data' | 'parcellation';
}

/** Which rows of a dataset are used. `null` everywhere means the whole collection. */
export interface ReferenceFilter {
  /** Substrings, any of which must occur in the map's name; or `key → condition` such as `{ n: ">10" }`. */
  maps: string[] | Record<string, string> | null;
  sets: string[] | null;
  setSizeRange: [number, number] | null;
  weightRange: [number, number] | null;
  weightQuantile: number | null;
}

/** A source of maps. `declaration` is the name in the file, or null where the source stands inline. Paths are absolute. */
export type MapsSource = { declaration: string | null } & (
  | {
      kind: 'reference';
      dataset: string;
      /** Null: the dataset's default collection. */ collection: string | null;
      filter: ReferenceFilter;
    }
  | { kind: 'example'; name: string }
  | { kind: 'table'; path: string; index: string | null; rows: string[] | null; transpose: boolean }
  | { kind: 'images'; entries: { label: string; path: string }[]; options: ImageOptions }
  | { kind: 'glob'; pattern: string; options: ImageOptions }
  | { kind: 'surface'; label: string; left: string; right: string; options: ImageOptions }
  | { kind: 'result'; analysis: string }
);

/** What decides the numbers of every analysis, every default filled in. */
export interface PlanBase {
  version: typeof PLAN_VERSION;
  /** Name of the analysis in the file. Not part of the cache key. */
  name: string;
  /** Properties that the file sets, here or in `defaults`; all others are defaults. Absent: not known. */
  written?: string[];
  parcellation: ParcellationSource;
  hemispheres: Hemisphere[];
  y: MapsSource;
  x: MapsSource;
  /** Maps regressed out of X and Y; the strings are the tissue shortcuts (`gm`, `wm`, …). */
  z: (MapsSource | string)[];
  /** Harmonise the sites of the design before covariates are regressed. */
  combat: boolean;
  standardize: Side[];
  methods: string[];
  methodOptions: Record<string, OptionValue>;
  nPerm: number;
  /** One tail for all statistics, one per statistic, or null: the default of each statistic. */
  tails: Tail | Record<string, Tail> | null;
  pApproximation: 'none' | 'gpd';
  /** Groups are always `auto`: the mean over the rows of a comparison that keeps rows (spec/statistics.md 5.7). */
  pooled: false | Pooling | 'auto';
  /** Canonical names, in the order written. */
  corrections: string[];
  mcDimension: McDimension;
  normalize: boolean;
  rToZ: boolean;
  /** Null: drawn when the run starts, shown and stored. */
  seed: number | null;
  /** Threads; -1 for all cores. Never changes a number, so not part of the cache key. */
  nProc: number;
}

/** Sides whose maps are permuted; `XY`: both in each permutation. */
export type MapsSides = 'X' | 'Y' | 'XY';

/** What analyses of maps have in common: covariates of Y, and null maps of one side or both. */
export interface MapsPlan extends PlanBase {
  /** Design table whose covariates are regressed from Y, or null. */
  yCovariates: DesignSource | null;
  /** Null model (canonical name, or `a+b` for cortex + subcortex); null: chosen by the parcellation (decisions.md 4). */
  mapsMethod: string | null;
  mapsOptions: Record<string, OptionValue>;
  /** `auto` or a space name (decisions.md 3). */
  nullSpace: string;
  /** Absolute path of user-supplied nulls, or null. */
  mapsNulls: string | null;
  mapsWhich: MapsSides;
}

/** Maps with maps. */
export interface ColocalizationPlan extends MapsPlan {
  kind: 'colocalization';
}

export type GroupsStrategy = 'shuffle' | 'proportional' | 'draw';

/** What analyses of groups have in common: two groups of subjects, against the differences of permuted groups. */
export interface GroupsPlan extends PlanBase {
  design: DesignSource;
  /** What becomes of the subjects' maps. `levels` as written, null: both groups in sorted order. */
  comparison: { transform: string; levels: string[] | null };
  /** Rows are pairs (`subjects` of the design); labels change places within pairs only. */
  paired: boolean;
  groupsStrategy: GroupsStrategy;
}

/** The difference of two groups with maps. */
export interface GroupColocalizationPlan extends GroupsPlan {
  kind: 'group_colocalization';
}

/** What enrichments have in common: each set of X maps gives one number. */
export interface SetsPlan {
  /** How the colocalizations of the maps of a set become that number; a name of engine/colocalize/aggregate.ts. */
  aggregation: string;
}

/** Maps with sets of maps, against null maps of one side or against random sets. */
export interface XseaPlan extends MapsPlan, SetsPlan {
  kind: 'xsea';
  /** Random sets are drawn instead of maps permuted; the null model of the maps then stands at its defaults. */
  permuteSets: boolean;
  /** Maps that random sets are drawn from; null: the whole dataset of X. */
  background: MapsSource | null;
}

/** The difference of two groups with sets of maps. */
export interface GroupXseaPlan extends GroupsPlan, SetsPlan {
  kind: 'group_xsea';
}

/** A design table: one row per subject. */
export interface DesignSource {
  declaration: string | null;
  path: string;
  index: string | null;
  groups: string;
  /** Null: every other column. */
  covariates: string[] | null;
  site: string | null;
  subjects: string | null;
}

/** The four analyses: each a chain of steps with a name (engine/pipeline/workflow-steps.ts). */
export type WorkflowPlan = ColocalizationPlan | GroupColocalizationPlan | XseaPlan | GroupXseaPlan;

/** Reads the maps and brings them into parcels. */
export interface FitStep {
  step: 'fit';
  parcellation: ParcellationSource;
  hemispheres: Hemisphere[];
  /** Null: a copy of X, which is then compared with itself. */
  y: MapsSource | null;
  x: MapsSource;
  z: (MapsSource | string)[];
  standardize: Side[];
  /** A parcel that any map of X, Y or Z misses is missing in all of them. */
  dropNan: boolean;
}

/** Takes covariates out of Y: `within` across parcels, `between` across subjects (sites first); within goes first. */
export interface CleanYStep {
  step: 'clean_y';
  how: ('within' | 'between')[];
  /** Covariates, site and protected columns of `between`; null without `between`. */
  design: DesignSource | null;
  /** Columns of the design whose effect is kept; null: none. */
  protect: string[] | null;
  combat: boolean;
  /** Maps of `within`: those of the fit, or others. */
  within: 'z' | (MapsSource | string)[];
  /** Map i of `within` belongs to row i of Y; else all of them to each row. */
  withinYSpecific: boolean;
}

/** What becomes of the maps of subjects. */
interface TransformStep {
  transform: string;
  /** As written; `a` and `b` stand for the groups in sorted order, `y` for all rows. */
  levels: string[];
  /** Null where no group is named: all rows are one group. */
  design: DesignSource | null;
  /** Rows are pairs (`subjects` of the design). */
  paired: boolean;
}
export interface TransformYStep extends TransformStep {
  step: 'transform_y';
}
export interface TransformZStep extends TransformStep {
  step: 'transform_z';
}

/** Makes fewer X maps; those go on. */
export interface ReduceXStep {
  step: 'reduce_x';
  reduction: string;
  meanBySet: boolean;
  weightedMean: boolean;
  components: number | null;
  minEv: number | null;
  /** Start of ica; null: the seed of the pipeline. */
  seed: number | null;
}

export interface ColocalizeStep {
  step: 'colocalize';
  methods: string[];
  /** Without `rank`. */
  options: Record<string, OptionValue>;
  /** X, Y and Z are ranked first by methods that can do without; rank correlations always rank. */
  rank: boolean;
  /** Sides that Z is regressed from, where there is a Z. */
  regressZ: ('x' | 'y')[];
  /** Row i of Z belongs to row i of Y and is regressed from Y alone. */
  zyMatched: boolean;
  rToZ: boolean;
  /** How the values of the maps of a set become one number; null: each map stands for itself. */
  aggregation: string | null;
}

/** Null maps of X, Y or both; the fields are those of MapsPlan. */
export interface PermutedMaps {
  which: ('X' | 'Y')[];
  mapsMethod: string | null;
  mapsOptions: Record<string, OptionValue>;
  nullSpace: string;
  mapsNulls: string | null;
}

/** What is not permuted is null. */
export interface PermuteStep {
  step: 'permute';
  maps: PermutedMaps | null;
  groups: { strategy: GroupsStrategy } | null;
  /** Random sets; `background` null: the whole dataset of X. */
  sets: { background: MapsSource | null } | null;
  /** Which X map belongs to which Y map (spec/statistics.md 5.6). */
  pairs: boolean;
  nPerm: number;
  tails: Tail | Record<string, Tail> | null;
  pApproximation: 'none' | 'gpd';
  pooled: false | Pooling | 'auto';
}

export interface CorrectPStep {
  step: 'correct_p';
  corrections: string[];
  mcDimension: McDimension;
}

export interface NormalizeStep {
  step: 'normalize_colocalizations';
  zMethod: 'robust' | 'standard';
}

/** Steps that change maps between reading and comparing, in the order written. */
export type PreparationStep = CleanYStep | TransformYStep | TransformZStep | ReduceXStep;

/** The normal form of every analysis: what decides its numbers, every default filled in, in the order of the run. */
export type PipelineStep =
  FitStep | PreparationStep | ColocalizeStep | PermuteStep | CorrectPStep | NormalizeStep;

/** A chain written step by step. `fit` is the first step, and it, `colocalize` and those after it stand once. */
export interface PipelinePlan {
  kind: 'pipeline';
  version: typeof PLAN_VERSION;
  name: string;
  steps: PipelineStep[];
  seed: number | null;
  nProc: number;
}

/** The plans the engine can be handed. */
export type AnalysisPlan = WorkflowPlan | PipelinePlan;
