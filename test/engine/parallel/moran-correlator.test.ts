// The closed form against null maps that are built and correlated one by one.
import { describe, expect, it } from 'vitest';
import { fixedMaps, rawMaps } from '../../../engine/colocalize/correlation.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import { moranOptions } from '../../../engine/nulls/moran.js';
import { moranSource } from '../../../engine/nulls/moran-source.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { MapCorrelator } from '../../../engine/parallel/map-correlator.js';
import { hasClosedForm, MoranCorrelator } from '../../../engine/parallel/moran-correlator.js';
import { nullMaps } from '../../../engine/parallel/null-maps.js';
import { BlockPool } from '../../../engine/parallel/pool.js';

const N = 60;
const rng = new Pcg64(5);
const draws = (): Float64Array => new Float64Array(N).map(() => rng.random() + 4);
const table = (maps: Float64Array[]): MapTable => ({
  labels: maps.map((_, i) => `m${i}`),
  sets: maps.map(() => null),
  weights: maps.map(() => null),
  parcels: Array.from({ length: N }, (_, i) => `p${i}`),
  values: Float64Array.from(maps.flatMap((map) => [...map])),
});
const without = (map: Float64Array, ...places: number[]): Float64Array =>
  map.map((v, i) => (places.includes(i) ? NaN : v));
const places = Array.from({ length: N }, () => [rng.random(), rng.random(), rng.random()]);
const block = (from: number, to: number) => ({
  parcels: Int32Array.from({ length: to - from }, (_, i) => from + i),
  matrix: Float64Array.from(
    places
      .slice(from, to)
      .flatMap((a) =>
        places.slice(from, to).map((b) => 90 * Math.hypot(...a.map((v, k) => v - b[k]!))),
      ),
  ),
});
const moving = table([draws(), without(draws(), 3, 40), new Float64Array(N).fill(2)]);
const fixed = table([draws(), without(draws(), 3), without(draws(), 3), without(draws(), 7, 50)]);
const ctx = {
  signal: new AbortController().signal,
  report: () => undefined,
  warn: () => undefined,
  log: () => undefined,
};

async function both(procedure: 'singleton' | 'pair', zMaps: MapTable | null, row: number) {
  const options = { ...moranOptions({}), components: 8, procedure };
  const blocks = [block(0, 30), block(30, N)];
  const model = { options, variogram: null, seed: 11 };
  const source = await moranSource(moving, blocks, model, new BlockPool(null, 1), ctx);
  const z = zMaps && fixedMaps(zMaps, false);
  const preparation = { ranked: false, z };
  const others = fixedMaps(fixed, false, z);
  const values = rawMaps(moving).values.subarray(row * N, (row + 1) * N);
  expect(hasClosedForm(source, row, preparation, N)).toBe(true);
  const closed = new MoranCorrelator(source, values, row, 3, others, preparation);
  const maps = nullMaps(source, values, row, 3);
  const built = new MapCorrelator(others, preparation);
  return Array.from({ length: 5 }, () => {
    const [map, expected, found] = [new Float64Array(N), new Float64Array(4), new Float64Array(4)];
    maps.next(map);
    built.correlate(map, row, expected);
    closed.next(found);
    return { expected, found };
  });
}

describe('MoranCorrelator', () => {
  it.each([
    ['singleton', null],
    ['pair', null],
    ['singleton', table([draws(), without(draws(), 12)])],
  ] as const)(
    '%s gives the correlations of the maps themselves, missing parcels and Z included',
    async (procedure, z) => {
      for (const row of [0, 1]) {
        for (const { expected, found } of await both(procedure, z, row)) {
          expect(expected.every((r) => Math.abs(r) < 1)).toBe(true);
          expected.forEach((r, f) => expect(found[f]).toBeCloseTo(r, 13));
        }
      }
    },
  );

  it('finds no correlation of a constant map', async () => {
    for (const { expected, found } of await both('singleton', null, 2)) {
      expect([...expected, ...found].every(Number.isNaN)).toBe(true);
    }
  });

  it('is not for ranks, nor for as many eigenvectors as parcels', async () => {
    const options = { ...moranOptions({}), components: null };
    const model = { options, variogram: null, seed: 11 };
    const source = await moranSource(moving, [block(0, N)], model, new BlockPool(null, 1), ctx);
    expect(hasClosedForm(source, 0, { ranked: false, z: null }, N)).toBe(false);
    expect(hasClosedForm({ kind: 'shuffle', seed: 1 }, 0, { ranked: false, z: null }, N)).toBe(
      false,
    );
  });
});
