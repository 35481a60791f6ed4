// The reference datasets of the data library: descriptions, collections and the tables there are. Read when asked for, kept.
import { join } from 'node:path';
import type { Citation, DatasetEntry } from '../entries.js';
import {
  citationsOf,
  fieldsOf,
  isSimulated,
  readDescription,
  textOf,
  type Fields,
} from './description.js';
import type { FolderStack } from '../folders.js';
import type { ParcellationShelf } from './parcellations.js';
import { tablesIn } from './tables.js';

/** Everything the library knows of one dataset without reading its tables. */
export interface DatasetItem {
  entry: DatasetEntry;
  /** Path of the stored table by canonical parcellation name. */
  tables: ReadonlyMap<string, string>;
  /** Path of the file by collection name. `All` needs none. */
  collectionFiles: ReadonlyMap<string, string>;
  collectionCitations: ReadonlyMap<string, Citation[]>;
  /** Path of the table that tells DOI, licence and note of each map, or undefined. */
  mapInfo: string | undefined;
  /** Columns of that table that hold DOIs and notes. */
  columns: { cite: string; note: string };
  /** A sentence when ref.yaml is damaged. */
  problem: string | null;
}

export class DatasetShelf {
  private readonly items = new Map<string, DatasetItem>();

  constructor(
    private readonly stack: FolderStack,
    private readonly parcellations: ParcellationShelf,
  ) {}

  /** Names of all datasets, sorted. */
  names(): string[] {
    return this.stack
      .list('reference')
      .filter((name) => this.stack.list(join('reference', name)).length > 0);
  }

  /** By name; the case of letters does not matter. */
  item(name: string): DatasetItem | undefined {
    const folder = this.names().find((known) => known.toLowerCase() === name.toLowerCase());
    if (folder === undefined) return undefined;
    const known = this.items.get(folder);
    if (known) return known;
    const item = this.read(folder);
    this.items.set(folder, item);
    return item;
  }

  private read(name: string): DatasetItem {
    const home = join('reference', name);
    const { fields, problem } = readDescription(this.stack.find(join(home, 'ref.yaml')));
    const described = fieldsOf(fields['collections']);
    const collectionFiles = this.collectionFiles(home);
    const collections = new Set(['All', ...collectionFiles.keys()]);
    const tables = tablesIn(this.stack, join(home, 'tab'), `dset-${name}_parc-`, (parcellation) =>
      this.parcellations.resolve(parcellation),
    );
    const license = textOf(fields['license']);
    const info = fieldsOf(fields['map_info']);
    const about = (collection: string): Fields => fieldsOf(described[collection]);
    return {
      entry: {
        name,
        label: textOf(fields['label']) ?? name,
        description: textOf(fields['description']) ?? '',
        license,
        citations: citationsOf(fields['citations'], name, license),
        defaultCollection: textOf(fields['default_collection']),
        collections: [...collections].map((collection) => ({
          name: collection,
          description: textOf(about(collection)['description']) ?? '',
        })),
        parcellations: [...tables.keys()],
        simulated: isSimulated(fields),
      },
      tables,
      collectionFiles,
      collectionCitations: new Map(
        [...collections].map((one) => [
          one,
          citationsOf(about(one)['citations'], `${name}: ${one}`, null),
        ]),
      ),
      mapInfo:
        this.stack.find(join(home, 'map_info.csv')) ?? this.stack.find(join(home, 'metadata.csv')),
      columns: {
        cite: textOf(info['cite_column']) ?? 'doi',
        note: textOf(info['note_column']) ?? 'note',
      },
      problem,
    };
  }

  private collectionFiles(home: string): Map<string, string> {
    const files = new Map<string, string>();
    for (const file of this.stack.list(home)) {
      const name = /^collection-(.+)\.collect$/.exec(file)?.[1];
      const path = name === undefined ? undefined : this.stack.find(join(home, file));
      if (name !== undefined && path !== undefined) files.set(name, path);
    }
    return files;
  }
}
