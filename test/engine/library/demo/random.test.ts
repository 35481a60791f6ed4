// The demo library's random numbers: exact, and independent from name to name.
import { describe, expect, it } from 'vitest';
import { random } from '../../../../engine/library/demo/random.js';

const take = (count: number, next: () => number): number[] => Array.from({ length: count }, next);

describe('random streams of the demo library', () => {
  it('give the same numbers on every machine', () => {
    expect(take(4, random(2026, 'folds').uniform)).toMatchInlineSnapshot(`
      [
        0.6516354640480131,
        0.9413036268670112,
        0.07866300363093615,
        0.2992688005324453,
      ]
    `);
  });

  it('differ between names and between seeds', () => {
    const first = take(20, random(1, 'a').uniform);
    expect(take(20, random(1, 'b').uniform)).not.toEqual(first);
    expect(take(20, random(2, 'a').uniform)).not.toEqual(first);
  });

  it('have the moments of the uniform and the normal distribution', () => {
    const stream = random(7, 'moments');
    const mean = (values: number[]): number => values.reduce((a, b) => a + b) / values.length;
    const uniform = take(20_000, stream.uniform);
    const normal = take(20_000, stream.normal);
    // Four standard errors of 20,000 draws: 0.29/√n and 1/√n for the means, √(2/n) for the variance.
    expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(0.009);
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    expect(Math.abs(mean(normal))).toBeLessThan(0.029);
    expect(Math.abs(mean(normal.map((value) => value * value)) - 1)).toBeLessThan(0.04);
  });
});
