import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readGifti, readSurface, readSurfaceLabels } from '../../../engine/formats/gifti.js';
import { readVertexValues } from '../../../engine/formats/vertex-files.js';
import { writeGifti } from '../../../engine/formats/gifti-writer.js';
import { absent, dataDir } from '../../shared.js';
import { refusal, scratch } from './files.js';

const { folder, write } = scratch();
const readSurfaceValues = (path: string): Promise<Float64Array> => readVertexValues(path, 'L');
const bytesOf = (array: { buffer: ArrayBufferLike }): Buffer =>
  Buffer.from(new Uint8Array(array.buffer));

/** A GIFTI file with one data array. */
function gii(attributes: Record<string, string | number>, text: string, before = ''): string {
  const all = {
    Intent: 'NIFTI_INTENT_NONE',
    DataType: 'NIFTI_TYPE_FLOAT32',
    ArrayIndexingOrder: 'RowMajorOrder',
    Dimensionality: 1,
    Dim0: 3,
    Encoding: 'ASCII',
    Endian: 'LittleEndian',
    ExternalFileName: '',
    ...attributes,
  };
  const written = Object.entries(all).map(([name, value]) => `${name}="${value}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE GIFTI SYSTEM "http://www.nitrc.org/frs/download.php/115/gifti.dtd">
<GIFTI Version="1.0" NumberOfDataArrays="1"><MetaData><MD><Name><![CDATA[x]]></Name><Value>1</Value></MD></MetaData>
${before}<DataArray ${written.join('\n')}><MetaData/><Data>${text}</Data></DataArray></GIFTI>`;
}

describe('data arrays', () => {
  const values = Float32Array.of(1.5e-5, -2, 0.25);
  const expected = Float64Array.from(values);
  const big = bytesOf(values).swap32();

  it.each<[string, Record<string, string>, string]>([
    ['ASCII with exponents', { Encoding: 'ASCII' }, '\n1.5e-05 -2\t0.25\n'],
    ['base64', { Encoding: 'Base64Binary' }, bytesOf(values).toString('base64')],
    [
      'base64 with line ends',
      { Encoding: 'Base64Binary' },
      `\n ${bytesOf(values)
        .toString('base64')
        .replace(/(.{5})/g, '$1\n')} \n`,
    ],
    [
      'compressed base64',
      { Encoding: 'GZipBase64Binary' },
      deflateSync(bytesOf(values)).toString('base64'),
    ],
    [
      'compressed base64 with a gzip header',
      { Encoding: 'GZipBase64Binary' },
      gzipSync(bytesOf(values)).toString('base64'),
    ],
    [
      'big-endian base64',
      { Encoding: 'Base64Binary', Endian: 'BigEndian' },
      big.toString('base64'),
    ],
    [
      'big-endian compressed',
      { Encoding: 'GZipBase64Binary', Endian: 'BigEndian' },
      deflateSync(big).toString('base64'),
    ],
  ])('are read from %s', async (_, attributes, text) => {
    const { arrays } = await readGifti(write('array.gii', gii(attributes, text)));
    expect(arrays).toEqual([{ intent: 'NIFTI_INTENT_NONE', dims: [3], data: expected }]);
  });

  it.each<[string, { buffer: ArrayBufferLike }, Int32Array | Float64Array]>([
    ['UINT8', Uint8Array.of(1, 2, 255), Int32Array.of(1, 2, 255)],
    ['INT32', Int32Array.of(-1, 2, 70000), Int32Array.of(-1, 2, 70000)],
    ['FLOAT32', values, expected],
    ['FLOAT64', Float64Array.of(0.1, NaN, 3), Float64Array.of(0.1, NaN, 3)],
  ])('have values of type %s', async (type, stored, wanted) => {
    const attributes = { DataType: `NIFTI_TYPE_${type}`, Encoding: 'Base64Binary' };
    const path = write('typed.gii', gii(attributes, bytesOf(stored).toString('base64')));
    expect((await readGifti(path)).arrays[0]!.data).toEqual(wanted);
  });

  it('are row-major whatever the order in the file', async () => {
    const shape = { Dimensionality: 2, Dim0: 2, Dim1: 3 };
    const rows = await readGifti(write('rows.gii', gii(shape, '1 2 3 4 5 6')));
    const columns = await readGifti(
      write(
        'columns.gii',
        gii({ ...shape, ArrayIndexingOrder: 'ColumnMajorOrder' }, '1 4 2 5 3 6'),
      ),
    );
    expect(columns.arrays).toEqual(rows.arrays);
  });

  it('may come gzipped as a whole, and NaN may be spelled in ASCII', async () => {
    const path = write('whole.shape.gii.gz', gii({}, '1 nan -NaN'));
    expect(await readSurfaceValues(path)).toEqual(Float64Array.of(1, NaN, NaN));
  });
});

describe('labels', () => {
  const integers = { Intent: 'NIFTI_INTENT_LABEL', DataType: 'NIFTI_TYPE_INT32' };

  it('come with the names of their values, markup resolved', async () => {
    const table =
      '<LabelTable><Label Key="0">???</Label><Label Key="7" Red="1"><![CDATA[A&B <x>]]></Label><Label Key="8">C&amp;D</Label></LabelTable>';
    const path = write('labels.gii', gii(integers, '0 7 8', table));
    expect([...(await readGifti(path)).labelTable]).toEqual([
      [0, '???'],
      [7, 'A&B <x>'],
      [8, 'C&D'],
    ]);
    expect(await readSurfaceLabels(path)).toEqual(Int32Array.of(0, 7, 8));
  });

  it('may be stored as whole floats without the label intent', async () => {
    expect(await readSurfaceLabels(write('float-labels.gii', gii({}, '0 7 8')))).toEqual(
      Int32Array.of(0, 7, 8),
    );
  });

  it('are refused when a value is no integer', async () => {
    const path = write('thickness.gii', gii({}, '0 2.5 8'));
    expect(await refusal(readSurfaceLabels(path), 'not-labels')).toMatch(/2\.5/);
  });
});

describe('a GIFTI file that is refused', () => {
  it.each<[string, string | Uint8Array, string, RegExp]>([
    ['is not XML', 'vertex,1\n', 'not-gifti', /not a GIFTI/],
    ['is a FreeSurfer file', Buffer.from([0xff, 0xff, 0xff, 0, 0, 1]), 'not-gifti', /not a GIFTI/],
    ['ends early', gii({}, '1 2 3').slice(0, -30), 'damaged-gifti', /cut off/],
    ['has too few numbers', gii({}, '1 2'), 'damaged-gifti', /2 numbers where 3/],
    ['has words among its numbers', gii({}, '1 two 3'), 'damaged-gifti', /"two"/],
    [
      'has too few bytes',
      gii({ Encoding: 'Base64Binary' }, 'AAAA'),
      'damaged-gifti',
      /3 bytes where 12/,
    ],
    [
      'has broken compression',
      gii({ Encoding: 'GZipBase64Binary' }, 'eJwAAAAA'),
      'damaged-gifti',
      /decompressed/,
    ],
    ['has no dimensions', gii({ Dim0: 'many' }, '1 2 3'), 'damaged-gifti', /dimensions/],
    ['has an unknown encoding', gii({ Encoding: 'Hex' }, '1 2 3'), 'damaged-gifti', /"Hex"/],
    [
      'has an unknown type',
      gii({ DataType: 'NIFTI_TYPE_COMPLEX64' }, '1 2 3'),
      'gifti-type',
      /COMPLEX64/,
    ],
    [
      'keeps its data elsewhere',
      gii({ Encoding: 'ExternalFileBinary', ExternalFileName: 'x.bin' }, ''),
      'gifti-external',
      /x\.bin/,
    ],
  ])('%s', async (name, content, code, sentence) => {
    const path = write(`${name}.gii`, content);
    const message = await refusal(readGifti(path), code);
    expect(message).toContain(path);
    expect(message).toMatch(sentence);
  });

  it('has no mesh where one is asked for, or several maps where one is', async () => {
    const path = write('values.gii', gii({}, '1 2 3'));
    expect(await refusal(readSurface(path), 'not-a-surface')).toContain(path);
    const one = gii({}, '1 2 3');
    const array = /<DataArray[\s\S]*<\/DataArray>/.exec(one)![0];
    const two = write('two.gii', one.replace('</GIFTI>', `${array}</GIFTI>`));
    expect(await refusal(readSurfaceValues(two), 'not-one-map')).toMatch(/2 maps/);
    expect(await refusal(readSurfaceLabels(two), 'not-labels')).toMatch(/2 label arrays/);
  });
});

describe('writing GIFTI', () => {
  it('reads back a surface', async () => {
    const path = join(folder, 'mesh.surf.gii.gz');
    const vertices = Float32Array.of(0, 0, 0, 1.5, 0, 0, 0, 1, 0, 0, 0, 1);
    const triangles = Int32Array.of(0, 1, 2, 0, 2, 3);
    await writeGifti(path, {
      kind: 'surface',
      vertices,
      triangles,
      structure: 'CortexLeft',
      geometry: 'Anatomical',
    });
    expect(await readSurface(path)).toEqual({ vertices: Float64Array.from(vertices), triangles });
  });

  it('refuses a mesh whose triangles point beyond its vertices', async () => {
    const path = join(folder, 'open.surf.gii');
    await writeGifti(path, {
      kind: 'surface',
      vertices: new Float32Array(9),
      triangles: Int32Array.of(0, 1, 3),
    });
    await refusal(readSurface(path), 'damaged-gifti');
  });

  it('reads back labels with awkward names', async () => {
    const path = join(folder, 'made.label.gii');
    const table = [
      { value: 0, name: '???', colour: [0, 0, 0, 0] as [number, number, number, number] },
      { value: 3, name: 'A & "B" <c>', colour: [1, 0.5, 0, 1] as [number, number, number, number] },
    ];
    await writeGifti(path, { kind: 'labels', labels: Int32Array.of(0, 3, 3), table });
    expect(await readSurfaceLabels(path)).toEqual(Int32Array.of(0, 3, 3));
    expect((await readGifti(path)).labelTable.get(3)).toBe('A & "B" <c>');
    expect(readFileSync(path, 'utf8')).toContain('Key="3" Red="1" Green="0.5" Blue="0" Alpha="1"');
  });

  it('reads back values', async () => {
    const path = join(folder, 'made.shape.gii');
    await writeGifti(path, { kind: 'values', values: Float32Array.of(0.5, NaN) });
    expect(await readSurfaceValues(path)).toEqual(Float64Array.of(0.5, NaN));
  });
});

const data = dataDir();
describe.skipIf(data === null)(
  `surfaces of the data library ${data ? '' : absent('nispace-data')}`,
  () => {
    const at = (path: string): string => join(data!, path);

    it('gives the thickness that stands in the text file, where the medial wall is NaN instead of 0', async () => {
      const name = 'example/formats/lh.conte69_32k_thickness';
      const values = await readSurfaceValues(at(`${name}.gii`));
      const text = readFileSync(at(`${name}.txt`), 'utf8')
        .trim()
        .split(/\s+/)
        .map(Number);
      expect(values.length).toBe(text.length);
      values.forEach((value, i) => expect(value).toBeCloseTo(text[i]! || 0, 4));
      expect(values.filter((value) => value === 0).length).toBe(text.filter(Number.isNaN).length);
      const right = await readSurfaceValues(at('example/formats/rh.conte69_32k_thickness.gii'));
      expect(right.length).toBe(32_492);
    });

    it('reads values and labels of other writers', async () => {
      const myelin = await readSurfaceValues(
        at('example/surface/myelinmap_space-fsLR_res-32k_hemi-L.func.gii'),
      );
      const ratio = await readSurfaceValues(
        at('example/surface/t1wt2w_space-fsLR_res-32k_hemi-L.shape.gii.gz'),
      );
      expect([myelin.length, ratio.length]).toEqual([32_492, 32_492]);
      expect(myelin.every(Number.isFinite)).toBe(true);
      expect(ratio.some(Number.isNaN)).toBe(true);
      const labels = await readSurfaceLabels(at('example/formats/destrieux.fsa.10k.R.label.gii'));
      const { labelTable } = await readGifti(at('example/formats/destrieux.fsa.10k.R.label.gii'));
      expect(labels.length).toBe(10_242);
      expect([...new Set(labels)].every((label) => labelTable.has(label))).toBe(true);
    });

    it.each([
      ['fsLR', 'midthickness', '32k', 32_492],
      ['fsaverage', 'pial', '10k', 10_242],
    ])('reads closed meshes of %s %s', async (space, description, density, count) => {
      const stem = `template/${space}/map/${description}/tpl-${space}_desc-${description}_res-${density}`;
      for (const hemisphere of ['L', 'R']) {
        const { vertices, triangles } = await readSurface(
          at(`${stem}_hemi-${hemisphere}.surf.gii`),
        );
        expect(vertices.length).toBe(3 * count);
        expect(triangles.length).toBe(3 * (2 * count - 4));
      }
    });
  },
);
