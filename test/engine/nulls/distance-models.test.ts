// The null models made from distances: what each keeps of a map, its seeds, its missing parcels. Their numbers are held by
// test/golden/d-surrogates.test.ts and d-distributions.test.ts.
import { describe, expect, it } from 'vitest';
import type { MapTable } from '../../../engine/library/map-table.js';
import { geometryOf } from '../../../engine/nulls/burt2020/geometry.js';
import { VariogramMatcher } from '../../../engine/nulls/burt2020/matcher.js';
import { burt2020Options } from '../../../engine/nulls/burt2020/options.js';
import { distanceModels } from '../../../engine/nulls/distance-models.js';
import type { DistanceBlock } from '../../../engine/nulls/distances/blocks.js';
import type { DistanceKind } from '../../../engine/nulls/models.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { moranI } from '../../../engine/nulls/variomoran/weights.js';
import { nullMaps } from '../../../engine/parallel/null-maps.js';
import { BlockPool } from '../../../engine/parallel/pool.js';
import type { OptionValue } from '../../../engine/plan.js';
import { blockOf, smoothMap, sphere, tableOf } from './sphere.js';

const N = 80;
const world = sphere(N, 1);
const x = smoothMap(world, 15, 2);
const whole = [blockOf(world)];
const halves = [blockOf(world, 0, 40), blockOf(world, 40)];
const kinds: DistanceKind[] = ['moran', 'variomoran', 'burt2018', 'burt2020'];

interface Given {
  maps?: MapTable;
  blocks?: DistanceBlock[];
  options?: Record<string, OptionValue>;
  seed?: number;
  row?: number;
  from?: number;
  nPerm?: number;
  warnings?: string[];
}

async function nulls(
  kind: DistanceKind,
  count: number,
  given: Given = {},
): Promise<Float64Array[]> {
  const { maps = tableOf(x), blocks = whole, options = {}, seed = 42, row = 0, from = 0 } = given;
  const { nPerm = 40, warnings = [] } = given;
  const ctx = {
    signal: new AbortController().signal,
    report: () => undefined,
    warn: (code: string) => void warnings.push(code),
    log: () => undefined,
  };
  const model = distanceModels[kind]({ mapsOptions: options, nPerm, seed });
  const source = await model.source(maps, blocks, new BlockPool(null, 1), ctx);
  const n = maps.parcels.length;
  const maker = nullMaps(source, maps.values.subarray(row * n, (row + 1) * n), row, from);
  return Array.from({ length: count }, () => {
    const out = new Float64Array(n);
    maker.next(out);
    return out;
  });
}

