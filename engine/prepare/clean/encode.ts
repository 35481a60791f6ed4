// Columns of a design as numbers: continuous ones as they are, categorical ones as 0/1 columns without their first level.
// Contract: spec/statistics.md 3.1.
import { asNumber, sortedLevels } from '../levels.js';

/** A column of a design, one cell for each row of Y. Null is missing. */
export interface DesignColumn {
  name: string;
  cells: readonly (string | null)[];
  /** True for a column of groups or ids that is categorical whatever its cells look like. */
  categorical?: boolean;
}

export interface EncodedColumn {
  /** `age`, or `site_B` for a level. */
  name: string;
  /** The column of the design it comes from. */
  from: string;
  /** One for each row of Y; NaN missing. */
  values: Float64Array;
}

export interface EncodedDesign {
  columns: EncodedColumn[];
  /** Names of the columns that were taken as numbers, and as categories. */
  continuous: string[];
  categorical: string[];
}

/** The batch column: categorical whatever it holds, and always last. */
export const isSite = (name: string): boolean => name.toLowerCase() === 'site';

/** Continuous columns in their order, categorical ones in theirs, `site` last. */
export function encode(columns: readonly DesignColumn[]): EncodedDesign {
  const categorical = columns.filter(isCategorical);
  const continuous = columns.filter((column) => !categorical.includes(column));
  const ordered = [
    ...categorical.filter(({ name }) => !isSite(name)),
    ...categorical.filter(({ name }) => isSite(name)),
  ];
  return {
    columns: [
      ...continuous.map(({ name, cells }) => ({
        name,
        from: name,
        values: Float64Array.from(cells, numeric),
      })),
      ...ordered.flatMap(dummies),
    ],
    continuous: continuous.map(({ name }) => name),
    categorical: ordered.map(({ name }) => name),
  };
}

/** `site`, a column declared categorical, and any column with a cell that is neither a number nor true/false. */
export function isCategorical({ name, cells, categorical }: DesignColumn): boolean {
  return (
    categorical === true
    || isSite(name)
    || cells.some((cell) => cell !== null && Number.isNaN(numeric(cell)))
  );
}

const TRUTH: Readonly<Record<string, number>> = { true: 1, false: 0 };

const numeric = (cell: string | null): number =>
  cell === null ? NaN : (asNumber(cell) ?? TRUTH[cell.trim().toLowerCase()] ?? NaN);

/** One column for each level but the first. */
function dummies({ name, cells }: DesignColumn): EncodedColumn[] {
  const levels = sortedLevels(cells.filter((cell) => cell !== null));
  const kept = levels.length > 1 ? levels.slice(1) : levels;
  return kept.map((level) => ({
    name: `${name}_${level}`,
    from: name,
    values: Float64Array.from(cells, (cell) => (cell === null ? NaN : cell === level ? 1 : 0)),
  }));
}
