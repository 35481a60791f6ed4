// Vertex-level spins against brute force on a small sphere, and the same bits from any number of threads.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RandomState } from '../../../../engine/nulls/rng/mt19937.js';
import {
  entryOf,
  OverlapMaps,
  type OverlapChunk,
  type OverlapSource,
} from '../../../../engine/nulls/spins/overlap.js';
import { drawRotations, rotate, rotationOf } from '../../../../engine/nulls/spins/rotation.js';
import { parcelSizes, verticesOf } from '../../../../engine/nulls/spins/sphere-sides.js';
import { modalSpins, overlapSpins } from '../../../../engine/nulls/spins/vertex-spins.js';
import { BlockPool } from '../../../../engine/parallel/pool.js';
import { sharedInt16 } from '../../../../engine/parallel/shared.js';
import { workerBundle } from '../../../worker-bundle.js';
import { quiet, smallSides } from './small-sphere.js';

const N = 12;
const SPINS = 12;
const sides = smallSides(N);
const rotations = drawRotations(new RandomState(42), 1000);
const here = { pool: new BlockPool(null, 1), ctx: quiet, rotations };

/** How many vertices of parcel j come from parcel i `[j][i]` in one spin: nearest turned vertex, all against all. */
function counted(spin: number, s: number): number[][] {
  const { points, parcelOfVertex, hemisphere } = sides[s]!;
  const turned = new Float64Array(points.length);
  rotate(points, rotationOf(rotations, spin, hemisphere), turned);
  const counts = Array.from({ length: N }, () => new Array<number>(N).fill(0));
  for (let v = 0; v < parcelOfVertex.length; v++) {
    let best = -1;
    let least = Infinity;
    for (let u = 0; u < parcelOfVertex.length; u++) {
      const d = [0, 1, 2].reduce(
        (sum, a) => sum + (points[3 * v + a]! - turned[3 * u + a]!) ** 2,
        0,
      );
      if (d < least) [least, best] = [d, u];
    }
    const [j, i] = [parcelOfVertex[v]!, parcelOfVertex[best]!];
    if (j >= 0 && i >= 0) counts[j]![i]!++;
  }
  return counts;
}

const all = Array.from({ length: SPINS }, (_, spin) => [counted(spin, 0), counted(spin, 1)]);

const sourceOf = (chunks: OverlapChunk[]): OverlapSource => ({
  kind: 'overlap',
  chunks,
  sizes: parcelSizes(sides, 2 * N),
});

/** null_j = Σ T[j,i] x_i; with missing parcels divided by the sum of the weights of those that are there. */
function byDefinition(spin: number, map: Float64Array): number[] {
  const sizes = parcelSizes(sides, 2 * N);
  const missing = map.some((x) => Number.isNaN(x));
  return all[spin]!.flatMap((counts, s) =>
    counts.map((row) => {
      let [sum, weight] = [0, 0];
      row.forEach((count, i) => {
        const x = map[s * N + i]!;
        if (Number.isNaN(x)) return;
        sum += (count / sizes[s * N + i]!) * x;
        weight += count / sizes[s * N + i]!;
      });
      return weight === 0 ? NaN : missing ? sum / weight : sum;
    }),
  );
}

const range = (values: Float64Array): number => Math.max(...values) - Math.min(...values);

const near = (ours: ArrayLike<number>, expected: number[]): void => {
  expected.forEach((value, i) => {
    if (Number.isNaN(value)) expect(ours[i]).toBeNaN();
    else expect(ours[i]).toBeCloseTo(value, 12);
  });
};

describe('baum', () => {
  it('takes the most frequent parcel, the smallest of equals, none where only medial wall comes', async () => {
    const index = sharedInt16(SPINS * 2 * N);
    await modalSpins(verticesOf(sides), 2 * N, { from: 0, to: SPINS }, index, here);
    let none = 0;
    let ties = 0;
    for (let spin = 0; spin < SPINS; spin++) {
      all[spin]!.forEach((counts, s) =>
        counts.forEach((row, j) => {
          const most = Math.max(...row);
          const expected = most === 0 ? -1 : s * N + row.indexOf(most);
          expect(index[spin * 2 * N + s * N + j]).toBe(expected);
          if (most === 0) none++;
          if (row.filter((count) => count === most).length > 1) ties++;
        }),
      );
    }
    // The case means something only if it has both.
    expect([none > 0, ties > 0]).toEqual([true, true]);
  });
});

