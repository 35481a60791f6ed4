// Null maps that somebody else made, read from a .npy file (`maps_nulls`): map × permutation × parcel, or permutation × parcel for one
// map. Only the first n_perm null maps of each map are read, into shared memory, in the precision of the file.
import { basename } from 'node:path';
import { CancelledError, NspError } from '../error.js';
import { openNpy, readNpy } from '../formats/npy.js';
import type { LoadContext } from '../library/context.js';
import type { MapTable } from '../library/map-table.js';
import { someOf } from '../library/nearest.js';
import type { MapsPlan, MapsSides } from '../plan.js';
import type { StageContext } from '../progress.js';
import type { Subject } from '../result.js';

/** Null maps as they are, `[map][permutation][parcel]`, shared; NaN missing. */
export interface GivenSource {
  kind: 'given';
  values: Float64Array | Float32Array;
  permutations: number;
}

export interface GivenNulls {
  /** Part of the key of the result. */
  bytes: ArrayBufferView[];
  /** In words, for the record. */
  origin: string;
  /** @throws NspError `nulls-shape` when the file has null maps of more or fewer maps */
  source(moving: MapTable): GivenSource;
}

const AT: Subject = { property: 'maps_nulls' };

interface GivenShape {
  maps: number;
  permutations: number;
  parcels: number;
}

/** What the axes of the file are. @throws NspError `nulls-shape` */
export function givenShape(path: string, shape: readonly number[]): GivenShape {
  const [maps, permutations, parcels] = shape.length === 2 ? [1, ...shape] : shape;
  if (shape.length < 2 || shape.length > 3 || !maps || !permutations || !parcels) {
    throw new NspError(
      'nulls-shape',
      `${path} has the shape (${shape.join(', ')}); null maps are maps × permutations × parcels, or permutations × parcels for one map.`,
      AT,
    );
  }
  return { maps, permutations, parcels };
}

/** Null maps out of a file are those of one side. @throws NspError `nulls-of-one-side` */
export function requireOneSide(which: MapsSides): 'X' | 'Y' {
  if (which !== 'XY') return which;
  throw new NspError(
    'nulls-of-one-side',
    'maps_nulls holds the null maps of one side, and maps_which names both. Permute X or Y, or use a null model.',
    AT,
  );
}

/**
 * @param parcels number of parcels of the analysis
 * @throws NspError `nulls-of-one-side`, `nulls-shape`, `nulls-infinite`, those of reading .npy files, all at maps_nulls; CancelledError
 */
export async function givenNulls(
  plan: Pick<MapsPlan, 'mapsWhich' | 'nPerm'> & { mapsNulls: string },
  parcels: number,
  { ctx, inputs }: Pick<LoadContext, 'ctx' | 'inputs'>,
): Promise<GivenNulls> {
  const { mapsNulls: path, nPerm } = plan;
  const mapsWhich = requireOneSide(plan.mapsWhich);
  try {
    const { values, shape } = await readDraws(path, parcels, nPerm, ctx);
    await inputs.record('null maps (maps_nulls)', path);
    return {
      // One piece for each map: a hash takes no more than 2 GiB at once.
      bytes: Array.from({ length: shape.maps }, (_, map) =>
        values.subarray(map * nPerm * parcels, (map + 1) * nPerm * parcels),
      ),
      origin: `the first ${nPerm} of ${shape.permutations} null maps of each ${mapsWhich} map in ${basename(path)}`,
      source(moving) {
        requireMaps(path, shape.maps, moving, mapsWhich);
        return { kind: 'given', values, permutations: nPerm };
      },
    };
  } catch (error) {
    throw error instanceof NspError ? error.at(AT) : error;
  }
}

function requireShape(path: string, given: GivenShape, parcels: number, nPerm: number): void {
  if (given.parcels !== parcels) {
    throw new NspError(
      'nulls-shape',
      `${path} holds null maps of ${given.parcels} parcels; the parcellation of this analysis has ${parcels}. Its parcels stand in the order of the parcellation.`,
      AT,
    );
  }
  if (given.permutations < nPerm) {
    throw new NspError(
      'nulls-shape',
      `${path} holds ${given.permutations} null maps of each map; n_perm asks for ${nPerm}. Set n_perm: ${given.permutations}, or make more.`,
      AT,
    );
  }
}

function requireMaps(path: string, maps: number, { labels }: MapTable, which: 'X' | 'Y'): void {
  if (labels.length === maps) return;
  throw new NspError(
    'nulls-shape',
    `${path} holds null maps of ${maps} ${maps === 1 ? 'map' : 'maps'}; the permuted ${which} maps are ${labels.length} (${someOf(labels)}). The file has null maps of each of them, in this order.`,
    AT,
  );
}

async function readDraws(
  path: string,
  parcels: number,
  nPerm: number,
  ctx: Pick<StageContext, 'signal' | 'report'>,
): Promise<{ values: GivenSource['values']; shape: GivenShape }> {
  const file = await openNpy(path);
  try {
    const shape = givenShape(path, file.header.shape);
    requireShape(path, shape, parcels, nPerm);
    const each = nPerm * parcels;
    const single = file.header.type === 'float32';
    const buffer = new SharedArrayBuffer(shape.maps * each * (single ? 4 : 8));
    const values = single ? new Float32Array(buffer) : new Float64Array(buffer);
    // Fortran order scatters a map over all of the file, which is then read whole.
    const whole = file.header.fortran ? (await readNpy(path)).data : null;
    for (let map = 0; map < shape.maps; map++) {
      if (ctx.signal.aborted) throw new CancelledError();
      const from = map * shape.permutations * parcels;
      const own = whole?.subarray(from, from + each) ?? (await file.read(from, each));
      requireFinite(path, own, map, parcels);
      values.set(own, map * each);
      ctx.report(map + 1, shape.maps, 'maps');
    }
    return { values, shape };
  } finally {
    await file.close();
  }
}

function requireFinite(
  path: string,
  values: ArrayLike<number>,
  map: number,
  parcels: number,
): void {
  for (let at = 0; at < values.length; at++) {
    if (values[at] !== Infinity && values[at] !== -Infinity) continue;
    throw new NspError(
      'nulls-infinite',
      `${path} holds an infinite value: map ${map + 1}, null map ${Math.floor(at / parcels) + 1}, parcel ${(at % parcels) + 1}. Write missing values as NaN.`,
      AT,
    );
  }
}
