// The data library: folders stacked (earlier ones win), and what they hold. Opening reads nothing but folder names; the rest is read
// when it is asked for and kept. Satisfies language/catalog.ts's Catalog by its shape.
import { NspError } from '../error.js';
import { reachFindings } from '../inference/reach.js';
import { designFindings, designRelabelings } from '../prepare/design-findings.js';
import { catalogueDataset, combinations } from './catalogue/catalogue.js';
import { isAll } from './shelves/collections.js';
import { DatasetShelf, type DatasetItem } from './shelves/datasets.js';
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
} from './entries.js';
import { ExampleShelf, type ExampleItem } from './shelves/examples.js';
import { FolderStack, notDataFolder } from './folders.js';
import { FileInspector } from './shelves/inspect.js';
import { mapImages } from './shelves/map-images.js';
import { libraryLabels } from './shelves/space-labels.js';
import { ParcellationShelf, type ParcellationItem } from './shelves/parcellations.js';

export class DataLibrary {
  private parcellationShelf: ParcellationShelf;
  private datasetShelf: DatasetShelf;
  private exampleShelf: ExampleShelf;
  private inspector = new FileInspector();

  private constructor(
    /** The folders read as one; for templates and other files by path. */
    readonly stack: FolderStack,
    readonly capabilities: EngineCapabilities,
  ) {
    this.parcellationShelf = new ParcellationShelf(stack);
    this.datasetShelf = new DatasetShelf(stack, this.parcellationShelf);
    this.exampleShelf = new ExampleShelf(stack, this.parcellationShelf);
  }

  /**
   * Opens a stack of data folders.
   * @throws NspError `not-a-data-folder` for a folder that does not exist or holds no data
   */
  static open(folders: readonly string[], capabilities: EngineCapabilities): DataLibrary {
    for (const folder of folders) {
      const reason = notDataFolder(folder);
      if (reason !== null) throw new NspError('not-a-data-folder', reason);
    }
    return new DataLibrary(new FolderStack(folders), capabilities);
  }

  get folders(): readonly string[] {
    return this.stack.folders;
  }

  /** Sees files that came or went since they were looked for. @param folders when a folder was added, all of them in order */
  refresh(folders: readonly string[] = this.folders): void {
    this.stack.refresh(folders);
    this.parcellationShelf = new ParcellationShelf(this.stack);
    this.datasetShelf = new DatasetShelf(this.stack, this.parcellationShelf);
    this.exampleShelf = new ExampleShelf(this.stack, this.parcellationShelf);
    this.inspector = new FileInspector();
  }

  parcellations(): readonly ParcellationEntry[] {
    return present(this.parcellationShelf.names().map((name) => this.parcellation(name)));
  }

  /** Names that stand for cortex + subcortex. */
  combinations(): readonly Combination[] {
    return combinations;
  }

  parcellation(nameOrAlias: string): ParcellationEntry | undefined {
    return this.parcellationItem(nameOrAlias)?.entry;
  }

  /** The entry with its files, by canonical name or alias. */
  parcellationItem(nameOrAlias: string): ParcellationItem | undefined {
    const name = this.parcellationShelf.resolve(nameOrAlias);
    return name === undefined ? undefined : this.parcellationShelf.item(name);
  }

  /**
   * Parcel labels in order; null for a parcellation whose labels are still to be downloaded.
   * @throws NspError `labels-differ`, `duplicate-label`, `unknown-parcellation`
   */
  async parcelLabels(canonicalName: string): Promise<string[] | null> {
    const item = this.parcellationItem(canonicalName);
    if (!item)
      throw new NspError(
        'unknown-parcellation',
        `The data library has no parcellation ${canonicalName}.`,
      );
    return item.spaces.length === 0 ? null : (await libraryLabels(item)).labels;
  }

  datasets(): readonly DatasetEntry[] {
    return present(this.datasetShelf.names().map((name) => this.dataset(name)));
  }

  dataset(name: string): DatasetEntry | undefined {
    return this.datasetItem(name)?.entry;
  }

  /** The entry with its files; the case of letters does not matter. */
  datasetItem(name: string): DatasetItem | undefined {
    return this.datasetShelf.item(name);
  }

  /** Members of a collection; `All` is every map of any table. Undefined for an unknown one and one still to be downloaded. */
  async collection(dataset: string, collection: string): Promise<CollectionContent | undefined> {
    const item = this.datasetItem(dataset);
    if (!item) return undefined;
    if (isAll(collection)) {
      if (item.tables.size === 0) return undefined;
      const maps = await this.mapNames(dataset);
      return {
        name: 'All',
        sets: [],
        members: maps.map((map) => ({ set: null, map, weight: null })),
      };
    }
    const path = item.collectionFiles.get(collection);
    return path === undefined ? undefined : this.inspector.collection(path, collection);
  }

  /** Names of all maps that have a row in any table; those published where no table is here, which may be none. */
  async mapNames(dataset: string): Promise<string[]> {
    const item = this.datasetItem(dataset);
    if (item?.tables.size === 0) return [...(catalogueDataset(dataset)?.images?.maps ?? [])];
    const tables = [...(item?.tables.values() ?? [])];
    const summaries = await Promise.all(tables.map((path) => this.tableSummary(path)));
    return [...new Set(summaries.flatMap(({ rows }) => rows))];
  }

  /** True when images of the dataset's maps are here, from which parcellations without a table can be given. */
  hasMapImages(dataset: string): boolean {
    const name = this.dataset(dataset)?.name;
    return name !== undefined && mapImages(this.stack, name).size > 0;
  }

  examples(): readonly ExampleEntry[] {
    return present(this.exampleShelf.names().map((name) => this.example(name)));
  }

  example(name: string): ExampleEntry | undefined {
    return this.exampleItem(name)?.entry;
  }

  exampleItem(name: string): ExampleItem | undefined {
    return this.exampleShelf.item(name);
  }

  referenceTable(dataset: string, parcellation: string): string | undefined {
    return this.datasetItem(dataset)?.tables.get(this.canonical(parcellation));
  }

  exampleTable(example: string, parcellation: string): string | undefined {
    return this.exampleItem(example)?.tables.get(this.canonical(parcellation));
  }

  private canonical(parcellation: string): string {
    return this.parcellationShelf.resolve(parcellation) ?? parcellation;
  }

  fileExists(path: string): Promise<boolean> {
    return this.inspector.fileExists(path);
  }

  glob(pattern: string): Promise<string[]> {
    return this.inspector.glob(pattern);
  }

  tableSummary(path: string): Promise<TableSummary> {
    return this.inspector.tableSummary(path);
  }

  columnValues(path: string, column: string): Promise<string[] | undefined> {
    return this.inspector.columnValues(path, column);
  }

  /** What a run would refuse or warn of in a design. @throws NspError of reading the table */
  async designFindings(query: DesignQuery): Promise<DesignFinding[]> {
    return designFindings(await this.inspector.textTable(query.design.path), query);
  }

  /** What a run would say of corrections that cannot reach .05. @throws NspError of reading the design */
  async reach(query: ReachQuery): Promise<ReachFinding[]> {
    const { groups } = query;
    const table = groups && (await this.inspector.textTable(groups.design.design.path));
    return reachFindings(query, table && designRelabelings(table, groups.design, groups.strategy));
  }

  volumeSummary(path: string): Promise<VolumeSummary> {
    return this.inspector.volumeSummary(path);
  }

  arrayShape(path: string): Promise<number[]> {
    return this.inspector.arrayShape(path);
  }
}

function present<T>(items: readonly (T | undefined)[]): T[] {
  return items.filter((item) => item !== undefined);
}
