// Collections: which maps of a dataset belong together, in which sets, with which weights. Reads the three forms of .collect files.
import { NspError } from '../../error.js';
import { parseDelimited, requireEqualWidth } from '../../formats/delimited.js';
import type { CollectionContent, CollectionMember } from '../entries.js';

/** The name of the collection that is always there: the whole table in table order. */
export function isAll(collection: string): boolean {
  return collection.toLowerCase() === 'all';
}

/** Header cells by meaning; `x` is the older spelling of `map`. */
const headerCells: Readonly<Record<string, keyof CollectionMember>> = {
  set: 'set',
  map: 'map',
  x: 'map',
  weight: 'weight',
};

/** What the columns of a file without a telling header mean, by their number. */
const byPosition: Readonly<Record<number, readonly (keyof CollectionMember)[]>> = {
  1: ['map'],
  2: ['set', 'map'],
  3: ['set', 'map', 'weight'],
};

/**
 * Reads the text of a `.collect` file: a JSON object `{set: [maps]}`, a table with the columns map, set and map, or set, map and
 * weight, or one map per line. Members keep the order of the file.
 * @throws NspError `damaged-collection` naming the file and line
 */
export function parseCollection(text: string, name: string, path: string): CollectionContent {
  const body = text.replace(/^\uFEFF/, '');
  const members = body.trimStart().startsWith('{') ? fromJson(body, path) : fromTable(body, path);
  if (members.length === 0) throw damaged(path, 'it lists no maps');
  const sets = [...new Set(members.flatMap(({ set }) => (set === null ? [] : [set])))];
  return { name, sets, members };
}

function damaged(path: string, what: string, cause?: unknown): NspError {
  return new NspError(
    'damaged-collection',
    `The collection ${path} cannot be read: ${what}.`,
    null,
    { cause },
  );
}

function fromJson(text: string, path: string): CollectionMember[] {
  const content = parseJson(text, path);
  return Object.entries(content).flatMap(([set, maps]) => {
    if (!Array.isArray(maps) || !maps.every((map) => typeof map === 'string')) {
      throw damaged(path, `set "${set}" is not a list of map names`);
    }
    return maps.map((map) => ({ set, map: map.trim(), weight: null }));
  });
}

function parseJson(text: string, path: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw damaged(path, `it is not valid JSON (${(error as Error).message})`, error);
  }
}

function fromTable(text: string, path: string): CollectionMember[] {
  const rows = parseDelimited(text, path);
  const first = rows[0]?.cells ?? [];
  const headed = first.some((cell) => ['set', 'map', 'weight'].includes(cell.toLowerCase()));
  const known = first.map((cell) => headerCells[cell.toLowerCase()]);
  const named = headed && known.includes('map') && !known.includes(undefined);
  const columns = named ? (known as (keyof CollectionMember)[]) : byPosition[first.length];
  if (!columns)
    throw damaged(
      path,
      `it has ${first.length} columns; expected map, or set,map, or set,map,weight`,
    );
  requireEqualWidth(rows, path);
  return rows.slice(headed ? 1 : 0).map(({ cells, line }) => memberOf(cells, columns, path, line));
}

function memberOf(
  row: readonly string[],
  columns: readonly (keyof CollectionMember)[],
  path: string,
  line: number,
): CollectionMember {
  const cell = (column: keyof CollectionMember): string => row[columns.indexOf(column)] ?? '';
  const weight = cell('weight') === '' ? null : Number(cell('weight'));
  if (weight !== null && !Number.isFinite(weight)) {
    throw damaged(path, `the weight "${cell('weight')}" in line ${line} is not a number`);
  }
  if (cell('map') === '') throw damaged(path, `line ${line} names no map`);
  return { set: cell('set') || null, map: cell('map'), weight };
}
