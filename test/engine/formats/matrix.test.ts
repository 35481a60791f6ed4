import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMatrix } from '../../../engine/formats/matrix.js';
import { absent, dataDir } from '../../shared.js';
import { refusal, scratch } from './files.js';

const { write } = scratch();
const labels = ['a', 'b'];
const values = Float64Array.of(0, 5, 5, 0);

describe('a square table between parcels', () => {
  it.each([
    ['no labels', '0,5\n5,0\n'],
    ['labels on both sides', 'label,a,b\na,0,5\nb,5,0\n'],
    ['labels on both sides and a header without corner', 'a,b\na,0,5\nb,5,0\n'],
    ['a header only', 'a,b\n0,5\n5,0\n'],
    ['a label column only', 'a,0,5\nb,5,0\n'],
    ['numbers from 0 as labels', ',0,1\n0,0,5\n1,5,0\n'],
    ['numbers from 1 as labels', ',1,2\n1,0,5\n2,5,0\n'],
  ])('is read with %s', async (name, content) => {
    expect(await readMatrix(write(`${name}.csv`, content), labels)).toEqual(values);
  });

  it('may hold infinite distances', async () => {
    const path = write('infinite.csv', '0,inf\nInfinity,0\n');
    expect(await readMatrix(path, labels)).toEqual(Float64Array.of(0, Infinity, Infinity, 0));
  });

  it.each([
    [
      'labels in another order',
      'label,b,a\nb,0,5\na,5,0\n',
      'matrix-labels',
      /column 1 is labelled "b".*"a"/,
    ],
    ['another row label', 'label,a,b\na,0,5\nc,5,0\n', 'matrix-labels', /row 2 is labelled "c"/],
    [
      'another header above a label column',
      'a,x\na,0,5\nb,5,0\n',
      'matrix-labels',
      /column 2 is labelled "x"/,
    ],
    [
      'another size',
      '0,5,1\n5,0,1\n1,1,0\n0,0,0\n',
      'matrix-shape',
      /4 lines of 3 cells.*2 parcels/,
    ],
    [
      'a line missing below its header',
      'label,a,b\na,0,5\n',
      'matrix-shape',
      /2 lines of 3 cells.*2 parcels/,
    ],
    ['a text cell', '0,5\nfar,0\n', 'text-cell', /line 2, column 1: "far"/],
    ['a short line', '0,5\n5\n', 'ragged-table', /line 2/],
  ])('is refused with %s', async (name, content, code, sentence) => {
    const path = write(`${name}.csv`, content);
    expect(await refusal(readMatrix(path, labels), code)).toMatch(sentence);
  });
});

const data = dataDir();
describe.skipIf(data === null)(
  `distances of the data library ${data ? '' : absent('nispace-data')}`,
  () => {
    it.each([
      ['with labels', 'MNI152NLin6Asym', ''],
      ['of one hemisphere', 'fsaverage', '_hemi-L'],
    ])('are read %s, symmetric with a zero diagonal', async (_, space, hemisphere) => {
      const parcellation = 'Schaefer100Parcels7Networks';
      const stem = join(
        data!,
        `parcellation/${parcellation}/${space}/parc-${parcellation}_space-${space}${hemisphere}`,
      );
      const names = readFileSync(`${stem}.label.txt`, 'utf8').trimEnd().split('\n');
      const matrix = await readMatrix(`${stem}.dist.csv.gz`, names);
      const n = names.length;
      for (let i = 0; i < n; i++) {
        expect(matrix[i * n + i]).toBe(0);
        for (let j = 0; j < i; j++) expect(matrix[i * n + j]).toBe(matrix[j * n + i]);
      }
    });
  },
);
