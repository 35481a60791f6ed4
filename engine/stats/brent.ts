// The lowest point of a smooth function of one number: golden-section bracketing and Brent's parabolic steps.
// Source: Brent 1973, Algorithms for Minimization without Derivatives, chapter 5.

const GOLDEN = (3 - Math.sqrt(5)) / 2;
const GROWTH = (1 + Math.sqrt(5)) / 2;
const ROUNDS = 500;
const TINY = 1e-11;

export type Bracket = readonly [a: number, b: number, c: number];

/**
 * Three points with the lowest value in the middle, found by going downhill from a or b in growing steps.
 * @param within the function is looked at between these only; a bracket may then end at a bound
 */
export function bracket(
  f: (x: number) => number,
  a: number,
  b: number,
  within: readonly [number, number] = [-Infinity, Infinity],
): Bracket {
  const inside = (x: number): number => Math.min(Math.max(x, within[0]), within[1]);
  if (f(a) < f(b)) [a, b] = [b, a];
  let c = inside(b + GROWTH * (b - a));
  let lowest = f(b);
  for (let round = 0; round < ROUNDS && f(c) < lowest; round++) {
    const next = inside(c + GROWTH * (c - b));
    if (next === c) break;
    [a, b, c] = [b, c, next];
    lowest = f(b);
  }
  return [a, b, c];
}

/** @param tolerance of the place, as a share of it */
export function brent(f: (x: number) => number, [a, b, c]: Bracket, tolerance: number): number {
  let [low, high] = a < c ? [a, c] : [c, a];
  let x = b;
  let [second, third] = [x, x];
  let fx = f(x);
  let [fSecond, fThird] = [fx, fx];
  let step = 0;
  let before = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const near = tolerance * Math.abs(x) + TINY;
    const middle = (low + high) / 2;
    if (Math.abs(x - middle) < 2 * near - (high - low) / 2) break;
    const parabolic =
      Math.abs(before) > near ? parabola(x, fx, second, fSecond, third, fThird) : NaN;
    if (Math.abs(parabolic) < Math.abs(before / 2) && x + parabolic > low && x + parabolic < high) {
      before = step;
      step = parabolic;
      const to = x + step;
      if (to - low < 2 * near || high - to < 2 * near) step = middle >= x ? near : -near;
    } else {
      before = x >= middle ? low - x : high - x;
      step = GOLDEN * before;
    }
    const at = x + (Math.abs(step) >= near ? step : step >= 0 ? near : -near);
    const value = f(at);
    if (value <= fx) {
      if (at >= x) low = x;
      else high = x;
      [third, fThird, second, fSecond, x, fx] = [second, fSecond, x, fx, at, value];
      continue;
    }
    if (at < x) low = at;
    else high = at;
    if (value <= fSecond || second === x)
      [third, fThird, second, fSecond] = [second, fSecond, at, value];
    else if (value <= fThird || third === x || third === second) [third, fThird] = [at, value];
  }
  return x;
}

/** Step from x to the lowest point of the parabola through three points; not finite when they lie on a line. */
function parabola(x: number, fx: number, w: number, fw: number, v: number, fv: number): number {
  const r = (x - w) * (fx - fv);
  const q = (x - v) * (fx - fw);
  return -((x - v) * q - (x - w) * r) / (2 * (q - r));
}
