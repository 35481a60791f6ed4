// Variograms and their models.
import { describe, expect, it } from 'vitest';
import {
  correlationAt,
  empiricalVariogram,
  fitVariogram,
} from '../../../engine/nulls/variomoran/variogram.js';

describe('empiricalVariogram', () => {
  it('puts pairs into quantile bins by distance, without the largest distance and bins of fewer than 3 pairs', () => {
    // Five places on a line: ten pairs, distances 1 … 15.
    const places = [0, 1, 3, 7, 15];
    const distances = Float64Array.from(places.flatMap((a) => places.map((b) => Math.abs(a - b))));
    const values = Float64Array.of(1, 2, 4, 8, 16);
    const { h, gamma } = empiricalVariogram(values, distances, 2);
    // Distances 1 2 3 4 6 | 7 8 12 14 (15): the median is 6.5.
    expect([...h]).toEqual([16 / 5, 41 / 4]);
    expect([...gamma]).toEqual([(1 + 4 + 9 + 16 + 36) / 10, (49 + 64 + 144 + 196) / 8]);
    expect(empiricalVariogram(values, distances, 5).h).toHaveLength(0);
  });
});

describe('fitVariogram', () => {
  const h = Float64Array.of(5, 10, 20, 30, 45, 60, 80, 100);
  it.each(['exponential', 'gaussian', 'spherical'] as const)('finds a %s model again', (model) => {
    const rho = correlationAt[model];
    const gamma = h.map((d) => 0.3 * rho(d / 40) + 2 * (1 - rho(d / 40)));
    const fit = fitVariogram({ h, gamma }, 1.8, { model, nugget: true });
    expect(fit.sill).toBeCloseTo(2, 6);
    expect(fit.range).toBeCloseTo(40, 4);
    expect(fit.nugget).toBeCloseTo(0.3, 6);
    const without = h.map((d) => 2 * (1 - rho(d / 40)));
    const plain = fitVariogram({ h, gamma: without }, 1.8, { model, nugget: false });
    expect([plain.sill, plain.range, plain.nugget].map((v) => Math.round(v * 1e4) / 1e4)).toEqual([
      2, 40, 0,
    ]);
  });

  it('keeps within its bounds', () => {
    const straight = h.map((d) => d * 100);
    const { sill, range } = fitVariogram({ h, gamma: straight }, 1, {
      model: 'exponential',
      nugget: false,
    });
    expect(sill).toBeLessThanOrEqual(10 + 1e-9);
    expect(range).toBeGreaterThanOrEqual(1e-3);
  });

  it('takes the start where there are too few bins', () => {
    const bins = { h: Float64Array.of(7), gamma: Float64Array.of(2) };
    expect(fitVariogram(bins, 1.5, { model: 'exponential', nugget: false })).toEqual({
      sill: 1.5,
      range: 7,
      nugget: 0,
    });
  });
});
