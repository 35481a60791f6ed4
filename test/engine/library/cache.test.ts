// The cache of arrays made here: made once, read back, never trusted when damaged or made from something else.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { NpyArray } from '../../../engine/formats/npy.js';
import { Cache, cacheFolder, sha256, type CacheRecipe } from '../../../engine/library/cache.js';

const root = mkdtempSync(join(tmpdir(), 'nsp-cache-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const folder = (): string => join(root, String(folders++));

const recipe: CacheRecipe = {
  room: 'distances',
  name: 'my atlas/one_hemi-L',
  ingredients: { algorithm: 'a 1', labels: sha256(Int32Array.of(1, 2)), parcels: 2 },
};

/** A maker that counts its calls. */
function maker(value = 5) {
  const calls = { made: 0 };
  const make = (): Promise<NpyArray> => {
    calls.made++;
    return Promise.resolve({ shape: [2, 2], data: Float64Array.of(0, value, value, 0) });
  };
  return { calls, make };
}

const silent = (): void => undefined;

describe('the cache', () => {
  it('makes an array once and reads it back in another session', async () => {
    const [at, { calls, make }] = [folder(), maker()];
    const first = await new Cache(at).get(recipe, make, silent);
    const second = await new Cache(at).get(recipe, make, silent);
    expect(calls.made).toBe(1);
    expect(second).toEqual(first);
    const names = readdirSync(join(at, 'distances'));
    expect(names).toHaveLength(2);
    expect(names.every((name) => /^my-atlas-one_hemi-L_[0-9a-f]{16}\.(npy|json)$/.test(name))).toBe(
      true,
    );
  });

  it('makes it once when asked twice at the same time', async () => {
    const { calls, make } = maker();
    const cache = new Cache(null);
    await Promise.all([cache.get(recipe, make, silent), cache.get(recipe, make, silent)]);
    expect(calls.made).toBe(1);
  });

  it('makes it again when an ingredient changes', async () => {
    const [at, { calls, make }] = [folder(), maker()];
    await new Cache(at).get(recipe, make, silent);
    const other = { ...recipe, ingredients: { ...recipe.ingredients, algorithm: 'a 2' } };
    await new Cache(at).get(other, make, silent);
    expect(calls.made).toBe(2);
  });

  it.each<[string, (file: Buffer) => Buffer, string]>([
    ['a flipped bit in the numbers', (b) => ((b[b.length - 1]! ^= 1), b), '.npy'],
    ['an array cut short', (b) => b.subarray(0, 90), '.npy'],
    ['an unreadable label', () => Buffer.from('{'), '.json'],
    ['a label of something else', (b) => Buffer.from(b.toString().replace('a 1', 'b 1')), '.json'],
    ['a label that is no label', () => Buffer.from('[1]'), '.json'],
  ])('makes it again after %s, and says so', async (_, spoil, ending) => {
    const [at, { calls, make }] = [folder(), maker()];
    await new Cache(at).get(recipe, make, silent);
    const room = join(at, 'distances');
    const path = join(
      room,
      readdirSync(room).find((name) => name.endsWith(ending))!,
    );
    writeFileSync(path, spoil(readFileSync(path)));
    const said: string[] = [];
    const again = await new Cache(at).get(recipe, make, (message) => said.push(message));
    expect(calls.made).toBe(2);
    expect([...again.data]).toEqual([0, 5, 5, 0]);
    expect(said).toEqual([expect.stringMatching(/damaged.*made again/)]);
    await new Cache(at).get(recipe, make, silent);
    expect(calls.made).toBe(2);
  });

  it('keeps things in memory where nothing can be written, and says so once', async () => {
    const file = join(root, 'a-file');
    writeFileSync(file, '');
    for (const at of [null, join(file, 'cache')]) {
      const { calls, make } = maker();
      const said: string[] = [];
      const cache = new Cache(at);
      const other = { ...recipe, name: 'other' };
      for (const one of [recipe, recipe, other])
        await cache.get(one, make, (message) => said.push(message));
      expect(calls.made).toBe(2);
      expect(said.filter((message) => /in memory only/.test(message))).toHaveLength(1);
    }
  });

  it('forgets a making that failed', async () => {
    const cache = new Cache(null);
    await expect(cache.get(recipe, () => Promise.reject(new Error('no')), silent)).rejects.toThrow(
      'no',
    );
    expect((await cache.get(recipe, maker(7).make, silent)).data[1]).toBe(7);
  });
});

describe('the folder of the cache', () => {
  it('lies in the first data folder that can be written to', () => {
    const missing = join(root, 'missing');
    expect(cacheFolder([missing, root])).toBe(join(root, 'cache'));
    expect(cacheFolder([missing])).toBeNull();
    expect(cacheFolder([])).toBeNull();
  });
});
