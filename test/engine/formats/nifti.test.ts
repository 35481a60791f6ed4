import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHeader, readImage } from 'nifti-reader-js';
import { describe, expect, it } from 'vitest';
import { readLabelVolume, readVolume, readVolumeHeader } from '../../../engine/formats/nifti.js';
import { writeVolume } from '../../../engine/formats/nifti-writer.js';
import { absent, dataDir } from '../../shared.js';
import { refusal, scratch } from './files.js';
import { nifti, TWO_MM, type NiftiFields } from './nifti-bytes.js';

const { folder, write } = scratch();
const float32 = (...values: number[]): Uint8Array =>
  new Uint8Array(Float32Array.from(values).buffer);
const bytesOf = (array: { buffer: ArrayBufferLike }): Buffer =>
  Buffer.from(new Uint8Array(array.buffer));
const image = (fields: NiftiFields, name = 'image.nii') => write(name, nifti(fields));

describe('voxel values', () => {
  const types: [name: string, code: number, data: Buffer, values: number[]][] = [
    ['uint8', 2, bytesOf(Uint8Array.of(255, 1)), [255, 1]],
    ['int8', 256, bytesOf(Int8Array.of(-128, 1)), [-128, 1]],
    ['int16', 4, bytesOf(Int16Array.of(-300, 1)), [-300, 1]],
    ['uint16', 512, bytesOf(Uint16Array.of(65535, 1)), [65535, 1]],
    ['int32', 8, bytesOf(Int32Array.of(-70000, 1)), [-70000, 1]],
    ['uint32', 768, bytesOf(Uint32Array.of(4e9, 1)), [4e9, 1]],
    ['int64', 1024, bytesOf(BigInt64Array.of(-5n, 1n)), [-5, 1]],
    ['uint64', 1280, bytesOf(BigUint64Array.of(5n, 1n)), [5, 1]],
    ['float32', 16, bytesOf(Float32Array.of(0.5, NaN)), [0.5, NaN]],
    ['float64', 64, bytesOf(Float64Array.of(0.1, -Infinity)), [0.1, -Infinity]],
  ];
  const swapped = (data: Buffer): Buffer => {
    const copy = Buffer.from(data);
    const width = copy.length / 2;
    if (width === 2) copy.swap16();
    if (width === 4) copy.swap32();
    if (width === 8) copy.swap64();
    return copy;
  };
  const variants = types.flatMap((type) =>
    ([1, 2] as const).flatMap((version) =>
      [false, true].map((big) => [...type, version, big] as const),
    ),
  );

  it.each(variants)(
    '%s (code %i) of %s %s is read from NIfTI-%i, big-endian %s',
    async (...variant) => {
      const [datatype, code, data, values, version, big] = variant;
      const path = image({ version, big, datatype: code, data: big ? swapped(data) : data });
      const volume = await readVolume(path);
      expect(volume).toMatchObject({ path, datatype, dims: [2, 1, 1], warnings: [] });
      expect([...volume.data]).toEqual(values);
    },
  );

  it('are slope · stored + intercept in float64', async () => {
    const path = image({
      datatype: 8,
      slope: 0.001,
      intercept: 3,
      data: bytesOf(Int32Array.of(-9, 2)),
    });
    const slope = Math.fround(0.001);
    expect((await readVolume(path)).data).toEqual(Float64Array.of(slope * -9 + 3, slope * 2 + 3));
  });

  it.each([0, NaN, Infinity])('are as stored when the slope is %s', async (slope) => {
    const path = image({ slope, intercept: 7, data: float32(1, 2) });
    expect([...(await readVolume(path)).data]).toEqual([1, 2]);
  });

  it('begin where the header says, also behind an extension and at odd places', async () => {
    const data = Buffer.concat([Buffer.alloc(19), float32(1, 2)]);
    expect([...(await readVolume(image({ voxOffset: 371, data }))).data]).toEqual([1, 2]);
  });

  it('are the same from a gzipped file, and trailing bytes do no harm', async () => {
    const path = image(
      { data: Buffer.concat([float32(1, 2), Buffer.alloc(100)]) },
      'packed.nii.gz',
    );
    expect([...(await readVolume(path)).data]).toEqual([1, 2]);
  });

  it('may have further axes of length 1', async () => {
    const path = image({ dim: [5, 2, 1, 1, 1, 1], data: float32(1, 2) });
    expect((await readVolume(path)).dims).toEqual([2, 1, 1]);
  });
});

