// One observed statistic as a table, and the row that pools its Y maps.
import { pool } from '../parallel/null-output.js';
import type { Pooling, Tail } from '../plan.js';

/** One statistic of a method: a table of rows (Y maps, then the pooled row if there is one) × columns. */
export interface ObservedStatistic {
  name: string;
  /** For people. */
  label: string;
  /** `pair`: a column per X map. `model`: one column. */
  shape: 'pair' | 'model';
  /** Its own rows, averages of the Y maps, where they are not those of the method. */
  rows?: string[];
  /** What its one column is called, where not as the statistic. */
  column?: string;
  /** Default tail; null: the statistic has none, and is only reported. */
  tail: Tail | null;
  /** False for those that are only reported, such as a correlation beside its transform. */
  tested: boolean;
  /** `[row][column]`, NaN missing. */
  values: Float64Array;
}

/** The table with one more row: the mean or median over the Y maps, missing values left out. */
export function withPooledRow(values: Float64Array, by: Pooling, rows: number): Float64Array {
  const columns = values.length / rows;
  const row = Float64Array.from({ length: columns }, (_, column) =>
    pool(
      Float64Array.from({ length: rows }, (_, map) => values[map * columns + column] as number),
      by,
    ),
  );
  return Float64Array.from([...values, ...row]);
}