const sorted = (values: ArrayLike<number>): number[] => Array.from(values).sort((a, b) => a - b);
const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe.each(kinds)('%s', (kind) => {
  it('begins anywhere', async () => {
    const all = await nulls(kind, 14);
    for (const from of [1, 4, 13]) expect((await nulls(kind, 1, { from }))[0]).toEqual(all[from]);
  });

  it('has for a map in a lower row the seed of that row', async () => {
    const both = tableOf(smoothMap(world, 9, 3), x);
    expect(await nulls(kind, 2, { maps: both, row: 1 })).toEqual(
      await nulls(kind, 2, { seed: 43 }),
    );
  });

  it('leaves missing parcels missing, and is made from the others alone', async () => {
    const gaps = [4, 50];
    const holed = x.map((v, i) => (gaps.includes(i) ? NaN : v));
    const [made] = await nulls(kind, 1, { maps: tableOf(holed) });
    expect([...made!.keys()].filter((i) => Number.isNaN(made![i]))).toEqual(gaps);
    const rest = [...holed.keys()].filter((i) => !gaps.includes(i));
    const block = {
      parcels: Int32Array.from(rest, (_, i) => i),
      matrix: Float64Array.from(rest.flatMap((i) => rest.map((j) => world.distances[i * N + j]!))),
    };
    const [same] = await nulls(kind, 1, {
      maps: tableOf(rest.map((i) => holed[i]!)),
      blocks: [block],
    });
    rest.forEach((i, at) => expect(made![i]).toBeCloseTo(same![at]!, 9));
  });

  it('is made in each hemisphere by itself, with the same seed', async () => {
    const [both] = await nulls(kind, 1, { blocks: halves });
    const [left] = await nulls(kind, 1, {
      maps: tableOf(x.slice(0, 40)),
      blocks: [blockOf(world, 0, 40)],
    });
    expect([...both!.slice(0, 40)]).toEqual([...left!]);
    const mirrored = blockOf(world, 0, 40);
    const twins = tableOf([...x.slice(0, 40), ...x.slice(0, 40)]);
    const [twin] = await nulls(kind, 1, {
      maps: twins,
      blocks: [mirrored, { ...mirrored, parcels: mirrored.parcels.map((i) => i + 40) }],
    });
    expect([...twin!.slice(0, 40)]).toEqual([...twin!.slice(40)]);
  });

  it('keeps the spatial autocorrelation of a smooth map better than free permutation', async () => {
    const own = moranI(x, world.distances);
    const kept = mean((await nulls(kind, 40)).map((map) => moranI(map, world.distances)));
    expect(own).toBeGreaterThan(0.1);
    // Free permutation has −1/(n − 1).
    expect(kept).toBeGreaterThan(0.35 * own);
  });

  it('leaves a block without values empty, and takes a map that is constant in one', async () => {
    const half = x.map((v, i) => (i < 40 ? v : NaN));
    const [empty] = await nulls(kind, 1, { maps: tableOf(half), blocks: halves });
    expect(empty!.filter((v) => Number.isNaN(v))).toHaveLength(40);
    const flat = x.map((v, i) => (i < 40 ? v : 3));
    const [made] = await nulls(kind, 1, { maps: tableOf(flat), blocks: halves });
    made!.slice(40).forEach((v) => expect(v).toBeCloseTo(3, 12));
    expect(new Set(made!.slice(0, 40)).size).toBe(40);
  });
});

describe('burt2018', () => {
  it('gives surrogates the values of the map', async () => {
    for (const map of await nulls('burt2018', 6)) expect(sorted(map)).toEqual(sorted(x));
  });

  it('makes null maps of noise as well, and says when only nearest neighbours are alike', async () => {
    const warnings: string[] = [];
    for (let seed = 0; seed < 6; seed++) {
      const noise = smoothMap(world, 0.01, seed);
      const [map] = await nulls('burt2018', 1, { maps: tableOf(noise), blocks: halves, warnings });
      expect(sorted(map!.slice(0, 40))).toEqual(sorted(noise.slice(0, 40)));
    }
    expect(warnings).toContain('no-smoothness');
  });

  it('says what it cannot fit', async () => {
    const warnings: string[] = [];
    await nulls('burt2018', 1, {
      maps: tableOf(x.map((v, i) => (i < 40 ? v : 3))),
      blocks: halves,
      warnings,
    });
    expect(warnings).toEqual(['constant-in-block']);
    const few = tableOf(x.map((v, i) => (i < 43 ? v : NaN)));
    await expect(nulls('burt2018', 1, { maps: few, blocks: halves })).rejects.toThrow(
      /m0 has 3 parcels.*moran/,
    );
  });
});

