// Which label images, spins, distances and template surfaces of the public library a plan needs, by its null model and its images.
import { NspError } from '../error.js';
import { readSurfaceLabels } from '../formats/gifti.js';
import { nullModelByName, type NullModel } from '../nulls/models.js';
import { confoundsOf, mapsOf, type RunSettings } from '../pipeline/settings.js';
import type { MapsSource, ParcellationEntry } from '../plan.js';
import { permutesMaps } from '../plan-kinds.js';
import {
  catalogueParcellation,
  catalogueTemplate,
  type CatalogueParcellation,
} from './catalogue/catalogue.js';
import type { DataLibrary } from './library.js';
import { parcellationFiles, templateFiles, type RemoteFile } from './remote-files.js';
import { bySpace } from './spaces.js';

/** Mesh along which distances are measured, by surface space (spec/workflows.md 4.7). */
const distanceMesh: Readonly<Record<string, string>> = { fsaverage: 'pial', fsLR: 'midthickness' };

interface Member {
  entry: ParcellationEntry;
  published: CatalogueParcellation;
}

/** @param members canonical names; those that the public library does not have need nothing of it */
export async function parcellationNeeds(
  plan: RunSettings,
  members: readonly string[],
  library: DataLibrary,
): Promise<RemoteFile[]> {
  if (members.length === 0) return ownParcellationNeeds(plan, library);
  const needs = await Promise.all(members.map((name) => memberNeeds(plan, name, library)));
  return needs.flat();
}

async function memberNeeds(
  plan: RunSettings,
  name: string,
  library: DataLibrary,
): Promise<RemoteFile[]> {
  const entry = library.parcellation(name);
  const published = catalogueParcellation(name);
  if (!entry || !published || entry.simulated) return [];
  const member = { entry, published };
  const files = [...(await nullNeeds(plan, member, library)), ...imageNeeds(plan, member)];
  return files.length > 0 || entry.presence !== 'remote' ? files : anySpace(member);
}

/** Labels in the space that is preferred, where no space in particular is needed. */
function anySpace({ entry, published }: Member): RemoteFile[] {
  const [first] = published.spaces.map(({ space }) => space).sort(bySpace);
  return first === undefined ? [] : labelFiles(entry.name, [first]);
}

async function nullNeeds(
  plan: RunSettings,
  member: Member,
  library: DataLibrary,
): Promise<RemoteFile[]> {
  // Permuted groups and random sets need nothing of the parcellation.
  if (!permutesMaps(plan) || plan.mapsNulls !== null) return [];
  const model = modelOf(plan, member);
  switch (model?.kind) {
    case 'spin':
      return spinNeeds(plan, model.rule, member, library);
    case 'moran':
      return distanceNeeds(plan, member, library);
    case 'shuffle':
    case undefined:
      return [];
  }
}

/** The null model of one member: of `a+b`, cortex takes the first and subcortex the second (decisions.md 4). */
function modelOf(plan: RunSettings, { entry }: Member): NullModel | undefined {
  const cortical = entry.level === 'cortex' && entry.surfaces.length > 0;
  const usual = cortical && plan.hemispheres.length === 2 ? 'alexander_bloch' : 'moran';
  const [first, second = first] = (plan.mapsMethod ?? usual).split('+');
  const name = entry.level === 'subcortex' ? second : first;
  return nullModelByName.get(name?.trim() ?? '');
}

/** Spins that libraries store, of the rule `nearest` only; more have to be made. */
const STORED_SPINS = 10_000;

/** Stored spins, or labels and sphere to make them from. */
async function spinNeeds(
  { nullSpace, nPerm }: RunSettings,
  rule: string,
  { entry, published }: Member,
  library: DataLibrary,
): Promise<RemoteFile[]> {
  const [preferred] = [...entry.surfaces].sort(bySpace);
  const space = nullSpace === 'auto' ? preferred : nullSpace;
  const offer = published.spaces.find((one) => one.space === space && one.kind === 'surface');
  const stored = entry.spins.includes(space ?? '') && rule === 'nearest' && nPerm <= STORED_SPINS;
  if (!offer || stored) return [];
  if (!entry.here.surfaces.includes(offer.space))
    return parcellationFiles(entry.name, [offer.space]).filter(
      ({ path }) => !isDistances(path) && (rule === 'nearest' || !isSpins(path)),
    );
  return templateNeeds(entry.name, offer.space, ['sphere'], library);
}

