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
 * Values `[parcel]` of each quantity, null missing; all missing where the method has the other one alone.
 * @param key of the result that the indices belong to
 * @throws NspError `changed-result`, `no-regions`, and those of damaged .npy files
 */
export async function readRegions(
  folder: string,
  key: string,
  pair: RegionalPair,
): Promise<Record<RegionalQuantity, Cell[]>> {
  await requireSameResult(folder, key);
  const found = await Promise.all(
    quantities.map(async ({ name }) => ({ name, values: await valuesOf(folder, pair, name) })),
  );
  const known = found.find(({ values }) => values)?.values;
  if (!known) throw missing(folder, pair);
  // A method may have one of the two alone.
  const none = Float64Array.from(known, () => NaN);
  return Object.fromEntries(
    found.map(({ name, values }) => [name, cells(values ?? none)]),
  ) as Record<RegionalQuantity, Cell[]>;
}

/** Null where the result has no such quantity of the method. */
async function valuesOf(
  folder: string,
  { method, y, x }: RegionalPair,
  quantity: RegionalQuantity,
): Promise<ArrayLike<number> | null> {
  // The name becomes part of a path.
  if (!methodByName.has(method)) return null;
  return ifThere(readNpySlice(join(folder, regionsFile(method, quantity)), [y, x]));
}

const missing = (folder: string, { method, y, x }: RegionalPair): NspError =>
  new NspError(
    'no-regions',
    `${folder} does not say which parcels drive y map ${String(y + 1)} and x map ${String(x + 1)} (${method}). Run the analysis again.`,
  );
