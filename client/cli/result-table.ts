// What a person reads on stdout when an analysis is done: the smallest p values, how many there are, and where the files lie.
import { relative } from 'node:path';
import type { AnalysisResult, Cell, ResultColumn, StatisticResult } from '../../engine/result.js';
import { tableLines } from './columns.js';
import type { Column } from './columns.js';
import { thousands } from '../../engine/store/wording.js';
import { pText, statisticText } from './number-text.js';

/** Rows shown of each statistic. */
const TOP = 10;

/** One cell of a tested statistic. */
interface Row {
  y: string;
  set: string | null;
  x: string;
  /** The untransformed statistic (`rho`) where there is one, else the tested one. */
  observed: Cell;
  p: Cell;
  /** From the tail of the nulls instead of counted. */
  extrapolated: boolean;
  q: Cell;
}

/** The table of each statistic that has p values, best first; where nothing was permuted, of each statistic, largest first. */
export function resultLines(result: AnalysisResult): string[] {
  // Across subjects, a line says it all.
  if (result.withinRegion && result.columns.length === 0) return [];
  const tested = result.statistics.filter(({ p }) => p !== null);
  const told =
    tested.length > 0
      ? tested
      : result.statistics.filter((statistic) => shown(result, statistic) === statistic);
  return told.flatMap((statistic) => statisticLines(result, statistic));
}

function statisticLines(result: AnalysisResult, tested: StatisticResult): string[] {
  const rows = rowsOf(result, tested);
  const top = [...rows].sort(bestFirst).slice(0, TOP);
  const several = new Set(rows.map(({ y }) => y)).size > 1;
  // Beside the names of several y maps there is no room for sets.
  const withSets = !several && columnsOf(result, tested).some(({ set }) => set !== null);
  // Of a whole model there is one value for each y map.
  const ofMaps = tested.columns === undefined;
  const [correction] = Object.keys(tested.corrected);
  const name = shown(result, tested).statistic;
  const columns: { column: Column; cell: (row: Row) => string }[] = [
    ...(several || !ofMaps ? [{ column: left('y', 28), cell: (row: Row) => row.y }] : []),
    ...(withSets ? [{ column: left('set', 12), cell: (row: Row) => row.set ?? '' }] : []),
    ...(ofMaps
      ? [
          {
            column: left(hasSets(result) ? 'set' : 'map', several ? 26 : withSets ? 40 : 54),
            cell: ({ x }: Row) => shortMapName(x),
          },
        ]
      : []),
    { column: right(name), cell: ({ observed }) => statisticText(observed) },
    ...(tested.p ? [{ column: right('p'), cell: pCell }] : []),
    ...(correction ? [{ column: right('q'), cell: ({ q }: Row) => pText(q) }] : []),
  ];
  const table = tableLines(
    columns.map(({ column }) => column),
    top.map((row) => columns.map(({ cell }) => cell(row))),
  );
  return [
    `  ${tested.label}${poolingWords(tested)}`,
    ...table.map((line) => `  ${line}`),
    ...(tested.p ? countLines(rows, correction) : moreLines(rows)),
  ];
}

/** `, mean of the y maps` when the tested row pools them. */
function poolingWords({ rows, pooledRow }: StatisticResult): string {
  const pooled = rows.find((_, i) => pooledRow[i]);
  return pooled === undefined ? '' : `, ${pooled} of the y maps`;
}

const pCell = ({ p, extrapolated }: Row): string => pText(p) + (extrapolated ? '†' : '');

const moreLines = (rows: readonly Row[]): string[] =>
  rows.length > TOP ? [`  … and ${thousands(rows.length - TOP)} more`] : [];

function countLines(rows: readonly Row[], correction?: string): string[] {
  const { uncorrected, corrected } = significant(rows);
  const of = `of ${thousands(rows.length)}`;
  const after = correction ? `, ${thousands(corrected)} ${of} q < .05 (${correction})` : '';
  const beyond = rows.filter(({ extrapolated }) => extrapolated).length;
  const marked = beyond
    ? [`  † ${thousands(beyond)} ${of} p extrapolated from the tail of the nulls`]
    : [];
  return [...moreLines(rows), `  ${thousands(uncorrected)} ${of} p < .05${after}`, ...marked];
}

