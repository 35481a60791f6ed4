// Parcel-level spins against what defines them, and the same bits from any number of threads.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Pcg64 } from '../../../../engine/nulls/rng/pcg64.js';
import { RandomState } from '../../../../engine/nulls/rng/mt19937.js';
import type { ParcelRule } from '../../../../engine/nulls/spins/assignments.js';
import { makeSpins } from '../../../../engine/nulls/spins/parcel-spins.js';
import { drawRotations, rotate, rotationOf } from '../../../../engine/nulls/spins/rotation.js';
import { repeatedSpins } from '../../../../engine/nulls/spins/seen-spins.js';
import { centroidsOf } from '../../../../engine/nulls/spins/sphere-sides.js';
import { BlockPool } from '../../../../engine/parallel/pool.js';
import { workerBundle } from '../../../worker-bundle.js';
import { quiet, smallSides } from './small-sphere.js';

const N = 20;
const SPINS = 40;
const sides = centroidsOf(smallSides(N));
const make = (rule: ParcelRule, spins = SPINS, pool = new BlockPool(null, 1)) =>
  makeSpins(sides, 2 * N, spins, { rule, pool, ctx: quiet });

/** Sources of one hemisphere in one spin, and the distances |c_i − c̃_j| `[i][j]`. */
function hemisphere(index: Int16Array, spin: number, s: number) {
  const { coordinates, hemisphere: side, parcels } = sides[s]!;
  const rotation = rotationOf(drawRotations(new RandomState(42), SPINS), spin, side);
  const turned = new Float64Array(coordinates.length);
  rotate(coordinates, rotation, turned);
  const sources = [...parcels].map((p) => index[spin * 2 * N + p]! - s * N);
  const distance = (i: number, j: number): number =>
    Math.hypot(...[0, 1, 2].map((axis) => coordinates[3 * i + axis]! - turned[3 * j + axis]!));
  return { sources, distance };
}

const each = (check: (spin: number, s: number) => void): void => {
  for (let spin = 0; spin < SPINS; spin++) for (const s of [0, 1]) check(spin, s);
};
const everyone = Array.from({ length: N }, (_, i) => i);

describe('parcel-level spins', () => {
  it('vasa and hungarian use every parcel of a hemisphere once', async () => {
    for (const rule of ['greedy', 'optimal'] as const) {
      const { index } = await make(rule);
      each((spin, s) => {
        const { sources } = hemisphere(index, spin, s);
        expect([...sources].sort((a, b) => a - b)).toEqual(everyone);
      });
    }
  });

  it('hungarian is nearer in all than vasa and than any of many random orders', async () => {
    const { index } = await make('optimal');
    const { index: greedy } = await make('greedy');
    const random = new Pcg64(1);
    each((spin, s) => {
      const { sources, distance } = hemisphere(index, spin, s);
      const total = (order: ArrayLike<number>): number =>
        everyone.reduce((sum, i) => sum + distance(i, order[i]!), 0);
      const best = total(sources) - 1e-9;
      expect(total(hemisphere(greedy, spin, s).sources)).toBeGreaterThan(best);
      for (let trial = 0; trial < 50; trial++) {
        const order = Int32Array.from(sources);
        // From a full shuffle to a swap of two.
        if (trial % 2) random.shuffle(order);
        else {
          const [a, b] = [trial % N, (trial * 7 + 3) % N];
          [order[a], order[b]] = [order[b]!, order[a]!];
        }
        expect(total(order)).toBeGreaterThan(best);
      }
    });
  });

  it('vasa serves first whom the nearest turned parcel is furthest from', async () => {
    const { index } = await make('greedy');
    each((spin, s) => {
      const { sources, distance } = hemisphere(index, spin, s);
      const open = new Set(everyone);
      const left = new Set(everyone);
      while (open.size) {
        const nearest = [...open].map((i) => {
          const j = [...left].reduce((a, b) => (distance(i, b) < distance(i, a) ? b : a));
          return { i, j, d: distance(i, j) };
        });
        const { i, j } = nearest.reduce((a, b) => (b.d > a.d ? b : a));
        expect(sources[i]).toBe(j);
        open.delete(i);
        left.delete(j);
      }
    });
  });

  it('begin with the same spins, however many are made, and none twice', async () => {
    for (const rule of ['nearest', 'greedy', 'optimal'] as const) {
      const { index, duplicates } = await make(rule, 400);
      expect(duplicates).toBe(0);
      expect(index.subarray(0, SPINS * 2 * N)).toEqual((await make(rule)).index);
      const own = sides.flatMap(({ parcels }) => [...parcels]);
      expect(repeatedSpins(index, 2 * N, own)).toBe(0);
    }
  });

  it('are redrawn when they repeat: four parcels have few orders, and all are found before any comes twice', async () => {
    const few = centroidsOf(smallSides(2)).slice(0, 1);
    const making = { rule: 'optimal', pool: new BlockPool(null, 1), ctx: quiet } as const;
    // Two parcels have two orders, one of them the identity.
    const { index, duplicates } = await makeSpins(few, 2, 3, making);
    expect([...index.subarray(0, 2)]).toEqual([1, 0]);
    expect(duplicates).toBe(2);
  });
});

describe('threads', () => {
  const pools: BlockPool[] = [];
  beforeAll(async () => {
    const path = await workerBundle('parcel-spins');
    pools.push(...[1, 2, 3].map((threads) => new BlockPool(path, threads)));
  });
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  it('one, two and three make the same spins', async () => {
    for (const rule of ['greedy', 'optimal'] as const) {
      const [one, two, three] = await Promise.all(pools.map((pool) => make(rule, 3000, pool)));
      expect(two!.index).toEqual(one!.index);
      expect(three!.index).toEqual(one!.index);
    }
  });
});
