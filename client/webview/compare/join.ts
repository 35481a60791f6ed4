// Two results side by side: rows that mean the same y map, reference map and statistic. Pure; what has no partner is listed.
import type { AnalysisResult, Cell } from '../../../engine/result.js';
import { choices, rowsOf, type Choice, type Mark, type Row } from '../results/model.js';

/** The same statistic of both results. */
export interface StatisticPair {
  key: string;
  label: string;
  a: Choice;
  b: Choice;
}

/** One y map with one reference map in both results. */
export interface Pair {
  y: string;
  set: string | null;
  x: string;
  /** Short form of `x`. */
  label: string;
  a: Row;
  b: Row;
  /** The untransformed statistic where both have it. */
  valueA: Cell;
  valueB: Cell;
  /** B − A; null where either is missing. */
  difference: Cell;
  change: Change;
}

/** Which of the two is significant: after the correction where there is one, else uncorrected. */
export type Change = 'both' | 'only A' | 'only B' | 'neither';

export interface Joined {
  pairs: Pair[];
  /** Rows without a partner, in words. */
  onlyA: string[];
  onlyB: string[];
  /** Both have one y map, under different names, and they were taken for each other. */
  renamed: [a: string, b: string] | null;
}

/**
 * Statistics that both results have: of the same method where there is one, else of the same name, as `rho_z` of Spearman and of
 * Pearson. The first list holds pairs, the others what only one result has.
 */
export function statisticPairs(
  a: AnalysisResult,
  b: AnalysisResult,
): { pairs: StatisticPair[]; onlyA: string[]; onlyB: string[] } {
  const [ofA, ofB] = [choices(a), choices(b)];
  const free = new Set(ofB);
  const partner = new Map<Choice, Choice>();
  const match = (fits: (one: Choice, other: Choice) => boolean): void => {
    for (const one of ofA) {
      const other = partner.has(one) ? undefined : [...free].find((each) => fits(one, each));
      if (!other) continue;
      partner.set(one, other);
      free.delete(other);
    }
  };
  match((one, other) => one.key === other.key);
  match((one, other) => one.statistic.statistic === other.statistic.statistic);
  const pairs = ofA.flatMap((one): StatisticPair[] => {
    const other = partner.get(one);
    if (!other) return [];
    const [first, second] = [shownLabel(one), shownLabel(other)];
    const label = first === second ? first : `${first} (A), ${second} (B)`;
    return [{ key: one.key, label, a: one, b: other }];
  });
  return {
    pairs,
    onlyA: ofA.filter((one) => !partner.has(one)).map(shownLabel),
    onlyB: [...free].map(shownLabel),
  };
}

const shownLabel = ({ raw, statistic }: Choice): string => (raw ?? statistic).label;

/** Joins the rows of one statistic by y map, set and reference map; where sets differ, by names that occur once. */
export function joinRows(a: AnalysisResult, b: AnalysisResult, pair: StatisticPair): Joined {
  const rowsA = allRows(a, pair.a);
  const rowsB = allRows(b, pair.b);
  const renamed = renamedY(rowsA, rowsB);
  const nameA = (row: Row): string => (renamed ? renamed[1] : row.y);
  const raw = pair.a.raw !== null && pair.b.raw !== null;
  const taken = new Map<Row, Row>();
  const free = new Set(rowsB);
  const matchBy = (key: (row: Row, y: string) => string): void => {
    const places = new Map<string, Row[]>();
    for (const row of free) {
      const at = key(row, row.y);
      places.set(at, [...(places.get(at) ?? []), row]);
    }
    for (const row of rowsA) {
      if (taken.has(row)) continue;
      const found = places.get(key(row, nameA(row))) ?? [];
      const [other] = found;
      if (found.length !== 1 || !other || !free.has(other)) continue;
      taken.set(row, other);
      free.delete(other);
    }
  };
  matchBy((row, y) => JSON.stringify([y, row.set, row.x]));
  matchBy((row, y) => JSON.stringify([y, row.x]));
  const several = new Set([...rowsA, ...rowsB].map(({ y }) => y)).size > (renamed ? 2 : 1);
  const named = (row: Row): string =>
    `${several ? `${row.y} × ` : ''}${row.label}${row.set === null ? '' : ` (${row.set})`}`;
  return {
    pairs: rowsA.flatMap((row) => {
      const other = taken.get(row);
      return other ? [pairOf(row, other, nameA(row), raw)] : [];
    }),
    onlyA: rowsA.filter((row) => !taken.has(row)).map(named),
    onlyB: [...free].map(named),
    renamed,
  };
}

function allRows(result: AnalysisResult, choice: Choice): Row[] {
  const correction = Object.keys(choice.statistic.corrected)[0] ?? null;
  return choice.statistic.rows.flatMap((_, y) => rowsOf(result, choice, y, correction));
}

/** A single y map is the same question under another name. */
function renamedY(a: readonly Row[], b: readonly Row[]): [string, string] | null {
  const [ofA, ofB] = [a, b].map((rows) => [...new Set(rows.map(({ y }) => y))]);
  const [first, second] = [ofA?.[0], ofB?.[0]];
  const single = ofA?.length === 1 && ofB?.length === 1 && first !== second;
  return single && first !== undefined && second !== undefined ? [first, second] : null;
}

function pairOf(a: Row, b: Row, y: string, raw: boolean): Pair {
  const [valueA, valueB] = raw ? [a.raw, b.raw] : [a.value, b.value];
  return {
    ...{ y, set: a.set, x: a.x, label: a.label, a, b, valueA, valueB },
    difference: valueA === null || valueB === null ? null : valueB - valueA,
    change: changeOf(a, b),
  };
}

function changeOf(a: Row, b: Row): Change {
  const significant = (row: Row): boolean => {
    const wanted: Mark[] =
      Object.keys(row.corrected).length > 0 ? ['corrected'] : ['corrected', 'uncorrected'];
    return wanted.includes(row.mark);
  };
  const [inA, inB] = [significant(a), significant(b)];
  if (inA && inB) return 'both';
  return inA ? 'only A' : inB ? 'only B' : 'neither';
}

/** p value after the first correction of a row; null when none was asked for. */
export const correctedOf = (row: Row): Cell => Object.values(row.corrected)[0] ?? null;
