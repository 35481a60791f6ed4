// What every comparison of groups is: a row of the table in transforms.ts.
import type { Sample } from './sample.js';

/**
 * Computes the result maps. With one argument `second` is the first sample again.
 * @param out `[row][parcel]`: one row, or as many as the first sample has
 */
export type Kernel = (first: Sample, second: Sample, out: Float64Array) => void;

export interface Transform {
  readonly name: string;
  /** Numbers of groups it takes. */
  readonly groups: readonly (1 | 2)[];
  /** `pairs`: row k of both groups is the same subject. `rows`: matched by position if there are no ids. */
  readonly matched: 'no' | 'pairs' | 'rows';
  /** One map, or one for each row of the first group. */
  readonly result: 'one' | 'rows';
  /** Rows that the first and the second group need at least. */
  readonly fewest: readonly [number, number];
  /** Below so many rows the reference group is too small for quantiles; noted. */
  readonly reference?: number;
  readonly doc: string;
  readonly source?: string;
  readonly kernel: Kernel;
}
