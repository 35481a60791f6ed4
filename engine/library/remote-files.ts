// Which files an item of the public data library consists of: paths with `/` relative to the root of the library, by the layout of
// spec/workflows.md 4.4, 5.2 and 6. Pure functions of the catalogue; engine/library/fetch downloads what they name.
import { NspError } from '../error.js';
import {
  catalogueDataset,
  catalogueExample,
  catalogueParcellation,
  catalogueTemplate,
  combinations,
  datasets,
  examples,
  parcellations,
  templates,
  type CatalogueDataset,
  type CatalogueParcellation,
  type CatalogueSpace,
} from './catalogue/catalogue.js';
import { didYouMean } from './nearest.js';
import { isAll } from './shelves/collections.js';

export interface RemoteFile {
  /** Posix path relative to the root of the library, e.g. `parcellation/Glasser/parc.yaml`. */
  path: string;
  /** False for what the engine can do without (descriptions) or make itself (spins, distances). */
  required: boolean;
  /** Name of the item the file belongs to: a parcellation, dataset, example or template space. */
  item: string;
}

/** What of a dataset is wanted. An absent list of tables or collections means all of them, an empty one none. */
export interface DatasetChoice {
  /** Tables for these parcellations; names, aliases, or names of cortex + subcortex. */
  parcellations?: readonly string[];
  collections?: readonly string[];
  /** Images of these maps (exact names); absent: all whose names are known. Only with `spaces`. */
  maps?: readonly string[];
  /** Spaces whose map images are wanted; absent or empty: no images. */
  spaces?: readonly string[];
}

const sides = ['L', 'R'] as const;

/**
 * Labels of a parcellation in the spaces named (absent: all it has), with stored distances and spins as optional files. A name of
 * cortex + subcortex gives the files of both; a space that only one of them has is taken from that one.
 * @throws NspError `unknown-parcellation`, `unknown-space`
 */
export function parcellationFiles(name: string, spaces?: readonly string[]): RemoteFile[] {
  const members = membersOf(name);
  const offered = new Set(members.flatMap((member) => member.spaces.map(({ space }) => space)));
  for (const space of spaces ?? []) {
    if (!offered.has(space)) throw unknown('space', space, [...offered], `${name} is offered in`);
  }
  return members.flatMap((member) => [
    optional(`parcellation/${member.name}/parc.yaml`, member.name),
    ...member.spaces
      .filter(({ space }) => spaces === undefined || spaces.includes(space))
      .flatMap((space) => spaceFilesOf(member.name, space)),
  ]);
}

function spaceFilesOf(name: string, { space, kind }: CatalogueSpace): RemoteFile[] {
  const stem = `parcellation/${name}/${space}/parc-${name}_space-${space}`;
  if (kind === 'volume')
    return [
      required(`${stem}.label.nii.gz`, name),
      required(`${stem}.label.txt`, name),
      optional(`${stem}.dist.csv.gz`, name),
    ];
  return sides.flatMap((side) => [
    required(`${stem}_hemi-${side}.label.gii.gz`, name),
    required(`${stem}_hemi-${side}.label.txt`, name),
    optional(`${stem}_hemi-${side}.dist.csv.gz`, name),
    optional(`${stem}_hemi-${side}.spin.npy`, name),
  ]);
}

/**
 * Tables, collections and, where spaces are named, map images of a dataset, with its description.
 * @throws NspError `unknown-dataset`, `unknown-parcellation`, `no-table-for-parcellation`, `unknown-collection`, `no-images`, `unknown-space`, `unknown-map`
 */
export function datasetFiles(name: string, choice: DatasetChoice = {}): RemoteFile[] {
  const dataset = catalogueDataset(name);
  if (!dataset) throw unknown('dataset', name, namesOf(datasets), 'The public library has');
  const home = `reference/${dataset.name}`;
  return [
    optional(`${home}/ref.yaml`, dataset.name),
    ...(dataset.mapInfo ? [optional(`${home}/map_info.csv`, dataset.name)] : []),
    ...collectionFiles(dataset, home, choice.collections),
    ...tableParcellations(dataset, choice.parcellations).map((parcellation) =>
      required(`${home}/tab/dset-${dataset.name}_parc-${parcellation}.csv.gz`, dataset.name),
    ),
    ...imageFiles(dataset, home, choice),
  ];
}

/** `All` needs no file: it is the whole table. */
function collectionFiles(
  dataset: CatalogueDataset,
  home: string,
  wanted: readonly string[] | undefined,
): RemoteFile[] {
  const known = namesOf(dataset.collections);
  return (wanted ?? known).map((collection) => {
    const all = isAll(collection);
    if (!all && !known.includes(collection))
      throw unknown('collection', collection, known, `${dataset.name} has`);
    const path = `${home}/collection-${all ? 'All' : collection}.collect`;
    return all ? optional(path, dataset.name) : required(path, dataset.name);
  });
}

