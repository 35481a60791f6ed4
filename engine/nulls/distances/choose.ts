// Which distances a null model uses: stored ones before made ones, and of which space (spec/decisions.md 3).
import { NspError } from '../../error.js';
import type { LoadedParcellation } from '../../library/load/parcellation.js';
import { chooseVolume } from '../../library/load/volume-space.js';
import { didYouMean } from '../../library/nearest.js';
import type { SurfaceLabels, VolumeLabels } from '../../library/parcellation.js';
import { bySpace } from '../../library/spaces.js';
import type { DistanceChoice } from './blocks.js';

export type DistanceSource =
  | { kind: 'stored surface'; surface: SurfaceLabels }
  | { kind: 'stored volume'; volume: VolumeLabels }
  | { kind: 'volume'; volume: VolumeLabels }
  /** Surfaces that would do; the one with the fewest vertices is taken. */
  | { kind: 'surface'; surfaces: SurfaceLabels[] };

/**
 * `auto`: the first of fsLR, fsaverage, MNI152NLin6Asym, MNI152NLin2009cAsym with a stored matrix; else the volume, else the surfaces.
 * A named space is used as it is, with its stored matrix if it has one.
 * @throws NspError `unknown-space` naming the spaces there are, `no-distances` when the parcellation has neither volume nor surface
 */
export function chooseDistances(
  parcellation: LoadedParcellation,
  { nullSpace }: DistanceChoice,
): DistanceSource {
  const all = sources(parcellation);
  if (all.length === 0) {
    throw new NspError(
      'no-distances',
      `The parcellation ${parcellation.name} has neither a label image nor a labelled surface in the data folders, so there are no distances between its parcels. Use maps_method: random, or add its label files.`,
      { property: 'maps_method' },
    );
  }
  if (nullSpace !== 'auto') {
    const named = all.find(({ space }) => space === nullSpace);
    if (named) return named.source;
    const spaces = [...new Set(all.map(({ space }) => space))];
    throw new NspError(
      'unknown-space',
      `The parcellation ${parcellation.name} has no distances in the space ${nullSpace}, and nothing to make them from.${didYouMean(nullSpace, spaces)} It has ${spaces.join(', ')}.`,
      { property: 'null_space' },
    );
  }
  const stored = all.find(({ source }) => source.kind.startsWith('stored'));
  if (stored) return stored.source;
  if (parcellation.volumes.length > 0)
    return { kind: 'volume', volume: chooseVolume(parcellation, null).volume };
  return { kind: 'surface', surfaces: parcellation.surfaces };
}

interface Offer {
  space: string;
  source: DistanceSource;
}

/** What each space offers, in order of preference. */
function sources(parcellation: LoadedParcellation): Offer[] {
  const surfaces = parcellation.surfaces.map((surface): Offer => ({
    space: surface.space,
    source: isStored(surface, parcellation)
      ? { kind: 'stored surface', surface }
      : { kind: 'surface', surfaces: [surface] },
  }));
  const volumes = parcellation.volumes.map((volume): Offer => ({
    space: volume.space,
    source: { kind: volume.distances === null ? 'volume' : 'stored volume', volume },
  }));
  return [...surfaces, ...volumes].sort((a, b) => bySpace(a.space, b.space));
}

/** True when hemispheres are in use and each of them has a table. */
function isStored(surface: SurfaceLabels, { hemisphere }: LoadedParcellation): boolean {
  const used = surface.hemispheres.filter((side) => hemisphere.includes(side.hemisphere));
  return used.length > 0 && used.every(({ distances }) => distances !== null);
}
