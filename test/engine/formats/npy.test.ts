import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeNpy, readNpy, readNpySlice, writeNpy } from '../../../engine/formats/npy.js';
import { absent, dataDir } from '../../shared.js';
import { refusal, scratch } from './files.js';

const { folder, write } = scratch();

/** A .npy file as NumPy writes it. */
function npy(
  descr: string,
  shape: string,
  data: Uint8Array,
  fortran = 'False',
  version = 1,
): Uint8Array {
  const text = `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`;
  const start = version === 1 ? 10 : 12;
  const length = Math.ceil((start + text.length + 1) / 64) * 64 - start;
  const head = Buffer.alloc(start);
  head.write('\x93NUMPY', 'latin1');
  head[6] = version;
  if (version === 1) head.writeUInt16LE(length, 8);
  else head.writeUInt32LE(length, 8);
  return Buffer.concat([head, Buffer.from(`${text.padEnd(length - 1)}\n`), data]);
}
const bytesOf = (array: { buffer: ArrayBufferLike }): Buffer =>
  Buffer.from(new Uint8Array(array.buffer));

describe('reading .npy', () => {
  it.each<[string, Uint8Array, Int32Array | Float64Array]>([
    ['|b1', Uint8Array.of(1, 0), Int32Array.of(1, 0)],
    ['|i1', bytesOf(Int8Array.of(-1, 2)), Int32Array.of(-1, 2)],
    ['|u1', Uint8Array.of(255, 2), Int32Array.of(255, 2)],
    ['<i2', bytesOf(Int16Array.of(-300, 2)), Int32Array.of(-300, 2)],
    ['>i2', bytesOf(Int16Array.of(-300, 2)).swap16(), Int32Array.of(-300, 2)],
    ['<u2', bytesOf(Uint16Array.of(65535, 2)), Int32Array.of(65535, 2)],
    ['<i4', bytesOf(Int32Array.of(-70000, 2)), Int32Array.of(-70000, 2)],
    ['>i4', bytesOf(Int32Array.of(-70000, 2)).swap32(), Int32Array.of(-70000, 2)],
    ['<u4', bytesOf(Uint32Array.of(4e9, 2)), Float64Array.of(4e9, 2)],
    ['<i8', bytesOf(BigInt64Array.of(-5n, 2n)), Int32Array.of(-5, 2)],
    ['>i8', bytesOf(BigInt64Array.of(-5n, 2n)).swap64(), Int32Array.of(-5, 2)],
    ['<i8', bytesOf(BigInt64Array.of(2n ** 40n, 2n)), Float64Array.of(2 ** 40, 2)],
    ['<u8', bytesOf(BigUint64Array.of(7n, 2n)), Int32Array.of(7, 2)],
    ['<f4', bytesOf(Float32Array.of(0.5, NaN)), Float64Array.of(0.5, NaN)],
    ['<f8', bytesOf(Float64Array.of(0.1, NaN)), Float64Array.of(0.1, NaN)],
    ['>f8', bytesOf(Float64Array.of(0.1, 2)).swap64(), Float64Array.of(0.1, 2)],
  ])('takes %s numbers', async (descr, bytes, expected) => {
    const { shape, data } = await readNpy(write('numbers.npy', npy(descr, '(2,)', bytes)));
    expect(shape).toEqual([2]);
    expect(data).toEqual(expected);
  });

  it('puts Fortran order into C order in two and three dimensions', async () => {
    const two = npy('<i4', '(2, 3)', bytesOf(Int32Array.of(0, 10, 1, 11, 2, 12)), 'True');
    expect((await readNpy(write('two.npy', two))).data).toEqual(Int32Array.of(0, 1, 2, 10, 11, 12));
    const values = Int32Array.from({ length: 24 }, (_, at) => {
      const [i, j, k] = [at % 2, Math.floor(at / 2) % 3, Math.floor(at / 6)];
      return 100 * i + 10 * j + k;
    });
    const three = await readNpy(
      write('three.npy', npy('<i4', '(2, 3, 4)', bytesOf(values), 'True')),
    );
    const expected = [0, 1].flatMap((i) =>
      [0, 1, 2].flatMap((j) => [0, 1, 2, 3].map((k) => 100 * i + 10 * j + k)),
    );
    expect([...three.data]).toEqual(expected);
  });

  it('takes versions 2 and 3, scalars and gzip', async () => {
    for (const version of [2, 3]) {
      const bytes = npy('<i4', '(1,)', bytesOf(Int32Array.of(9)), 'False', version);
      expect((await readNpy(write('version.npy', bytes))).data[0]).toBe(9);
    }
    const scalar = await readNpy(
      write('scalar.npy.gz', npy('<f8', '()', bytesOf(Float64Array.of(4)))),
    );
    expect(scalar).toEqual({ shape: [], data: Float64Array.of(4) });
  });

  it.each<[string, Uint8Array, string, RegExp]>([
    ['no magic', Buffer.from('PK something else'), 'not-npy', /not a NumPy/],
    ['too few bytes', npy('<f8', '(3,)', new Uint8Array(16)), 'damaged-npy', /144 bytes.*152/],
    ['too many bytes', npy('<f8', '(1,)', new Uint8Array(16)), 'damaged-npy', /promises/],
    [
      'a cut header',
      npy('<f8', '(1,)', new Uint8Array(8)).subarray(0, 40),
      'damaged-npy',
      /header/,
    ],
    ['objects', npy('|O', '(1,)', new Uint8Array(8)), 'npy-type', /\|O/],
    ['complex numbers', npy('<c16', '(1,)', new Uint8Array(16)), 'npy-type', /c16/],
    [
      'integers beyond 2^53',
      npy('<i8', '(1,)', bytesOf(BigInt64Array.of(2n ** 60n))),
      'npy-type',
      /2\^53/,
    ],
  ])('refuses %s', async (name, bytes, code, sentence) => {
    const path = write(`${name}.npy`, bytes);
    const message = await refusal(readNpy(path), code);
    expect(message).toContain(path);
    expect(message).toMatch(sentence);
  });
});

