// Workbooks (ECMA-376, Office Open XML): numbers as numbers with every digit, text as text, missing cells empty, the header frozen and bold.
import { escaped } from '../figures/xml-text.js';
import type { ExportTable, TableCell } from './table.js';
import { zip, type Deflate } from './zip.js';

export interface Sheet {
  name: string;
  table: ExportTable;
}

/** What a sheet can hold at most, by the format. */
export const MOST_ROWS = 1_048_576;
const MOST_TEXT = 32_767;
const MOST_NAME = 31;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** `A`, `Z`, `AA` for 0, 25, 26. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

const BOLD = 1;

function cellXml(cell: TableCell, place: string, style: number): string {
  const styled = style ? ` s="${style}"` : '';
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number')
    return Number.isFinite(cell) ? `<c r="${place}"${styled}><v>${String(cell)}</v></c>` : '';
  const text = escaped(cell.slice(0, MOST_TEXT));
  return `<c r="${place}"${styled} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

function rowXml(cells: readonly TableCell[], index: number, style = 0): string {
  const written = cells.map((cell, i) => cellXml(cell, `${columnName(i)}${index}`, style)).join('');
  return `<row r="${index}">${written}</row>`;
}

/** As wide as its longest text, within reason, in characters. */
function columnsXml({ headings, rows }: ExportTable): string {
  const columns = headings.map((heading, i) => {
    const longest = rows.reduce(
      (most, row) => {
        const cell = row[i];
        return Math.max(most, typeof cell === 'string' ? cell.length : 0);
      },
      Math.max(heading.length, 9),
    );
    return `<col min="${i + 1}" max="${i + 1}" width="${Math.min(60, longest + 2)}" customWidth="1"/>`;
  });
  return `<cols>${columns.join('')}</cols>`;
}

function sheetXml({ table }: Sheet, first: boolean): string {
  const { headings, rows } = table;
  const pane =
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>';
  const range = `A1:${columnName(headings.length - 1)}${rows.length + 1}`;
  return [
    `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="${range}"/>`,
    `<sheetViews><sheetView${first ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="15"/>${columnsXml(table)}<sheetData>`,
    rowXml(headings, 1, BOLD),
    ...rows.map((row, i) => rowXml(row, i + 2)),
    `</sheetData><autoFilter ref="${range}"/></worksheet>`,
  ].join('');
}

const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>`
  + '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
  + '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
  + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2">'
  + '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
  + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

/** Names of sheets may not hold `[]:*?/\`, nor be longer than 31 characters. */
const sheetName = (name: string): string =>
  name.replace(/[[\]:*?/\\]/g, ' ').slice(0, MOST_NAME) || 'Sheet';

/**
 * The bytes of a workbook.
 * @throws RangeError when a table has more rows than a sheet can hold
 */
export function xlsx(sheets: readonly Sheet[], deflate: Deflate): Uint8Array {
  const tooLong = sheets.find(({ table }) => table.rows.length >= MOST_ROWS);
  if (tooLong)
    throw new RangeError(
      `A sheet of a workbook holds ${MOST_ROWS} rows, ${tooLong.name} has ${tooLong.table.rows.length + 1}. Export CSV or TSV instead.`,
    );
  const numbered = sheets.map((sheet, i) => ({
    sheet,
    path: `worksheets/sheet${i + 1}.xml`,
    id: `rId${i + 1}`,
    number: i + 1,
  }));
  const stylesId = `rId${sheets.length + 1}`;
  const overrides = numbered
    .map(({ path }) => `<Override PartName="/xl/${path}" ContentType="${TYPES}.worksheet+xml"/>`)
    .join('');
  const entries: [string, string][] = [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
        + `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>`
        + `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${overrides}</Types>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${numbered
        .map(
          ({ sheet, id, number }) =>
            `<sheet name="${escaped(sheetName(sheet.name))}" sheetId="${number}" r:id="${id}"/>`,
        )
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${numbered
        .map(
          ({ id, path }) =>
            `<Relationship Id="${id}" Type="${RELATIONS}/worksheet" Target="${path}"/>`,
        )
        .join(
          '',
        )}<Relationship Id="${stylesId}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', STYLES],
    ...numbered.map(({ sheet, path }, i): [string, string] => [
      `xl/${path}`,
      sheetXml(sheet, i === 0),
    ]),
  ];
  return zip(entries, deflate);
}
