// What the data library says about its items: facts for completion, checks, hover and citations. Plain data, no behaviour.
import type { AnalysisKind, Hemisphere } from '../plan.js';

export interface Citation {
  /** Short reference, e.g. `Schaefer et al., 2018, Cereb Cortex`. */
  ref: string;
  doi: string | null;
  /** What is cited: a map name, a dataset, a parcellation, a method. */
  subject: string;
  license: string | null;
  note: string | null;
}

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
  /** Spaces with a label volume, e.g. `MNI152NLin6Asym`. */
  volumes: string[];
  /** Spaces with surface labels, e.g. `fsLR`. */
  surfaces: string[];
  /** Spaces with stored spins. */
  spins: string[];
  /** Spaces with stored distance matrices. */
  distances: string[];
  simulated: boolean;
}

export interface DatasetEntry {
  name: string;
  label: string;
  description: string;
  license: string | null;
  citations: Citation[];
  defaultCollection: string | null;
  collections: { name: string; description: string }[];
  /** Canonical names of the parcellations this dataset has a table for. */
  parcellations: string[];
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
  parcellations: string[];
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
  /** Kinds of map sources that can be run. */
  sources: readonly string[];
}