/** Stored distances, or labels (and for a surface its mesh) to measure them on. */
async function distanceNeeds(
  { nullSpace }: RunSettings,
  { entry, published }: Member,
  library: DataLibrary,
): Promise<RemoteFile[]> {
  const wanted = (space: string): boolean => nullSpace === 'auto' || nullSpace === space;
  if (entry.distances.some(wanted) || entry.here.volumes.some(wanted)) return [];
  const spaces = published.spaces.filter(({ space }) => wanted(space));
  const measurable = spaces.find(
    ({ space, kind }) => kind === 'surface' && entry.here.surfaces.includes(space),
  );
  const volume = spaces.some(({ kind }) => kind === 'volume');
  if (measurable && !volume) {
    const kinds = [distanceMesh[measurable.space] ?? 'midthickness', 'medial'];
    return templateNeeds(entry.name, measurable.space, kinds, library);
  }
  if (spaces.length === 0) return [];
  const all = spaces.map(({ space }) => space);
  return parcellationFiles(entry.name, all).filter(({ path }) => !isSpins(path));
}

/** Labels in the space of the images of a plan, where none of that kind are here. */
function imageNeeds(run: RunSettings, { entry, published }: Member): RemoteFile[] {
  const sources = [...mapsOf(run), ...confoundsOf(run)]
    .map(([, source]) => source)
    .filter((source) => typeof source !== 'string');
  const needed = sources.flatMap((source) => {
    const kind = imageKind(source);
    if (kind === null || entry.here[kind === 'volume' ? 'volumes' : 'surfaces'].length > 0)
      return [];
    const space = 'options' in source ? source.options.space : null;
    const offers = published.spaces.filter((one) => one.kind === kind).map((one) => one.space);
    if (space !== null && offers.includes(space)) return [space];
    return kind === 'volume' ? [...offers].sort(bySpace).slice(0, 1) : offers;
  });
  return needed.length > 0 ? labelFiles(entry.name, [...new Set(needed)]) : [];
}

function imageKind({ kind }: MapsSource): 'volume' | 'surface' | null {
  if (kind === 'images' || kind === 'glob') return 'volume';
  return kind === 'surface' ? 'surface' : null;
}

/** The sphere of one's own surface parcellation that says its space; without one, nothing can be told before it is read. */
function ownParcellationNeeds(plan: RunSettings, library: DataLibrary): RemoteFile[] {
  if (!permutesMaps(plan) || plan.mapsNulls !== null) return [];
  const { parcellation, mapsMethod } = plan;
  if (parcellation.kind !== 'surface' || parcellation.space === null) return [];
  if (nullModelByName.get(mapsMethod ?? 'alexander_bloch')?.kind !== 'spin') return [];
  const folder = `template/${parcellation.space}/map/sphere`;
  return library.stack.list(folder).length > 0 ? [] : templateFiles(parcellation.space, 'sphere');
}

/** Meshes with as many vertices as the labels that are here. Labels that cannot be read are left to the stage that reads them. */
async function templateNeeds(
  name: string,
  space: string,
  kinds: readonly string[],
  library: DataLibrary,
): Promise<RemoteFile[]> {
  const resolution = await resolutionOf(name, space, library);
  if (resolution === undefined) return [];
  return kinds.flatMap((kind) => {
    const stored = library.stack.list(`template/${space}/map/${kind}`);
    const here = stored.filter((file) => file.includes(`_res-${resolution}_hemi-`)).length >= 2;
    return here ? [] : templateFiles(space, kind, resolution);
  });
}

/** The density of the stored labels, by their number of vertices. */
async function resolutionOf(
  name: string,
  space: string,
  library: DataLibrary,
): Promise<string | undefined> {
  const stored = library.parcellationItem(name)?.spaces.find((one) => one.space === space);
  const image = stored?.hemispheres[0]?.files.image;
  if (!image) return undefined;
  try {
    const vertices = (await readSurfaceLabels(image)).length;
    const known = Object.entries(catalogueTemplate(space)?.vertices ?? {});
    return known.find(([, count]) => count === vertices)?.[0];
  } catch (error) {
    if (error instanceof NspError) return undefined;
    throw error;
  }
}

function labelFiles(name: string, spaces: readonly string[]): RemoteFile[] {
  return parcellationFiles(name, spaces).filter(({ path }) => !isSpins(path) && !isDistances(path));
}

const isSpins = (path: string): boolean => /\.spin\.np[yz]$/.test(path);
const isDistances = (path: string): boolean => /\.dist\.csv\.gz$/.test(path);
