// The columns of the table of differences: heading, cell text, hover text, order, and what is copied.
import type { AnalysisResult, Cell } from '../../../engine/result.js';
import { MISSING, formatP, formatStatistic, fullNumber } from '../results/format.js';
import { correctionName } from '../results/names.js';
import { correctedOf, type Pair, type StatisticPair } from './join.js';
import { signed } from './words.js';

export interface Column {
  key: string;
  heading: string;
  title: string;
  /** Heading in copied text. */
  name: string;
  /** rem */
  width: number;
  kind: 'words' | 'name' | 'number';
  text(pair: Pair): string;
  hover(pair: Pair): string;
  copied(pair: Pair): string;
  /** Missing values come last. */
  order(pair: Pair): Cell | string;
  /** The direction a reader expects first. */
  descending: boolean;
}

type Head = Pick<Column, 'key' | 'heading' | 'title' | 'name' | 'width'>;

const words = (head: Head, kind: 'words' | 'name', text: (pair: Pair) => string): Column => ({
  ...{ ...head, kind, text, hover: text, copied: text, order: text },
  descending: false,
});

function number(
  head: Head,
  value: (pair: Pair) => Cell,
  format: (cell: Cell) => string,
  descending: boolean,
): Column {
  return {
    ...head,
    kind: 'number',
    text: (pair) => format(value(pair)),
    hover: (pair) => (value(pair) === null ? 'no value in this run' : fullNumber(value(pair))),
    copied: (pair) => fullNumber(value(pair)),
    order: value,
    descending,
  };
}

const CHANGES: Record<Pair['change'], string> = {
  both: '★ ★',
  'only A': '★ –',
  'only B': '– ★',
  neither: '',
};

/** @param several more than one y map is compared */
export function columnsOf(
  { a }: { a: AnalysisResult },
  statistics: StatisticPair,
  several: boolean,
): Column[] {
  const raw = statistics.a.raw !== null && statistics.b.raw !== null;
  const symbol = (raw ? statistics.a.raw : statistics.a.statistic)?.statistic ?? 'value';
  const sets = a.columns.some(({ set }) => set !== null);
  const corrected = (which: 'a' | 'b'): Column | null => {
    const [name] = Object.keys(statistics[which].statistic.corrected);
    if (name === undefined) return null;
    const run = which.toUpperCase();
    const said = correctionName(name);
    return number(
      {
        key: `q${run}`,
        heading: `p ${said} ${run}`,
        title: `p value of run ${run}, corrected by ${said}`,
        name: `p_${name}_${run}`,
        width: 7.4,
      },
      (pair) => correctedOf(pair[which]),
      formatP,
      false,
    );
  };
  const value = (run: 'A' | 'B', of: (pair: Pair) => Cell): Column =>
    number(
      {
        key: run,
        heading: `${symbol} ${run}`,
        title: `${statistics.label} of run ${run}`,
        name: `${symbol}_${run}`,
        width: 5.4,
      },
      of,
      formatStatistic,
      true,
    );
  const p = (run: 'A' | 'B', of: (pair: Pair) => Cell): Column =>
    number(
      {
        key: `p${run}`,
        heading: `p ${run}`,
        title: `p value of run ${run}, uncorrected`,
        name: `p_${run}`,
        width: 4.8,
      },
      of,
      formatP,
      false,
    );
  const head = (key: string, heading: string, title: string, width: number): Head => ({
    ...{ key, heading, title, width },
    name: key,
  });
  const columns: (Column | null)[] = [
    several ? words(head('y', 'y', 'y map', 9), 'words', ({ y }) => y) : null,
    sets
      ? words(
          head('set', 'set', 'Set of the reference map', 7),
          'words',
          (pair) => pair.set ?? MISSING,
        )
      : null,
    {
      ...words(head('x', 'map', 'Reference map or set', 13), 'name', ({ label }) => label),
      hover: ({ x }) => x,
      copied: ({ x }) => x,
    },
    value('A', ({ valueA }) => valueA),
    value('B', ({ valueB }) => valueB),
    {
      ...number(
        { ...head('difference', 'B − A', 'Difference of the statistic; sorted by its size', 5.4) },
        ({ difference }) => difference,
        signed,
        true,
      ),
      order: ({ difference }) => (difference === null ? null : Math.abs(difference)),
    },
    p('A', (pair) => pair.a.p),
    p('B', (pair) => pair.b.p),
    corrected('a'),
    corrected('b'),
    words(
      head(
        'change',
        '★ A B',
        'Significant (p < .05, corrected where a correction was asked for) in A, in B',
        4.4,
      ),
      'words',
      ({ change }) => CHANGES[change],
    ),
  ];
  return columns.filter((column) => column !== null);
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** A sorted copy; missing values are last in both directions, equal ones keep their order. */
export function sorted(
  pairs: readonly Pair[],
  { order }: Pick<Column, 'order'>,
  descending: boolean,
): Pair[] {
  const sign = descending ? -1 : 1;
  return [...pairs].sort((one, other) => {
    const [a, b] = [order(one), order(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return typeof a === 'string' && typeof b === 'string'
      ? sign * collator.compare(a, b)
      : sign * (Number(a) - Number(b));
  });
}

/** Tab-separated text with a heading line and every digit; missing is empty. */
export function asTsv(columns: readonly Column[], pairs: readonly Pair[]): string {
  const clean = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');
  return [
    columns.map(({ name }) => name).join('\t'),
    ...pairs.map((pair) => columns.map((column) => clean(column.copied(pair))).join('\t')),
  ].join('\n');
}