describe('a slice of .npy', () => {
  const values = Float64Array.from({ length: 24 }, (_, i) => (i === 13 ? NaN : i / 10));
  const path = (): string => write('slice.npy', encodeNpy([2, 3, 4], values));

  it('is what the whole file holds at the leading indices', async () => {
    const file = path();
    expect(await readNpySlice(file, [1, 0])).toEqual(values.subarray(12, 16));
    expect(await readNpySlice(file, [0])).toEqual(values.subarray(0, 12));
    expect(await readNpySlice(file, [1, 2, 3])).toEqual(values.subarray(23));
    const integers = write(
      'integers.npy',
      npy('>i4', '(2, 1)', Buffer.from([0, 0, 0, 1, 0, 0, 1, 0])),
    );
    expect(await readNpySlice(integers, [1])).toEqual(Int32Array.of(256));
  });

  it.each([[[2, 0]], [[0, 3]], [[-1, 0]], [[0.5, 0]], [[0, 0, 0, 0]]])(
    'is null outside of the array: %j',
    async (lead) => expect(await readNpySlice(path(), lead)).toBeNull(),
  );

  it('is refused where the file is cut off, no .npy, or in Fortran order', async () => {
    const cut = write('cut.npy', encodeNpy([2, 3, 4], values).subarray(0, -8));
    expect(await readNpySlice(cut, [0, 0])).toHaveLength(4);
    expect(await refusal(readNpySlice(cut, [1, 2]), 'damaged-npy')).toContain(cut);
    await refusal(readNpySlice(write('text.npy', Buffer.from('text')), [0]), 'not-npy');
    const fortran = write('fortran.npy', npy('<f8', '(1, 2)', new Uint8Array(16), 'True'));
    expect(await refusal(readNpySlice(fortran, [0]), 'npy-type')).toContain('C order');
  });
});

describe('writing .npy', () => {
  it('reads back bit for bit', async () => {
    const path = join(folder, 'round.npy');
    const data = Float64Array.of(0.1, NaN, Infinity, -0, 1e-310, 6);
    await writeNpy(path, [2, 3], data);
    expect(await readNpy(path)).toEqual({ shape: [2, 3], data });
    await writeNpy(path, [2], Int32Array.of(-1, 7));
    expect(await readNpy(path)).toEqual({ shape: [2], data: Int32Array.of(-1, 7) });
  });

  it('begins its numbers on a multiple of 64 bytes, as NumPy does', () => {
    const bytes = encodeNpy([1], Float64Array.of(1));
    expect((bytes.length - 8) % 64).toBe(0);
    expect(Buffer.from(bytes).toString('latin1', 10)).toMatch(/'shape': \(1,\), } *\n/);
  });
});

const data = dataDir();
describe.skipIf(data === null)(
  `spins of the data library ${data ? '' : absent('nispace-data')}`,
  () => {
    it('are permutations-with-repeats of the parcels of one hemisphere', async () => {
      const name = 'parc-Schaefer100Parcels7Networks_space-fsLR_hemi-L.spin.npy';
      const { shape, data: spins } = await readNpy(
        join(data!, 'parcellation/Schaefer100Parcels7Networks/fsLR', name),
      );
      expect(shape).toEqual([50, 10_000]);
      expect(spins).toBeInstanceOf(Int32Array);
      expect(spins.every((source) => source >= 0 && source < 50)).toBe(true);
    });
  },
);
