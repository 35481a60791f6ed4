// The parcellations of the data library: names, aliases, descriptions and which files each space holds; those of the public library
// that are not here, too. What the folders say wins, field by field. Read when asked for, kept.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  catalogueParcellation,
  citationsFrom,
  parcellations as catalogued,
  type CatalogueParcellation,
} from '../catalogue/catalogue.js';
import { aliases } from './aliases.js';
import { citationsOf, isSimulated, readDescription, textOf } from './description.js';
import type { Description, Fields } from './description.js';
import type { ParcellationEntry } from '../entries.js';
import type { FolderStack } from '../folders.js';
import { hemisphereOf } from '../hemisphere.js';
import { bySpace } from '../spaces.js';
import { spaceFiles, type SpaceFiles } from './space-files.js';

/** Everything the library knows of one parcellation without reading its images. */
export interface ParcellationItem {
  entry: ParcellationEntry;
  spaces: SpaceFiles[];
  /** A sentence when parc.yaml is damaged. */
  problem: string | null;
}

const levels: Readonly<Record<string, ParcellationEntry['level']>> = {
  cortex: 'cortex',
  subcortex: 'subcortex',
  both: 'combined',
  combined: 'combined',
};

export class ParcellationShelf {
  private readonly items = new Map<string, ParcellationItem | null>();
  private readonly descriptions = new Map<string, Description>();

  constructor(private readonly stack: FolderStack) {}

  /** Canonical names of all parcellations that have labels in at least one space, here or in the public library; sorted. */
  names(): string[] {
    const here = this.folders().filter((name) => this.item(name) !== undefined);
    const remote = catalogued
      .filter(
        ({ name, aliases: others }) => !here.some((one) => one === name || others.includes(one)),
      )
      .map(({ name }) => name);
    return [...here, ...remote].sort();
  }

  /** The canonical name behind a name or alias, or undefined. Names are case-sensitive; a folder's own name comes first. */
  resolve(nameOrAlias: string): string | undefined {
    const folders = this.folders();
    if (folders.includes(nameOrAlias)) {
      const alias = this.aliasIn(nameOrAlias);
      const target = alias ?? nameOrAlias;
      return this.item(target) ? target : undefined;
    }
    return (
      aliases[nameOrAlias]?.find((name) => folders.includes(name) && this.item(name))
      ?? catalogueParcellation(nameOrAlias)?.name
    );
  }

  /** By canonical name. One that is known from the catalogue alone has no spaces with files. */
  item(name: string): ParcellationItem | undefined {
    const known = this.items.get(name);
    if (known !== undefined) return known ?? undefined;
    const isName = this.folders().includes(name)
      ? this.aliasIn(name) === null
      : catalogueParcellation(name)?.name === name;
    const item = isName ? this.read(name) : null;
    this.items.set(name, item);
    return item ?? undefined;
  }

  private folders(): readonly string[] {
    return this.stack.list('parcellation');
  }

  private description(name: string): Description {
    const known = this.descriptions.get(name);
    if (known) return known;
    const read = readDescription(this.stack.find(join('parcellation', name, 'parc.yaml')));
    this.descriptions.set(name, read);
    return read;
  }

  private aliasIn(name: string): string | null {
    const alias = textOf(this.description(name).fields['alias']);
    return alias === name ? null : alias;
  }

  private aliasesOf(name: string): string[] {
    const folders = this.folders();
    const stored = folders.filter((folder) => folder !== name && this.aliasIn(folder) === name);
    const known = Object.keys(aliases).filter(
      (alias) =>
        !folders.includes(alias) && aliases[alias]?.find((one) => folders.includes(one)) === name,
    );
    const published = folders.includes(name) ? [] : (catalogueParcellation(name)?.aliases ?? []);
    return [...new Set([...stored, ...known, ...published])].sort();
  }

  private read(name: string): ParcellationItem | null {
    const spaces = spaceFiles(this.stack, name);
    const { fields, problem } = this.description(name);
    const facts = isSimulated(fields) ? undefined : catalogueParcellation(name);
    if (spaces.length === 0 && facts?.name !== name) return null;
    const entry: ParcellationEntry = {
      name,
      ...described(name, fields, facts),
      aliases: this.aliasesOf(name),
      ...counted(spaces, facts),
      ...offers(spaces, facts),
    };
    return { entry, spaces, problem };
  }
}

