import { describe, expect, it } from 'vitest';
import {
  binWidth,
  nullHistogram,
} from '../../../../client/webview/results/detail/histogram-model.js';
import { random } from '../fixtures.js';

const next = random(11);
const nulls = Float64Array.from({ length: 2000 }, () => next() + next() + next() - 1.5);
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe('the histogram of nulls', () => {
  it.each([
    ['upper', 0.4, 'upper'],
    ['lower', 0.4, 'lower'],
    ['two', 0.4, 'upper'],
    ['two', -0.7, 'lower'],
  ] as const)('marks exactly the nulls that make p (%s, %d)', (tail, observed, side) => {
    const histogram = nullHistogram(nulls, observed, tail);
    expect(histogram.side).toBe(side);
    const extreme = sum(histogram.bins.filter((bin) => bin.extreme).map(({ count }) => count));
    const beyond = nulls.filter((value) =>
      side === 'upper' ? value >= observed : value <= observed,
    );
    expect(extreme).toBe(beyond.length);
    expect(extreme).toBe(side === 'upper' ? histogram.above : histogram.below);
    expect(sum(histogram.bins.map(({ count }) => count))).toBe(2000);
  });

  it('has an edge at the observed value, and bins of one width', () => {
    const { bins } = nullHistogram(nulls, 0.123, 'two');
    expect(bins.some(({ from }) => Math.abs(from - 0.123) < 1e-12)).toBe(true);
    const widths = bins.map(({ from, to }) => to - from);
    for (const width of widths) expect(width).toBeCloseTo(widths[0]!, 12);
    expect(bins.length).toBeGreaterThanOrEqual(12);
    expect(bins.length).toBeLessThanOrEqual(62);
  });

  it('counts nulls equal to the observed value as extreme on either side', () => {
    const tied = [-1, -0.5, 0.25, 0.25 + 4e-11, 0.5, 1];
    const upper = nullHistogram(tied, 0.25, 'upper');
    expect([upper.above, upper.below]).toEqual([4, 4]);
    const marked = (tail: 'upper' | 'lower'): number =>
      sum(
        nullHistogram(tied, 0.25, tail)
          .bins.filter((bin) => bin.extreme)
          .map(({ count }) => count),
      );
    expect(marked('upper')).toBe(4);
    expect(marked('lower')).toBe(4);
  });

  it('marks nothing when the observed value lies beyond all nulls', () => {
    const histogram = nullHistogram(nulls, 5, 'two');
    expect(histogram.above).toBe(0);
    expect(histogram.bins.some(({ extreme, count }) => extreme && count > 0)).toBe(false);
  });

  it('leaves missing nulls out and says how many; copes with none and with equal ones', () => {
    const some = nullHistogram([NaN, 1, 2, NaN], 1.5, 'two');
    expect([some.present, some.missing]).toEqual([2, 2]);
    expect(nullHistogram([NaN], 0, 'two').bins).toEqual([]);
    const equal = nullHistogram([2, 2, 2], 1, 'upper');
    expect(sum(equal.bins.map(({ count }) => count))).toBe(3);
    expect(sum(equal.bins.filter((bin) => bin.extreme).map(({ count }) => count))).toBe(3);
  });

  it('has no side without an observed value or a test', () => {
    expect(nullHistogram(nulls, null, 'two')).toMatchObject({ side: null, above: 0, below: 0 });
    expect(nullHistogram(nulls, 1, null).bins.some(({ extreme }) => extreme)).toBe(false);
  });

  it('has bins of the width of Freedman and Diaconis', () => {
    const even = Float64Array.from({ length: 1001 }, (_, i) => i / 1000);
    expect(binWidth(even)).toBeCloseTo((2 * 0.5) / Math.cbrt(1001) / 1.2, 2);
  });
});
