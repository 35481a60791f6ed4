// The two tables of a result folder: results.csv, one row per statistic × y × x, and y.csv, the maps that were compared.
import type { AnalysisResult, Cell, PPrecision, ResultMaps, StatisticResult } from '../result.js';
import { csvLine } from './csv-text.js';

type Tables = Pick<AnalysisResult, 'columns' | 'statistics'>;

/** How certain p is: the last columns, after the corrections, since readers may take what stands between for these. */
const PRECISION: readonly (readonly [
  name: string,
  read: (precision: PPrecision, at: number) => Cell | string,
])[] = [
  ['p_se', ({ se }, at) => se[at] ?? null],
  ['p_low', ({ low }, at) => low[at] ?? null],
  ['p_high', ({ high }, at) => high[at] ?? null],
  ['p_source', ({ extrapolated }, at) => (extrapolated?.[at] ? 'extrapolated' : 'counted')],
];

/**
 * results.csv: `y,set,x,method,statistic,observed,normalized,p,p_<correction>…,p_se,p_low,p_high,p_source`; pooled rows carry the pooling's name as y, and statistics
 * of a whole model their own name as x.
 */
export function resultsCsv(result: Tables): string {
  const corrections = [...new Set(result.statistics.flatMap((s) => Object.keys(s.corrected)))];
  const header = ['y', 'set', 'x', 'method', 'statistic', 'observed', 'normalized', 'p'];
  const precision = result.statistics.some(({ pPrecision }) => pPrecision) ? PRECISION : [];
  const lines = [
    csvLine([
      ...header,
      ...corrections.map((name) => `p_${name}`),
      ...precision.map(([name]) => name),
    ]),
  ];
  for (const statistic of result.statistics) {
    statistic.rows.forEach((y, row) => {
      lines.push(...rowLines(result, statistic, { corrections, precision }, y, row));
    });
  }
  return `${lines.join('\n')}\n`;
}

function rowLines(
  result: Tables,
  statistic: StatisticResult,
  { corrections, precision }: { corrections: readonly string[]; precision: typeof PRECISION },
  y: string,
  row: number,
): string[] {
  const columns = statistic.columns ?? result.columns;
  return columns.map(({ set, x }, column) => {
    const at = row * columns.length + column;
    const cell = (values: readonly Cell[] | null | undefined): Cell => values?.[at] ?? null;
    return csvLine([
      y,
      set,
      x,
      statistic.method,
      statistic.statistic,
      cell(statistic.observed),
      cell(statistic.normalized),
      cell(statistic.p),
      ...corrections.map((name) => cell(statistic.corrected[name])),
      ...precision.map(([, read]) =>
        statistic.pPrecision && cell(statistic.p) !== null ? read(statistic.pPrecision, at) : null,
      ),
    ]);
  });
}

/** y.csv: rows are maps, columns parcels; the label column is called `map`. */
export function mapsCsv(maps: ResultMaps, parcels: readonly string[]): string {
  const lines = maps.labels.map((label, row) =>
    csvLine([label, ...maps.values.slice(row * parcels.length, (row + 1) * parcels.length)]),
  );
  return `${[csvLine(['map', ...parcels]), ...lines].join('\n')}\n`;
}
