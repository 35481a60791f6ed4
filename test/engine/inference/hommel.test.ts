import { describe, expect, it } from 'vitest';
import { simesHochberg } from '../../../engine/inference/family.js';
import { hommel } from '../../../engine/inference/hommel.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';

/** Simes: min over j of n·p₍ⱼ₎/j. */
const simes = (p: number[]): number => {
  const sorted = [...p].sort((a, b) => a - b);
  return Math.min(...sorted.map((value, j) => (value * p.length) / (j + 1)));
};

/** The definition: the largest Simes p over all intersections that hold the test. */
function closed(p: number[]): number[] {
  const out = p.map(() => 0);
  for (let subset = 1; subset < 1 << p.length; subset++) {
    const members = [...p.keys()].filter((i) => subset & (1 << i));
    const value = simes(members.map((i) => p[i]!));
    for (const i of members) out[i] = Math.max(out[i]!, value);
  }
  return out.map((value) => Math.min(value, 1));
}

describe('hommel', () => {
  it('matches an example done by hand', () => {
    // The hardest intersections: 1, 2 & 4 with Simes p .03; 2 & 4 with .04; 3 & 4 with .044; 4 alone.
    const expected = [0.03, 0.04, 0.044, 0.09];
    hommel([0.01, 0.02, 0.022, 0.09]).forEach((q, i) => expect(q).toBeCloseTo(expected[i]!, 14));
  });

  it('is the closed test of all intersections by Simes, ties and ends included', () => {
    const rng = new Pcg64(3);
    for (let round = 0; round < 300; round++) {
      const n = 1 + (round % 9);
      const size = round % 3 === 0 ? 1 : 0.1;
      const p = Array.from({ length: n }, () => {
        const value = rng.random() * size;
        // A third of the rounds on a lattice, as counted p values are.
        return round % 2 ? value : Math.max(1, Math.round(value * 20)) / 20;
      });
      const expected = closed(p);
      hommel(p).forEach((q, i) => expect(q, JSON.stringify(p)).toBeCloseTo(expected[i]!, 13));
    }
  });

  it('is never larger than Hochberg’s correction, of which it is the sharper form', () => {
    const rng = new Pcg64(9);
    const p = Array.from({ length: 400 }, () => rng.random() ** 3);
    const hochberg = simesHochberg(p);
    hommel(p).forEach((q, i) => {
      expect(q).toBeLessThanOrEqual(hochberg[i]! + 1e-15);
      expect(q).toBeGreaterThanOrEqual(p[i]! - 1e-15);
    });
  });

  it('takes 200,000 tests in seconds', () => {
    const rng = new Pcg64(1);
    const p = Array.from(
      { length: 200_000 },
      () => Math.max(1, Math.round(rng.random() * 1000)) / 1000,
    );
    const q = hommel(p);
    expect(Math.min(...q.slice(0, 1000))).toBeGreaterThan(0);
    expect(q.every((value) => value <= 1)).toBe(true);
  }, 20_000);
});
