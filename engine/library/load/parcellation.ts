// Makes a parcellation ready for use: parcels in order with their hemisphere, after the choice of hemispheres, and the files of every space.
import { NspError } from '../../error.js';
import type { Hemisphere, ParcellationSource } from '../../plan.js';
import { pairAliases } from '../shelves/aliases.js';
import type { LoadContext } from '../context.js';
import { combine } from './combined-parcellation.js';
import { libraryLabels } from '../shelves/space-labels.js';
import { didYouMean, someOf } from '../nearest.js';
import { notDownloaded } from '../not-downloaded.js';
import { ownImage, ownSurface } from './own-parcellation.js';
import type { ParcellationData, SurfaceLabels, VolumeLabels } from '../parcellation.js';
import type { SpaceFiles } from '../shelves/space-files.js';

export interface LoadedParcellation extends ParcellationData {
  /** All parcel labels before the choice of hemispheres; `labels` is a part of it in the same order. Volume distances follow it. */
  everyLabel: string[];
  /** Hemisphere of each of them, as `hemisphere` for `labels`. */
  everyHemisphere: (Hemisphere | null)[];
  /** Canonical name by which datasets and examples file their tables; null for one's own parcellation. */
  libraryName: string | null;
  /** Of cortex + subcortex: both parts, cortex first, with the chosen hemispheres; null for every other parcellation. */
  parts: [cortex: LoadedParcellation, subcortex: LoadedParcellation] | null;
}

/** What loading a parcellation needs of the context. */
export type ParcellationContext = Pick<LoadContext, 'library' | 'ctx' | 'inputs'>;

/**
 * Loads a parcellation and keeps the parcels of the chosen hemispheres.
 * @throws NspError `unknown-parcellation`, `labels-differ`, `duplicate-label`, `unknown-hemisphere`, `no-parcels`,
 * `not-cortex-and-subcortex`
 */
export async function loadParcellation(
  source: ParcellationSource,
  hemispheres: readonly Hemisphere[],
  context: ParcellationContext,
): Promise<LoadedParcellation> {
  try {
    return await load(source, hemispheres, context);
  } catch (error) {
    const declaration =
      source.kind === 'image' || source.kind === 'surface' ? source.declaration : undefined;
    throw error instanceof NspError
      ? error.at(declaration ? { declaration } : { property: 'parcellation' })
      : error;
  }
}

async function load(
  source: ParcellationSource,
  hemispheres: readonly Hemisphere[],
  context: ParcellationContext,
): Promise<LoadedParcellation> {
  switch (source.kind) {
    case 'library': {
      const { library } = context;
      const pair = library.parcellationItem(source.name) ? undefined : pairAliases[source.name];
      return pair
        ? combined(pair, hemispheres, context)
        : withWholeSurfaces(await fromLibrary(source.name, context), hemispheres, context);
    }
    case 'image':
      return chooseHemispheres(await ownImage(source, context), hemispheres);
    case 'surface':
      return chooseHemispheres(await ownSurface(source, context), hemispheres);
    case 'sum':
      return combined(source.parts, hemispheres, context);
  }
}

/** Cortex + subcortex, written as a sum of names, some of which may stand for a pair themselves. */
async function combined(
  names: readonly string[],
  hemispheres: readonly Hemisphere[],
  context: ParcellationContext,
): Promise<LoadedParcellation> {
  const members: LoadedParcellation[] = [];
  for (const name of names.flatMap((part) => pairAliases[part] ?? [part]))
    members.push(withWholeSurfaces(await fromLibrary(name, context), hemispheres, context));
  return combine(members);
}

async function fromLibrary(
  name: string,
  context: ParcellationContext,
): Promise<LoadedParcellation> {
  const item = context.library.parcellationItem(name);
  if (!item) {
    const sum = sumBehind(name, context);
    if (sum) {
      throw new NspError(
        'unknown-parcellation',
        `The data library has no parcellation ${name}. Cortex + subcortex is written as a sum: ${sum}.`,
      );
    }
    const known = context.library.parcellations().map((entry) => entry.name);
    throw new NspError(
      'unknown-parcellation',
      `The data library has no parcellation ${name}.${didYouMean(name, known)} It holds ${known.join(', ') || 'none'}.`,
    );
  }
  if (item.spaces.length === 0)
    throw notDownloaded(`The parcellation ${item.entry.name}`, item.entry.name);
  if (item.problem)
    context.ctx.warn('damaged-description', item.problem, { property: 'parcellation' });
  const { labels, hemispheres, differences } = await libraryLabels(
    item,
    context.inputs.observe(`labels of ${item.entry.name}`),
  );
  for (const difference of differences)
    context.ctx.warn('label-spelling', difference, { property: 'parcellation' });
  const { entry } = item;
  return {
    name: entry.name,
    libraryName: entry.name,
    label: entry.label,
    level: entry.level,
    license: entry.license,
    citations: entry.citations,
    labels,
    everyLabel: labels,
    hemisphere: hemispheres,
    everyHemisphere: hemispheres,
    volumes: item.spaces.flatMap(volumeOf),
    surfaces: item.spaces.flatMap(surfaceOf),
    parts: null,
  };
}

