// The tidy tables of additional analyses beside results.csv: one line for each value of a parcel. Written for what a pipeline asked for
// by a step; what every run has of its parcels is in side files alone.
import type { AnalysisResult, Cell } from '../result.js';
import { csvLine } from './csv-text.js';

/** A side file as it was computed. */
interface Side {
  file: string;
  data: Float64Array;
}

type Facts = Pick<
  AnalysisResult,
  'plan' | 'local' | 'withinRegion' | 'regions' | 'parcellation' | 'y' | 'columns' | 'statistics'
>;

export interface AdditionalTable {
  name: string;
  /** The text, from the arrays that the result lists. */
  of: (sides: readonly Side[]) => string;
}

/** Those that the result has. */
export function additionalTables(result: Facts): AdditionalTable[] {
  const asked =
    result.plan.kind === 'pipeline'
    && result.plan.steps.some(
      ({ step }) => step === 'regional_influence' || step === 'regional_contribution',
    );
  return [
    ...(result.local
      ? [{ name: 'local.csv', of: (sides: readonly Side[]) => localCsv(result, sides) }]
      : []),
    ...(result.withinRegion ? [{ name: 'within-region.csv', of: () => withinCsv(result) }] : []),
    ...(asked && result.regions?.length
      ? [
          {
            name: 'regional-influence.csv',
            of: (sides: readonly Side[]) => regionsCsv(result, sides),
          },
        ]
      : []),
  ];
}

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

const dataOf = (sides: readonly Side[], name: string | null): Float64Array | null =>
  sides.find(({ file }) => file === name)?.data ?? null;

/** Pooled rows carry the pooling's name as y, as in results.csv. */
function localCsv({ local = [], parcellation }: Facts, sides: readonly Side[]): string {
  const lines = [
    csvLine([
      'y',
      'x',
      'method',
      'statistic',
      'parcel',
      'observed',
      'p',
      'p_corrected',
      'mc_method',
    ]),
  ];
  for (const { rows, columns, method, statistic, files, correction } of local) {
    const [stat, p, corrected] = [files.stat, files.p, files.corrected].map((name) =>
      dataOf(sides, name),
    );
    rows.forEach((y, row) =>
      columns.forEach((x, column) =>
        parcellation.parcels.forEach((parcel, i) => {
          const at = (row * columns.length + column) * parcellation.parcels.length + i;
          const cell = (values: Float64Array | null | undefined): Cell => values?.[at] ?? null;
          lines.push(
            csvLine([
              y,
              x,
              method,
              statistic,
              parcel,
              cell(stat),
              cell(p),
              cell(corrected),
              correction,
            ]),
          );
        }),
      ),
    );
  }
  return text(lines);
}

function withinCsv({ withinRegion, parcellation }: Facts): string {
  if (!withinRegion) return '';
  const { method, rho, rhoZ, p, corrected, counts, correction } = withinRegion;
  const at = (values: readonly Cell[] | null, i: number): Cell => values?.[i] ?? null;
  return text([
    csvLine(['parcel', 'method', 'subjects', 'rho', 'rho_z', 'p', 'p_corrected', 'mc_method']),
    ...parcellation.parcels.map((parcel, i) =>
      csvLine([
        parcel,
        method,
        counts[i] ?? null,
        at(rho, i),
        at(rhoZ, i),
        at(p, i),
        at(corrected, i),
        correction,
      ]),
    ),
  ]);
}

function regionsCsv(
  { regions = [], parcellation, y, columns }: Facts,
  sides: readonly Side[],
): string {
  const lines = [csvLine(['y', 'set', 'x', 'method', 'quantity', 'parcel', 'value'])];
  for (const { file, shape, method, quantity, statistic } of regions) {
    const data = dataOf(sides, file);
    const [rows, width, parcels] = shape;
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < width; column++)
        for (let i = 0; i < parcels; i++) {
          const named = width === columns.length ? columns[column] : undefined;
          lines.push(
            csvLine([
              y.labels[row] ?? 'pooled',
              named?.set ?? null,
              named?.x ?? statistic ?? '',
              method,
              quantity,
              parcellation.parcels[i] ?? '',
              data?.[(row * width + column) * parcels + i] ?? null,
            ]),
          );
        }
  }
  return text(lines);
}
