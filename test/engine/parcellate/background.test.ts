import { describe, expect, it } from 'vitest';
import { backgroundValues, borderMedian } from '../../../engine/parcellate/background.js';
import { fill, grid } from './grids.js';

describe('the background rule', () => {
  it('auto is the automatic value and 0; in a list it is the automatic value alone', () => {
    expect(backgroundValues('auto', () => 7)).toEqual([7, 0]);
    expect(backgroundValues(['auto'], () => 7)).toEqual([7]);
    expect(backgroundValues([-1, 'auto'], () => 7)).toEqual([-1, 7]);
  });

  it('does not look at the image when no automatic value is wanted', () => {
    const never = (): number => {
      throw new Error('asked');
    };
    expect(backgroundValues(false, never)).toEqual([]);
    expect(backgroundValues([0, -1], never)).toEqual([0, -1]);
  });
});

describe('the automatic value', () => {
  const cube = grid([6, 5, 7], [1, 1, 1], [0, 0, 0]);
  const inside = (i: number, j: number, k: number): boolean =>
    i >= 2 && i < 4 && j === 2 && k >= 2 && k < 5;

  it('is the median of the two outermost layers, each voxel once', () => {
    const values: number[] = [];
    const data = fill(cube, (i, j, k) => {
      const value = Math.sin(1 + i + 10 * j + 100 * k);
      if (!inside(i, j, k)) values.push(value);
      return value;
    });
    values.sort((a, b) => a - b);
    expect(values).toHaveLength(6 * 5 * 7 - 2 * 1 * 3);
    const middle = values.length / 2;
    expect(borderMedian(cube, data)).toBe((values[middle - 1]! + values[middle]!) / 2);
  });

  it('does not see the inside', () => {
    const data = fill(cube, (i, j, k) => (inside(i, j, k) ? NaN : 3));
    expect(borderMedian(cube, data)).toBe(3);
  });

  it('is NaN when a single border voxel is', () => {
    const data = fill(cube, (i, j, k) => (i === 1 && j === 2 && k === 3 ? NaN : 3));
    expect(borderMedian(cube, data)).toBeNaN();
  });

  it('is the median of all voxels of an image that is all border', () => {
    const flat = grid([3, 1, 1], [1, 1, 1], [0, 0, 0]);
    expect(borderMedian(flat, Float64Array.of(5, 1, 2))).toBe(2);
  });
});