/** How many cells are below .05, before and after the first correction. */
export function significance(result: AnalysisResult): { tests: number; p: number; q: number } {
  const rows = result.statistics
    .filter(({ p }) => p !== null)
    .flatMap((tested) => rowsOf(result, tested));
  const { uncorrected, corrected } = significant(rows);
  return { tests: rows.length, p: uncorrected, q: corrected };
}

function significant(rows: readonly Row[]): { uncorrected: number; corrected: number } {
  const below = (value: Cell): boolean => value !== null && value < 0.05;
  return {
    uncorrected: rows.filter(({ p }) => below(p)).length,
    corrected: rows.filter(({ q }) => below(q)).length,
  };
}

/** True for enrichments, of which each column is a set. */
const hasSets = ({ columns }: Pick<AnalysisResult, 'columns'>): boolean =>
  columns.some(({ maps }) => maps !== undefined);

const columnsOf = (result: AnalysisResult, { columns }: StatisticResult): ResultColumn[] =>
  columns ?? result.columns;

/** Cells that were tested: with pooling, those of the pooled row only. */
function rowsOf(result: AnalysisResult, tested: StatisticResult): Row[] {
  const columns = columnsOf(result, tested);
  const observed = shown(result, tested).observed;
  const [correction] = Object.keys(tested.corrected);
  const pooled = tested.pooledRow.some(Boolean);
  return tested.rows.flatMap((y, row) =>
    pooled && !tested.pooledRow[row]
      ? []
      : columns.map(({ set, x }, column) => {
          const at = row * columns.length + column;
          const q = correction === undefined ? null : tested.corrected[correction]?.[at];
          return {
            y,
            set,
            x,
            observed: observed[at] ?? null,
            p: tested.p?.[at] ?? null,
            extrapolated: tested.pPrecision?.extrapolated?.[at] ?? false,
            q: q ?? null,
          };
        }),
  );
}

/** Smallest p first, among equal ones the strongest; untested ones last. */
function bestFirst(a: Row, b: Row): number {
  const strength = (row: Row): number => Math.abs(row.observed ?? 0);
  return (a.p ?? 2) - (b.p ?? 2) || strength(b) - strength(a);
}

/** The statistic a reader expects beside p: `rho` rather than its transform. */
function shown(result: AnalysisResult, tested: StatisticResult): StatisticResult {
  const raw = tested.statistic.replace(/_z$/, '');
  const found = result.statistics.find(
    ({ method, statistic }) => method === tested.method && statistic === raw,
  );
  return found ?? tested;
}

/** `5HT1a (savli2012, n = 35)` for names such as `target-5HT1a_tracer-…_n-35_dx-hc_pub-savli2012`. */
export function shortMapName(name: string): string {
  const parts = Object.fromEntries(
    name.split('_').flatMap((part) => {
      const at = part.indexOf('-');
      return at > 0 ? [[part.slice(0, at), part.slice(at + 1)]] : [];
    }),
  ) as Partial<Record<string, string>>;
  const { target, pub, n } = parts;
  if (target === undefined) return name;
  const details = [pub, n === undefined ? undefined : `n = ${n}`].filter(Boolean).join(', ');
  return details ? `${target} (${details})` : target;
}

/** `1 map × 29 reference maps, 200 parcels, 10,000 permutations, seed 42`. */
export function factsLine({
  y,
  columns,
  parcellation,
  nullModel,
  seed,
  seedDrawn,
  withinRegion,
}: AnalysisResult): string {
  const maps = `${thousands(y.labels.length)} ${y.labels.length === 1 ? 'map' : 'maps'}`;
  const drawn = seedDrawn ? ' (drawn)' : '';
  return (
    (columns.length > 0
      ? `${maps} × ${thousands(columns.length)} ${hasSets({ columns }) ? 'sets of reference maps' : 'reference maps'}, `
      : `${maps} of subjects, `)
    + `${thousands(parcellation.parcels.length)} parcels, `
    + (nullModel.permuted === 'none'
      ? withinRegion?.permutations
        ? `${thousands(withinRegion.permutations)} permutations of the subjects, seed ${String(seed)}${drawn}`
        : 'nothing permuted'
      : `${thousands(nullModel.permutations)} permutations, seed ${String(seed)}${drawn}`)
  );
}

/** A path as short as it gets from the working folder. */
export function shortPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith('..') && short.length >= path.length ? path : short || '.';
}

const left = (header: string, max: number): Column => ({ header, align: 'left', max });
const right = (header: string): Column => ({ header, align: 'right' });
