// What each parcel does to one pair of maps, out of the side files of a result; the rest of them stays on the disk.
import { join } from 'node:path';
import { quantities, regionsFile } from '../additional/regions.js';
import { NspError } from '../error.js';
import { methodByName } from '../colocalize/methods.js';
import { readNpySlice } from '../formats/npy.js';
import { cells } from '../inference/statistics.js';
import type { Cell, RegionalQuantity } from '../result.js';
import { ifThere, requireSameResult } from './side-file.js';

/** A correlation of a result. */
export interface RegionalPair {
  method: string;
  /** Into the labels of `y`. */
  y: number;
  /** Into the columns. */
  x: number;
}

/**
 * Values `[parcel]` of each quantity, null missing.
 * @param key of the result that the indices belong to
 * @throws NspError `changed-result`, `no-regions`, and those of damaged .npy files
 */
export async function readRegions(
  folder: string,
  key: string,
  pair: RegionalPair,
): Promise<Record<RegionalQuantity, Cell[]>> {
  await requireSameResult(folder, key);
  const entries = await Promise.all(
    quantities.map(async ({ name }) => [name, cells(await valuesOf(folder, pair, name))] as const),
  );
  return Object.fromEntries(entries) as Record<RegionalQuantity, Cell[]>;
}

async function valuesOf(
  folder: string,
  { method, y, x }: RegionalPair,
  quantity: RegionalQuantity,
): Promise<ArrayLike<number>> {
  // The name becomes part of a path.
  const known = methodByName.has(method);
  const file = join(folder, regionsFile(method, quantity));
  const values = known ? await ifThere(readNpySlice(file, [y, x])) : null;
  if (values) return values;
  throw new NspError(
    'no-regions',
    `${folder} does not say which parcels drive y map ${String(y + 1)} and x map ${String(x + 1)} (${method}). Run the analysis again.`,
  );
}
