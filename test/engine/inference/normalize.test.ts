import { describe, expect, it } from 'vitest';
import { nullShape, zMethods } from '../../../engine/inference/normalize.js';

describe('a normalised value', () => {
  const shape = nullShape(Float64Array.of(1, 2, 3, 4, 100));

  it('is robust: distance to the median in scaled median absolute deviations', () => {
    expect(zMethods.robust(5, shape)).toBeCloseTo((5 - 3) / (1.4826 * 1), 14);
  });

  it('is standard: distance to the mean in standard deviations, ddof 1', () => {
    const sd = Math.sqrt((21 ** 2 + 20 ** 2 + 19 ** 2 + 18 ** 2 + 78 ** 2) / 4);
    expect(zMethods.standard(5, shape)).toBeCloseTo((5 - 22) / sd, 14);
  });

  it('is missing where the nulls do not vary or are missing', () => {
    for (const nulls of [[2, 2, 2], [2], []]) {
      const same = nullShape(Float64Array.from(nulls));
      expect(zMethods.robust(3, same)).toBeNaN();
      expect(zMethods.standard(3, same)).toBeNaN();
    }
  });
});
