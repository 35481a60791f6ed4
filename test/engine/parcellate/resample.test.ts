import { describe, expect, it } from 'vitest';
import { linearAt } from '../../../engine/parcellate/resample.js';

describe('linearAt', () => {
  const grid = { dims: [3, 1, 1] as [number, number, number], affine: new Float64Array(16) };

  it('takes a position within rounding of a voxel centre as that centre, so background and values stay themselves', () => {
    for (const off of [-3e-14, 0, 3e-14]) {
      const position = Float64Array.of(1 + off, 0, 0);
      expect(linearAt(grid, Float64Array.of(8, 0, 9), position)).toBe(0);
      expect(linearAt(grid, Float64Array.of(NaN, 5, NaN), position)).toBe(5);
    }
  });
});
