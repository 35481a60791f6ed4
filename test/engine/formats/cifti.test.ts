// CIFTI-2 files made here, in both byte orders, and the one of the data pack against the same map in other formats.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isCiftiFile, readCifti } from '../../../engine/formats/cifti.js';
import { readNamedLabels, readVertexValues } from '../../../engine/formats/vertex-files.js';
import { absent, dataDir } from '../../shared.js';
import { refusal, scratch } from './files.js';
import { nifti } from './nifti-bytes.js';

const { write } = scratch();

const model = (structure: string, offset: number, vertices: number, indices: string): string =>
  `<BrainModel IndexOffset="${offset}" IndexCount="${indices.split(' ').length}" BrainStructure="CIFTI_STRUCTURE_${structure}" ModelType="CIFTI_MODEL_TYPE_SURFACE" SurfaceNumberOfVertices="${vertices}"><VertexIndices>${indices}</VertexIndices></BrainModel>`;

const LEFT = model('CORTEX_LEFT', 0, 4, '0 1 3');
const RIGHT = model('CORTEX_RIGHT', 3, 4, '1 2');

interface Made {
  names: string[];
  models: string;
  values: number[];
  kind?: string;
  big?: boolean;
  maps?: string;
}

/** Rows of the dense axis × maps, maps running fastest as CIFTI has it. */
function cifti({ names, models, values, kind = 'SCALARS', big = false, maps }: Made): Buffer {
  const named =
    maps ?? names.map((name) => `<NamedMap><MapName>${name}</MapName></NamedMap>`).join('');
  const xml = `<?xml version="1.0"?><CIFTI Version="2"><Matrix><MatrixIndicesMap AppliesToMatrixDimension="0" IndicesMapToDataType="CIFTI_INDEX_TYPE_${kind}">${named}</MatrixIndicesMap><MatrixIndicesMap AppliesToMatrixDimension="1" IndicesMapToDataType="CIFTI_INDEX_TYPE_BRAIN_MODELS">${models}</MatrixIndicesMap></Matrix></CIFTI>`;
  const size = 16 * Math.ceil((8 + xml.length) / 16);
  const extension = Buffer.alloc(size);
  [size, 32].forEach((value, i) =>
    big ? extension.writeInt32BE(value, 4 * i) : extension.writeInt32LE(value, 4 * i),
  );
  extension.write(xml, 8);
  const numbers = Buffer.alloc(4 * values.length);
  values.forEach((value, i) =>
    big ? numbers.writeFloatBE(value, 4 * i) : numbers.writeFloatLE(value, 4 * i),
  );
  return nifti({
    version: 2,
    big,
    dim: [6, 1, 1, 1, 1, names.length, values.length / names.length],
    intent: 3006,
    voxOffset: 544 + size,
    sform: { code: 0, rows: Array<number>(12).fill(0) },
    data: Buffer.concat([extension, numbers]),
  });
}

const two = { names: ['thin &amp; thick', 'b'], values: [1, 10, 2, 20, 3, 30, 4, 40, 5, 50] };

describe('a CIFTI file', () => {
  it.each([false, true])(
    'gives each map per vertex, missing where it has none; big-endian %s',
    async (big) => {
      const path = write(`two-${big}.dscalar.nii`, cifti({ ...two, models: LEFT + RIGHT, big }));
      expect(await isCiftiFile(path)).toBe(true);
      const maps = await readCifti(path);
      expect(maps.names).toEqual(['thin & thick', 'b']);
      expect(maps.vertices).toEqual({ L: 4, R: 4 });
      expect([...maps.values(0, 'L')!]).toEqual([1, 2, NaN, 3]);
      expect([...maps.values(1, 'L')!]).toEqual([10, 20, NaN, 30]);
      expect([...maps.values(1, 'R')!]).toEqual([NaN, 40, 50, NaN]);
    },
  );

  it('is one side of a surface when it holds one map', async () => {
    const path = write('one.dscalar.nii', cifti({ names: ['a'], models: LEFT, values: [1, 2, 3] }));
    expect([...(await readVertexValues(path, 'L'))]).toEqual([1, 2, NaN, 3]);
    expect(await refusal(readVertexValues(path, 'R'), 'no-cortex')).toContain('hemisphere R');
    const several = write('several.dscalar.nii', cifti({ ...two, models: LEFT + RIGHT }));
    expect(await refusal(readVertexValues(several, 'L'), 'not-one-map')).toContain('2 maps');
  });

  it('gives labels with their names, 0 where it has none', async () => {
    const table = '<LabelTable><Label Key="0">???</Label><Label Key="7">seven</Label></LabelTable>';
    const maps = `<NamedMap><MapName>p</MapName>${table}</NamedMap>`;
    const path = write(
      'p.dlabel.nii',
      cifti({ names: ['p'], models: LEFT, values: [7, 0, 7], kind: 'LABELS', maps }),
    );
    const { labels, names } = await readNamedLabels(path, 'L');
    expect([[...labels], names.get(7)]).toEqual([[7, 0, 0, 7], 'seven']);
  });

  it('is refused when it is of another kind, has no cortex or contradicts itself', async () => {
    const kind = write('c.nii', cifti({ ...two, models: LEFT + RIGHT, kind: 'PARCELS' }));
    expect(await refusal(readCifti(kind), 'cifti-kind')).toContain('parcels');
    const thalamus = model('THALAMUS_LEFT', 0, 0, '0 1 3');
    const deep = write('d.nii', cifti({ names: ['a'], models: thalamus, values: [1, 2, 3] }));
    await refusal(readCifti(deep), 'no-cortex');
    const beyond = model('CORTEX_LEFT', 0, 4, '0 1 4');
    const wrong = write('e.nii', cifti({ names: ['a'], models: beyond, values: [1, 2, 3] }));
    expect(await refusal(readCifti(wrong), 'damaged-cifti')).toContain('CORTEX_LEFT');
    const cut = cifti({ ...two, models: LEFT + RIGHT });
    const short = write('f.nii', cut.subarray(0, cut.length - 4));
    expect(await refusal(readCifti(short), 'damaged-cifti')).toContain('cut off');
  });

  it('is not a plain image, nor is one of these a CIFTI file', async () => {
    const plain = write('plain.nii', nifti({ data: Buffer.alloc(24) }));
    expect(await isCiftiFile(plain)).toBe(false);
    await refusal(readCifti(plain), 'not-cifti');
  });
});

const pack = dataDir();
describe.skipIf(pack === null)(`real CIFTI ${pack === null ? absent('nispace-data') : ''}`, () => {
  it('is the thickness that stands in the text file', async () => {
    const base = join(pack!, 'example/formats/lh.conte69_32k_thickness');
    const [cifti, text] = await Promise.all(
      ['.dscalar.nii', '.txt'].map((ending) => readVertexValues(`${base}${ending}`, 'L')),
    );
    expect(cifti!.length).toBe(32492);
    // The text has fewer digits and NaN in the medial wall, where this file has 0.
    const differences = cifti!.map((value, i) => Math.abs(value - (text![i]! || 0)));
    expect(Math.max(...differences)).toBeLessThan(1e-4);
  });
});
