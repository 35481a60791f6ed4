// The smooth random fields behind every demo map.
import { describe, expect, it } from 'vitest';
import {
  blend,
  BROAD,
  brainField,
  means,
  PATCHY,
  standardized,
  standardizedField,
  type FieldShape,
} from '../../../../engine/library/demo/field.js';
import type { Vec } from '../../../../engine/library/demo/vector.js';

/** Correlation over many fields between the values at two points. */
function correlation(shape: FieldShape, a: Vec, b: Vec): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let index = 0; index < 300; index++) {
    const field = brainField(index, 'field', shape);
    const [x, y] = [field(a), field(b)];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
}

const here: Vec = [40, -20, 30];
const ahead = (mm: number): Vec => [40, -20 + mm, 30];

describe('smooth random fields', () => {
  it.each([
    ['broad', BROAD, 0.85],
    ['patchy', PATCHY, 0.7],
  ] as const)('are alike nearby and unrelated far away (%s)', (_, shape, near) => {
    // Standard error of a correlation over 300 fields: 0.06.
    expect(correlation(shape, here, ahead(10))).toBeGreaterThan(near);
    expect(Math.abs(correlation(shape, here, ahead(90)))).toBeLessThan(0.2);
    expect(correlation(shape, here, ahead(10))).toBeGreaterThan(
      correlation(shape, here, ahead(35)),
    );
  });

  it('are nearly the same in both hemispheres, but not quite', () => {
    const across = correlation(PATCHY, here, [-40, -20, 30]);
    expect(across).toBeGreaterThan(0.75);
    expect(across).toBeLessThan(0.99);
  });

  it('are standardised over groups of points', () => {
    const groups = Array.from({ length: 30 }, (_, i): Vec[] => [
      [(i % 7) * 10 - 30, i * 5 - 80, 20],
      [(i % 7) * 10 - 30, i * 5 - 80, 26],
    ]);
    const field = brainField(3, 'standard', PATCHY);
    const values = means(standardizedField(field, groups), groups);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(0, 12);
    expect(variance).toBeCloseTo(1, 12);
    standardized(means(field, groups)).forEach((value, i) =>
      expect(value).toBeCloseTo(values[i]!, 12),
    );
  });

  it('are blended by their weights', () => {
    const [a, b] = [brainField(1, 'a', BROAD), brainField(1, 'b', PATCHY)];
    expect(
      blend([
        [2, a],
        [-1, b],
      ])(here),
    ).toBeCloseTo(2 * a(here) - b(here), 12);
  });
});
