import type { CollectionContent, DatasetEntry, EngineCapabilities, ExampleEntry, ParcellationEntry, TableSummary, VolumeSummary } from './entries.js';
export declare class DataLibrary {
  /** Throws `not-a-data-folder`. */
  static open(folders: readonly string[], capabilities: EngineCapabilities): DataLibrary;
  readonly folders: readonly string[];
  readonly capabilities: EngineCapabilities;
  parcellations(): readonly ParcellationEntry[];
  parcellation(nameOrAlias: string): ParcellationEntry | undefined;
  parcelLabels(canonicalName: string): Promise<string[]>;
  datasets(): readonly DatasetEntry[];
  dataset(name: string): DatasetEntry | undefined;
  collection(dataset: string, collection: string): Promise<CollectionContent | undefined>;
  mapNames(dataset: string): Promise<string[]>;
  examples(): readonly ExampleEntry[];
  example(name: string): ExampleEntry | undefined;
  referenceTable(dataset: string, parcellation: string): string | undefined;
  exampleTable(example: string, parcellation: string): string | undefined;
  fileExists(path: string): Promise<boolean>;
  glob(pattern: string): Promise<string[]>;
  tableSummary(path: string): Promise<TableSummary>;
  columnValues(path: string, column: string): Promise<string[] | undefined>;
  volumeSummary(path: string): Promise<VolumeSummary>;
}
