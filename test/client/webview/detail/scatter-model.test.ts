import { describe, expect, it } from 'vitest';
import {
  lineOf,
  merged,
  nearestPoint,
  nextParcel,
  pointsInside,
  pointsOf,
  toggled,
} from '../../../../client/webview/results/detail/scatter-model.js';

const points = pointsOf([3, null, 1, 2, 5], [1, 7, 4, null, 2]);

describe('parcels as points', () => {
  it('are those with both values, by their place in the data', () => {
    expect(points).toEqual([
      { parcel: 0, x: 3, y: 1 },
      { parcel: 2, x: 1, y: 4 },
      { parcel: 4, x: 5, y: 2 },
    ]);
  });

  it('are brushed by a rectangle drawn in any direction, edges included', () => {
    expect(pointsInside(points, { x: [1, 3], y: [0, 9] })).toEqual([0, 2]);
    expect(pointsInside(points, { x: [3, 1], y: [9, 0] })).toEqual([0, 2]);
    expect(pointsInside(points, { x: [3.1, 4.9], y: [0, 9] })).toEqual([]);
  });

  it('are found near the pointer, not further than its reach', () => {
    const away = ({ x, y }: { x: number; y: number }): number => Math.hypot(x - 2.5, y - 1);
    expect(nearestPoint(points, away, 1)?.parcel).toBe(0);
    expect(nearestPoint(points, away, 0.1)).toBeNull();
  });

  it('are walked by x with left and right, by y with up and down', () => {
    expect(nextParcel(points, 2, 'ArrowRight')).toBe(0);
    expect(nextParcel(points, 0, 'ArrowRight')).toBe(4);
    expect(nextParcel(points, 4, 'ArrowRight')).toBe(4);
    expect(nextParcel(points, 0, 'ArrowUp')).toBe(4);
    expect(nextParcel(points, 4, 'ArrowDown')).toBe(0);
    expect(nextParcel(points, null, 'ArrowRight')).toBe(2);
    expect(nextParcel(points, null, 'ArrowLeft')).toBe(4);
    expect(nextParcel(points, 2, 'End')).toBe(4);
    expect(nextParcel(points, 2, 'a')).toBeNull();
    expect(nextParcel([], null, 'ArrowRight')).toBeNull();
  });

  it('are put into the selection and taken out', () => {
    expect(toggled([1, 5], 3)).toEqual([1, 3, 5]);
    expect(toggled([1, 3, 5], 3)).toEqual([1, 5]);
    expect(merged([5, 1], [1, 2])).toEqual([1, 2, 5]);
  });

  it('have a least-squares line, but none when x does not vary', () => {
    const line = lineOf(pointsOf([0, 1, 2], [1, 3, 5]))!;
    expect(line.slope).toBeCloseTo(2, 12);
    expect(line.intercept).toBeCloseTo(1, 12);
    expect(lineOf(pointsOf([1, 1], [1, 2]))).toBeNull();
    expect(lineOf([])).toBeNull();
  });
});
