// Distances in real threads: the same bits for one, two and three of them, and prompt cancellation.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { geodesicDistances } from '../../../engine/nulls/distances/surface.js';
import { voxelDistances } from '../../../engine/nulls/distances/voxel-distances.js';
import type { ParcelGrid } from '../../../engine/nulls/distances/voxel-runs.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { BlockPool } from '../../../engine/parallel/pool.js';
import { workerBundle } from '../../worker-bundle.js';
import { bumpySphere, labelled } from '../nulls/distances/meshes.js';

/** Cubes of 4 voxels, each of one of 30 parcels; large enough that threads are used. */
function grid(): ParcelGrid {
  const random = new Pcg64(1);
  const blocks = Array.from({ length: 8 ** 3 }, () => Math.floor(random.random() * 40) - 10);
  const parcels = Int16Array.from({ length: 32 ** 3 }, (_, at) => {
    const [x, y, z] = [at % 32, Math.floor(at / 32) % 32, Math.floor(at / 32 ** 2)];
    return Math.max(-1, blocks[(x >> 2) + 8 * ((y >> 2) + 8 * (z >> 2))]!);
  });
  const affine = Float64Array.of(2, 0.1, 0, 0, -0.1, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1);
  return { dims: [32, 32, 32], affine, parcels };
}

describe('distances in threads', () => {
  const pools: BlockPool[] = [];
  beforeAll(async () => {
    const path = await workerBundle('distances');
    for (const threads of [1, 2, 3]) pools.push(new BlockPool(path, threads));
  });
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  const signal = new AbortController().signal;
  const jobs: [string, (pool: BlockPool, signal: AbortSignal) => Promise<Float64Array>][] = [
    [
      'volumes',
      (pool, stop) => voxelDistances(grid(), 30, pool, { signal: stop, report: () => undefined }),
    ],
    [
      'surfaces',
      (pool, stop) =>
        geodesicDistances(labelled(bumpySphere(4), 12), pool, {
          signal: stop,
          onDone: () => undefined,
        }),
    ],
  ];

  it.each(jobs)('of %s are the same bits for one, two and three threads', async (_, job) => {
    const matrices = [];
    for (const pool of pools) matrices.push(await job(pool, signal));
    const bytes = matrices.map((matrix) => Buffer.from(matrix.slice().buffer));
    expect(matrices[0]!.filter((d) => d > 0 && d < 1000).length).toBeGreaterThan(80);
    expect(bytes.map((one) => Buffer.compare(one, bytes[0]!))).toEqual([0, 0, 0]);
  });

  it.each(jobs)('of %s stop within a moment when cancelled', async (_, job) => {
    const abort = new AbortController();
    const run = job(pools[1]!, abort.signal);
    setTimeout(() => abort.abort(), 5);
    await expect(run).rejects.toThrow('Cancelled');
  });
});