describe('the place in space', () => {
  const turned = { code: 1, bcd: [0, 0, Math.SQRT1_2], offset: [1, 2, 3] };

  it('is the s-form when there is one, negative steps included', async () => {
    const rows = [-3, 0, 0, 90, 0, 3, 0, -126, 0, 0, 3, -72];
    const path = image({ sform: { code: 4, rows }, qform: turned, data: float32(1, 2) });
    const header = await readVolumeHeader(path);
    expect(header.affineFrom).toBe('sform');
    expect([...header.affine]).toEqual([...rows, 0, 0, 0, 1]);
    expect(header.voxelSize).toEqual([3, 3, 3]);
  });

  it('is the q-form without an s-form: a quarter turn about z, third axis turned by qfac −1', async () => {
    const fields = {
      version: 2,
      sform: { ...TWO_MM, code: 0 },
      qform: turned,
      pixdim: [-1, 2, 3, 4, 0, 0, 0, 0],
      data: float32(1, 2),
    } as const;
    const header = await readVolumeHeader(image({ ...fields, pixdim: [...fields.pixdim] }));
    expect(header.affineFrom).toBe('qform');
    const expected = [0, -3, 0, 1, 2, 0, 0, 2, 0, 0, -4, 3, 0, 0, 0, 1];
    header.affine.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 12));
  });

  it('is the voxel size alone, with a warning, without both', async () => {
    const path = image({ sform: { ...TWO_MM, code: 0 }, data: float32(1, 2) });
    const volume = await readVolume(path);
    expect([...volume.affine]).toEqual([2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1]);
    expect(volume.warnings).toMatchObject([{ code: 'no-orientation' }]);
    expect(volume.warnings[0]!.message).toContain(path);
  });
});

describe('an image that is refused', () => {
  it.each<[string, Uint8Array, string, RegExp]>([
    [
      'with real volumes',
      nifti({ dim: [4, 2, 1, 1, 7] }),
      'not-one-volume',
      /7 volumes \(2 × 1 × 1 × 7\).*mean/,
    ],
    [
      'as CIFTI',
      nifti({ version: 2, dim: [6, 1, 1, 1, 1, 1, 9], intent: 3006 }),
      'cifti',
      /CIFTI.*twice after surface/,
    ],
    ['with complex values', nifti({ datatype: 32 }), 'nifti-type', /complex64/],
    ['with colours', nifti({ datatype: 128 }), 'nifti-type', /RGB24/],
    ['with an unknown type', nifti({ datatype: 77 }), 'bad-nifti-header', /77/],
    ['as one half of a pair', nifti({ magic: 'ni1\0' }), 'nifti-pair', /\.hdr\/\.img/],
    [
      'as one half of a NIfTI-2 pair',
      nifti({ version: 2, magic: 'ni2\0' }),
      'nifti-pair',
      /\.hdr\/\.img/,
    ],
    ['as Analyze', nifti({ magic: '\0\0\0\0' }), 'nifti-pair', /Analyze/],
    ['when cut off', nifti({ data: new Uint8Array(4) }), 'truncated-nifti', /356 bytes.*360/],
    ['as text', Buffer.from('map,a\n'.repeat(200)), 'not-nifti', /not a NIfTI/],
    ['as a few bytes', Buffer.from('abc'), 'not-nifti', /not a NIfTI/],
    ['with impossible dimensions', nifti({ dim: [3, 2, 0, 1] }), 'bad-nifti-header', /dimensions/],
    ['with an impossible rank', nifti({ dim: [9, 2, 1, 1] }), 'bad-nifti-header', /dimensions/],
    [
      'with a flat s-form',
      nifti({ sform: { code: 1, rows: Array<number>(12).fill(0) } }),
      'bad-nifti-header',
      /orientation/,
    ],
    [
      'with a NaN s-form',
      nifti({ sform: { code: 1, rows: Array<number>(12).fill(NaN) } }),
      'bad-nifti-header',
      /orientation/,
    ],
    [
      'with slope and no intercept',
      nifti({ slope: 2, intercept: NaN }),
      'bad-nifti-header',
      /intercept/,
    ],
  ])('%s', async (name, bytes, code, sentence) => {
    const path = write(`${name}.nii`, bytes);
    const message = await refusal(readVolume(path), code);
    expect(message).toContain(path);
    expect(message).toMatch(sentence);
    const zipped = write(`${name}.nii.gz`, bytes);
    expect(await refusal(readVolume(zipped), code)).toMatch(sentence);
  });

  it('as the .img of a pair', async () => {
    await refusal(readVolume(write('pair.img', Buffer.alloc(800, 3))), 'nifti-pair');
  });
});

