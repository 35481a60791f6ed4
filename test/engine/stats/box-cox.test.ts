// λ from scipy 1.17.1, `scipy.stats.boxcox`.
import { describe, expect, it } from 'vitest';
import { boxCoxLambda, boxCoxShape } from '../../../engine/stats/box-cox.js';

const y = Float64Array.of(0.3, 0.7, 1.1, 1.9, 2.2, 3.5, 5.1, 8.4);

describe('Box–Cox', () => {
  it('has the λ of scipy', () => {
    expect(boxCoxLambda(y)).toBeCloseTo(0.1514465084569684, 6);
  });

  it.each([-2.5, -0.1, 0, 0.4, 3])('for λ = %d has the shape of (yᵏ − 1)/k', (lambda) => {
    const plain = y.map((v) => (lambda === 0 ? Math.log(v) : (v ** lambda - 1) / lambda));
    const shape = boxCoxShape(y, lambda);
    const factor = (shape[7]! - shape[0]!) / (plain[7]! - plain[0]!);
    expect(factor).toBeGreaterThan(0);
    shape.forEach((v, i) =>
      expect(v - shape[0]!).toBeCloseTo(factor * (plain[i]! - plain[0]!), 12),
    );
  });

  it('keeps differences that a large λ would round away', () => {
    const shape = boxCoxShape(Float64Array.of(100, 101, 103), -15);
    const steps = [shape[1]! - shape[0]!, shape[2]! - shape[1]!];
    expect(steps[0]! / steps[1]!).toBeCloseTo(
      (100 ** -15 - 101 ** -15) / (101 ** -15 - 103 ** -15),
      10,
    );
  });
});