type Text = 'label' | 'level' | 'symmetric' | 'license' | 'citations' | 'simulated';

/** What parc.yaml says, field by field; the catalogue fills the gaps. */
function described(
  name: string,
  fields: Fields,
  facts: CatalogueParcellation | undefined,
): Pick<ParcellationEntry, Text> {
  const license = textOf(fields['license']) ?? facts?.licence ?? null;
  const symmetric = fields['symmetric'];
  const citations = citationsOf(fields['citation'], name, license);
  return {
    label: textOf(fields['label']) ?? facts?.label ?? name,
    level: levels[textOf(fields['level']) ?? ''] ?? facts?.level ?? 'unknown',
    symmetric: typeof symmetric === 'boolean' ? symmetric : (facts?.symmetric ?? null),
    license,
    citations:
      citations.length > 0 ? citations : citationsFrom(facts?.citations ?? [], name, license),
    simulated: isSimulated(fields),
  };
}

/** Parcels and hemispheres: told from the label files, or from the catalogue where there are none. */
function counted(
  spaces: readonly SpaceFiles[],
  facts: CatalogueParcellation | undefined,
): Pick<ParcellationEntry, 'parcels' | 'hemispheres'> {
  if (spaces.length === 0) return { parcels: facts?.parcels ?? 0, hemispheres: ['L', 'R'] };
  const labels = firstLabels(spaces);
  const sides = new Set(labels.map(hemisphereOf));
  return {
    parcels: labels.length,
    hemispheres: (['L', 'R'] as const).filter((side) => sides.has(side)),
  };
}

type SpaceOffers = Pick<
  ParcellationEntry,
  'volumes' | 'surfaces' | 'presence' | 'here' | 'spins' | 'distances'
>;

function offers(
  spaces: readonly SpaceFiles[],
  facts: CatalogueParcellation | undefined,
): SpaceOffers {
  const where = (test: (space: SpaceFiles) => boolean): string[] =>
    spaces.filter(test).map(({ space }) => space);
  const sides = new Set(
    spaces.flatMap(({ hemispheres }) => hemispheres.map(({ hemisphere }) => hemisphere)),
  );
  // A surface that lacks a side another one has was copied or downloaded in part.
  const every = (space: SpaceFiles, has: 'image' | 'spins' | 'distances'): boolean =>
    space.hemispheres.length > 0
    && space.hemispheres.length === sides.size
    && space.hemispheres.every(({ files }) => files[has]);
  const here = {
    volumes: where(({ volume }) => Boolean(volume?.image)),
    surfaces: where((space) => every(space, 'image')),
  };
  const offered = (kind: 'volume' | 'surface'): string[] =>
    (facts?.spaces ?? []).filter((one) => one.kind === kind).map(({ space }) => space);
  const volumes = union(here.volumes, offered('volume'));
  const surfaces = union(here.surfaces, offered('surface'));
  const missing = volumes.length + surfaces.length > here.volumes.length + here.surfaces.length;
  return {
    volumes,
    surfaces,
    presence: spaces.length === 0 ? 'remote' : missing ? 'partly' : 'here',
    here,
    spins: where((space) => every(space, 'spins')),
    distances: where((space) => Boolean(space.volume?.distances) || every(space, 'distances')),
  };
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].sort(bySpace);
}

/** Labels of the first space as they stand, for counting; they are checked when the parcellation is loaded. */
function firstLabels(spaces: readonly SpaceFiles[]): string[] {
  const whole =
    spaces.find(({ volume, hemispheres }) => volume ?? hemispheres.length === 2) ?? spaces[0];
  const files = whole?.hemispheres.length
    ? whole.hemispheres.map(({ files }) => files)
    : [whole?.volume];
  return files
    .flatMap((one) => (one?.labels ? readFileSync(one.labels, 'utf8').split(/\r?\n/) : []))
    .filter((line) => line.trim() !== '');
}
