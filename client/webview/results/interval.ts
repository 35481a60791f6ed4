// The 95 % interval of a mean over y maps: mean ± t(n − 1) · sd / √n. Pure.
import type { Cell } from '../../../engine/result.js';

/** t at .975 for 1 to 3 degrees of freedom, where the series is not good enough. */
const FEW = [12.7062, 4.30265, 3.18245];
const Z = 1.959963984540054;

/** t at .975 by its expansion about the normal quantile (Abramowitz & Stegun 1964, 26.7.5); off by less than 0.002. */
export function tQuantile(freedom: number): number {
  const few = FEW[freedom - 1];
  if (few !== undefined) return few;
  const p = (n: number): number => Z ** n;
  return (
    Z
    + (p(3) + Z) / (4 * freedom)
    + (5 * p(5) + 16 * p(3) + 3 * Z) / (96 * freedom ** 2)
    + (3 * p(7) + 19 * p(5) + 17 * p(3) - 15 * Z) / (384 * freedom ** 3)
    + (79 * p(9) + 776 * p(7) + 1482 * p(5) - 1920 * p(3) - 945 * Z) / (92160 * freedom ** 4)
  );
}

/** Missing values are left out; null for fewer than two. */
export function meanInterval(values: readonly Cell[]): [number, number] | null {
  const present = values.filter((value) => value !== null);
  const n = present.length;
  if (n < 2) return null;
  const mean = present.reduce((sum, value) => sum + value, 0) / n;
  const squares = present.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = (tQuantile(n - 1) * Math.sqrt(squares / (n - 1))) / Math.sqrt(n);
  return [mean - half, mean + half];
}

/** Of the pooled value of a row: a mean has one, a median has none here. */
export const intervalOf = (each: readonly Cell[], pooled: string): [number, number] | null =>
  pooled === 'median' ? null : meanInterval(each);

/** From where to where a pooled row is drawn: its value and interval, and with `dots` the values of its y maps. */
export function spreadOf(
  { value, each, y }: { value: Cell; each: readonly Cell[] | null; y: string },
  dots: boolean,
): [number, number] {
  const interval = each && intervalOf(each, y);
  const all = [value, ...(interval ?? []), ...(dots ? (each ?? []) : [])];
  const present = all.filter((each) => each !== null);
  return present.length ? [Math.min(...present), Math.max(...present)] : [0, 0];
}
