// The parcellations of the data library: names, aliases, descriptions and which files each space holds. Read when asked for, kept.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aliases } from './aliases.js';
import { citationsOf, isSimulated, readDescription, textOf } from './description.js';
import type { Description, Fields } from './description.js';
import type { ParcellationEntry } from '../entries.js';
import type { FolderStack } from '../folders.js';
import { hemisphereOf } from '../hemisphere.js';
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

  /** Canonical names of all parcellations that have labels in at least one space, sorted. */
  names(): string[] {
    return this.folders().filter((name) => this.item(name) !== undefined);
  }

  /** The canonical name behind a name or alias, or undefined. Names are case-sensitive; a folder's own name comes first. */
  resolve(nameOrAlias: string): string | undefined {
    const folders = this.folders();
    if (folders.includes(nameOrAlias)) {
      const alias = this.aliasIn(nameOrAlias);
      const target = alias ?? nameOrAlias;
      return this.item(target) ? target : undefined;
    }
    return aliases[nameOrAlias]?.find((name) => folders.includes(name) && this.item(name));
  }

  /** By canonical name. */
  item(name: string): ParcellationItem | undefined {
    const known = this.items.get(name);
    if (known !== undefined) return known ?? undefined;
    const item =
      this.folders().includes(name) && this.aliasIn(name) === null ? this.read(name) : null;
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
    return textOf(this.description(name).fields['alias']);
  }

  private aliasesOf(name: string): string[] {
    const folders = this.folders();
    const stored = folders.filter((folder) => folder !== name && this.aliasIn(folder) === name);
    const known = Object.keys(aliases).filter(
      (alias) =>
        !folders.includes(alias) && aliases[alias]?.find((one) => folders.includes(one)) === name,
    );
    return [...stored, ...known].sort();
  }

  private read(name: string): ParcellationItem | null {
    const spaces = spaceFiles(this.stack, name);
    if (spaces.length === 0) return null;
    const { fields, problem } = this.description(name);
    const labels = firstLabels(spaces);
    const sides = new Set(labels.map(hemisphereOf));
    const entry: ParcellationEntry = {
      name,
      ...described(name, fields),
      aliases: this.aliasesOf(name),
      parcels: labels.length,
      hemispheres: (['L', 'R'] as const).filter((side) => sides.has(side)),
      ...offers(spaces),
    };
    return { entry, spaces, problem };
  }
}

function described(
  name: string,
  fields: Fields,
): Pick<
  ParcellationEntry,
  'label' | 'level' | 'symmetric' | 'license' | 'citations' | 'simulated'
> {
  const license = textOf(fields['license']);
  const symmetric = fields['symmetric'];
  return {
    label: textOf(fields['label']) ?? name,
    level: levels[textOf(fields['level']) ?? ''] ?? 'unknown',
    symmetric: typeof symmetric === 'boolean' ? symmetric : null,
    license,
    citations: citationsOf(fields['citation'], name, license),
    simulated: isSimulated(fields),
  };
}

type SpaceOffers = Pick<ParcellationEntry, 'volumes' | 'surfaces' | 'spins' | 'distances'>;

function offers(spaces: readonly SpaceFiles[]): SpaceOffers {
  const where = (test: (space: SpaceFiles) => boolean): string[] =>
    spaces.filter(test).map(({ space }) => space);
  const every = (space: SpaceFiles, has: 'image' | 'spins' | 'distances'): boolean =>
    space.hemispheres.length > 0 && space.hemispheres.every(({ files }) => files[has]);
  return {
    volumes: where(({ volume }) => Boolean(volume?.image)),
    surfaces: where((space) => every(space, 'image')),
    spins: where((space) => every(space, 'spins')),
    distances: where((space) => Boolean(space.volume?.distances) || every(space, 'distances')),
  };
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
