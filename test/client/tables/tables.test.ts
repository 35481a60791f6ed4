// Exported tables: text formats read back, and the workbook as unzip and an XML parser see it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 as zlibCrc, deflateRawSync, inflateRawSync } from 'node:zlib';
import Papa from 'papaparse';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../client/figures/crc32.js';
import { provenanceTable, resultTable, type ExportTable } from '../../../client/tables/table.js';
import { csv, tsv } from '../../../client/tables/text-table.js';
import { MOST_ROWS, columnName, xlsx } from '../../../client/tables/xlsx.js';
import { resultsCsv } from '../../../engine/store/tables.js';
import { makeResult } from '../webview/fixtures.js';

const odd: ExportTable = {
  headings: ['name', 'value'],
  rows: [
    ['a "quoted", name', 0.1 + 0.2],
    ['line\nbreak\tand tab', null],
    ['<&>', 1e-17],
    ['=1+1', NaN],
  ],
};

describe('CSV and TSV', () => {
  it('has every number of results.csv, cell by cell', () => {
    const result = makeResult({
      yMaps: 3,
      pooled: true,
      missing: true,
      corrections: ['meff_galwey', 'fdr_bh'],
    });
    expect(csv(resultTable(result))).toBe(resultsCsv(result));
    const statistic = result.statistics[1]!;
    const cells = statistic.observed.map((_, i) => i / 1000);
    statistic.pPrecision = {
      se: cells,
      low: cells,
      high: cells,
      extrapolated: cells.map((_, i) => i % 2 === 0),
    };
    expect(csv(resultTable(result))).toBe(resultsCsv(result));
    expect(csv(resultTable(result))).toContain('extrapolated');
  });

  it('reads back as it was, missing as empty', () => {
    const read = Papa.parse<string[]>(csv(odd), { skipEmptyLines: true }).data;
    expect(read).toEqual([
      ['name', 'value'],
      ['a "quoted", name', '0.30000000000000004'],
      ['line\nbreak\tand tab', ''],
      ['<&>', '1e-17'],
      ['=1+1', ''],
    ]);
  });

  it('keeps one line a row in TSV', () => {
    expect(tsv(odd).split('\n')).toHaveLength(6);
    expect(tsv(odd)).toContain('line break and tab\t\n');
  });
});

/** Files of a zip archive, from its directory at the end. */
function unzipped(bytes: Uint8Array): Map<string, string> {
  const buffer = Buffer.from(bytes);
  const end = buffer.length - 22;
  expect(buffer.readUInt32LE(end)).toBe(0x06054b50);
  const files = new Map<string, string>();
  let at = buffer.readUInt32LE(end + 16);
  for (let i = 0; i < buffer.readUInt16LE(end + 10); i += 1) {
    expect(buffer.readUInt32LE(at)).toBe(0x02014b50);
    const [packed, size, length] = [
      buffer.readUInt32LE(at + 20),
      buffer.readUInt32LE(at + 24),
      buffer.readUInt16LE(at + 28),
    ];
    const name = buffer.toString('utf8', at + 46, at + 46 + length);
    const local = buffer.readUInt32LE(at + 42);
    const start = local + 30 + buffer.readUInt16LE(local + 26);
    const content = inflateRawSync(buffer.subarray(start, start + packed));
    expect(content).toHaveLength(size);
    expect(crc32(content)).toBe(buffer.readUInt32LE(at + 16));
    files.set(name, content.toString('utf8'));
    at += 46 + length;
  }
  return files;
}

/** Cells of a sheet by place: type and text. */
function cells(xml: string): Record<string, [type: string, text: string]> {
  const found: Record<string, [string, string]> = {};
  let place = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name !== 'c') return;
    place = attributes['r'] ?? '';
    found[place] = [attributes['t'] ?? 'n', ''];
  });
  parser.on('text', (text) => {
    if (place) found[place]![1] += text;
  });
  parser.on('closetag', ({ name }) => void (name === 'c' && (place = '')));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return found;
}

const sheets = (table: ExportTable) => [
  { name: 'Results', table },
  { name: 'About: all/of it', table: provenanceTable(makeResult()) },
];

describe('XLSX', () => {
  it('holds well-formed XML, numbers as numbers, and no cell where a value is missing', () => {
    const files = unzipped(xlsx(sheets(odd), deflateRawSync));
    for (const [, xml] of files) cells(xml);
    const found = cells(files.get('xl/worksheets/sheet1.xml')!);
    expect(found).toEqual({
      A1: ['inlineStr', 'name'],
      B1: ['inlineStr', 'value'],
      A2: ['inlineStr', 'a "quoted", name'],
      B2: ['n', '0.30000000000000004'],
      A3: ['inlineStr', 'line\nbreak\tand tab'],
      A4: ['inlineStr', '<&>'],
      B4: ['n', '1e-17'],
      A5: ['inlineStr', '=1+1'],
    });
  });

  it('freezes the header and has a second sheet with parameters and provenance', () => {
    const files = unzipped(xlsx(sheets(odd), deflateRawSync));
    expect(files.get('xl/worksheets/sheet1.xml')).toContain(
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    );
    expect(files.get('xl/workbook.xml')).toContain('name="About  all of it"');
    const about = Object.values(cells(files.get('xl/worksheets/sheet2.xml')!)).map(
      ([, text]) => text,
    );
    for (const fact of ['seed', 'permutations', makeResult().key]) expect(about).toContain(fact);
  });

  it('is the same bytes every time', () => {
    expect(xlsx(sheets(odd), deflateRawSync)).toEqual(xlsx(sheets(odd), deflateRawSync));
  });

  it('passes the test of unzip', ({ skip }) => {
    const file = join(mkdtempSync(join(tmpdir(), 'nsp-xlsx-')), 'table.xlsx');
    writeFileSync(file, xlsx(sheets(resultTable(makeResult())), deflateRawSync));
    try {
      execFileSync('unzip', ['-v'], { stdio: 'ignore' });
    } catch {
      skip('unzip is not installed');
    }
    expect(execFileSync('unzip', ['-t', file], { encoding: 'utf8' })).toContain(
      'No errors detected',
    );
  });

  it('refuses more rows than a sheet holds, and says what to do', () => {
    const rows = new Array<null[]>(MOST_ROWS).fill([]);
    expect(() =>
      xlsx([{ name: 'Long', table: { headings: ['x'], rows } }], deflateRawSync),
    ).toThrow(/Export CSV or TSV instead/);
  });

  it('names columns as a spreadsheet does', () => {
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});

describe('CRC-32', () => {
  it('gives the check value of its definition', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
    if (typeof zlibCrc === 'function') expect(crc32(Buffer.from('nsp'))).toBe(zlibCrc('nsp'));
  });
});
