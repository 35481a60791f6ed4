import { describe, expect, it } from 'vitest';
import {
  absoluteP,
  correctedLocalP,
  localCorrelations,
  localNulls,
} from '../../../engine/additional/local-colocalization.js';
import { neighbourhoods } from '../../../engine/additional/neighbourhood.js';
import { Control } from '../../../engine/parallel/control.js';
import { pearson } from '../../../engine/stats/correlation.js';
import { noise } from '../prepare/simulated.js';

const P = 30;
/** Parcels on a line, 10 mm apart. */
const distances = Float64Array.from(
  { length: P * P },
  (_, at) => 10 * Math.abs(Math.floor(at / P) - (at % P)),
);
const table = noise(2 + 100, P, 41);
const row = (k: number): Float64Array =>
  Float64Array.from(table.values.subarray(k * P, (k + 1) * P));
const x = row(0);
/** Goes with x in the first half only. */
const y = row(1).map((v, i) => (i < 15 ? x[i]! + 0.2 * v : v));
const local = (hood: ReturnType<typeof neighbourhoods>): Float64Array => {
  const out = new Float64Array(P);
  localCorrelations(x, y, hood, out);
  return out;
};

describe('neighbourhoods', () => {
  it('hold the nearest parcels, those within a radius, or all by weight', () => {
    expect([...neighbourhoods(distances, P, { kind: 'nearest', k: 4 }).members[0]!]).toEqual([
      0, 1, 2, 3,
    ]);
    expect([...neighbourhoods(distances, P, { kind: 'radius', mm: 20 }).members[10]!]).toEqual([
      8, 9, 10, 11, 12,
    ]);
    const { members, weights } = neighbourhoods(distances, P, { kind: 'gaussian', fwhm: 40 });
    const at = (j: number): number => weights![10]![members[10]!.indexOf(j)]!;
    expect(at(10)).toBe(1);
    // Half of the full width away the weight is a half.
    expect(at(12)).toBeCloseTo(0.5, 12);
  });

  it('refuse sizes no correlation can be made of', () => {
    expect(() => neighbourhoods(distances, P, { kind: 'nearest', k: 3 })).toThrow(/4 to 30/);
    expect(() => neighbourhoods(distances, P, { kind: 'radius', mm: 0 })).toThrow(/above 0/);
  });
});

describe('local colocalization', () => {
  it('is the global one where the neighbourhood is everything', () => {
    const global = Math.atanh(pearson(x, y));
    for (const by of [
      { kind: 'nearest', k: P },
      { kind: 'radius', mm: 1e4 },
      { kind: 'gaussian', fwhm: 1e9 },
    ] as const) {
      local(neighbourhoods(distances, P, by)).forEach((z) => expect(z).toBeCloseTo(global, 9));
    }
  });

  it('finds where maps go together', () => {
    const z = local(neighbourhoods(distances, P, { kind: 'nearest', k: 9 }));
    expect(Math.min(...z.subarray(0, 10))).toBeGreaterThan(1);
    expect(Math.max(...z.subarray(20).map(Math.abs))).toBeLessThan(1.5);
  });

  it('is missing with fewer than three neighbours that have both maps', () => {
    const out = new Float64Array(P);
    const holed = x.map((v, i) => (i > 1 && i < 10 ? NaN : v));
    localCorrelations(holed, y, neighbourhoods(distances, P, { kind: 'nearest', k: 5 }), out);
    expect(out[0]).toBeNaN();
    expect(out[20]).not.toBeNaN();
  });

  it('tests each parcel against the nulls there, and corrects over parcels', () => {
    const hood = neighbourhoods(distances, P, { kind: 'nearest', k: 9 });
    const observed = local(hood);
    const nulls = localNulls(x, table.values.slice(2 * P), 100, hood, new Control());
    const again = new Float64Array(P);
    localCorrelations(row(2 + 7), x, hood, again);
    again.forEach((z, i) => expect(nulls[i * 100 + 7]).toBe(z));
    const p = absoluteP(observed, nulls, 100);
    expect(p[4]).toBe(0.01);
    const corrected = correctedLocalP('maxT', observed, nulls, 100);
    const stepped = correctedLocalP('step_maxT', observed, nulls, 100);
    p.forEach((value, i) => {
      expect(corrected[i]).toBeGreaterThanOrEqual(stepped[i]!);
      expect(stepped[i]).toBeGreaterThanOrEqual(value);
    });
  });

  it('counts ties and leaves missing nulls out', () => {
    const p = absoluteP(
      Float64Array.of(0.5, NaN, 2),
      Float64Array.of(-0.5, 0.4, NaN, 1, 1, 1, NaN, NaN, NaN),
      3,
    );
    expect([...p]).toEqual([0.5, NaN, NaN]);
  });
});
