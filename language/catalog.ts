// What the language asks about the world outside the file: library names, table headers, files. The server and the command
// line bind it to engine/library (structurally: `DataLibrary` satisfies it), tests to a small fake.
import type {
  CollectionContent,
  Combination,
  DatasetEntry,
  DesignFinding,
  DesignQuery,
  EngineCapabilities,
  ExampleEntry,
  ParcellationEntry,
  ReachFinding,
  ReachQuery,
  TableSummary,
  VolumeSummary,
} from '../engine/plan.js';

export interface Catalog {
  /** Folders of the data library in the order they are searched; the demo library is last. */
  readonly folders: readonly string[];
  readonly capabilities: EngineCapabilities;

  parcellations(): readonly ParcellationEntry[];
  /** Names that stand for cortex + subcortex. */
  combinations(): readonly Combination[];
  /** By canonical name or alias; undefined when unknown. */
  parcellation(nameOrAlias: string): ParcellationEntry | undefined;
  /** Parcel labels in order, left hemisphere first; null for a parcellation that is still to be downloaded. */
  parcelLabels(canonicalName: string): Promise<string[] | null>;

  datasets(): readonly DatasetEntry[];
  /** Case-insensitive. */
  dataset(name: string): DatasetEntry | undefined;
  /** Undefined for an unknown collection and for one that is still to be downloaded. */
  collection(dataset: string, collection: string): Promise<CollectionContent | undefined>;
  /** Names of all maps of a dataset that have a row in any table; those published where no table is here, which may be none. */
  mapNames(dataset: string): Promise<string[]>;
  /** True when images of its maps are in the data folders: any parcellation can then be given. */
  hasMapImages(dataset: string): boolean;

  examples(): readonly ExampleEntry[];
  example(name: string): ExampleEntry | undefined;

  /** Path of the stored table of a dataset or example in a parcellation, or undefined. */
  referenceTable(dataset: string, parcellation: string): string | undefined;
  exampleTable(example: string, parcellation: string): string | undefined;

  fileExists(path: string): Promise<boolean>;
  /** Files matching a glob pattern (absolute), sorted. */
  glob(pattern: string): Promise<string[]>;
  /** Header, row labels and missing cells of a csv/tsv(.gz) table. Cached by path, size and time. Throws an Error with a readable message. */
  tableSummary(path: string): Promise<TableSummary>;
  /** Distinct values of one column of a table, in order of first appearance; undefined when there is no such column. */
  columnValues(path: string, column: string): Promise<string[] | undefined>;
  /** What a run would refuse or warn of in a design: groups, pairs, sites, covariates. Throws an Error with a readable message. */
  designFindings(query: DesignQuery): Promise<DesignFinding[]>;
  /** What a run would say of corrections that cannot reach .05 with these permutations. Throws an Error with a readable message. */
  reach(query: ReachQuery): Promise<ReachFinding[]>;
  /** Header of a NIfTI file. Throws an Error with a readable message. */
  volumeSummary(path: string): Promise<VolumeSummary>;
  /** Lengths of the axes of a .npy file, from its header. Throws an Error with a readable message. */
  arrayShape(path: string): Promise<number[]>;
}
