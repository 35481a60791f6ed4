// A table to be exported: headings and cells, numbers with every digit, missing as null. Text formats and XLSX write the same one.
import type { AnalysisResult, Cell, StatisticResult } from '../../engine/result.js';

export type TableCell = string | Cell;

export interface ExportTable {
  headings: string[];
  rows: TableCell[][];
}

type PPrecision = NonNullable<StatisticResult['pPrecision']>;

/** How certain each p is; absent in results of older versions. */
const PRECISION: readonly [name: string, read: (precision: PPrecision, at: number) => TableCell][] =
  [
    ['p_se', ({ se }, at) => se[at] ?? null],
    ['p_low', ({ low }, at) => low[at] ?? null],
    ['p_high', ({ high }, at) => high[at] ?? null],
    ['p_source', ({ extrapolated }, at) => (extrapolated?.[at] ? 'extrapolated' : 'counted')],
  ];

/** Every number of a result, as results.csv has them: one row per statistic × y × x. */
export function resultTable(result: Pick<AnalysisResult, 'columns' | 'statistics'>): ExportTable {
  const corrections = [
    ...new Set(result.statistics.flatMap((each) => Object.keys(each.corrected))),
  ];
  const fixed = ['y', 'set', 'x', 'method', 'statistic', 'observed', 'normalized', 'p'];
  const precision = result.statistics.some(({ pPrecision }) => pPrecision) ? PRECISION : [];
  const rows = result.statistics.flatMap((statistic) => {
    const { pPrecision } = statistic;
    const { method, statistic: name, observed, normalized, p, corrected } = statistic;
    const columns = statistic.columns ?? result.columns;
    return statistic.rows.flatMap((y, row) =>
      columns.map(({ set, x }, column): TableCell[] => {
        const place = row * columns.length + column;
        const at = (cells: Cell[] | null | undefined): Cell => cells?.[place] ?? null;
        const certainty = precision.map(([, read]) =>
          pPrecision && at(p) !== null ? read(pPrecision, place) : null,
        );
        const after = corrections.map((correction) => at(corrected[correction]));
        return [
          y,
          set,
          x,
          method,
          name,
          at(observed),
          at(normalized),
          at(p),
          ...after,
          ...certainty,
        ];
      }),
    );
  });
  return {
    headings: [
      ...fixed,
      ...corrections.map((name) => `p_${name}`),
      ...precision.map(([name]) => name),
    ],
    rows,
  };
}

/** What a reader of the numbers must know: parameters, null model, seed, versions, inputs. For the second sheet. */
export function provenanceTable(result: AnalysisResult): ExportTable {
  const { nullModel, parameters, software, inputs } = result;
  const facts: [string, string, TableCell][] = [
    ['analysis', 'name', result.analysis],
    ['analysis', 'kind', result.kind],
    ['analysis', 'file', result.file],
    ['analysis', 'started', result.started],
    ['analysis', 'seconds', result.seconds],
    ['analysis', 'seed', result.seed],
    ['analysis', 'seed drawn for this run', String(result.seedDrawn)],
    ['analysis', 'result key', result.key],
    ...parameters.map(([name, value]): [string, string, string] => ['parameter', name, value]),
    ['null model', 'method', nullModel.method],
    ['null model', 'permuted', nullModel.permuted],
    ['null model', 'space', nullModel.space],
    ['null model', 'origin', nullModel.origin],
    ['null model', 'permutations', nullModel.permutations],
    ...Object.entries(result.meff).map(([name, { used }]): [string, string, number] => [
      'effective tests',
      name,
      used,
    ]),
    ...software.map(({ name, version }): [string, string, string] => ['software', name, version]),
    ...inputs.map(({ role, path, sha256 }): [string, string, string] => [
      'input',
      `${role}: ${path}`,
      `sha256 ${sha256}`,
    ]),
    ...result.warnings.map(({ code, message }): [string, string, string] => [
      'warning',
      code,
      message,
    ]),
  ];
  return { headings: ['about', 'what', 'value'], rows: facts };
}
