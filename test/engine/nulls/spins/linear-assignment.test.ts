import { describe, expect, it } from 'vitest';
import { LinearAssignment } from '../../../../engine/nulls/spins/linear-assignment.js';
import { Pcg64 } from '../../../../engine/nulls/rng/pcg64.js';

const rng = new Pcg64(3);
const costs = (n: number, make: () => number): Float64Array =>
  Float64Array.from({ length: n * n }, make);
const total = (c: Float64Array, columns: ArrayLike<number>, n: number): number =>
  Array.from({ length: n }, (_, i) => c[i * n + columns[i]!]!).reduce((a, b) => a + b, 0);

/** All orders of 0 … n − 1. */
function orders(n: number): number[][] {
  if (n === 0) return [[]];
  return orders(n - 1).flatMap((order) =>
    Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]),
  );
}

describe('linear assignment', () => {
  it.each([
    ['any numbers', () => rng.random() * 10 - 5],
    ['many equal numbers', () => Math.floor(rng.random() * 4)],
  ])('is the best of all orders: %s', (_, make) => {
    for (let n = 1; n <= 6; n++) {
      const solver = new LinearAssignment(n);
      const all = orders(n);
      for (let trial = 0; trial < 60; trial++) {
        const c = costs(n, make);
        solver.solve(c);
        expect([...solver.columnOf].sort()).toEqual(Array.from({ length: n }, (__, i) => i));
        const best = Math.min(...all.map((order) => total(c, order, n)));
        expect(total(c, solver.columnOf, n)).toBeCloseTo(best, 10);
      }
    }
  });

  it('proves itself by its prices: no row would be better off with another column', () => {
    for (const n of [50, 137]) {
      for (const make of [() => rng.random(), () => Math.floor(rng.random() * 20)]) {
        const solver = new LinearAssignment(n);
        const c = costs(n, make);
        solver.solve(c);
        expect(new Set(solver.columnOf).size).toBe(n);
        let worst = Infinity;
        for (let i = 0; i < n; i++) {
          const own = solver.columnOf[i]!;
          const u = c[i * n + own]! - solver.prices[own]!;
          for (let j = 0; j < n; j++)
            worst = Math.min(worst, c[i * n + j]! - solver.prices[j]! - u);
        }
        expect(worst).toBeGreaterThan(-1e-9);
      }
    }
  });
});
