// Real threads: same bits for any number of them, prompt cancellation, and a readable error when one dies.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confoundsOf } from '../../../engine/colocalize/confounds.js';
import {
  nullCorrelations,
  type NullRequest,
} from '../../../engine/colocalize/null-correlations.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import type { NullSource } from '../../../engine/parallel/null-maps.js';
import { BlockPool, threadCount } from '../../../engine/parallel/pool.js';
import { sharedInt16 } from '../../../engine/parallel/shared.js';
import { workerBundle } from '../../worker-bundle.js';

const PARCELS = 200;
const rng = new Pcg64(3);
const table = (count: number, missing: number): MapTable => ({
  labels: Array.from({ length: count }, (_, i) => `m${i}`),
  sets: Array.from({ length: count }, () => null),
  weights: Array.from({ length: count }, () => null),
  parcels: Array.from({ length: PARCELS }, (_, i) => `p${i}`),
  values: Float64Array.from({ length: count * PARCELS }, () =>
    rng.random() < missing ? NaN : rng.random(),
  ),
});

function request(permutations: number): NullRequest {
  const spins = sharedInt16(permutations * PARCELS);
  for (let i = 0; i < spins.length; i++) spins[i] = Math.floor(rng.random() * PARCELS);
  return {
    x: table(20, 0.01),
    y: table(2, 0),
    ranked: true,
    which: 'X',
    permutations,
    rToZ: true,
    pooled: null,
    z: confoundsOf({ z: null }, true),
    source: { kind: 'spin', index: spins },
  };
}

/** Two made-up spatial vectors over all parcels; the inner loop does not ask where they come from. */
function moranLike(): NullSource {
  const parcels = Int32Array.from({ length: PARCELS }, (_, i) => i);
  const vectors = Float64Array.from({ length: 2 * PARCELS }, () => rng.random() - 0.5);
  return {
    kind: 'moran',
    seed: 3,
    options: { procedure: 'pair', joint: true },
    bases: [{ parcels, components: 2, vectors }],
    basesOfMap: Array.from({ length: 20 }, () => [0]),
  };
}

const context = (signal: AbortSignal) => ({
  signal,
  report: () => undefined,
  warn: () => undefined,
  log: () => undefined,
});

describe('BlockPool', () => {
  let workerPath = '';
  const pools: BlockPool[] = [];
  const poolOf = (threads: number): BlockPool => {
    const pool = new BlockPool(workerPath, threads);
    pools.push(pool);
    return pool;
  };
  beforeAll(async () => {
    workerPath = await workerBundle('pool');
  });
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  it('gives the same bits for one, two and three threads: spins, free permutations, Moran, with Z and without', async () => {
    const signal = new AbortController().signal;
    const spun = request(2000);
    const free: NullRequest = { ...spun, permutations: 500, source: { kind: 'shuffle', seed: 9 } };
    const z = confoundsOf({ z: table(2, 0.05) }, true);
    const moran: NullRequest = { ...spun, permutations: 300, source: moranLike() };
    const requests = [
      spun,
      free,
      { ...spun, z, permutations: 300 },
      { ...free, z },
      moran,
      { ...moran, z },
      { ...moran, which: 'Y' as const, pooled: 'mean' as const },
    ];
    for (const one of requests) {
      const [first, ...others] = await Promise.all(
        [1, 2, 3].map((threads) => nullCorrelations(one, poolOf(threads), context(signal))),
      );
      for (const other of others) {
        expect(
          Buffer.compare(Buffer.from(other.values.buffer), Buffer.from(first!.values.buffer)),
        ).toBe(0);
      }
      expect(first!.values.some((value) => value !== 0)).toBe(true);
    }
  });

  it('stops within a moment when cancelled', async () => {
    const abort = new AbortController();
    const run = nullCorrelations(request(30_000), poolOf(2), context(abort.signal));
    let cancelled = 0;
    setTimeout(() => {
      cancelled = performance.now();
      abort.abort();
    }, 150);
    await expect(run).rejects.toThrow('Cancelled');
    console.info(`cancelled after ${(performance.now() - cancelled).toFixed(0)} ms`);
    expect(cancelled).toBeGreaterThan(0);
  });

  it('passes an error of a block on, and can be used again', async () => {
    const signal = new AbortController().signal;
    const pool = poolOf(2);
    const source = { kind: 'spin' as const, index: null as unknown as Int16Array };
    const broken = { ...request(2000), source };
    await expect(nullCorrelations(broken, pool, context(signal))).rejects.toThrow();
    const after = await nullCorrelations(request(2000), pool, context(signal));
    expect(after.values.length).toBe(2 * 20 * 2000);
  });
});

describe('threadCount', () => {
  it('means all cores for −1', () => {
    expect(threadCount(-1)).toBeGreaterThan(0);
    expect(threadCount(3)).toBe(3);
  });
});
