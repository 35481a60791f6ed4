// The loop without sorting against the definition: spin the map, rank it, drop missing pairs, correlate.
import { describe, expect, it } from 'vitest';
import { fixedMaps, movingMaps } from '../../../engine/colocalize/correlation.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { MapCorrelator } from '../../../engine/parallel/map-correlator.js';
import { SpunCorrelator } from '../../../engine/parallel/spun-correlator.js';
import { pearson } from '../../../engine/stats/correlation.js';
import { Residuals } from '../../../engine/stats/residuals.js';
import { midRanks } from '../../../engine/stats/ranks.js';

function table(rows: number[][]): MapTable {
  return {
    labels: rows.map((_, i) => `m${i}`),
    sets: rows.map(() => null),
    weights: rows.map(() => null),
    parcels: rows[0]!.map((_, i) => `p${i}`),
    values: Float64Array.from(rows.flat()),
  };
}

/** By definition: null map, its own ranks, pair-wise deletion. */
function byDefinition(x: number[], y: number[], sources: Int16Array, ranked: boolean): number {
  const spun = Array.from(sources, (s) => (s < 0 ? NaN : x[s]!));
  return ranked ? pearson(midRanks(spun), midRanks(y)) : pearson(spun, y);
}

describe('SpunCorrelator', () => {
  const rng = new Pcg64(7);
  const uniform = (): number => rng.random();
  const maps = (count: number, n: number, make: () => number): number[][] =>
    Array.from({ length: count }, () => Array.from({ length: n }, make));

  const kinds: [string, () => number][] = [
    ['distinct values', uniform],
    ['tied values', () => Math.floor(uniform() * 6)],
    ['missing values', () => (uniform() < 0.15 ? NaN : uniform())],
    ['tied and missing values', () => (uniform() < 0.15 ? NaN : Math.floor(uniform() * 5))],
  ];
  for (const [xKind, makeX] of kinds) {
    for (const [yKind, makeY] of kinds) {
      for (const ranked of [true, false]) {
        it(`${ranked ? 'Spearman' : 'Pearson'}, spun maps with ${xKind}, fixed maps with ${yKind}`, () => {
          const n = 23;
          const x = maps(4, n, makeX);
          const y = maps(3, n, makeY);
          const correlator = new SpunCorrelator(
            movingMaps(table(x)),
            fixedMaps(table(y), ranked),
            ranked,
          );
          const out = new Float64Array(12);
          for (let spin = 0; spin < 40; spin++) {
            const absent = spin % 5 === 4 ? 0.1 : 0;
            const sources = Int16Array.from({ length: n }, () =>
              uniform() < absent ? -1 : Math.floor(uniform() * n),
            );
            correlator.correlate(sources, out);
            y.forEach((fixed, f) =>
              x.forEach((moving, m) => {
                const expected = byDefinition(moving, fixed, sources, ranked);
                const ours = out[f * 4 + m]!;
                if (Number.isNaN(expected)) expect(ours).toBeNaN();
                else expect(ours).toBeCloseTo(expected, 12);
              }),
            );
          }
        });
      }
    }
  }

  it('gives the identity spin the very same number as the observed map', () => {
    const x = maps(1, 50, uniform);
    const y = maps(1, 50, uniform);
    const correlator = new SpunCorrelator(movingMaps(table(x)), fixedMaps(table(y), true), true);
    const out = new Float64Array(1);
    correlator.correlate(
      Int16Array.from({ length: 50 }, (_, i) => i),
      out,
    );
    expect(out[0]).toBe(
      pearson(fixedMaps(table(x), true).values, fixedMaps(table(y), true).values),
    );
  });

  it('gives no correlation for a null that repeats one parcel everywhere', () => {
    const correlator = new SpunCorrelator(
      movingMaps(table(maps(1, 20, uniform))),
      fixedMaps(table(maps(1, 20, uniform)), false),
      false,
    );
    const out = new Float64Array(1);
    correlator.correlate(new Int16Array(20).fill(3), out);
    expect(out[0]).toBeNaN();
  });

  for (const ranked of [true, false]) {
    it(`takes Z out of every spun map, ${ranked ? 'Spearman' : 'Pearson'}`, () => {
      const n = 31;
      const x = maps(4, n, uniform);
      const zRows = maps(2, n, uniform);
      // The third map is nearly a Z map, so that next to nothing is left of it when a spin leaves everything in place.
      x[2] = zRows[0]!.map((v) => v + 1e-7 * uniform());
      const z = { ...fixedMaps(table(zRows), ranked), maps: 2 };
      const alone = fixedMaps(table(maps(3, n, uniform)), ranked, z);
      const basis = new Residuals(z).basisOf(new Float64Array(n));
      const values = Float64Array.from([...alone.values, ...basis]);
      const correlator = new SpunCorrelator(
        movingMaps(table(x)),
        { maps: 5, parcels: n, values },
        ranked,
        { rows: 2, z },
      );
      const explicit = new MapCorrelator(alone, { ranked, z });
      const out = new Float64Array(12);
      const row = new Float64Array(3);
      for (let spin = 0; spin < 40; spin++) {
        const sources = Int16Array.from({ length: n }, (_, i) =>
          spin === 0 ? i : Math.floor(uniform() * n),
        );
        correlator.correlate(sources, out);
        x.forEach((moving, m) => {
          explicit.correlate(
            Float64Array.from(sources, (s) => moving[s]!),
            m,
            row,
          );
          row.forEach((r, f) => {
            if (Number.isNaN(r)) expect(out[f * 4 + m]).toBeNaN();
            else expect(out[f * 4 + m]).toBeCloseTo(r, 9);
          });
        });
      }
    });
  }
});