function tableParcellations(
  dataset: CatalogueDataset,
  wanted: readonly string[] | undefined,
): readonly string[] {
  if (wanted === undefined) return dataset.parcellations;
  const names = wanted.flatMap((name) => namesOf(membersOf(name)));
  for (const name of names) {
    if (!dataset.parcellations.includes(name)) throw noTable(dataset.name, name);
  }
  return [...new Set(names)];
}

function imageFiles(dataset: CatalogueDataset, home: string, choice: DatasetChoice): RemoteFile[] {
  const { spaces = [], maps } = choice;
  if (spaces.length === 0) return [];
  const { images, name } = dataset;
  if (!images) throw new NspError('no-images', `${name} has tables only, no map images.`);
  for (const space of spaces) {
    if (!images.spaces.includes(space))
      throw unknown('space', space, images.spaces, `Maps of ${name} are offered in`);
  }
  for (const map of maps ?? []) {
    if (images.maps.length > 0 && !images.maps.includes(map))
      throw unknown('map', map, images.maps.slice(0, 3), `Maps of ${name} are named like`);
  }
  return (maps ?? images.maps).flatMap((map) =>
    spaces.flatMap((space) => {
      const stem = `${home}/map/${map}/${map}_space-${space}_desc-proc`;
      return catalogueTemplate(space)?.kind === 'surface'
        ? sides
            .filter((side) => side === 'R' || !images.rightOnly.includes(map))
            .map((side) => required(`${stem}_hemi-${side}.${images.surfaceEnding}`, name))
        : [required(`${stem}.nii.gz`, name)];
    }),
  );
}

/**
 * The table of an example in a parcellation, with its description.
 * @throws NspError `unknown-example`, `unknown-parcellation`, `no-table-for-parcellation`
 */
export function exampleFiles(name: string, parcellation: string): RemoteFile[] {
  const example = catalogueExample(name);
  if (!example) throw unknown('example', name, namesOf(examples), 'The public library has');
  const home = `example/${name}`;
  return [
    optional(`${home}/example.yaml`, name),
    ...membersOf(parcellation).map((member) => {
      if (!example.parcellations.includes(member.name)) throw noTable(name, member.name);
      return required(`${home}/example-${name}_parc-${member.name}.csv.gz`, name);
    }),
  ];
}

/**
 * The image of a template, or its two surfaces. Absent: the default description and resolution.
 * @throws NspError `unknown-template`, `unknown-description`, `unknown-resolution`
 */
export function templateFiles(space: string, desc?: string, res?: string): RemoteFile[] {
  const template = catalogueTemplate(space);
  if (!template) {
    const known = templates.map((one) => one.space);
    throw unknown('template', space, known, 'The public library has');
  }
  const described = template.descriptions.find(
    (one, i) => one.desc === desc || (desc === undefined && i === 0),
  );
  if (!described) {
    const known = template.descriptions.map((one) => one.desc);
    throw unknown('description', desc ?? '', known, `The template ${space} has`);
  }
  const resolutions = described.resolutions ?? template.resolutions;
  const resolution = res ?? resolutions[0] ?? '';
  if (!resolutions.includes(resolution))
    throw unknown('resolution', resolution, resolutions, `${described.desc} of ${space} has`);
  const folder = `template/${space}/map/${described.desc}`;
  const stem = `${folder}/tpl-${space}_desc-${described.desc}_res-${resolution}`;
  const parts = template.kind === 'surface' ? sides.map((side) => `_hemi-${side}`) : [''];
  return parts.map((part) => required(`${stem}${part}.${described.ending}`, space));
}

/** The parcellation behind a name or alias, or the two behind a name of cortex + subcortex, cortex first. */
function membersOf(name: string): CatalogueParcellation[] {
  const single = catalogueParcellation(name);
  if (single) return [single];
  const pair = combinations.find(({ alias }) => alias === name);
  const parts = pair ? [pair.cortex, pair.subcortex] : name.split('+').map((part) => part.trim());
  return parts.map((part) => {
    const member = catalogueParcellation(part);
    if (member) return member;
    const known = parcellations.flatMap((one) => [...one.aliases, one.name]);
    throw unknown('parcellation', part, known, 'The public library has');
  });
}

function namesOf(list: readonly { name: string }[]): string[] {
  return list.map(({ name }) => name);
}

function required(path: string, item: string): RemoteFile {
  return { path, required: true, item };
}

function optional(path: string, item: string): RemoteFile {
  return { path, required: false, item };
}

function unknown(what: string, name: string, known: readonly string[], offer: string): NspError {
  const hint = didYouMean(name, known) || ` ${offer} ${known.join(', ')}.`;
  return new NspError(`unknown-${what}`, `The public data library has no ${what} ${name}.${hint}`);
}

function noTable(item: string, parcellation: string): NspError {
  return new NspError(
    'no-table-for-parcellation',
    `The public data library has no table of ${item} for ${parcellation}.`,
  );
}
