// Spins made here are kept in the cache: the same bits and the same warning the second time.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Cache } from '../../../../engine/library/cache.js';
import { spinIndex } from '../../../../engine/nulls/spins/spin-index.js';
import { ball, ballSurface } from '../distances/ball-library.js';

const folder = mkdtempSync(join(tmpdir(), 'nsp-spins-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('spins made from the sphere', () => {
  it('are read from the cache the second time', async () => {
    const run = async (cache: Cache | undefined, spins = 300) => {
      const { parcellation, context, spy } = await ball(ballSurface('fsLR', 'sphere'));
      const { library, ctx, inputs, pool } = context;
      const surface = parcellation.surfaces[0]!;
      const { index } = await spinIndex(parcellation, surface, spins, {
        library,
        ctx,
        inputs,
        pool,
        ...(cache && { cache }),
      });
      return {
        index,
        worked: spy.progress.length > 0,
        warnings: spy.warnings.map(({ message }) => message),
      };
    };
    const plain = await run(undefined);
    const first = await run(new Cache(folder));
    const second = await run(new Cache(folder));
    expect([plain.worked, first.worked, second.worked]).toEqual([true, true, false]);
    expect(Buffer.compare(Buffer.from(second.index.buffer), Buffer.from(plain.index.buffer))).toBe(
      0,
    );
    expect(first.index).toEqual(plain.index);
    // Three parcels a side have few different spins: most repeat, and the count is the same whoever counts.
    expect(plain.warnings).toEqual([expect.stringMatching(/^\d+ of 300 spins repeat/)]);
    expect([first.warnings, second.warnings]).toEqual([plain.warnings, plain.warnings]);
    await run(new Cache(folder), 20);
    expect(readdirSync(join(folder, 'spins'))).toHaveLength(4);
  });
});
