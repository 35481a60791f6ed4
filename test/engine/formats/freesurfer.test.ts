// FreeSurfer's per-vertex files: made here byte by byte, and the same real map in four formats.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readVertexValues } from '../../../engine/formats/vertex-files.js';
import { absent, dataDir } from '../../shared.js';

const folder = mkdtempSync(join(tmpdir(), 'nsp-freesurfer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readSurfaceValues = (path: string): Promise<Float64Array> => readVertexValues(path, 'L');

const file = (name: string, bytes: Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

function morph(values: number[], perVertex = 1): Buffer {
  const bytes = Buffer.alloc(15 + values.length * 4);
  bytes.writeUIntBE(0xffffff, 0, 3);
  bytes.writeInt32BE(values.length / perVertex, 3);
  bytes.writeInt32BE(perVertex, 11);
  values.forEach((value, i) => bytes.writeFloatBE(value, 15 + i * 4));
  return bytes;
}

function mgh(
  sizes: number[],
  type: number,
  write: (bytes: Buffer) => void,
  numbers: number,
): Buffer {
  const bytes = Buffer.alloc(284 + numbers);
  [1, ...sizes, type].forEach((value, i) => bytes.writeInt32BE(value, i * 4));
  write(bytes);
  return bytes;
}

describe('FreeSurfer values per vertex', () => {
  it('are read from a morphometry file', async () => {
    expect([...(await readSurfaceValues(file('lh.thickness', morph([1.5, -2, NaN]))))]).toEqual([
      1.5,
      -2,
      NaN,
    ]);
  });

  it('are read from .mgh and gzipped .mgz in every datatype', async () => {
    const float = mgh(
      [2, 1, 1, 1],
      3,
      (b) => {
        b.writeFloatBE(0.25, 284);
        b.writeFloatBE(7, 288);
      },
      8,
    );
    expect([...(await readSurfaceValues(file('a.mgz', gzipSync(float))))]).toEqual([0.25, 7]);
    const short = mgh(
      [1, 1, 2, 1],
      4,
      (b) => {
        b.writeInt16BE(-3, 284);
        b.writeInt16BE(9, 286);
      },
      4,
    );
    expect([...(await readSurfaceValues(file('b.mgh', short)))]).toEqual([-3, 9]);
    const integers = mgh(
      [1, 2, 1, 1],
      1,
      (b) => {
        b.writeInt32BE(70000, 284);
        b.writeInt32BE(1, 288);
      },
      8,
    );
    expect([...(await readSurfaceValues(file('c.mgh', integers)))]).toEqual([70000, 1]);
    const bytes = mgh(
      [2, 1, 1, 1],
      0,
      (b) => {
        b[284] = 200;
        b[285] = 1;
      },
      2,
    );
    expect([...(await readSurfaceValues(file('d.mgh', bytes)))]).toEqual([200, 1]);
  });

  it.each<[string, Buffer, RegExp]>([
    ['several values per vertex', morph([1, 2], 2), /holds 2 maps/],
    [
      'a morphometry file cut off',
      morph([1, 2, 3]).subarray(0, 20),
      /has 20 bytes, its header promises 27/,
    ],
    ['several frames', mgh([2, 1, 1, 3], 3, () => undefined, 24), /holds 3 maps/],
    [
      'a volume',
      mgh([2, 2, 2, 1], 3, () => undefined, 32),
      /holds a volume of 2 × 2 × 2 voxels.*use image/,
    ],
    ['an .mgh cut off', mgh([9, 1, 1, 1], 3, () => undefined, 8), /its header promises 320/],
  ])('are refused in words: %s', async (name, bytes, message) => {
    await expect(readSurfaceValues(file(name.replaceAll(' ', '-'), bytes))).rejects.toThrow(
      message,
    );
  });

  it.skipIf(!dataDir())(
    `are the same in every format ${dataDir() ? '' : absent('nispace-data')}`,
    async () => {
      const base = join(dataDir()!, 'example/formats/lh.conte69_32k_thickness');
      const [gifti, freesurfer, mghValues] = await Promise.all(
        ['.gii', '', '.mgh'].map((ending) => readSurfaceValues(`${base}${ending}`)),
      );
      expect(gifti!.length).toBe(32492);
      // The medial wall is 0 in the GIFTI and .mgh files and missing in the morphometry file.
      for (const other of [freesurfer!, mghValues!]) {
        const difference = Math.max(
          ...other.map((value, i) => Math.abs((value || 0) - gifti![i]!)),
        );
        expect(difference).toBeLessThan(1e-6);
      }
    },
  );
});
