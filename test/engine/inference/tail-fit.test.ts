// Nulls of known distributions; the true tail probability is known exactly. Seeds are fixed, so these hold or fail for ever.
import { describe, expect, it } from 'vitest';
import { testCells } from '../../../engine/inference/cells.js';
import { extrapolatedP, fitTail, mirrored } from '../../../engine/inference/tail-fit.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';

const rng = new Pcg64(2026);
const uniform = (): number => 1 - rng.random();
const normal = (): number =>
  Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
const exponential = (): number => -Math.log(uniform());
const sample = (count: number, draw: () => number): Float64Array =>
  Float64Array.from({ length: count }, draw).sort();

/** Estimates over the truth at the upper 1e-5 quantile, ascending. */
function ratios(draw: () => number, quantile: number, rounds: number): number[] {
  return Array.from({ length: rounds }, () => {
    const tail = fitTail(sample(10_000, draw));
    return typeof tail === 'string' ? NaN : extrapolatedP(tail, quantile).p / 1e-5;
  }).sort((a, b) => a - b);
}

describe('a p beyond the nulls', () => {
  it.each([
    ['normal', normal, 4.264890793922602],
    ['exponential', exponential, -Math.log(1e-5)],
  ])(
    'is found from 10,000 %s nulls within a factor of 10 eight times in ten, within 3 in the middle',
    (_, draw, quantile) => {
      const found = ratios(draw, quantile, 60);
      expect(found.every((ratio) => ratio > 0)).toBe(true);
      expect(found[30]!).toBeGreaterThan(1 / 3);
      expect(found[30]!).toBeLessThan(3);
      expect(found[6]!).toBeGreaterThan(1 / 10);
      expect(found[53]!).toBeLessThan(10);
    },
    20_000,
  );

  it('is less wrong than the smallest p that counting can give', () => {
    const found = ratios(normal, 4.264890793922602, 40);
    const error = (ratio: number): number => Math.abs(Math.log(ratio));
    const better = found.filter((ratio) => error(ratio) < error(1e-4 / 1e-5)).length;
    expect(better).toBeGreaterThan(34);
  });

  it('falls as the observed value grows, and is never 0', () => {
    const tail = fitTail(sample(2000, normal));
    if (typeof tail === 'string') throw new Error(tail);
    const found = [3.5, 4, 5, 6, 8, 20].map((value) => extrapolatedP(tail, value));
    found.slice(1).forEach(({ p, error }, i) => {
      expect(p).toBeLessThan(found[i]!.p);
      expect(p).toBeGreaterThan(0);
      expect(error).toBeGreaterThan(0);
    });
  });

  it('is the same for the other tail of turned nulls', () => {
    const nulls = sample(1000, normal);
    const other = nulls.map((value) => -value).sort();
    expect(fitTail(mirrored(other))).toEqual(fitTail(nulls));
  });
});

describe('a tail is refused', () => {
  it('when it ends abruptly, as that of uniform nulls', () => {
    const found = Array.from({ length: 10 }, () => fitTail(sample(10_000, rng.random.bind(rng))));
    expect(new Set(found)).toEqual(new Set(['misfit']));
  });

  it('when nulls repeat a few values', () => {
    const lattice = sample(10_000, () => Math.round(normal() * 20) / 20);
    expect(fitTail(lattice)).toBe('ties');
    const relabelled = sample(1024, normal);
    expect(fitTail(sample(10_000, () => relabelled[Math.floor(rng.random() * 1024)]!))).toBe(
      'ties',
    );
  });

  it('when there are too few nulls', () => {
    expect(fitTail(sample(299, normal))).toBe('few-nulls');
    expect(typeof fitTail(sample(300, exponential))).toBe('object');
  });
});

describe('cells with p_approximation: gpd', () => {
  const nulls = Float64Array.from({ length: 2000 }, normal);
  const test = { tail: 'two', extrapolate: true, least: 0 } as const;
  const cells = (observed: number[], of: Partial<typeof test> | { least: number } = {}) =>
    testCells(
      Float64Array.from(observed),
      Float64Array.from({ length: observed.length * 2000 }, (_, i) => nulls[i % 2000]!),
      2000,
      { ...test, ...of },
    );

  it('are extrapolated only where fewer than ten nulls are as extreme', () => {
    const { p, extrapolated, low, high } = cells([0.1, 4.5, -4.5, NaN]);
    expect([...extrapolated]).toEqual([0, 1, 1, 0]);
    expect(p[1]).toBeLessThan(1 / 2000);
    expect(p[3]).toBeNaN();
    p.slice(0, 3).forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(low[i]!);
      expect(value).toBeLessThanOrEqual(high[i]!);
    });
  });

  it('are twice the tail that the observed value lies in', () => {
    const two = cells([4.5]).p[0]!;
    const upper = testCells(Float64Array.of(4.5), nulls, 2000, { ...test, tail: 'upper' }).p[0]!;
    expect(two).toBeCloseTo(2 * upper, 12);
  });

  it('are never below what the number of permutations allows', () => {
    expect(cells([9], { least: 1e-3 }).p[0]).toBe(1e-3);
  });

  it('stay counted where the observed value is infinite (r = −1)', () => {
    const { p, extrapolated } = cells([-Infinity]);
    expect([p[0], extrapolated[0]]).toEqual([1 / 2000, 0]);
  });

  it('stay counted, with the reason, where the tail has no fit', () => {
    const coarse = nulls.map((value) => Math.round(value * 4) / 4);
    const { p, extrapolated, refused } = testCells(Float64Array.of(9), coarse, 2000, test);
    expect([p[0], extrapolated[0], [...refused]]).toEqual([1 / 2000, 0, [['ties', 1]]]);
  });
});
