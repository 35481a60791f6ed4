// Null maps of one's own: what is read of the file, and what is said when it does not fit.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../engine/error.js';
import { writeNpy } from '../../../engine/formats/npy.js';
import { InputLog } from '../../../engine/library/input-log.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import { givenNulls } from '../../../engine/nulls/given-nulls.js';
import { nullMaps } from '../../../engine/parallel/null-maps.js';

const folder = mkdtempSync(join(tmpdir(), 'nsp-given-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ctx = {
  signal: new AbortController().signal,
  report: () => undefined,
  warn: () => undefined,
  log: () => undefined,
};
const table = (...labels: string[]): MapTable => ({
  labels,
  sets: labels.map(() => null),
  weights: labels.map(() => null),
  parcels: ['p', 'q', 'r'],
  values: new Float64Array(3 * labels.length),
});
let files = 0;
async function file(shape: number[], at: (i: number) => number = (i) => i): Promise<string> {
  const path = join(folder, `nulls-${files++}.npy`);
  const count = shape.reduce((a, b) => a * b, 1);
  await writeNpy(
    path,
    shape,
    Float64Array.from({ length: count }, (_, i) => at(i)),
  );
  return path;
}
const read = (mapsNulls: string, nPerm: number, inputs = new InputLog(), context = ctx) =>
  givenNulls({ mapsNulls, mapsWhich: 'X', nPerm }, 3, { ctx: context, inputs });

/** A file as numpy writes others: header text and bytes. */
function raw(descr: string, fortran: string, shape: string, bytes: Uint8Array): string {
  const path = join(folder, `raw-${files++}.npy`);
  const text = `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`.padEnd(
    117,
  );
  const head = Buffer.alloc(10);
  head.write('\x93NUMPY\x01\x00', 'latin1');
  head.writeUInt16LE(118, 8);
  writeFileSync(path, Buffer.concat([head, Buffer.from(`${text}\n`), bytes]));
  return path;
}

describe('null maps of one’s own', () => {
  it('are the first of each map, in the order of the maps', async () => {
    const inputs = new InputLog();
    const path = await file([2, 4, 3], (i) => (i === 14 ? NaN : i));
    const given = await read(path, 2, inputs);
    const source = given.source(table('a', 'b'));
    expect([...source.values]).toEqual([0, 1, 2, 3, 4, 5, 12, 13, NaN, 15, 16, 17]);
    const out = new Float64Array(3);
    nullMaps(source, new Float64Array(3), 1, 1).next(out);
    expect([...out]).toEqual([15, 16, 17]);
    expect(given.origin).toMatch(/^the first 2 of 4 null maps of each X map in nulls-\d+\.npy$/);
    expect(await inputs.list()).toMatchObject([{ role: 'null maps (maps_nulls)', path }]);
  });

  it('of one map may stand without the axis of maps', async () => {
    const source = (await read(await file([5, 3]), 2)).source(table('only'));
    expect([...source.values]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('of single precision stay so, in either order of axes', async () => {
    const c = Float32Array.of(0, 1, 2, 3, 4, 5.5);
    const f = Float32Array.of(0, 3, 1, 4, 2, 5.5);
    for (const [order, data] of [
      ['False', c],
      ['True', f],
    ] as const) {
      const path = raw('<f4', order, '(2, 3)', new Uint8Array(data.buffer));
      const { values } = (await read(path, 2)).source(table('only'));
      expect(values).toBeInstanceOf(Float32Array);
      expect([...values]).toEqual([0, 1, 2, 3, 4, 5.5]);
    }
  });

  it('decide the key only as far as they are used', async () => {
    const bytes = async (path: string) =>
      (await read(path, 2)).bytes.map((view) => [...(view as Float64Array)]);
    const one = await bytes(await file([2, 4, 3]));
    expect(await bytes(await file([2, 4, 3], (i) => (i === 9 ? 77 : i)))).toEqual(one);
    expect(await bytes(await file([2, 4, 3], (i) => (i === 4 ? 77 : i)))).not.toEqual(one);
  });

  it.each([
    ['parcels', [2, 4, 5], 2, /null maps of 5 parcels; the parcellation of this analysis has 3/],
    [
      'permutations',
      [2, 4, 3],
      5,
      /holds 4 null maps of each map; n_perm asks for 5\. Set n_perm: 4/,
    ],
    ['axes', [3], 1, /has the shape \(3\); null maps are maps × permutations × parcels/],
    ['axes of length 0', [2, 0, 3], 1, /has the shape \(2, 0, 3\)/],
  ])('that do not fit are refused with file and way out: %s', async (_, shape, nPerm, message) => {
    const path = await file(shape);
    await expect(read(path, nPerm)).rejects.toMatchObject({
      message: expect.stringMatching(message) as string,
      subject: { property: 'maps_nulls' },
    });
    await expect(read(path, nPerm)).rejects.toThrow(path);
  });

  it('of other maps than those that are permuted are refused', async () => {
    const given = await read(await file([2, 4, 3]), 2);
    expect(() => given.source(table('a', 'b', 'c'))).toThrow(
      /null maps of 2 maps; the permuted X maps are 3 \(a, b, c\)/,
    );
  });

  it('say where a value is infinite', async () => {
    const path = await file([2, 4, 3], (i) => (i === 17 ? Infinity : i));
    await expect(read(path, 4)).rejects.toThrow(/map 2, null map 2, parcel 3\..*as NaN/);
  });

  it('that cannot be read say why, at the property', async () => {
    const path = await file([2, 4, 3]);
    writeFileSync(path, readFileSync(path).subarray(0, 200));
    const absent = join(folder, 'none.npy');
    const text = join(folder, 'text.npy');
    writeFileSync(text, 'map,p,q,r');
    for (const [bad, message] of [
      [path, /is cut off/],
      [absent, /does not exist/],
      [text, /not a NumPy/],
    ] as const) {
      await expect(read(bad, 2)).rejects.toMatchObject({
        message: expect.stringMatching(message) as string,
        subject: { property: 'maps_nulls' },
      });
    }
  });

  it('are not read to the end when the run is cancelled', async () => {
    const stop = new AbortController();
    stop.abort();
    const reading = read(await file([2, 4, 3]), 2, new InputLog(), { ...ctx, signal: stop.signal });
    await expect(reading).rejects.toBeInstanceOf(CancelledError);
  });
});
