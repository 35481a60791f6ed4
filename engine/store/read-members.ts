// What the maps of a set have by themselves, out of the side file of an enrichment.
import { join } from 'node:path';
import { methodByName } from '../colocalize/methods.js';
import { NspError } from '../error.js';
import { readNpySlice } from '../formats/npy.js';
import { cells } from '../inference/statistics.js';
import type { Cell } from '../result.js';
import { membersFile } from './kept-maps.js';
import { ifThere, requireSameResult } from './side-file.js';

/**
 * Fisher z of the correlation of each wanted map with a row of the statistic (a y map, or all of them pooled), null missing.
 * @param maps among the stored x maps
 * @throws NspError `changed-result`, `no-members`, and those of damaged .npy files
 */
export async function readMembers(
  folder: string,
  key: string,
  { method, row, maps }: { method: string; row: number; maps: readonly number[] },
): Promise<Cell[]> {
  await requireSameResult(folder, key);
  const file = join(folder, membersFile(method));
  const all = methodByName.has(method) ? await ifThere(readNpySlice(file, [row])) : null;
  if (all && maps.every((map) => map in all)) return cells(maps.map((map) => all[map] ?? NaN));
  throw new NspError(
    'no-members',
    `The result in ${folder} does not say what the maps of its sets have by themselves (${method}). Run the analysis again.`,
  );
}
