import { describe, expect, it } from 'vitest';
import { axisOf, roundTicks, tickText } from '../../../client/webview/results/axis.js';
import { meanInterval, spreadOf, tQuantile } from '../../../client/webview/results/interval.js';

describe('an axis', () => {
  it('has round ticks within its limits', () => {
    expect(roundTicks(-0.31, 0.62, 5)).toEqual([-0.2, 0, 0.2, 0.4, 0.6]);
    expect(roundTicks(0, 1000, 4)).toEqual([0, 500, 1000]);
    expect(roundTicks(3, 3, 4)).toEqual([]);
    expect(tickText(-0.5)).toBe('−0.5');
  });

  it('leads from values to pixels and back, also upwards', () => {
    const axis = axisOf([2, 8], 300, 20);
    expect(axis.value(axis.pixel(5))).toBeCloseTo(5, 12);
    expect(axis.pixel(8)).toBeGreaterThan(20);
    expect(axis.pixel(2)).toBeLessThan(300);
    expect(axis.pixel(8)).toBeLessThan(axis.pixel(2));
  });

  it('puts one value in the middle, and survives none', () => {
    expect(axisOf([4], 0, 100).pixel(4)).toBeCloseTo(50, 10);
    expect(axisOf([], 0, 100).ticks.length).toBeGreaterThan(0);
  });
});

describe('the interval of a mean', () => {
  // Quantiles of t at .975 from published tables.
  it.each([
    [1, 12.706],
    [3, 3.182],
    [4, 2.776],
    [10, 2.228],
    [21, 2.08],
    [100, 1.984],
  ])('uses t with %d degrees of freedom', (freedom, t) => {
    expect(tQuantile(freedom)).toBeCloseTo(t, 2);
  });

  it('is mean ± t · sd / √n of the values that exist', () => {
    const [low, high] = meanInterval([1, null, 2, 3, 4])!;
    const half = (tQuantile(3) * Math.sqrt(5 / 3)) / 2;
    expect(low).toBeCloseTo(2.5 - half, 10);
    expect(high).toBeCloseTo(2.5 + half, 10);
    expect(meanInterval([1, null])).toBeNull();
  });

  it('belongs to means, and reaches beyond the values it is made of', () => {
    const row = { value: 2, each: [1, 2, 3], y: 'mean' };
    const [low, high] = spreadOf(row, false);
    expect(high - 2).toBeCloseTo(tQuantile(2) / Math.sqrt(3), 10);
    expect(2 - low).toBeCloseTo(high - 2, 10);
    expect(spreadOf({ ...row, y: 'median' }, false)).toEqual([2, 2]);
    expect(spreadOf({ ...row, y: 'median' }, true)).toEqual([1, 3]);
    expect(spreadOf({ value: null, each: null, y: '' }, true)).toEqual([0, 0]);
  });
});
