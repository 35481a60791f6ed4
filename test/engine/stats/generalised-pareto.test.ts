import { describe, expect, it } from 'vitest';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { andersonDarling, fits } from '../../../engine/stats/anderson-darling.js';
import {
  averageSurvival,
  logSurvival,
  maximumLikelihood,
  paretoProfile,
  profileFit,
} from '../../../engine/stats/generalised-pareto.js';

const rng = new Pcg64(11);
const draw = (count: number, shape: number): Float64Array =>
  Float64Array.from({ length: count }, () => {
    const u = 1 - rng.random();
    return shape === 0 ? -Math.log(u) : (u ** -shape - 1) / shape;
  }).sort();
const best = (sample: Float64Array) => maximumLikelihood(paretoProfile(sample));

describe('a generalised Pareto fit', () => {
  it('is that of scipy.stats.genpareto.fit, a general optimiser that stops at about 1e-4', () => {
    const fit = best(Float64Array.of(0.1, 0.2, 0.25, 0.4, 0.5, 0.7, 0.9, 1.2, 1.7, 2.5));
    expect(fit?.shape).toBeCloseTo(-0.26885, 3);
    expect(fit?.scale).toBeCloseTo(1.08405, 3);
  });

  it('finds the shape and scale of large samples', () => {
    for (const shape of [-0.3, 0, 0.3]) {
      const fit = best(draw(20_000, shape).map((z) => 3 * z));
      expect(fit?.shape).toBeCloseTo(shape, 1);
      expect((fit?.scale ?? 0) / 3).toBeCloseTo(1, 1);
    }
  });

  it('does not depend on the units', () => {
    const sample = draw(200, -0.1);
    const [one, other] = [best(sample), best(sample.map((z) => 1000 * z))];
    expect(other?.shape).toBeCloseTo(one?.shape ?? NaN, 6);
    expect((other?.scale ?? 0) / 1000).toBeCloseTo(one?.scale ?? NaN, 6);
  });

  it('is refused where maximum likelihood runs away (a tail that ends like a wall)', () => {
    expect(best(Float64Array.from({ length: 250 }, () => rng.random()).sort())).toBeNull();
  });

  it('is exponential in between', () => {
    const sample = draw(50, 0);
    const mean = sample.reduce((sum, z) => sum + z, 0) / 50;
    expect(profileFit(sample, 0)).toEqual({ theta: 0, shape: 0, scale: mean });
    expect(profileFit(sample, 1e-9).scale).toBeCloseTo(mean, 7);
    expect(logSurvival(profileFit(sample, 0), 2)).toBeCloseTo(-2 / mean, 14);
    expect(logSurvival({ theta: 0.5, shape: -0.5, scale: 1 }, 3)).toBe(-Infinity);
  });

  it('averages the tail over what the sample leaves open', () => {
    const profile = paretoProfile(draw(250, -0.1));
    expect(profile.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(averageSurvival(profile, 0)[0]).toBeCloseTo(1, 12);
    expect(averageSurvival(profile, 1e6)[0]).toBeGreaterThan(0);
  });
});

describe('the test of Anderson and Darling', () => {
  it('rejects 5 % of samples that are generalised Pareto', () => {
    for (const shape of [-0.2, 0, 0.2]) {
      const rejected = Array.from({ length: 400 }, () => {
        const sample = draw(250, shape);
        const fit = best(sample);
        return fit !== null && !fits(sample, fit);
      }).filter(Boolean).length;
      // 20 expected, four standard errors either way.
      expect(rejected).toBeGreaterThan(2);
      expect(rejected).toBeLessThan(38);
    }
  });

  it('rejects what is not', () => {
    const sample = Float64Array.from({ length: 250 }, () => 1 + 0.1 * rng.random()).sort();
    const fit = profileFit(sample, 0);
    expect(fits(sample, fit)).toBe(false);
    expect(andersonDarling(sample, fit)).toBeGreaterThan(10);
  });
});
