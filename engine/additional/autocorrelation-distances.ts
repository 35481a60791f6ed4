// The distances by which the autocorrelation of maps and nulls is judged: those of the null model where it has any, else stored ones,
// else between centroids.
import { NspError } from '../error.js';
import { parcelDistances } from '../colocalize/parcel-distances.js';
import type { LoadContext } from '../library/context.js';
import type { LoadedParcellation } from '../library/load/parcellation.js';
import type { DistanceBlock } from '../nulls/distances/blocks.js';
import { chooseDistances } from '../nulls/distances/choose.js';
import { storedSurface, storedVolume } from '../nulls/distances/stored.js';

/** Blocks of parcels between which no distance counts, and where they come from, in words. */
export interface JudgedDistances {
  blocks: DistanceBlock[];
  origin: string;
}

type Context = Pick<LoadContext, 'library' | 'inputs'>;

/**
 * Pairs across hemispheres count only where the null model itself weighs them: spins and permuted groups say nothing of them.
 * @param known distances of the null model; empty for models without
 * @throws NspError `no-distances` when there are neither distances nor a place for the parcels, and those of reading files
 */
export async function judgedDistances(
  parcellation: LoadedParcellation,
  known: JudgedDistances | null,
  context: Context,
): Promise<JudgedDistances> {
  const placed = new Set(known?.blocks.flatMap(({ parcels }) => [...parcels]));
  if (known && placed.size > 0 && !parcellation.parts) return known;
  if (!parcellation.parts) return ownDistances(parcellation, context);
  const blocks = [...(known?.blocks ?? [])];
  const origins = known && placed.size > 0 ? [known.origin] : [];
  const place = new Map(parcellation.labels.map((label, i) => [label, i]));
  for (const part of parcellation.parts) {
    const positions = part.labels.map((label) => place.get(label) as number);
    if (positions.some((position) => placed.has(position))) continue;
    const own = await ownDistances(part, context);
    origins.push(own.origin);
    for (const { parcels, matrix } of own.blocks)
      blocks.push({ parcels: parcels.map((parcel) => positions[parcel] as number), matrix });
  }
  return { blocks, origin: origins.join('; ') };
}

async function ownDistances(
  parcellation: LoadedParcellation,
  context: Context,
): Promise<JudgedDistances> {
  const anywhere = parcellation.surfaces.length + parcellation.volumes.length > 0;
  const source = anywhere ? chooseDistances(parcellation, { nullSpace: 'auto' }) : null;
  if (source?.kind === 'stored surface') {
    return storedSurface(parcellation, source.surface, context.inputs);
  }
  const whole =
    source?.kind === 'stored volume'
      ? await storedVolume(parcellation, source.volume, context.inputs)
      : {
          blocks: [
            {
              parcels: Int32Array.from(parcellation.labels.keys()),
              matrix: await centroidDistances(parcellation, context),
            },
          ],
          origin: `Euclidean distances between the centroids of ${parcellation.name}`,
        };
  return {
    blocks: whole.blocks.flatMap((block) => byHemisphere(block, parcellation.hemisphere)),
    origin: `${whole.origin}, within hemispheres`,
  };
}

async function centroidDistances(
  parcellation: LoadedParcellation,
  context: Context,
): Promise<Float64Array> {
  try {
    return await parcelDistances(parcellation, context, 'autocorrelation');
  } catch (error) {
    if (!(error instanceof NspError && error.code === 'no-distances')) throw error;
    throw new NspError(
      'no-distances',
      `${parcellation.name} has neither distances, nor a label image, nor a labelled surface with its mesh in the data folders, so where its parcels lie is not known.`,
      { property: 'parcellation' },
      { cause: error },
    );
  }
}

/** A block cut into its hemispheres; parcels of neither stay together. */
function byHemisphere(
  { parcels, matrix }: DistanceBlock,
  hemisphere: LoadedParcellation['hemisphere'],
): DistanceBlock[] {
  const n = parcels.length;
  const sides = new Map<string | null, number[]>();
  parcels.forEach((parcel, i) => {
    const side = hemisphere[parcel] ?? null;
    sides.set(side, [...(sides.get(side) ?? []), i]);
  });
  return [...sides.values()].map((own) => ({
    parcels: Int32Array.from(own, (i) => parcels[i] as number),
    matrix: Float64Array.from({ length: own.length ** 2 }, (_, at) => {
      const [i, j] = [own[Math.floor(at / own.length)], own[at % own.length]] as [number, number];
      return matrix[i * n + j] as number;
    }),
  }));
}
