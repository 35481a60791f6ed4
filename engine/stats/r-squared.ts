// Explained variance, raw and adjusted for the number of predictors.

/** Below this share of its variance left, a predictor is a combination of the others and the fit is not unique. */
export const LEAST_PIVOT = 1e-10;

/**
 * 1 − (1 − R²)(n − 1)/(n − p − 1) (Ezekiel 1930, Methods of correlation analysis). May be negative.
 * @param n observations
 * @param p predictors
 * @returns NaN when no degree of freedom is left (n ≤ p + 1): every y is fitted perfectly then
 */
export function adjustedRSquared(rSquared: number, n: number, p: number): number {
  const left = n - p - 1;
  return left > 0 ? 1 - ((1 - rSquared) * (n - 1)) / left : NaN;
}

/** Rounding may leave a share just outside of 0…1. */
export const share = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value);
