// The catalogue: what the public NiSpace data library (LeonDLotter/NiSpace-data) offers, as facts in our own words. Data folders
// say more and win (engine/library/shelves); this is known without any file and without a network.
import type { Citation, Combination } from '../entries.js';
import datasetFacts from './datasets.json';
import exampleFacts from './examples.json';
import parcellationFacts from './parcellations.json';
import templateFacts from './templates.json';

export interface CatalogueCitation {
  ref: string;
  /** Without `https://doi.org/`; null where the source has none. */
  doi: string | null;
}

/** A coordinate space in which the library keeps label images. */
export interface CatalogueSpace {
  space: string;
  kind: 'volume' | 'surface';
  /** Voxel size (`1mm`) or density per hemisphere (`41k`) of the label images. */
  resolution: string;
}

export interface CatalogueParcellation {
  /** Name of its folder. */
  name: string;
  label: string;
  aliases: readonly string[];
  level: 'cortex' | 'subcortex';
  /** Whether left and right parcels mirror each other; null where the source does not say. */
  symmetric: boolean | null;
  /** Parcels of both hemispheres together. */
  parcels: number;
  licence: string | null;
  citations: readonly CatalogueCitation[];
  spaces: readonly CatalogueSpace[];
}

export interface CatalogueCollection {
  name: string;
  description: string;
}

export interface CatalogueDataset {
  name: string;
  label: string;
  description: string;
  licence: string | null;
  citations: readonly CatalogueCitation[];
  /** Null: the whole table. */
  defaultCollection: string | null;
  /** `All` included. */
  collections: readonly CatalogueCollection[];
  cortexOnly: boolean;
  /** Number of maps; null where it is not published. */
  mapCount: number | null;
  /** Canonical names of the parcellations there are tables for. */
  parcellations: readonly string[];
  /** Images of the maps; null for a dataset of tables only. */
  images: CatalogueImages | null;
  /** A table that tells source and licence of every map. */
  mapInfo: boolean;
  /** Maps are random or simulated and no findings. */
  simulated: boolean;
}

export interface CatalogueImages {
  /** Spaces every map is offered in. */
  spaces: readonly string[];
  /** End of the file names of surface maps. */
  surfaceEnding: string;
  /** Names of the maps; empty where the catalogue does not know them. */
  maps: readonly string[];
  /** Maps whose surfaces cover the right hemisphere only. */
  rightOnly: readonly string[];
}

export interface CatalogueExample {
  name: string;
  label: string;
  description: string;
  licence: string | null;
  parcellations: readonly string[];
  simulated: boolean;
}

export interface CatalogueTemplate {
  space: string;
  kind: 'volume' | 'surface';
  /** The default first. */
  resolutions: readonly string[];
  /** The default first. `resolutions` where a description has fewer of them than the template. */
  descriptions: readonly { desc: string; ending: string; resolutions?: readonly string[] }[];
  /** Vertices per hemisphere by resolution; none for a volume. */
  vertices: Readonly<Record<string, number>>;
}

const spacesByName = new Map(
  parcellationFacts.spaces.map((one) => [one.space, one as CatalogueSpace]),
);

const spacesOf: Readonly<Record<CatalogueParcellation['level'], readonly string[]>> =
  parcellationFacts.spacesByLevel;

export const parcellations: readonly CatalogueParcellation[] = parcellationFacts.parcellations.map(
  (facts) => {
    const level = facts.level as CatalogueParcellation['level'];
    const spaces = spacesOf[level].flatMap((space) => spacesByName.get(space) ?? []);
    return { ...facts, level, spaces };
  },
);

export const combinations: readonly Combination[] = parcellationFacts.combinations;

/** Which parcellations a dataset or example has tables for: all, one level, or those named. */
function tableNames(tables: string | readonly string[]): string[] {
  if (typeof tables !== 'string') return [...tables];
  return parcellations
    .filter(({ level }) => tables === 'all' || tables === level)
    .map(({ name }) => name);
}

export const datasets: readonly CatalogueDataset[] = datasetFacts.datasets.map(
  ({ tables, ...facts }) => ({ ...facts, parcellations: tableNames(tables) }),
);

export const examples: readonly CatalogueExample[] = exampleFacts.examples.map(
  ({ tables, ...facts }) => ({ ...facts, parcellations: tableNames(tables) }),
);

export const templates: readonly CatalogueTemplate[] = templateFacts.templates.map((facts) => ({
  ...facts,
  kind: facts.kind as CatalogueTemplate['kind'],
  vertices: facts.vertices as Readonly<Record<string, number>>,
}));

/** Whether an item with this name is described here; a simulated one of one's own never stands for a real one. */
export function describes(facts: { simulated?: boolean } | undefined, simulated: boolean): boolean {
  return facts !== undefined && (facts.simulated === true || !simulated);
}

/** Citations of an item as entries of the library have them. */
export function citationsFrom(
  citations: readonly CatalogueCitation[],
  subject: string,
  license: string | null,
): Citation[] {
  return citations.map(({ ref, doi }) => ({ ref, doi, subject, license, note: null }));
}

/** By folder name or alias (case-sensitive), as in data folders. */
export function catalogueParcellation(nameOrAlias: string): CatalogueParcellation | undefined {
  return (
    parcellations.find(({ name }) => name === nameOrAlias)
    ?? parcellations.find(({ aliases }) => aliases.includes(nameOrAlias))
  );
}

/** The case of letters does not matter. */
export function catalogueDataset(name: string): CatalogueDataset | undefined {
  return datasets.find((one) => one.name.toLowerCase() === name.toLowerCase());
}

export function catalogueExample(name: string): CatalogueExample | undefined {
  return examples.find((one) => one.name === name);
}

export function catalogueTemplate(space: string): CatalogueTemplate | undefined {
  return templates.find((one) => one.space === space);
}
