// How many different permutations of group labels there are: with few subjects so few that no p value can be small, however many
// permutations are drawn.
import type { GroupsStrategy } from '../plan.js';
import { quotas, type LabelledRows } from './labels.js';

/** What a strategy can make of the labels, in all; Infinity beyond what a float64 holds. */
export function relabelings({ codes, pairs }: LabelledRows, strategy: GroupsStrategy): number {
  const second = codes.reduce((sum, code) => sum + code, 0);
  const sizes: [number, number] = [codes.length - second, second];
  return pairs ? paired[strategy](codes.length / 2) : free[strategy](sizes);
}

const free: Readonly<Record<GroupsStrategy, (sizes: [number, number]) => number>> = {
  shuffle: ([a, b]) => choices(a + b, a),
  proportional(sizes) {
    const quota = quotas(sizes);
    const [a, b] = sizes;
    const [[fromA = 0, fromB = 0] = []] = quota;
    const taken = quota.flat().reduce((sum, count) => sum + count, 0);
    if (taken === a + b) return choices(a, fromA) * choices(b, fromB);
    // One row of each group is left over, and either of the two joins the new first group.
    return choices(a, fromA + 1) * choices(b, fromB) + choices(a, fromA) * choices(b, fromB + 1);
  },
  // Not all labels are equally likely to be drawn: one in so many draws is the labels as they were.
  draw: ([a, b]) => ((a + b) / a) ** a * ((a + b) / b) ** b,
};

const paired: Readonly<Record<GroupsStrategy, (pairs: number) => number>> = {
  shuffle: (pairs) => 2 ** pairs,
  proportional: (pairs) => choices(pairs, Math.floor(pairs / 2)) * (pairs % 2 ? 2 : 1),
  draw: () => Infinity, // refused elsewhere
};

/** n over k. */
function choices(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) product = (product * (n - i + 1)) / i;
  return Math.round(product);
}
