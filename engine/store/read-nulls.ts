// The null values of one cell of a statistic, out of its side file; the rest of the file stays on the disk.
import { join } from 'node:path';
import { NspError } from '../error.js';
import { readNpySlice } from '../formats/npy.js';
import { ifThere, requireSameResult } from './side-file.js';

/** A cell of a statistic with nulls. */
export interface NullCell {
  /** As the null summary of the statistic names it. */
  file: string;
  /** Into the rows of the null summary. */
  row: number;
  /** Into the columns of the statistic. */
  column: number;
}

/** The name becomes part of a path: only what this program writes. */
const NULL_FILE = /^nulls(-[\w-]+)?\.npy$/;

/**
 * Null values `[permutation]`, NaN missing.
 * @param key of the result that the indices belong to
 * @throws NspError `changed-result`, `no-nulls`, and those of damaged .npy files
 */
export async function readNulls(
  folder: string,
  key: string,
  { file, row, column }: NullCell,
): Promise<Float64Array> {
  await requireSameResult(folder, key);
  const values = NULL_FILE.test(file)
    ? await ifThere(readNpySlice(join(folder, file), [row, column]))
    : null;
  if (values) return Float64Array.from(values);
  throw new NspError(
    'no-nulls',
    `${folder} has no null values of row ${String(row + 1)} and column ${String(column + 1)} (${file}). Run the analysis again.`,
  );
}
