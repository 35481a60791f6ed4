// The two tables of a result folder: results.csv, one row per statistic × y × x, and y.csv, the maps that were compared.
import type { AnalysisResult, Cell, ResultMaps, StatisticResult } from '../result.js';
import { csvLine } from './csv-text.js';

type Tables = Pick<AnalysisResult, 'columns' | 'statistics'>;

/**
 * results.csv: `y,set,x,method,statistic,observed,normalized,p,p_<correction>…`; pooled rows carry the pooling's name as y, and statistics
 * of a whole model their own name as x.
 */
export function resultsCsv(result: Tables): string {
  const corrections = [...new Set(result.statistics.flatMap((s) => Object.keys(s.corrected)))];
  const header = ['y', 'set', 'x', 'method', 'statistic', 'observed', 'normalized', 'p'];
  const lines = [csvLine([...header, ...corrections.map((name) => `p_${name}`)])];
  for (const statistic of result.statistics) {
    statistic.rows.forEach((y, row) => {
      lines.push(...rowLines(result, statistic, corrections, y, row));
    });
  }
  return `${lines.join('\n')}\n`;
}

function rowLines(
  result: Tables,
  statistic: StatisticResult,
  corrections: readonly string[],
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
