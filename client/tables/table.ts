// A table to be exported: headings and cells, numbers with every digit, missing as null. Text formats and XLSX write the same one.
import type { AnalysisResult, Cell } from '../../engine/result.js';

export type TableCell = string | Cell;

export interface ExportTable {
  headings: string[];
  rows: TableCell[][];
}

/** Every number of a result, as results.csv has them: one row per statistic × y × x. */
export function resultTable(result: Pick<AnalysisResult, 'columns' | 'statistics'>): ExportTable {
  const corrections = [
    ...new Set(result.statistics.flatMap((each) => Object.keys(each.corrected))),
  ];
  const fixed = ['y', 'set', 'x', 'method', 'statistic', 'observed', 'normalized', 'p'];
  const rows = result.statistics.flatMap((statistic) => {
    const { method, statistic: name, observed, normalized, p, corrected } = statistic;
    const columns = statistic.columns ?? result.columns;
    return statistic.rows.flatMap((y, row) =>
      columns.map(({ set, x }, column): TableCell[] => {
        const at = (cells: Cell[] | null | undefined): Cell =>
          cells?.[row * columns.length + column] ?? null;
        const after = corrections.map((correction) => at(corrected[correction]));
        return [y, set, x, method, name, at(observed), at(normalized), at(p), ...after];
      }),
    );
  });
  return { headings: [...fixed, ...corrections.map((name) => `p_${name}`)], rows };
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
