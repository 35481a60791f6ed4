// Local colocalizations of one row and column out of the side files of a result; the rest of them stays on the disk.
import { join } from 'node:path';
import { methodByName } from '../colocalize/methods.js';
import { NspError } from '../error.js';
import { readNpySlice } from '../formats/npy.js';
import { cells } from '../inference/statistics.js';
import type { Cell, LocalArray } from '../result.js';
import { ifThere } from './side-file.js';

/** One row (a y map, or all of them pooled) and column of a local colocalization. */
export interface LocalCell {
  method: string;
  row: number;
  column: number;
}

/** Values `[parcel]`, null missing. */
export interface LocalValues {
  stat: Cell[];
  p: Cell[];
  /** Null where p was not corrected. */
  corrected: Cell[] | null;
}

/**
 * @param listed of the result in the folder
 * @throws NspError `no-local`, and those of damaged .npy files
 */
export async function readLocal(
  folder: string,
  listed: readonly LocalArray[] | undefined,
  { method, row, column }: LocalCell,
): Promise<LocalValues> {
  const found = listed?.find((one) => one.method === method);
  // Names of files come from a file that may have been written by anyone.
  const known = found && methodByName.has(method);
  const of = async (name: string): Promise<Cell[]> => {
    const file = join(folder, `local-${name}-${method}.npy`);
    const values = known ? await ifThere(readNpySlice(file, [row, column])) : null;
    if (values) return cells(values);
    throw new NspError(
      'no-local',
      `${folder} has no local values of ${method} for row ${String(row + 1)} and column ${String(column + 1)}. Run the analysis again.`,
    );
  };
  return {
    stat: await of('stat'),
    p: await of('p'),
    corrected: found?.files.corrected ? await of('corrected') : null,
  };
}
