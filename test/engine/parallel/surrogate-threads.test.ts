// Null models made from distances in real threads: fits, null maps and statistics have the same bits for 1, 2 and 3 of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confoundsOf } from '../../../engine/colocalize/confounds.js';
import { nullCorrelations } from '../../../engine/colocalize/null-correlations.js';
import { distanceModels } from '../../../engine/nulls/distance-models.js';
import type { DistanceKind } from '../../../engine/nulls/models.js';
import { BlockPool } from '../../../engine/parallel/pool.js';
import { workerBundle } from '../../worker-bundle.js';
import { blockOf, smoothMap, sphere, tableOf } from '../nulls/sphere.js';

const N = 90;
const world = sphere(N, 4);
const holed = (map: Float64Array, place: number): Float64Array =>
  map.map((v, i) => (i === place ? NaN : v));
const x = tableOf(
  ...Array.from({ length: 4 }, (_, i) => smoothMap(world, 12, 10 + i)),
  holed(smoothMap(world, 12, 20), 7),
);
const y = tableOf(smoothMap(world, 12, 30), holed(smoothMap(world, 12, 31), 60));
const blocks = [blockOf(world, 0, 44), blockOf(world, 44)];
const ctx = {
  signal: new AbortController().signal,
  report: () => undefined,
  warn: () => undefined,
  log: () => undefined,
};

/** Says that every piece of work is long, so that it is given to the threads. */
class EagerPool extends BlockPool {
  override run(...[name, blocks_, options]: Parameters<BlockPool['run']>): Promise<void> {
    return super.run(name, blocks_, { ...options, steps: 1e12 });
  }
}

let pools: BlockPool[] = [];
beforeAll(async () => {
  const workerPath = await workerBundle('surrogates');
  pools = [1, 2, 3].map((threads) => new EagerPool(workerPath, threads));
});
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

const kinds: DistanceKind[] = ['moran', 'variomoran', 'burt2018', 'burt2020'];

describe.each(kinds)('%s', (kind) => {
  it.each([
    { ranked: true, which: 'X', pooled: null },
    { ranked: false, which: 'X', pooled: null },
    { ranked: true, which: 'Y', pooled: 'mean' },
  ] as const)('%o: the same bits for 1, 2 and 3 threads', async (how) => {
    const permutations = 230;
    const tables = await Promise.all(
      pools.map(async (pool) => {
        const model = distanceModels[kind]({ mapsOptions: {}, nPerm: permutations, seed: 6 });
        const source = await model.source(how.which === 'X' ? x : y, blocks, pool, ctx);
        const request = {
          ...how,
          x,
          y,
          z: confoundsOf({ z: null }, how.ranked),
          permutations,
          rToZ: true,
          source,
        };
        return (await nullCorrelations(request, pool, ctx)).values;
      }),
    );
    const [first, ...others] = tables.map((values) => Buffer.from(values.buffer));
    expect(tables[0]!.every((v) => Number.isFinite(v))).toBe(true);
    for (const other of others) expect(first!.equals(other)).toBe(true);
  });
});