describe('label images', () => {
  it('keep integers as they are stored, without a float copy', async () => {
    const labels = await readLabelVolume(
      image({ datatype: 4, data: bytesOf(Int16Array.of(0, 17)) }),
    );
    expect(labels.data).toEqual(Int16Array.of(0, 17));
  });

  it.each<[string, NiftiFields]>([
    ['floats', { data: float32(0, 17) }],
    ['64-bit integers', { datatype: 1024, data: bytesOf(BigInt64Array.of(0n, 17n)) }],
    ['scaled bytes', { datatype: 2, slope: 17, data: Uint8Array.of(0, 1) }],
  ])('may be stored as %s that are whole', async (_, fields) => {
    expect((await readLabelVolume(image(fields))).data).toEqual(Int32Array.of(0, 17));
  });

  it.each([0.5, NaN, 3e9])('are refused when they hold %s', async (value) => {
    const path = image({ data: float32(1, value) }, 'probability.nii');
    const message = await refusal(readLabelVolume(path), 'not-labels');
    expect(message).toContain(path);
    expect(message).toContain(String(value));
  });
});

describe('writing an image', () => {
  const affine = Float64Array.of(-3, 0, 0, 90, 0, 3, 0, -126, 0, 0, 3, -72, 0, 0, 0, 1);

  it.each([Uint8Array, Int16Array, Int32Array, Float32Array, Float64Array])(
    'reads back as %o',
    async (type) => {
      const path = join(folder, 'written.nii.gz');
      await writeVolume(path, { dims: [2, 2, 1], affine, data: type.of(0, 1, 2, 3) });
      const volume = await readVolume(path);
      expect(volume).toMatchObject({ dims: [2, 2, 1], affine });
      expect([...volume.data]).toEqual([0, 1, 2, 3]);
      expect(volume.datatype).toBe(type.name.replace('Array', '').toLowerCase());
    },
  );

  it('is understood by another reader', async () => {
    const path = join(folder, 'other.nii');
    await writeVolume(path, {
      dims: [2, 3, 1],
      affine,
      data: Int16Array.of(0, 1, 2, 3, 4, -5),
      slope: 0.5,
      formCode: 4,
    });
    const file = new Uint8Array(readFileSync(path)).buffer;
    const header = readHeader(file);
    expect(header).toMatchObject({
      littleEndian: true,
      datatypeCode: 4,
      numBitsPerVoxel: 16,
      scl_slope: 0.5,
    });
    expect(header).toMatchObject({ sform_code: 4, qform_code: 0, vox_offset: 352, xyzt_units: 2 });
    expect(header.dims.slice(0, 4)).toEqual([3, 2, 3, 1]);
    expect(header.pixDims.slice(1, 4)).toEqual([3, 3, 3]);
    expect(header.affine.flat()).toEqual([...affine]);
    expect(new Int16Array(readImage(header, file))).toEqual(Int16Array.of(0, 1, 2, 3, 4, -5));
  });

  it('keeps slope and intercept', async () => {
    const path = join(folder, 'scaled.nii');
    await writeVolume(path, {
      dims: [2, 1, 1],
      affine,
      data: Int16Array.of(-4, 4),
      slope: 0.5,
      intercept: 1,
    });
    expect((await readVolume(path)).data).toEqual(Float64Array.of(-1, 3));
  });

  it('refuses data that do not fill the grid', async () => {
    const volume = { dims: [2, 2, 2] as [number, number, number], affine, data: Uint8Array.of(1) };
    await expect(writeVolume(join(folder, 'short.nii'), volume)).rejects.toThrow(RangeError);
  });
});

const data = dataDir();
describe.skipIf(data === null)(
  `images of the data library ${data ? '' : absent('nispace-data')}`,
  () => {
    it('have readable headers that agree with the whole file', async () => {
      const folders = ['example/neuroquery', 'reference/pet/map'].map((name) => join(data!, name));
      const files = folders.flatMap((from) =>
        readdirSync(from, { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.nii.gz'))
          .map((name) => join(from, name)),
      );
      expect(files.length).toBeGreaterThan(8);
      for (const file of files) {
        const [header, volume] = [await readVolumeHeader(file), await readVolume(file)];
        expect(header.dims).toEqual(volume.dims);
        expect(volume.data.some((value) => value > 0)).toBe(true);
      }
    });

    it('refuses the CIFTI file in words', async () => {
      const path = join(data!, 'example/formats/lh.conte69_32k_thickness.dscalar.nii');
      await refusal(readVolume(path), 'cifti');
    });
  },
);
