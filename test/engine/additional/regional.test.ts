import { describe, expect, it } from 'vitest';
import {
  aggregateContributions,
  regionalContribution,
} from '../../../engine/additional/regional-contribution.js';
import {
  aggregateLeaveOneOut,
  correlationLeaveOneOut,
  influence,
  refitLeaveOneOut,
  regressionLeaveOneOut,
} from '../../../engine/additional/regional-influence.js';
import { pearson } from '../../../engine/stats/correlation.js';
import { midRanks } from '../../../engine/stats/ranks.js';
import { idle } from '../prepare/idle.js';
import { noise } from '../prepare/simulated.js';

const P = 40;
const table = noise(5, P, 31);
const map = (k: number): Float64Array =>
  Float64Array.from(table.values.subarray(k * P, (k + 1) * P));
const x = map(0);
const y = map(1).map((v, i) => v + 0.7 * x[i]!);
y[6] = NaN;
const leave = (values: Float64Array, i: number | null): Float64Array =>
  values.map((v, k) => (k === i ? NaN : v));
/** Equal to 1e-11, about what deletion identities lose; missing where missing. */
const close = (ours: Float64Array, theirs: Float64Array): void =>
  ours.forEach((v, i) => {
    if (Number.isNaN(theirs[i])) expect(v).toBeNaN();
    else expect(v).toBeCloseTo(theirs[i]!, 11);
  });
const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('regional influence', () => {
  it('of a correlation equals computing it again without each parcel', () => {
    for (const [a, b] of [
      [x, y],
      [midRanks(x), midRanks(y)],
    ] as const) {
      const direct = refitLeaveOneOut(
        P,
        (i) => !Number.isNaN(b[i]),
        (i) => Math.atanh(pearson(leave(a, i), b)),
        idle,
      );
      const fast = correlationLeaveOneOut(a, b, Math.atanh);
      expect(fast.full).toBeCloseTo(direct.full, 13);
      close(fast.without, direct.without);
      expect(fast.without[6]).toBeNaN();
    }
  });

  it.each([true, false])(
    'of a regression (adjusted: %s) equals refitting, by the definition of R² for p predictors',
    (adjusted) => {
      const predictors = [map(2), map(3), map(4)];
      // With one predictor R² is the squared correlation.
      const single = regressionLeaveOneOut([x], y, false);
      const squared = refitLeaveOneOut(
        P,
        (i) => i !== 6,
        (i) => pearson(leave(x, i), y) ** 2,
        idle,
      );
      close(single.without, squared.without);
      const fast = regressionLeaveOneOut(predictors, y, adjusted);
      const direct = refitLeaveOneOut(
        P,
        (i) => i !== 6,
        (i) => regressionLeaveOneOut(predictors, leave(y, i), adjusted).full,
        idle,
      );
      expect(fast.full).toBe(direct.full);
      close(fast.without, direct.without);
    },
  );

  it('points to a planted outlier, with the sign of what it does', () => {
    const a = x.map((v, i) => (i === 17 ? 9 : v));
    const b = map(1).map((v, i) => (i === 17 ? 9 : v));
    const stronger = influence(correlationLeaveOneOut(a, b, Math.atanh), true);
    expect(stronger.indexOf(Math.max(...stronger))).toBe(17);
    const against = influence(
      correlationLeaveOneOut(
        a,
        b.map((v, i) => (i === 17 ? -9 : v - 0)),
        Math.atanh,
      ),
      false,
    );
    expect(against.indexOf(Math.min(...against))).toBe(17);
  });

  it('of a set is that of its aggregate; absolute values are taken after aggregation', () => {
    const members = [x, map(2)].map((member) => correlationLeaveOneOut(member, y, Math.atanh));
    const set = aggregateLeaveOneOut(members, mean);
    expect(set.full).toBeCloseTo((members[0]!.full + members[1]!.full) / 2, 14);
    expect(influence(set, true)[3]).toBeCloseTo(
      Math.abs(set.full) - Math.abs((members[0]!.without[3]! + members[1]!.without[3]!) / 2),
      14,
    );
  });

  it('is missing where three parcels are not left', () => {
    expect(correlationLeaveOneOut([1, 2, 4], [1, 3, 3], Math.atanh).without).toEqual(
      new Float64Array(3).fill(NaN),
    );
  });

  it('stops when the run is cancelled', () => {
    expect(() =>
      refitLeaveOneOut(
        3,
        () => true,
        () => 1,
        { ...idle, signal: AbortSignal.abort() },
      ),
    ).toThrow('Cancelled');
  });
});

describe('regional contribution', () => {
  it('has the correlation as its mean, and quadrants by the two signs', () => {
    const { values, zx, zy, quadrants } = regionalContribution(x, y);
    expect(mean(values.filter((v) => !Number.isNaN(v)))).toBeCloseTo(pearson(x, y), 13);
    expect(values[6]).toBeNaN();
    expect(quadrants[6]).toBeNull();
    quadrants.forEach((quadrant, i) => {
      if (quadrant === 'high_high') expect(Math.min(zx[i]!, zy[i]!)).toBeGreaterThan(0);
      if (quadrant === 'low_low') expect(Math.max(zx[i]!, zy[i]!)).toBeLessThan(0);
      if (quadrant === 'discordant') expect(values[i]).toBeLessThanOrEqual(0);
    });
  });

  it('is missing for a constant map', () => {
    expect(regionalContribution(x, new Float64Array(P).fill(2)).values.every(Number.isNaN)).toBe(
      true,
    );
  });

  it('of a set aggregates contributions, and takes the quadrant of the mean scores', () => {
    const members = [regionalContribution(x, y), regionalContribution(map(2), y)];
    const set = aggregateContributions(members, mean);
    expect(set.values[0]).toBeCloseTo((members[0]!.values[0]! + members[1]!.values[0]!) / 2, 14);
    const zx = (members[0]!.zx[0]! + members[1]!.zx[0]!) / 2;
    expect(set.quadrants[0]).toBe(
      zx > 0 && y[0]! > 0
        ? 'high_high'
        : zx * members[0]!.zy[0]! > 0
          ? zx > 0
            ? 'high_high'
            : 'low_low'
          : 'discordant',
    );
  });
});
