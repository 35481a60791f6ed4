// FreeSurfer's parcellation files (`lh.aparc.annot`): one colour code per vertex and a table that names the colours. Big-endian.
// Layout: surfer.nmr.mgh.harvard.edu/fswiki/LabelsClutsAnnotationFiles.
import { NspError } from '../error.js';

export interface Annotation {
  /** Per vertex: place of its colour in the table, counted from 1; 0 where the table does not have the colour. */
  labels: Int32Array;
  /** Names by these places. Empty without a colour table: labels are then the colour codes, 0 for none. */
  names: Map<number, string>;
}

/** Longest name and largest table that are believed; anything beyond is a damaged file. */
const LONGEST_NAME = 10_000;
const LARGEST_TABLE = 1_000_000;

/** True for the bytes of an annotation file: vertices counted up from 0, all of them in the file. */
export function isAnnot(bytes: Uint8Array): boolean {
  if (bytes.length < 12) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const vertices = view.getInt32(0);
  if (vertices < 1 || 4 + 8 * vertices > bytes.length || view.getInt32(4) !== 0) return false;
  return vertices === 1 || view.getInt32(12) === 1;
}

/** @throws NspError `damaged-freesurfer` when the file ends early or its colour table makes no sense */
export function parseAnnot(bytes: Uint8Array, path: string): Annotation {
  const reader = new BigEndianReader(bytes, path);
  const vertices = reader.int();
  const codes = new Int32Array(Math.max(vertices, 0));
  for (let i = 0; i < vertices; i++) {
    const vertex = reader.int();
    if (vertex < 0 || vertex >= vertices) throw reader.damaged(`has no vertex ${vertex}`);
    codes[vertex] = reader.int();
  }
  const hasTable = !reader.done && reader.int() !== 0;
  return hasTable ? named(codes, colourTable(reader)) : { labels: codes, names: new Map() };
}

interface Colour {
  code: number;
  name: string;
}

function named(codes: Int32Array, colours: readonly Colour[]): Annotation {
  const place = new Map(colours.map(({ code }, i) => [code, i + 1]));
  return {
    labels: codes.map((code) => place.get(code) ?? 0),
    names: new Map(colours.map(({ name }, i) => [i + 1, name])),
  };
}

/** The old table is a plain list and begins with its length; newer ones begin with −2 and number their entries. */
function colourTable(reader: BigEndianReader): Colour[] {
  const first = reader.int();
  if (first >= 0) {
    reader.text();
    return Array.from({ length: tableLength(reader, first) }, () => colour(reader));
  }
  if (first !== -2)
    throw reader.damaged(`has a colour table of version ${-first}; 1 and 2 are known`);
  tableLength(reader, reader.int());
  reader.text();
  const numbered = Array.from({ length: tableLength(reader, reader.int()) }, () => ({
    place: reader.int(),
    ...colour(reader),
  }));
  return numbered.sort((a, b) => a.place - b.place);
}

function tableLength(reader: BigEndianReader, length: number): number {
  if (length >= 0 && length <= LARGEST_TABLE) return length;
  throw reader.damaged(`has a colour table of ${length} entries`);
}

/** Name, red, green, blue, and a transparency that annotation files leave at 0. */
function colour(reader: BigEndianReader): Colour {
  const name = reader.text();
  const [red, green, blue, clear] = [reader.int(), reader.int(), reader.int(), reader.int()];
  return { name, code: red + (green << 8) + (blue << 16) + (clear << 24) };
}

class BigEndianReader {
  private at = 0;
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly path: string,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  int(): number {
    this.require(4);
    this.at += 4;
    return this.view.getInt32(this.at - 4);
  }

  /** Length, then that many bytes, the last of which is 0. */
  text(): string {
    const length = this.int();
    if (length < 0 || length > LONGEST_NAME) throw this.damaged(`has a name of ${length} letters`);
    this.require(length);
    const text = Buffer.from(this.bytes.subarray(this.at, this.at + length)).toString('utf8');
    this.at += length;
    return text.replace(/\0[^]*$/, '').trim();
  }

  damaged(what: string): NspError {
    return new NspError('damaged-freesurfer', `${this.path} ${what}. Copy it again.`);
  }

  private require(count: number): void {
    if (this.at + count > this.bytes.length) throw this.damaged('is cut off');
  }
}
