// The example datasets of the data library (subjects × parcels): descriptions and the tables there are, here or to be downloaded. Read
// when asked for, kept.
import { join } from 'node:path';
import { catalogueExample, describes, examples as catalogued } from '../catalogue/catalogue.js';
import { isSimulated, readDescription, textOf } from './description.js';
import type { ExampleEntry } from '../entries.js';
import type { FolderStack } from '../folders.js';
import type { ParcellationShelf } from './parcellations.js';
import { tablesIn } from './tables.js';

export interface ExampleItem {
  entry: ExampleEntry;
  /** Path of the stored table by canonical parcellation name. */
  tables: ReadonlyMap<string, string>;
  license: string | null;
  /** A sentence when example.yaml is damaged. */
  problem: string | null;
}

export class ExampleShelf {
  private readonly items = new Map<string, ExampleItem | null>();

  constructor(
    private readonly stack: FolderStack,
    private readonly parcellations: ParcellationShelf,
  ) {}

  /** Names of all examples that have a table, here or in the public library; sorted. */
  names(): string[] {
    const folders = this.stack.list('example');
    const loose = folders.flatMap(
      (file) => /^example-(.+?)_parc-.+\.csv(?:\.gz)?$/.exec(file)?.[1] ?? [],
    );
    const published = catalogued.map(({ name }) => name);
    return [...new Set([...folders, ...loose, ...published])]
      .filter((name) => this.item(name))
      .sort();
  }

  item(name: string): ExampleItem | undefined {
    const known = this.items.get(name);
    if (known !== undefined) return known ?? undefined;
    const item = this.read(name);
    this.items.set(name, item);
    return item ?? undefined;
  }

  /** Tables lie in a folder of their own or, in older libraries, directly under `example/`. */
  private read(name: string): ExampleItem | null {
    const resolve = (parcellation: string): string | undefined =>
      this.parcellations.resolve(parcellation);
    const prefix = `example-${name}_parc-`;
    const home = join('example', name);
    const tables = new Map([
      ...tablesIn(this.stack, 'example', prefix, resolve),
      ...tablesIn(this.stack, home, prefix, resolve),
    ]);
    const { fields, problem } = readDescription(this.stack.find(join(home, 'example.yaml')));
    const published = catalogueExample(name);
    const described = Object.keys(fields).length > 0;
    const facts = describes(published, described && isSimulated(fields)) ? published : undefined;
    if (tables.size === 0 && !facts) return null;
    const remote = (facts?.parcellations ?? [])
      .map((one) => resolve(one) ?? one)
      .filter((one) => !tables.has(one));
    const license = textOf(fields['license']) ?? facts?.licence ?? null;
    const entry: ExampleEntry = {
      name,
      label: textOf(fields['label']) ?? facts?.label ?? name,
      description: textOf(fields['description']) ?? facts?.description ?? '',
      license,
      parcellations: [...tables.keys(), ...remote],
      presence: remote.length === 0 ? 'here' : tables.size === 0 ? 'remote' : 'partly',
      here: { parcellations: [...tables.keys()] },
      simulated: described ? isSimulated(fields) : facts?.simulated === true,
    };
    return { entry, tables, license, problem };
  }
}
