// Pearson's correlation from sums over the parcels both maps have; the only formula for observed values and nulls alike.

/** A sum of squares about the mean below this share of the sum of squares is no variance (spec/decisions.md 14). */
export const NO_VARIANCE = 1e-14;

/** A correlation of fewer parcels says nothing: through two points there is always a line. */
export const FEWEST_SHARED = 3;

/**
 * r from sums over the shared parcels: n, Σx, Σy, Σx², Σy², Σxy. Values should be centred beforehand so that nothing cancels.
 * NaN when fewer than 3 parcels are shared (two are always ±1) or a map has no variance on them. |r| ≤ 1.
 * @param fewest shared parcels that are needed; more than 3 where something was regressed out before
 */
export function correlationFromSums(
  n: number,
  x: number,
  y: number,
  xx: number,
  yy: number,
  xy: number,
  fewest = FEWEST_SHARED,
): number {
  if (n < fewest) return NaN;
  const sumX = xx - (x * x) / n;
  const sumY = yy - (y * y) / n;
  if (!(sumX > NO_VARIANCE * xx) || !(sumY > NO_VARIANCE * yy)) return NaN;
  const r = (xy - (x * y) / n) / Math.sqrt(sumX * sumY);
  return r > 1 ? 1 : r < -1 ? -1 : r;
}

/** Pearson's r of two vectors over the positions where both are present (pair-wise deletion). */
export function pearson(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  fewest = FEWEST_SHARED,
): number {
  let n = 0;
  let sx = 0;
  let sy = 0;
  let sxx = 0;
  let syy = 0;
  let sxy = 0;
  for (let i = 0; i < x.length; i++) {
    const a = x[i] as number;
    const b = y[i] as number;
    if (a !== a || b !== b) continue;
    n++;
    sx += a;
    sy += b;
    sxx += a * a;
    syy += b * b;
    sxy += a * b;
  }
  return correlationFromSums(n, sx, sy, sxx, syy, sxy, fewest);
}

/** The values minus their mean; missing stays missing. A constant map becomes all zero exactly. */
export function centred(values: ArrayLike<number>): Float64Array {
  const out = Float64Array.from(values);
  centre(out);
  return out;
}

/** As {@link centred}, in place and without allocating. */
export function centre(values: Float64Array): void {
  let n = 0;
  let sum = 0;
  let sumOfSquares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value !== value) continue;
    n++;
    sum += value;
    sumOfSquares += value * value;
  }
  const mean = n ? sum / n : NaN;
  let about = 0;
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] as number) - mean;
    if (value === value) about += value * value;
    values[i] = value;
  }
  if (about > NO_VARIANCE * sumOfSquares) return;
  for (let i = 0; i < values.length; i++) if (values[i] === values[i]) values[i] = 0;
}

/** Mean, Σv², Σ(v − mean)² and count of the present values. */
export function moments(values: ArrayLike<number>): {
  n: number;
  mean: number;
  sumOfSquares: number;
  about: number;
} {
  let n = 0;
  let sum = 0;
  let sumOfSquares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value !== value) continue;
    n++;
    sum += value;
    sumOfSquares += value * value;
  }
  const mean = n ? sum / n : NaN;
  let about = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value === value) about += (value - mean) ** 2;
  }
  return { n, mean, sumOfSquares, about };
}

/** True when the present values have no variance (spec/decisions.md 14). */
export function isConstant(values: ArrayLike<number>): boolean {
  const { about, sumOfSquares } = moments(values);
  return !(about > NO_VARIANCE * sumOfSquares);
}
