// The reference datasets of the data library: descriptions, collections and the tables there are; those of the public library that
// are not here, too. What the folders say wins, field by field. Read when asked for, kept.
import { join } from 'node:path';
import {
  catalogueDataset,
  citationsFrom,
  datasets as catalogued,
  describes,
  type CatalogueDataset,
} from '../catalogue/catalogue.js';
import type { Citation, DatasetEntry } from '../entries.js';
import { isAll } from './collections.js';
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

  /** Names of all datasets, here or in the public library; sorted. */
  names(): string[] {
    const here = this.folders();
    const known = new Set(here.map((name) => name.toLowerCase()));
    const remote = catalogued.map(({ name }) => name).filter((name) => !known.has(name));
    return [...here, ...remote].sort();
  }

  private folders(): string[] {
    return this.stack
      .list('reference')
      .filter((name) => this.stack.list(join('reference', name)).length > 0);
  }

  /** By name; the case of letters does not matter. One that is known from the catalogue alone has no files. */
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
    const path = this.stack.find(join(home, 'ref.yaml'));
    const { fields, problem } = readDescription(path);
    const published = catalogueDataset(name);
    const facts = describes(published, isSimulated(fields)) ? published : undefined;
    const collectionFiles = this.collectionFiles(home);
    const tables = tablesIn(this.stack, join(home, 'tab'), `dset-${name}_parc-`, (parcellation) =>
      this.parcellations.resolve(parcellation),
    );
    const entry: DatasetEntry = {
      name,
      ...described(name, fields, facts),
      // A description without a default says that there is none; only where none can be read does the catalogue tell it.
      defaultCollection:
        textOf(fields['default_collection'])
        ?? (path === undefined || problem !== null ? (facts?.defaultCollection ?? null) : null),
      collections: collectionsOf(fields, [...collectionFiles.keys()], facts),
      ...this.offers(home, tables, [...collectionFiles.keys()], fields, facts),
      mapCount: facts?.mapCount ?? null,
    };
    return {
      entry,
      tables,
      collectionFiles,
      collectionCitations: new Map(
        entry.collections.map((one) => [
          one.name,
          citationsOf(aboutCollection(fields, one.name)['citations'], `${name}: ${one.name}`, null),
        ]),
      ),
      mapInfo:
        this.stack.find(join(home, 'map_info.csv')) ?? this.stack.find(join(home, 'metadata.csv')),
      columns: columnsOf(fields),
      problem,
    };
  }

  /** Tables here and to be had. A list `tabs:` in the description says for which parcellations there are tables at all. */
  private offers(
    home: string,
    tables: ReadonlyMap<string, string>,
    collections: string[],
    fields: Fields,
    facts: CatalogueDataset | undefined,
  ): Pick<DatasetEntry, 'parcellations' | 'presence' | 'here'> {
    const listed = fields['tabs'];
    const wanted = Array.isArray(listed) ? listed.map(String) : null;
    const remote = (facts?.parcellations ?? [])
      .filter((name) => wanted === null || wanted.includes(name))
      .map((name) => this.parcellations.resolve(name) ?? name)
      .filter((name) => !tables.has(name));
    const lacking = (facts?.collections ?? []).filter(
      ({ name }) => !isAll(name) && !collections.includes(name),
    );
    const empty = tables.size === 0 && this.stack.list(join(home, 'map')).length === 0;
    const complete = remote.length + lacking.length === 0;
    return {
      parcellations: [...tables.keys(), ...remote],
      presence: complete ? 'here' : empty ? 'remote' : 'partly',
      here: { parcellations: [...tables.keys()], collections },
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

type Text = 'label' | 'description' | 'license' | 'citations' | 'simulated';

/** What ref.yaml says, field by field; the catalogue fills the gaps. */
function described(
  name: string,
  fields: Fields,
  facts: CatalogueDataset | undefined,
): Pick<DatasetEntry, Text> {
  const license = textOf(fields['license']) ?? facts?.licence ?? null;
  const citations = citationsOf(fields['citations'], name, license);
  return {
    label: textOf(fields['label']) ?? facts?.label ?? name,
    description: textOf(fields['description']) ?? facts?.description ?? '',
    license,
    citations:
      citations.length > 0 ? citations : citationsFrom(facts?.citations ?? [], name, license),
    simulated: isSimulated(fields) || facts?.simulated === true,
  };
}

/** `All`, those with a file, then those of the public library that have none here. */
function collectionsOf(
  fields: Fields,
  files: readonly string[],
  facts: CatalogueDataset | undefined,
): DatasetEntry['collections'] {
  const published = facts?.collections ?? [];
  const names = new Set(['All', ...files, ...published.map(({ name }) => name)]);
  return [...names].map((name) => ({
    name,
    description:
      textOf(aboutCollection(fields, name)['description'])
      ?? published.find((one) => one.name === name)?.description
      ?? '',
  }));
}

function aboutCollection(fields: Fields, collection: string): Fields {
  return fieldsOf(fieldsOf(fields['collections'])[collection]);
}

function columnsOf(fields: Fields): DatasetItem['columns'] {
  const info = fieldsOf(fields['map_info']);
  return {
    cite: textOf(info['cite_column']) ?? 'doi',
    note: textOf(info['note_column']) ?? 'note',
  };
}
