// Values between voxels, and what counts as background there.
import { describe, expect, it } from 'vitest';
import { LinearSampler } from '../../../engine/parcellate/sample.js';

const line = (background: number[], ...data: number[]): LinearSampler =>
  new LinearSampler({ dims: [data.length, 1, 1], data: Float64Array.from(data) }, background);
const at = (x: number): Float64Array => Float64Array.of(x, 0, 0);

describe('a value between voxels', () => {
  it('takes a position within rounding of a voxel centre as that centre, so background and values stay themselves', () => {
    for (const off of [-3e-14, 0, 3e-14]) {
      expect(line([], 8, 0, 9).at(at(1 + off))).toBe(0);
      expect(line([], NaN, 5, NaN).at(at(1 + off))).toBe(5);
    }
  });

  it('is missing outside the image and beside a missing voxel', () => {
    const image = line([], 1, NaN, 3);
    for (const x of [-0.01, 2.01, NaN, 0.5, 1]) expect(image.at(at(x))).toBeNaN();
    expect(image.at(at(2))).toBe(3);
  });

  it('is background when all voxels around it hold the same background value', () => {
    const image = line([-0.003, 0], -0.003, -0.003, 0, 0.006);
    const found = [0, 0.3, 1.7, 2, 2.5].map((x) => [image.at(at(x)), image.isBackground] as const);
    expect(found.map(([, isBackground]) => isBackground)).toEqual([true, true, false, true, false]);
    expect(found[1]![0]).toBe(-0.003);
  });

  it('is no background when it equals one by chance between two other voxels', () => {
    const image = line([0, -0.003], -3, 3);
    expect([image.at(at(0.5)), image.isBackground]).toEqual([0, false]);
  });
});
