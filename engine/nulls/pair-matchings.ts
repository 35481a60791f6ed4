// Random matchings of pairs: matching k is the order of column k of `default_rng(seed).random((pairs, permutations))`, as numpy's argsort
// along columns gives it (spec/statistics.md 5.6).
import { Pcg64 } from './rng/pcg64.js';

/** Writes matching `permutation` into `out`, `[pair]`: the row of Y that each X map is matched with. */
export function pairMatchings(
  seed: number,
  pairs: number,
  permutations: number,
): (permutation: number, out: Int32Array) => void {
  const generator = new Pcg64(seed);
  const draws = Float64Array.from({ length: pairs * permutations }, () => generator.random());
  const column = new Float64Array(pairs);
  const byValue = (a: number, b: number): number => (column[a] as number) - (column[b] as number);
  return (permutation, out) => {
    for (let i = 0; i < pairs; i++) {
      column[i] = draws[i * permutations + permutation] as number;
      out[i] = i;
    }
    out.sort(byValue);
  };
}

/** n!: how many matchings there are; Infinity beyond what a float64 holds. */
export function matchingsOf(pairs: number): number {
  let product = 1;
  for (let i = 2; i <= pairs; i++) product *= i;
  return product;
}
