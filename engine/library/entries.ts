// What the data library says about its items: facts for completion, checks, hover and citations. Plain data, no behaviour.
import type {
  AnalysisKind,
  DesignSource,
  GroupsStrategy,
  Hemisphere,
  McDimension,
  Tail,
} from '../plan.js';

export interface Citation {
  /** Short reference, e.g. `Schaefer et al., 2018, Cereb Cortex`. */
  ref: string;
  doi: string | null;
  /** What is cited: a map name, a dataset, a parcellation, a method. */
  subject: string;
  license: string | null;
  note: string | null;
}

/**
 * How much of an item lies in the data folders: all that is known of it, a part, or nothing (known from the catalogue of the public
 * library and downloaded when a run needs it).
 */
export type Presence = 'here' | 'partly' | 'remote';

export interface ParcellationEntry {
  /** Canonical name, e.g. `Schaefer200Parcels7Networks`. */
  name: string;
  label: string;
  aliases: string[];
  level: 'cortex' | 'subcortex' | 'combined' | 'unknown';
  symmetric: boolean | null;
  parcels: number;
  hemispheres: Hemisphere[];
  license: string | null;
  citations: Citation[];
  /** Spaces with a label volume, e.g. `MNI152NLin6Asym`, here or to be downloaded. */
  volumes: string[];
  /** Spaces with surface labels, e.g. `fsLR`, here or to be downloaded. */
  surfaces: string[];
  presence: Presence;
  /** Those of the spaces whose files lie in the data folders. */
  here: { volumes: string[]; surfaces: string[] };
  /** Spaces with stored spins in the data folders. */
  spins: string[];
  /** Spaces with stored distance matrices in the data folders. */
  distances: string[];
  simulated: boolean;
}

/** A name for a cortical and a subcortical parcellation together, e.g. `AAL`. */
export interface Combination {
  alias: string;
  cortex: string;
  subcortex: string;
}

export interface DatasetEntry {
  name: string;
  label: string;
  description: string;
  license: string | null;
  citations: Citation[];
  defaultCollection: string | null;
  collections: { name: string; description: string }[];
  /** Canonical names of the parcellations this dataset has a table for, here or to be downloaded. */
  parcellations: string[];
  presence: Presence;
  /** Tables and collections that lie in the data folders. */
  here: { parcellations: string[]; collections: string[] };
  /** Number of maps as published; null where it is not known. */
  mapCount: number | null;
  simulated: boolean;
}

export interface CollectionMember {
  set: string | null;
  map: string;
  weight: number | null;
}

export interface CollectionContent {
  name: string;
  /** In order of first appearance; empty when the collection has no sets. */
  sets: string[];
  members: CollectionMember[];
}

export interface ExampleEntry {
  name: string;
  label: string;
  description: string;
  license: string | null;
  /** Canonical names of the parcellations there are tables for, here or to be downloaded. */
  parcellations: string[];
  presence: Presence;
  here: { parcellations: string[] };
  simulated: boolean;
}

/** What a table file looks like, without keeping its numbers. */
export interface TableSummary {
  /** Header of the label column (may be empty). */
  index: string;
  columns: string[];
  rows: string[];
  /** Missing cells per row, same order as `rows`. */
  missing: number[];
}

/** What an analysis does with a design. */
export interface DesignQuery {
  design: DesignSource;
  /** Labels of the rows of y; null where they are not known before the run. */
  labels: readonly string[] | null;
  /** Groups are compared, and kept when covariates are regressed. */
  compared: boolean;
  paired: boolean;
  combat: boolean;
  /** Columns that are kept when covariates are regressed, besides the groups that are compared. */
  protect?: readonly string[];
  /** False where covariates are not regressed. */
  cleaned?: boolean;
}

/** What a run would refuse or warn of. */
export interface DesignFinding {
  severity: 'error' | 'warning';
  code: string;
  message: string;
}

/** What decides whether corrected p can fall below .05. */
export interface ReachQuery {
  /** Canonical names. */
  corrections: readonly string[];
  dimension: McDimension;
  permutations: number;
  /** Of the table of p values; a lower bound where more is not known before the run. */
  rows: number;
  columns: number;
  tail: Tail;
  /** Small p are extrapolated. */
  approximated: boolean;
  /** Whose labels are permuted; null where maps or sets are. */
  groups: { design: DesignQuery; strategy: GroupsStrategy } | null;
}

/** What a run would say of corrections whose threshold is out of reach. */
export interface ReachFinding {
  severity: 'warning' | 'information';
  code:
    | 'few-relabelings'
    | 'unreachable-threshold'
    | 'needs-several-tests'
    | 'needs-approximation'
    | 'few-nulls';
  message: string;
}

export interface VolumeSummary {
  dims: number[];
  voxelSize: number[];
  datatype: string;
}

/** What this version of the engine can run; names are those of the language. The rest is checked but refused in plain words. */
export interface EngineCapabilities {
  analyses: readonly AnalysisKind[];
  methods: readonly string[];
  nullModels: readonly string[];
  corrections: readonly string[];
  /** Properties of an analysis that change nothing yet and are therefore refused when set. */
  laterProperties: readonly string[];
  /** What can be permuted together: `maps`, `groups+maps`, … (engine/plan-kinds.ts). */
  permutations: readonly string[];
  /** Kinds of map sources that can be run. */
  sources: readonly string[];
}
