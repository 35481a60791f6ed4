// How the p of one cell of a result settled, out of the side file of its nulls; the rest of the nulls stays on the disk.
import { basename, join } from 'node:path';
import { NspError } from '../error.js';
import { readNpySlice } from '../formats/npy.js';
import { convergenceOfP } from '../inference/convergence.js';
import type { Convergence, StatisticResult } from '../result.js';
import { readResult } from './read-result.js';

/** A tested cell of a result. */
export interface TestedCell {
  method: string;
  statistic: string;
  /** Row and column of the statistic. */
  row: number;
  column: number;
}

/**
 * @param key of the result that the indices belong to
 * @throws NspError `changed-result`, `no-nulls`, and those of damaged results and .npy files
 */
export async function readConvergence(
  folder: string,
  key: string,
  { method, statistic: name, row, column }: TestedCell,
): Promise<Convergence> {
  const result = await readResult(folder);
  if (result.key !== key) {
    throw new NspError(
      'changed-result',
      `The result in ${folder} is another one by now. Open it again.`,
    );
  }
  const statistic = result.statistics.find(
    (one) => one.method === method && one.statistic === name,
  );
  const columns = (statistic?.columns ?? result.columns).length;
  const observed = column < columns ? statistic?.observed[row * columns + column] : undefined;
  const nulls = statistic && (await nullsOf(folder, statistic, row, column));
  if (!statistic?.tail || !nulls || observed === undefined)
    throw new NspError(
      'no-nulls',
      `${folder} does not hold the nulls of ${name} in row ${String(row + 1)} and column ${String(column + 1)}. Run the analysis again.`,
    );
  return convergenceOfP(observed ?? NaN, nulls, statistic.tail);
}

/** Null where the row has no nulls of its own, or their file is gone. */
async function nullsOf(
  folder: string,
  { nulls, rows }: StatisticResult,
  row: number,
  column: number,
): Promise<ArrayLike<number> | null> {
  const own = nulls ? row - (rows.length - nulls.rows.length) : -1;
  if (!nulls || own < 0) return null;
  try {
    // The name comes from a file that anybody may have written: it stays in its folder.
    return await readNpySlice(join(folder, basename(nulls.file)), [own, column]);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
