// Corrections that look at a family of p values: step-wise and single-step procedures. Missing p are not part of the family.

/** Takes the family's p values (no NaN), gives the corrected ones in the same order. */
export type FamilyCorrection = (p: readonly number[]) => number[];

const cap = (value: number): number => Math.min(value, 1);

/** Bonferroni: n·p. */
export const bonferroni: FamilyCorrection = (p) => p.map((value) => cap(value * p.length));

/** Holm 1979, Scand J Stat 6:65–70: running maximum of (n − i + 1)·p₍ᵢ₎. */
export const holm: FamilyCorrection = (p) => {
  const n = p.length;
  let highest = 0;
  return inOrder(
    p,
    ascending(p),
    (value, i) => (highest = Math.max(highest, cap((n - i) * value))),
  );
};

/** Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x: running minimum from the top of p₍ᵢ₎·n/i. */
export const fdrBh: FamilyCorrection = (p) => {
  const n = p.length;
  let lowest = 1;
  return inOrder(
    p,
    ascending(p).reverse(),
    (value, i) => (lowest = Math.min(lowest, (value * n) / (n - i))),
  );
};

function ascending(p: readonly number[]): number[] {
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
