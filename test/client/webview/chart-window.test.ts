import { describe, expect, it } from 'vitest';
import {
  AXIS_HEIGHT,
  ROW_HEIGHT,
  axisRange,
  chartWindow,
  scrollFor,
} from '../../../client/webview/results/chart-window.js';
import { meanInterval } from '../../../client/webview/results/interval.js';
import { choices, rowsOf } from '../../../client/webview/results/model.js';
import { makeResult } from './fixtures.js';

describe('the window of a long chart', () => {
  it('draws all rows when they fit', () => {
    expect(chartWindow(10, 1000, 0)).toMatchObject({
      first: 0,
      count: 10,
      drawn: AXIS_HEIGHT + 10 * ROW_HEIGHT,
    });
  });

  it('reaches the last row at the end of the scroll, whatever the height', () => {
    for (const height of [300, 311, 320, 333]) {
      const { content } = chartWindow(500, height, 0);
      const end = chartWindow(500, height, content - height);
      expect(end.first + end.count).toBe(500);
    }
  });

  it('never leaves the data when scrolled too far', () => {
    expect(chartWindow(50, 300, 1e6).first).toBe(50 - chartWindow(50, 300, 0).count);
  });

  it('scrolls to a row only when it is out of sight', () => {
    const window = chartWindow(500, 300, 100 * ROW_HEIGHT);
    expect(scrollFor(100, window)).toBeNull();
    for (const row of [0, 99, 400, 499]) {
      const { first, count } = chartWindow(500, 300, scrollFor(row, window)!);
      expect(row).toBeGreaterThanOrEqual(first);
      expect(row).toBeLessThan(first + count);
    }
  });

  it('keeps every value, null band and zero within the axis', () => {
    const result = makeResult({ missing: true });
    const rows = rowsOf(result, choices(result)[0]!, 0, null);
    const { min, max } = axisRange(rows, 400);
    for (const number of [
      0,
      ...rows.flatMap(({ value, band }) => [value ?? 0, band!.p1, band!.p99]),
    ]) {
      expect(number).toBeGreaterThan(min);
      expect(number).toBeLessThan(max);
    }
  });

  it('keeps the values of all y maps within the axis of a pooled row', () => {
    const result = makeResult({ yMaps: 4, pooled: true });
    const choice = choices(result)[0]!;
    const rows = rowsOf(result, choice, 4, null);
    const { min, max } = axisRange(rows, 400);
    const each = rows.flatMap((row) => row.each!);
    expect(each).toHaveLength(4 * rows.length);
    expect(rows[2]!.each).toEqual([0, 1, 2, 3].map((y) => choice.statistic.observed[y * 29 + 2]));
    for (const value of each) {
      expect(value).toBeGreaterThan(min);
      expect(value).toBeLessThan(max);
    }
    for (const row of rows) {
      const [low, high] = meanInterval(row.each!)!;
      expect(low).toBeGreaterThan(min);
      expect(high).toBeLessThan(max);
    }
    expect(rowsOf(result, choice, 0, null)[2]!.each).toBeNull();
  });
});