describe('cornblath', () => {
  const map = Float64Array.from({ length: 2 * N }, (_, i) => Math.sin(i) + 2);
  const holed = map.map((x, i) => (i % 7 === 3 ? NaN : x));

  it('adds up what lands on a parcel by share of the source, and divides by the weight only for maps that miss parcels', async () => {
    const chunk = await overlapSpins(verticesOf(sides), 2 * N, { from: 0, to: SPINS }, here);
    const out = new Float64Array(2 * N);
    for (const x of [map, holed]) {
      const maps = new OverlapMaps(sourceOf([chunk]), x);
      for (let spin = 0; spin < SPINS; spin++) {
        maps.write(spin, out);
        near(out, byDefinition(spin, x));
      }
    }
  });

  it('leaves a constant map constant when weights are divided, and not when they are not', async () => {
    const chunk = await overlapSpins(verticesOf(sides), 2 * N, { from: 0, to: 3 }, here);
    const out = new Float64Array(2 * N);
    const flat = new Float64Array(2 * N).fill(4);
    new OverlapMaps(
      sourceOf([chunk]),
      flat.map((x, i) => (i === 3 ? NaN : x)),
    ).write(1, out);
    for (const value of out) if (value === value) expect(value).toBeCloseTo(4, 12);
    new OverlapMaps(sourceOf([chunk]), flat).write(1, out);
    expect(range(out.filter((v) => v === v))).toBeGreaterThan(0.5);
  });

  it('counts each vertex of a parcel once, unless the medial wall lands on it', async () => {
    const { starts, entries } = await overlapSpins(
      verticesOf(sides),
      2 * N,
      { from: 0, to: SPINS },
      here,
    );
    const sizes = parcelSizes(sides, 2 * N);
    let lost = 0;
    for (let row = 0; row < SPINS * 2 * N; row++) {
      const counts = entries.subarray(starts[row], starts[row + 1]).map((e) => e & 0xffff);
      const landed = counts.reduce((sum, count) => sum + count, 0);
      expect(landed).toBeLessThanOrEqual(sizes[row % (2 * N)]!);
      lost += sizes[row % (2 * N)]! - landed;
    }
    expect(lost).toBeGreaterThan(0);
  });

  it('finds spins in several chunks, and more vertices than an entry holds in two', () => {
    const chunk = (...rows: number[][]): OverlapChunk => ({
      spins: rows.length / 2,
      starts: Int32Array.from(
        { length: rows.length + 1 },
        (_, r) => rows.slice(0, r).flat().length,
      ),
      entries: Int32Array.from(rows.flat()),
    });
    const source: OverlapSource = {
      kind: 'overlap',
      sizes: Float64Array.of(131_070, 4),
      chunks: [
        chunk([entryOf(0, 65_535), entryOf(0, 65_535), entryOf(1, 1)], []),
        chunk([entryOf(1, 4)], [entryOf(0, 65_535)]),
      ],
    };
    const maps = new OverlapMaps(source, Float64Array.of(2, 8));
    const out = new Float64Array(2);
    maps.write(1, out);
    expect([...out]).toEqual([8, 1]);
    maps.write(0, out);
    expect([...out]).toEqual([4, NaN]);
  });
});

describe('threads', () => {
  const pools: BlockPool[] = [];
  beforeAll(async () => {
    const path = await workerBundle('vertex-spins');
    pools.push(...[1, 2, 3].map((threads) => new BlockPool(path, threads)));
  });
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  it('one, two and three find the same sources and overlaps, in one piece or several', async () => {
    const vertices = verticesOf(sides);
    const made = await Promise.all(
      pools.map(async (pool) => {
        const spinning = { ...here, pool };
        const index = sharedInt16(1000 * 2 * N);
        await modalSpins(vertices, 2 * N, { from: 0, to: 400 }, index, spinning);
        await modalSpins(vertices, 2 * N, { from: 400, to: 1000 }, index, spinning);
        return {
          index,
          chunk: await overlapSpins(vertices, 2 * N, { from: 0, to: 1000 }, spinning),
        };
      }),
    );
    expect(made[1]).toEqual(made[0]);
    expect(made[2]).toEqual(made[0]);
  });
});
