import { describe, expect, it } from 'vitest';
import { bracket, brent } from '../../../engine/stats/brent.js';

describe('brent', () => {
  it.each([
    ['a parabola', (x: number) => (x - 3.7) ** 2 + 1, 3.7],
    ['far from the start', (x: number) => Math.cosh((x - 40) / 10), 40],
    ['skewed', (x: number) => x - Math.log(x > 0 ? x : 1e-300), 1],
  ])('finds the lowest point of %s', (_, f, at) => {
    expect(Math.abs(brent(f, bracket(f, 0.5, 0.6), 1e-9) - at)).toBeLessThan(1e-6);
  });

  it('stays within bounds, also where it goes on downhill', () => {
    const f = (x: number): number => -x;
    const found = brent(f, bracket(f, 0, 1, [-5, 5]), 1e-9);
    expect(found).toBeLessThanOrEqual(5);
    expect(found).toBeGreaterThan(4.9);
  });

  it('brackets from either side', () => {
    const f = (x: number): number => (x + 2) ** 2;
    const [a, b, c] = bracket(f, 1, 2);
    expect(f(b)).toBeLessThanOrEqual(Math.min(f(a), f(c)));
  });
});
