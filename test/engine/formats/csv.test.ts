import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTable, readTextTable, writeTable } from '../../../engine/formats/csv.js';
import { absent, dataDir } from '../../shared.js';
import { refusal, scratch } from './files.js';

const { folder, write } = scratch();
const table = (name: string, content: string, options = {}) =>
  readTable(write(name, content), options);

describe('a table of numbers', () => {
  it('has labels of rows and columns and row-major values', async () => {
    const read = await table('plain.csv', 'map,a,b\nm1,1,2.5\nm2,-3e-2,4\n');
    expect(read).toEqual({
      index: 'map',
      columns: ['a', 'b'],
      rows: ['m1', 'm2'],
      values: Float64Array.of(1, 2.5, -0.03, 4),
    });
  });

  it('is the same with a byte-order mark, any line ends, quotes, blank lines, spaces, tabs or gzip', async () => {
    const plain = await table('same.csv', 'map,a b,c\nm1,1,2\n');
    const variants: [string, string][] = [
      ['bom.csv', '\ufeffmap,a b,c\r\nm1,1,2\r\n'],
      ['quoted.csv', '"map","a b","c"\n"m1","1","2"'],
      ['mixed.csv', 'map,a b,c\r\nm1,1,2\n'],
      ['old-mac.csv', 'map,a b,c\rm1,1,2\r'],
      ['blank.csv', '\nmap, a b ,c\n\n m1 , 1,2\n\n'],
      ['tabs.tsv', 'map\ta b\tc\nm1\t1\t2\n'],
      ['tabs.txt', 'map\ta b\tc\nm1\t1\t2\n'],
      ['packed.csv.gz', 'map,a b,c\nm1,1,2\n'],
      ['packed.tsv.gz', 'map\ta b\tc\nm1\t1\t2\n'],
    ];
    for (const [name, content] of variants) expect(await table(name, content), name).toEqual(plain);
  });

  it('keeps separators and quotes inside quoted labels', async () => {
    const read = await table('inside.csv', 'map,"a, ""b"""\n"m\n1",2\n');
    expect(read.columns).toEqual(['a, "b"']);
    expect(read.rows).toEqual(['m\n1']);
  });

  it.each(['', 'NA', 'NaN', 'nan', 'n/a', 'N/A', 'None', '#N/A'])(
    'takes "%s" for missing',
    async (cell) => {
      const { values } = await table('missing.csv', `map,a,b\nm1,${cell},2\n`);
      expect(values).toEqual(Float64Array.of(NaN, 2));
    },
  );

  it('takes the labels from the named column wherever it stands', async () => {
    const read = await table('index.csv', 'age,id,b\n1,s1,2\n3,s2,4\n', { index: 'id' });
    expect(read).toMatchObject({ index: 'id', rows: ['s1', 's2'], columns: ['age', 'b'] });
    expect(read.values).toEqual(Float64Array.of(1, 2, 3, 4));
  });

  it('can be turned over', async () => {
    const read = await table('turned.csv', 'parcel,m1,m2\na,1,2\nb,3,4\nc,5,6\n', {
      transpose: true,
    });
    expect(read).toMatchObject({ rows: ['m1', 'm2'], columns: ['a', 'b', 'c'] });
    expect(read.values).toEqual(Float64Array.of(1, 3, 5, 2, 4, 6));
  });
});

describe('a table that is refused', () => {
  it.each<[string, string, string, RegExp, object?]>([
    [
      'has a text cell',
      'map,a,b\nm1,1,2\nm2,3,high\n',
      'text-cell',
      /line 3, row "m2", column "b": "high"/,
    ],
    ['has a decimal comma', 'map,a\nm1,"1,5"\n', 'text-cell', /decimal points/],
    ['has an infinite cell', 'map,a\nm1,Infinity\n', 'text-cell', /finite/],
    ['has a hexadecimal cell', 'map,a\nm1,0x1F\n', 'text-cell', /0x1F/],
    [
      'has a row twice',
      'map,a\nm1,1\nm2,2\nm1,3\n',
      'duplicate-row',
      /"m1" stands on lines 2 and 4/,
    ],
    ['has a column twice', 'map,a,b,a\nm1,1,2,3\n', 'duplicate-column', /columns 2 and 4.*"a"/],
    [
      'lacks the index column',
      'map,a\nm1,1\n',
      'unknown-index',
      /no column "id".*"map", "a"/,
      { index: 'id' },
    ],
    ['has a short line', 'map,a,b\nm1,1,2\nm2,3\n', 'ragged-table', /line 3 has 2 cells.*3/],
    ['has a header only', 'map,a\n', 'empty-table', /no rows/],
    ['has blank lines only', '\n\n', 'empty-table', /no rows/],
    ['is separated by semicolons', 'map;a;b\nm1;1;2\n', 'bad-table', /semicolons/],
    ['has a quote that never closes', 'map,a\n"m1,1\n', 'bad-table', /line 2.*quote/],
  ])('%s', async (name, content, code, sentence, options) => {
    const path = write(`${name}.csv`, content);
    const message = await refusal(readTable(path, options), code);
    expect(message).toContain(path);
    expect(message).toMatch(sentence);
  });

  it('names the right line after a cell that spans lines', async () => {
    const path = write('spanning.csv', 'map,a\n"m\n1",1\nm2,high\n');
    expect(await refusal(readTable(path), 'text-cell')).toContain('line 4');
  });
});

describe('a table of text', () => {
  it('keeps every cell as it is written, with its line', async () => {
    const path = write('design.csv', 'subject,groups,age\ns1,AN,25\n\ns2,HC,\n');
    expect(await readTextTable(path)).toEqual({
      columns: ['subject', 'groups', 'age'],
      rows: [
        ['s1', 'AN', '25'],
        ['s2', 'HC', ''],
      ],
      lines: [2, 4],
    });
  });
});

describe('writing a table', () => {
  it.each(['round.csv', 'round.tsv', 'round.csv.gz'])(
    'reads back bit for bit as %s',
    async (name) => {
      const path = join(folder, name);
      const written = {
        index: 'map',
        columns: ['a "b", c', 'd'],
        rows: ['m1', 'm2'],
        values: Float64Array.of(0.1 + 0.2, NaN, -1e-300, 2 ** 60),
      };
      await writeTable(path, written);
      expect(await readTable(path)).toEqual(written);
    },
  );

  it('leaves missing cells empty', async () => {
    const path = join(folder, 'gaps.csv');
    await writeTable(path, {
      index: 'map',
      columns: ['a', 'b'],
      rows: ['m'],
      values: Float64Array.of(NaN, 1),
    });
    expect(readFileSync(path, 'utf8')).toBe('map,a,b\nm,,1\n');
  });
});

const data = dataDir();
describe.skipIf(data === null)(
  `tables of the data library ${data ? '' : absent('nispace-data')}`,
  () => {
    it('reads 1645 genes in 68 regions with the regions without samples missing', async () => {
      const path = join(data!, 'reference/mrna/tab/dset-mrna_parc-DesikanKilliany.csv.gz');
      const { rows, columns, values } = await readTable(path);
      expect([rows.length, columns.length]).toEqual([1645, 68]);
      const missing = columns.filter((_, column) => Number.isNaN(values[column]));
      expect(missing).toHaveLength(2);
    });
  },
);
