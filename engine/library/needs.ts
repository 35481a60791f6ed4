// What a plan needs of the public data library and no data folder has. Asked again after each download, because what has come decides
// what else is needed: without stored spins the sphere, without a table the images.
import { confoundsOf, mapsOf, settingsOf, type RunSettings } from '../pipeline/settings.js';
import type { AnalysisPlan, MapsSource } from '../plan.js';
import type { Subject } from '../result.js';
import {
  catalogueDataset,
  catalogueExample,
  catalogueParcellation,
  combinations,
} from './catalogue/catalogue.js';
import { parcellationNeeds } from './needs-parcellation.js';
import { datasetFiles, exampleFiles, type RemoteFile } from './remote-files.js';
import type { DataLibrary } from './library.js';
import { isAll } from './shelves/collections.js';
import { isMni } from './spaces.js';

/** Files that belong together, and the place in the .nsp file that asks for them. */
export interface Need {
  files: RemoteFile[];
  subject: Subject;
}

type Reference = Pick<Extract<MapsSource, { kind: 'reference' }>, 'dataset' | 'collection'>;

/** Needs of a plan. Empty when everything is here, or when the public library does not have what is missing either. */
export async function needsOf(plan: AnalysisPlan, library: DataLibrary): Promise<Need[]> {
  const run = settingsOf(plan);
  const members = membersOf(run, library);
  const needs: Need[] = [
    {
      files: await parcellationNeeds(run, members, library),
      subject: { property: 'parcellation' },
    },
  ];
  for (const [side, source] of sidesOf(run)) {
    const subject = source.declaration ? { declaration: source.declaration } : { property: side };
    needs.push({ files: await sourceNeeds(source, members, library), subject });
  }
  return needs
    .map(({ files, subject }) => ({ files: missing(files, library), subject }))
    .filter(({ files }) => files.length > 0);
}

/** Canonical names of the parcellations of the library a plan uses; none for one's own, two for cortex + subcortex. */
function membersOf({ parcellation }: RunSettings, library: DataLibrary): string[] {
  if (parcellation.kind !== 'library' && parcellation.kind !== 'sum') return [];
  const names = parcellation.kind === 'sum' ? parcellation.parts : [parcellation.name];
  return names.flatMap((name) => {
    const pair = combinations.find(({ alias }) => alias === name);
    const own = library.parcellation(name)?.name ?? catalogueParcellation(name)?.name;
    if (own !== undefined) return [own];
    return pair ? [pair.cortex, pair.subcortex] : [];
  });
}

/** All sources of maps; the tissue shortcuts are rows of the dataset `tpm`. */
function sidesOf(run: RunSettings): [side: string, source: MapsSource][] {
  const shortcut: MapsSource = {
    declaration: null,
    kind: 'reference',
    dataset: 'tpm',
    collection: 'All',
    filter: { maps: null, sets: null, setSizeRange: null, weightRange: null, weightQuantile: null },
  };
  return [
    // The whole dataset of X, from which sets are drawn where no background is named, comes with its table.
    ...mapsOf(run),
    ...confoundsOf(run).map(([side, source]): [string, MapsSource] => [
      side,
      typeof source === 'string' ? shortcut : source,
    ]),
  ];
}

async function sourceNeeds(
  source: MapsSource,
  members: readonly string[],
  library: DataLibrary,
): Promise<RemoteFile[]> {
  switch (source.kind) {
    case 'reference':
      return referenceNeeds(source, members, library);
    case 'example':
      return exampleNeeds(source.name, members, library);
    case 'table':
    case 'images':
    case 'glob':
    case 'surface':
    case 'result':
      return [];
  }
}

/** The table of each parcellation and the collection; images of the maps where there is no table. */
async function referenceNeeds(
  source: Reference,
  members: readonly string[],
  library: DataLibrary,
): Promise<RemoteFile[]> {
  const published = catalogueDataset(source.dataset);
  const item = library.datasetItem(source.dataset);
  if (!published || (item?.entry.simulated === true && !published.simulated)) return [];
  const { name } = published;
  const wanted = source.collection ?? item?.entry.defaultCollection ?? published.defaultCollection;
  const lacking =
    wanted !== null
    && !isAll(wanted)
    && !item?.collectionFiles.has(wanted)
    && published.collections.some((collection) => collection.name === wanted);
  const absent = members.filter((member) => !library.referenceTable(name, member));
  const tables = absent.filter((member) => published.parcellations.includes(member));
  const files = datasetFiles(name, { parcellations: tables, collections: lacking ? [wanted] : [] });
  if (tables.length > 0 || lacking) return files;
  const tableless = members.length === 0 || absent.length > 0;
  return tableless ? imageNeeds(source.dataset, wanted, library) : [];
}

/** Images of the maps of a collection, of those that have none in any space here. */
async function imageNeeds(
  dataset: string,
  collection: string | null,
  library: DataLibrary,
): Promise<RemoteFile[]> {
  const published = catalogueDataset(dataset);
  if (!published?.images) return [];
  const { spaces, maps } = published.images;
  const space = spaces.find(isMni) ?? spaces[0];
  if (space === undefined) return [];
  const content = await library.collection(dataset, collection ?? 'All');
  const members = content ? new Set(content.members.map(({ map }) => map)) : null;
  const wanted = maps
    .filter((map) => members?.has(map) ?? true)
    .filter((map) => library.stack.list(`reference/${published.name}/map/${map}`).length === 0);
  if (wanted.length === 0) return [];
  return datasetFiles(dataset, {
    parcellations: [],
    collections: [],
    maps: wanted,
    spaces: [space],
  });
}

function exampleNeeds(
  name: string,
  members: readonly string[],
  library: DataLibrary,
): RemoteFile[] {
  const published = catalogueExample(name);
  if (!published) return [];
  return members
    .filter((member) => !library.exampleTable(name, member))
    .filter((member) => published.parcellations.includes(member))
    .flatMap((member) => exampleFiles(name, member));
}

/** Those that no folder has; none when only files are left that the engine can do without. */
function missing(files: readonly RemoteFile[], library: DataLibrary): RemoteFile[] {
  const absent = files.filter(({ path }) => library.stack.find(path) === undefined);
  const unique = absent.filter(({ path }, i) => absent.findIndex((one) => one.path === path) === i);
  return unique.some(({ required }) => required) ? unique : [];
}
