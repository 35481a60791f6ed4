// What a report says beside the result itself: the reference list of what was run, and the full nulls of a few cells.
import { join } from 'node:path';
import { NspError } from '../error.js';
import { readNpySlice } from '../formats/npy.js';
import { cells as asCells } from '../inference/statistics.js';
import type { AnalysisResult, Cell } from '../result.js';
import { bibtex } from './bibtex.js';
import { referenceText } from './methods-file.js';
import { readResult } from './read-result.js';
import { references } from './references.js';

/** Where the nulls of one cell stand: a side file of the result, a row of its null summary, a column of its statistic. */
export interface NullCell {
  file: string;
  row: number;
  column: number;
}

export interface ReportFacts {
  references: {
    text: string;
    doi: string | null;
    subjects: string[];
    licenses: string[];
    notes: string[];
  }[];
  bibtex: string;
  /** `[cell][permutation]`, null missing; null for a cell whose side file is not there. */
  nulls: (Cell[] | null)[];
}

/**
 * @param key of the result that the cells belong to
 * @throws NspError `changed-result`, `no-such-nulls`, and those of readResult and of damaged .npy files
 */
export async function reportFacts(
  folder: string,
  key: string,
  cells: readonly NullCell[],
): Promise<ReportFacts> {
  const result = await readResult(folder);
  if (result.key !== key) {
    throw new NspError(
      'changed-result',
      `The result in ${folder} is another one by now. Open it again.`,
    );
  }
  const cited = references(result);
  return {
    references: cited.map((reference) => ({
      text: referenceText(reference),
      doi: reference.doi,
      subjects: reference.subjects,
      licenses: reference.licenses,
      notes: reference.notes,
    })),
    bibtex: bibtex(cited),
    nulls: await Promise.all(cells.map((cell) => nullsOf(folder, result, cell))),
  };
}

async function nullsOf(
  folder: string,
  { statistics }: AnalysisResult,
  { file, row, column }: NullCell,
): Promise<Cell[] | null> {
  // The name becomes part of a path.
  const known = statistics.some(({ nulls }) => nulls?.file === file);
  const values = known ? await readNpySlice(join(folder, file), [row, column]).catch(absent) : null;
  if (values === 'absent') return null;
  if (values) return asCells(values);
  throw new NspError(
    'no-such-nulls',
    `${folder} has no nulls in row ${String(row + 1)}, column ${String(column + 1)} of ${file}. Run the analysis again.`,
  );
}

function absent(error: unknown): 'absent' {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'absent';
  throw error;
}
