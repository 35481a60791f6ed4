// Corrections that look at a family of p values: step-wise and single-step procedures. Missing p are not part of the family.

/** Takes the family's p values (no NaN), gives the corrected ones in the same order, none above 1. */
export type FamilyCorrection = (p: readonly number[]) => number[];

const cap = (value: number): number => Math.min(value, 1);

/** Šidák: 1 − (1 − p)^n without losing small p, within [0, 1]; n need not be whole. */
export const sidakOf = (p: number, n: number): number =>
  Math.min(Math.max(-Math.expm1(n * Math.log1p(-p)), 0), 1);

/** Dunn 1961, doi:10.1080/01621459.1961.10482090: n·p. */
export const bonferroni: FamilyCorrection = (p) => p.map((value) => cap(value * p.length));

/** Šidák 1967, doi:10.1080/01621459.1967.10482935: 1 − (1 − p)^n. */
export const sidak: FamilyCorrection = (p) => p.map((value) => sidakOf(value, p.length));

/** Holm 1979, Scand J Stat 6:65–70: running maximum of (n − i + 1)·p₍ᵢ₎. */
export const holm: FamilyCorrection = (p) => steppingDown(p, (value, tests) => cap(tests * value));

/** Holm 1979 with the bound of Šidák 1967: running maximum of 1 − (1 − p₍ᵢ₎)^(n − i + 1). */
export const holmSidak: FamilyCorrection = (p) => steppingDown(p, sidakOf);

/** Hochberg 1988, doi:10.1093/biomet/75.4.800: running minimum from the top of (n − i + 1)·p₍ᵢ₎. */
export const simesHochberg: FamilyCorrection = (p) =>
  steppingUp(p, (value, i) => (p.length - i + 1) * value);

/** Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x: running minimum from the top of p₍ᵢ₎·n/i. */
export const fdrBh: FamilyCorrection = (p) => steppingUp(p, (value, i) => (value * p.length) / i);

/** Benjamini & Yekutieli 2001, doi:10.1214/aos/1013699998: as {@link fdrBh}, times Σ 1/i. */
export const fdrBy: FamilyCorrection = (p) => {
  let harmonic = 0;
  for (let i = 1; i <= p.length; i++) harmonic += 1 / i;
  return steppingUp(p, (value, i) => ((value * p.length) / i) * harmonic);
};

/** Running maximum over ascending p; `step` is told how many tests are left, this one included. */
function steppingDown(
  p: readonly number[],
  step: (value: number, tests: number) => number,
): number[] {
  let highest = 0;
  return inOrder(
    p,
    ascending(p),
    (value, i) => (highest = Math.max(highest, step(value, p.length - i))),
  );
}

/** Running minimum, at most 1, over descending p; `step` is told the rank, 1 for the smallest. */
function steppingUp(p: readonly number[], step: (value: number, rank: number) => number): number[] {
  let lowest = 1;
  return inOrder(
    p,
    ascending(p).reverse(),
    (value, i) => (lowest = Math.min(lowest, step(value, p.length - i))),
  );
}

/** Positions by size of p; equal ones in the order given. */
export function ascending(p: readonly number[]): number[] {
  return p.map((_, i) => i).sort((a, b) => (p[a] as number) - (p[b] as number));
}

/** Visits p in `order` (i counts from 0) and puts what `step` returns back in place. */
function inOrder(
  p: readonly number[],
  order: number[],
  step: (value: number, i: number) => number,
): number[] {
  const out = new Array<number>(p.length);
  order.forEach((at, i) => (out[at] = step(p[at] as number, i)));
  return out;
}
