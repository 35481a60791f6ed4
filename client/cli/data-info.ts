// `nsp data info NAME`: what is known of a parcellation, a dataset or an example: what is here with its size, what is to be had,
// sources and licences.
import { NspError } from '../../engine/error.js';
import {
  catalogueTemplate,
  combinations,
  templates,
  type CatalogueTemplate,
} from '../../engine/library/catalogue/catalogue.js';
import {
  itemHoldings,
  type HeldFile,
  type Item,
  type ItemKind,
} from '../../engine/library/holdings.js';
import type { DataLibrary } from '../../engine/library/library.js';
import type { Citation, DatasetEntry, ExampleEntry, ParcellationEntry } from '../../engine/plan.js';
import { nearest } from '../../language/nearest.js';
import { bytesText } from './bytes-text.js';
import { wrap } from './columns.js';
import { membersOf } from './data-names.js';

const WIDTH = 80;

/** A fact with its heading; without value it is left out. */
type Fact = readonly [heading: string, value: string | null | undefined];

/**
 * @param signal stops looking through the folders
 * @throws NspError `unknown-name` with the nearest names
 */
export async function infoLines(
  library: DataLibrary,
  name: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<string[]> {
  const members = membersOf(name, library);
  const parcellations = members.flatMap((one) => library.parcellation(one) ?? []);
  const dataset = library.dataset(name);
  const example = library.example(name);
  const template = catalogueTemplate(name);
  if (parcellations.length === 0 && !dataset && !example && !template) throw unknown(library, name);
  const held = (kind: ItemKind, item: string): Promise<Item> =>
    itemHoldings(kind, item, library.stack, signal);
  const blocks = [
    ...(members.length > 1 ? [wrap(`${name}: ${members.join(' + ')}`, WIDTH)] : []),
    ...(await Promise.all(
      parcellations.map(async (entry) =>
        parcellationLines(entry, await held('parcellation', entry.name)),
      ),
    )),
    ...(dataset
      ? [datasetLines(dataset, await mapsOf(library, dataset), await held('dataset', dataset.name))]
      : []),
    ...(example ? [exampleLines(example, await held('example', example.name))] : []),
    ...(template ? [templateLines(template, await held('template', template.space))] : []),
  ];
  return blocks.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}

/** Number of maps in the tables that are here, and as published where it is another. */
async function mapsOf(library: DataLibrary, entry: DatasetEntry): Promise<string> {
  const here =
    entry.here.parcellations.length > 0 ? (await library.mapNames(entry.name)).length : 0;
  if (entry.mapCount === null) return here > 0 ? String(here) : 'not known before the download';
  return here === 0 || here === entry.mapCount
    ? String(entry.mapCount)
    : `${here} here, ${entry.mapCount} in the public library`;
}

function parcellationLines(entry: ParcellationEntry, item: Item): string[] {
  const { volumes, surfaces } = entry.here;
  const remote = (all: string[], here: string[]): string =>
    all.filter((space) => !here.includes(space)).join(', ');
  return [
    ...title(entry.name, entry.label, entry.simulated),
    ...facts([
      ['parcels', `${String(entry.parcels)} (${entry.level})`],
      ['hemispheres', entry.hemispheres.join(', ')],
      ['aliases', entry.aliases.join(', ')],
      ['volumes', volumes.join(', ')],
      ['surfaces', surfaces.join(', ')],
      ['stored spins', entry.spins.join(', ')],
      ['stored distances', entry.distances.join(', ')],
      ['here', hereText(item)],
      [
        'to be had',
        [remote(entry.surfaces, surfaces), remote(entry.volumes, volumes)]
          .filter(Boolean)
          .join(', '),
      ],
      ['licence', entry.license],
    ]),
    ...fetchLines(entry),
    ...citationLines(entry.citations),
  ];
}

function datasetLines(entry: DatasetEntry, maps: string, item: Item): string[] {
  const remote = entry.parcellations.filter((name) => !entry.here.parcellations.includes(name));
  return [
    ...title(entry.name, entry.label, entry.simulated),
    ...wrap(entry.description, WIDTH),
    ...facts([
      ['maps', maps],
      ['tables here', entry.here.parcellations.join(', ')],
      ['tables to be had', remote.join(', ')],
      ['here', hereText(item)],
      ['licence', entry.license],
    ]),
    ...collectionLines(entry),
    ...fetchLines(entry),
    ...citationLines(entry.citations),
  ];
}

function collectionLines({ collections, defaultCollection, here }: DatasetEntry): string[] {
  if (collections.length === 0) return [];
  const lines = collections.flatMap(({ name, description }) => {
    const notes = [
      ...(name === defaultCollection ? ['default'] : []),
      ...(name === 'All' || here.collections.includes(name) ? [] : ['to be downloaded']),
    ];
    const note = notes.length > 0 ? ` (${notes.join(', ')})` : '';
    return [`  ${name}${note}`, ...wrap(description, WIDTH, 6)];
  });
  return ['collections:', ...lines];
}

function exampleLines(entry: ExampleEntry, item: Item): string[] {
  const remote = entry.parcellations.filter((name) => !entry.here.parcellations.includes(name));
  return [
    ...title(entry.name, entry.label, entry.simulated),
    ...wrap(entry.description, WIDTH),
    ...facts([
      ['tables here', entry.here.parcellations.join(', ')],
      ['tables to be had', remote.join(', ')],
      ['here', hereText(item)],
      ['licence', entry.license],
    ]),
    ...fetchLines(entry),
  ];
}

function templateLines(
  { space, kind, descriptions, resolutions }: CatalogueTemplate,
  item: Item,
): string[] {
  const lacking = item.parts.some(({ files }) => files.some(({ at, offered }) => offered && !at));
  return [
    `${space}: templates (${kind === 'surface' ? 'surfaces of both hemispheres' : 'volumes'})`,
    ...facts([
      ['images', descriptions.map(({ desc }) => desc).join(', ')],
      ['resolutions', resolutions.join(', ')],
      ['here', hereText(item)],
    ]),
    ...(lacking ? ['To download what is missing:', `  nsp data fetch ${space}`] : []),
  ];
}

/** `12 files, 3.4 MB`, or that there are none. */
function hereText({ files, parts }: Item): string {
  const here: HeldFile[] = [...files, ...parts.flatMap((part) => part.files)].filter(
    ({ at }) => at !== null,
  );
  if (here.length === 0) return 'nothing yet';
  const bytes = here.reduce((sum, file) => sum + file.bytes, 0);
  return `${here.length} ${here.length === 1 ? 'file' : 'files'}, ${bytesText(bytes)}`;
}

function fetchLines({ name, presence }: ParcellationEntry | DatasetEntry | ExampleEntry): string[] {
  if (presence === 'here') return [];
  const what = presence === 'remote' ? 'Downloaded' : 'The rest is downloaded';
  return [`${what} when an analysis needs it, or now with:`, `  nsp data fetch ${name}`];
}

function title(name: string, label: string, simulated: boolean): string[] {
  const words = label && label !== name ? `${name}: ${label}` : name;
  return wrap(simulated && !/simulated/i.test(words) ? `${words} (simulated)` : words, WIDTH);
}

function facts(list: readonly Fact[]): string[] {
  return list.flatMap(([heading, value]) => {
    if (!value) return [];
    const [first = '', ...rest] = wrap(value, WIDTH, 18);
    return [`${`${heading}:`.padEnd(18)}${first.trimStart()}`, ...rest];
  });
}

function citationLines(citations: readonly Citation[]): string[] {
  if (citations.length === 0) return [];
  const lines = citations.flatMap(({ ref, doi, license, note }) => {
    const parts = [ref, doi ? `https://doi.org/${doi}` : '', license ?? '', note ?? ''];
    const [first = '', ...rest] = wrap(parts.filter(Boolean).join('; '), WIDTH, 4);
    return [`  - ${first.trimStart()}`, ...rest];
  });
  return ['please cite:', ...lines];
}

function unknown(library: DataLibrary, name: string): NspError {
  const names = [
    ...library.parcellations().flatMap((entry) => [entry.name, ...entry.aliases]),
    ...combinations.map(({ alias }) => alias),
    ...[...library.datasets(), ...library.examples()].map((entry) => entry.name),
    ...templates.map(({ space }) => space),
  ];
  const near = nearest(name, names, 3);
  const hint = near.length > 0 ? `did you mean ${near.join(', ')}?` : 'nsp data list names all';
  return new NspError('unknown-name', `the data library holds nothing called ${name}; ${hint}`);
}