describe('burt2020', () => {
  it('gives surrogates the values of the map, or only their mean 0', async () => {
    for (const map of await nulls('burt2020', 6)) expect(sorted(map)).toEqual(sorted(x));
    for (const map of await nulls('burt2020', 6, { options: { maps_resample: false } })) {
      expect(mean(map)).toBeCloseTo(0, 12);
      expect(sorted(map)).not.toEqual(sorted(x));
    }
  });

  it('has surrogates whose mean variogram is near that of the map, unlike free permutation', async () => {
    const geometry = geometryOf(world.distances, N, burt2020Options({}))!;
    const variogram = (map: Float64Array): Float64Array =>
      new VariogramMatcher(geometry, map).target;
    // Partly noise: a map that is smooth altogether asks for less than no noise, which the method cannot give.
    const noise = smoothMap(world, 0.01, 7);
    const rough = x.map((v, i) => v + 0.6 * Math.sqrt(mean(x.map((one) => one * one))) * noise[i]!);
    const target = variogram(rough);
    const error = (maps: Float64Array[]): number => {
      const made = maps.map(variogram);
      const squares = target.map((value, i) => (mean(made.map((v) => v[i]!)) - value) ** 2);
      return Math.sqrt(mean(squares)) / mean(target);
    };
    const given = { maps: tableOf(rough), options: { maps_resample: false }, nPerm: 200 };
    const matched = error(await nulls('burt2020', 200, given));
    const shuffled = error(
      Array.from({ length: 40 }, (_, k) => {
        const map = rough.slice();
        new Pcg64(k).shuffle(map);
        return map;
      }),
    );
    expect(matched).toBeLessThan(0.2);
    expect(shuffled).toBeGreaterThan(3 * matched);
  });

  it('draws other numbers with another size of batches, and the last batch by what is left', async () => {
    const [usual] = await nulls('burt2020', 1);
    expect(await nulls('burt2020', 1, { options: { maps_batch_size: 7 } })).not.toEqual([usual]);
    expect(await nulls('burt2020', 1, { nPerm: 120 })).not.toEqual([usual]);
    expect(await nulls('burt2020', 1, { nPerm: 100 })).toEqual(
      await nulls('burt2020', 1, { nPerm: 250 }),
    );
  });

  it.each(['gaussian', 'invdist', 'uniform'])(
    'smooths by the kernel %s as well',
    async (kernel) => {
      const [usual] = await nulls('burt2020', 1);
      const [other] = await nulls('burt2020', 1, { options: { maps_kernel: kernel } });
      expect(other).not.toEqual(usual);
      expect(sorted(other!)).toEqual(sorted(x));
    },
  );

  it('says what it cannot match', async () => {
    const three = tableOf(x.slice(0, 3));
    await expect(
      nulls('burt2020', 1, { maps: three, blocks: [blockOf(world, 0, 3)] }),
    ).rejects.toThrow(/3 parcels.*maps_pv: 25/);
    const warnings: string[] = [];
    await nulls('burt2020', 1, { options: { maps_deltas: [0.001, 0.5] }, warnings });
    expect(warnings).toEqual(['small-deltas']);
    await expect(nulls('burt2020', 1, { seed: 2 ** 32 })).rejects.toThrow(/smaller seed/);
    expect(() => burt2020Options({ maps_kernel: 'cubic' })).toThrow(/maps_kernel cannot be cubic/);
    expect(() => burt2020Options({ maps_deltas: [] })).toThrow(/maps_deltas/);
  });
});

describe('variomoran', () => {
  /** Neighbours differ as much as they can: Moran's I is below 0. */
  const rough = Float64Array.from({ length: N }, (_, i) => {
    const row = world.distances.subarray(i * N, (i + 1) * N);
    const near = [...row.keys()].sort((a, b) => row[a]! - row[b]!)[1]!;
    return near > i ? 1 + i / 1000 : -1 + i / 1000;
  });

  it('has weights of its own for a smooth map', async () => {
    expect(await nulls('variomoran', 1)).not.toEqual(await nulls('moran', 1));
  });

  it('falls back to 1/distance below the threshold of Moran’s I, unless there is none', async () => {
    expect(moranI(rough, world.distances)).toBeLessThan(0);
    const maps = tableOf(rough);
    const plain = await nulls('moran', 2, { maps });
    expect(await nulls('variomoran', 2, { maps })).toEqual(plain);
    const options = { maps_variogram_threshold: null };
    expect(await nulls('variomoran', 2, { maps, options })).not.toEqual(plain);
    expect(await nulls('variomoran', 1, { options: { maps_variogram_threshold: 0.99 } })).toEqual(
      await nulls('moran', 1),
    );
  });

  it('does not depend on the unit of the map', async () => {
    const [map] = await nulls('variomoran', 1);
    const [small] = await nulls('variomoran', 1, { maps: tableOf(x.map((v) => v * 1e-5)) });
    map!.forEach((v, i) => expect(small![i]! * 1e5).toBeCloseTo(v, 4));
  });
});
