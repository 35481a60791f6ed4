// Makes a parcellation ready for use: parcels in order with their hemisphere, after the choice of hemispheres, and the files of every space.
import { NspError } from '../../error.js';
import type { Hemisphere, ParcellationSource } from '../../plan.js';
import { pairAliases } from '../shelves/aliases.js';
import type { LoadContext } from '../context.js';
import { libraryLabels } from '../shelves/space-labels.js';
import { didYouMean, someOf } from '../nearest.js';
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
}

/** What loading a parcellation needs of the context. */
export type ParcellationContext = Pick<LoadContext, 'library' | 'ctx' | 'inputs'>;

/**
 * Loads a parcellation and keeps the parcels of the chosen hemispheres.
 * @throws NspError `unknown-parcellation`, `labels-differ`, `duplicate-label`, `unknown-hemisphere`, `no-parcels`, `later-version`
 */
export async function loadParcellation(
  source: ParcellationSource,
  hemispheres: readonly Hemisphere[],
  context: ParcellationContext,
): Promise<LoadedParcellation> {
  try {
    return chooseHemispheres(await load(source, context), hemispheres);
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
  context: ParcellationContext,
): Promise<LoadedParcellation> {
  switch (source.kind) {
    case 'library':
      return fromLibrary(source.name, context);
    case 'image':
      return ownImage(source, context);
    case 'surface':
      return ownSurface(source, context);
    case 'sum':
      throw combinedLater(source.parts);
  }
}

function combinedLater(parts: readonly string[]): NspError {
  return new NspError(
    'later-version',
    `Combined parcellations (${parts.join(' + ')}) come with a later version; name one parcellation, e.g. ${parts[0]}.`,
  );
}

async function fromLibrary(
  name: string,
  context: ParcellationContext,
): Promise<LoadedParcellation> {
  const pair = pairAliases[name];
  const item = context.library.parcellationItem(name);
  if (!item) {
    if (pair) throw combinedLater(pair);
    const known = context.library.parcellations().map((entry) => entry.name);
    throw new NspError(
      'unknown-parcellation',
      `The data library has no parcellation ${name}.${didYouMean(name, known)} It holds ${known.join(', ') || 'none'}.`,
    );
  }
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
  };
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
