// What is wrong with a design before anything is computed. The run refuses such a design; the editor's check says the same earlier.
import { NspError } from '../../error.js';
import type { MapTable } from '../../library/map-table.js';
import { isConstant } from '../../stats/correlation.js';
import { DesignFit } from '../../stats/design-fit.js';
import { few } from '../note.js';
import { encode, type DesignColumn, type EncodedColumn } from './encode.js';

/** The columns of a regression: nuisance is subtracted, protected is kept. */
export interface CleaningDesign {
  nuisance: readonly DesignColumn[];
  protected: readonly DesignColumn[];
}

export interface DesignProblem {
  code: 'empty-covariate' | 'constant-covariate' | 'collinear-covariate' | 'too-many-covariates';
  /** Column of the design. */
  column: string;
  message: string;
}

/** Everything that makes the parts of the covariates undefined, one problem for each column. Empty for a sound design. */
export function designProblems(design: CleaningDesign): DesignProblem[] {
  const nuisance = encode(design.nuisance).columns;
  const kept = encode(design.protected).columns;
  const problems = new Map<string, DesignProblem>();
  const tell = (problem: DesignProblem): void => {
    if (!problems.has(problem.column)) problems.set(problem.column, problem);
  };
  for (const { name, cells } of design.nuisance) {
    if (cells.every((cell) => cell === null)) {
      tell({
        code: 'empty-covariate',
        column: name,
        message: `The covariate ${name} has no values. Leave it out.`,
      });
    }
  }
  const sound = nuisance.filter(({ from }) => !problems.has(from));
  const rows = completeRows([...kept, ...sound], design.nuisance[0]?.cells.length ?? 0);
  for (const { from, values } of sound) {
    const own = sound.filter((other) => other.from === from);
    if (!isConstant(rows.map((row) => values[row] as number)) || own.length > 1) continue;
    tell({
      code: 'constant-covariate',
      column: from,
      message: `The covariate ${from} is the same in all ${rows.length} rows, so there is nothing to regress out. Leave it out.`,
    });
  }
  const checked = sound.filter(({ from }) => problems.get(from) === undefined);
  for (const problem of collinear(kept, checked, rows)) tell(problem);
  return [...problems.values()];
}

function collinear(
  kept: readonly EncodedColumn[],
  nuisance: readonly EncodedColumn[],
  rows: number[],
): DesignProblem[] {
  const columns = [...kept, ...nuisance];
  const of = (values: Float64Array): Float64Array =>
    Float64Array.from(rows, (row) => values[row] as number);
  const fit = new DesignFit([
    new Float64Array(rows.length).fill(1),
    ...columns.map(({ values }) => of(values)),
  ]);
  if (nuisance.length && fit.rank >= rows.length) {
    const column = (nuisance.at(-1) as EncodedColumn).from;
    return [
      {
        code: 'too-many-covariates',
        column,
        message: `The design needs ${columns.length + 1} columns (one for each level of a category) and has ${rows.length} complete rows, so nothing is left to estimate. Leave out covariates with many levels, such as ${column}.`,
      },
    ];
  }
  return fit.dependent
    .filter((k) => k > kept.length && fit.madeOf(k).length > 0)
    .map((k) => {
      const column = columns[k - 1] as EncodedColumn;
      const others = fit
        .madeOf(k)
        .flatMap((j) => (j === 0 ? [] : [(columns[j - 1] as EncodedColumn).from]));
      const names = [...new Set(others)].filter((name) => name !== column.from);
      return {
        code: 'collinear-covariate' as const,
        column: column.from,
        message: `The covariate ${column.from} says nothing that ${few(names) || 'its other levels'} ${names.length > 1 ? 'do' : 'does'} not say (they are collinear), so their parts cannot be told apart. Leave out one of them.`,
      };
    });
}

/** Rows without a missing value in any of the columns. */
export function completeRows(columns: readonly EncodedColumn[], length: number): number[] {
  return Array.from({ length }, (_, row) => row).filter((row) =>
    columns.every(({ values }) => !Number.isNaN(values[row])),
  );
}

/** @throws NspError with the code of the first problem */
export function requireSoundDesign(design: CleaningDesign): void {
  const [problem] = designProblems(design);
  if (problem) throw new NspError(problem.code, problem.message, { property: 'design' });
}

/** @throws NspError `rows-do-not-match` when a column has not one cell for each row of Y */
export function requireRowCount(
  y: Pick<MapTable, 'labels'>,
  columns: readonly DesignColumn[],
): void {
  const wrong = columns.find(({ cells }) => cells.length !== y.labels.length);
  if (!wrong) return;
  throw new NspError(
    'rows-do-not-match',
    `The column ${wrong.name} of the design has ${wrong.cells.length} rows and y has ${y.labels.length}.`,
    { property: 'design' },
  );
}