/** `Schaefer200TianS1`, the older spelling of a sum, in the present one; null when the name does not fall into two known ones. */
function sumBehind(name: string, { library }: ParcellationContext): string | null {
  for (let cut = 1; cut < name.length; cut++) {
    const [one, other] = [name.slice(0, cut), name.slice(cut)];
    const levels = [one, other].map((part) => library.parcellation(part)?.level);
    if (levels.includes('cortex') && levels.includes('subcortex')) return `${one} + ${other}`;
  }
  return null;
}

function volumeOf({ space, volume }: SpaceFiles): VolumeLabels[] {
  if (!volume?.image) return [];
  return [{ space, image: volume.image, labelFile: volume.labels, distances: volume.distances }];
}

function surfaceOf({ space, hemispheres }: SpaceFiles): SurfaceLabels[] {
  const sides = hemispheres.flatMap(({ hemisphere, files }) =>
    files.image
      ? [
          {
            hemisphere,
            image: files.image,
            labelFile: files.labels,
            spins: files.spins,
            distances: files.distances,
          },
        ]
      : [],
  );
  return sides.length > 0 && sides.length === hemispheres.length
    ? [{ space, hemispheres: sides }]
    : [];
}

/**
 * The chosen hemispheres, without surfaces that lack one of them (a folder that was copied or downloaded in part): nulls, meshes and
 * surface maps need every side in use, and another space may have them.
 */
function withWholeSurfaces(
  whole: LoadedParcellation,
  hemispheres: readonly Hemisphere[],
  { ctx }: ParcellationContext,
): LoadedParcellation {
  const parcellation = chooseHemispheres(whole, hemispheres);
  const used = (['L', 'R'] as const).filter((side) => parcellation.hemisphere.includes(side));
  const surfaces = parcellation.surfaces.filter((surface) => {
    const lacking = used.find((side) =>
      surface.hemispheres.every(({ hemisphere }) => hemisphere !== side),
    );
    if (lacking === undefined) return true;
    ctx.warn(
      'incomplete-surface',
      `The surface ${surface.space} of ${parcellation.name} is left out: ${surface.space} has no files of the ${lacking === 'L' ? 'left' : 'right'} hemisphere beside ${surface.hemispheres[0]?.image ?? ''}. Copy or download the label image and the label text file of both sides.`,
      { property: 'parcellation' },
    );
    return false;
  });
  return { ...parcellation, surfaces };
}

/** Keeps the parcels and surface files of the chosen hemispheres; volumes stay whole. */
function chooseHemispheres(
  parcellation: LoadedParcellation,
  chosen: readonly Hemisphere[],
): LoadedParcellation {
  if (chosen.includes('L') && chosen.includes('R')) return parcellation;
  const { everyLabel, everyHemisphere: hemisphere, name } = parcellation;
  const unknown = everyLabel.filter((_, i) => hemisphere[i] === null);
  if (unknown.length > 0) {
    throw new NspError(
      'unknown-hemisphere',
      `${name} cannot be cut down to one hemisphere: the labels ${someOf(unknown)} do not say their side. Use parcellation_hemi: [L, R], or labels such as hemi-L_lab-V1.`,
      { property: 'parcellation_hemi' },
    );
  }
  const kept = everyLabel.flatMap((_, i) =>
    chosen.includes(hemisphere[i] as Hemisphere) ? [i] : [],
  );
  if (kept.length === 0) {
    throw new NspError(
      'no-parcels',
      `${name} has no parcels in hemisphere ${chosen.join(', ') || '(none chosen)'}. Change parcellation_hemi.`,
      { property: 'parcellation_hemi' },
    );
  }
  return {
    ...parcellation,
    labels: kept.map((i) => everyLabel[i] as string),
    hemisphere: kept.map((i) => hemisphere[i] as Hemisphere),
    surfaces: parcellation.surfaces
      .map((surface) => ({
        ...surface,
        hemispheres: surface.hemispheres.filter((side) => chosen.includes(side.hemisphere)),
      }))
      .filter((surface) => surface.hemispheres.length > 0),
  };
}
