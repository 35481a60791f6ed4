// The design as numbers, for people to look at: intercept, what was kept, what was regressed.
import type { Cell, DesignMatrixColumn, ResultDesign } from '../result.js';
import { encode, type DesignColumn } from './clean/encode.js';

/** Encoded columns with their use; missing cells are null. A site that ComBat took is shown as a column of its own. */
export function designMatrix(
  rows: readonly string[],
  used: {
    regressed: readonly DesignColumn[];
    kept: readonly DesignColumn[];
    site: DesignColumn | null;
  },
): ResultDesign['matrix'] {
  const uses: [DesignMatrixColumn['role'], readonly DesignColumn[]][] = [
    ['regressed', used.regressed],
    ['site', used.site ? [used.site] : []],
    ['protected', used.kept],
  ];
  const columns = uses.flatMap(([role, given]) =>
    encode(given).columns.map(({ name, values }) => ({ name, role, values })),
  );
  const intercept = {
    name: 'intercept',
    role: 'intercept' as const,
    values: new Float64Array(rows.length).fill(1),
  };
  const all = [...columns, intercept];
  const cell = (value: number | undefined): Cell =>
    value === undefined || Number.isNaN(value) ? null : value;
  return {
    columns: all.map(({ name, role }) => ({ name, role })),
    rows: [...rows],
    values: rows.flatMap((_, row) => all.map(({ values }) => cell(values[row]))),
  };
}
