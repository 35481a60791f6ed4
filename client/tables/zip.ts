// A zip container, the envelope of XLSX: deflated entries without dates, so that equal content gives equal bytes.
import { crc32 } from '../figures/crc32.js';

/** Raw deflate (RFC 1951), e.g. `deflateRawSync` of node:zlib. */
export type Deflate = (bytes: Uint8Array) => Uint8Array;

const encoder = new TextEncoder();
/** 1 January 1980, where the time of zip begins. */
const DATE = 0x21;
const UTF8_NAMES = 0x800;
const DEFLATED = 8;

/** Little-endian numbers of 2 or 4 bytes. */
function fields(...values: [size: 2 | 4, value: number][]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of values) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param entries text by path, in the order of the archive */
export function zip(
  entries: readonly (readonly [path: string, content: string])[],
  deflate: Deflate,
): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [path, content] of entries) {
    const [name, bytes] = [encoder.encode(path), encoder.encode(content)];
    const packed = deflate(bytes);
    // Version, flags, method, time, date, checksum, sizes, length of the name, no extra field: the same in both places.
    const common = fields(
      [2, 20],
      [2, UTF8_NAMES],
      [2, DEFLATED],
      [2, 0],
      [2, DATE],
      [4, crc32(bytes)],
      [4, packed.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    );
    const local = [fields([4, 0x04034b50]), common, name, packed];
    directory.push(
      fields([4, 0x02014b50], [2, 20]),
      common,
      fields([2, 0], [2, 0], [2, 0], [4, 0], [4, at]),
      name,
    );
    parts.push(...local);
    at += local.reduce((sum, { length }) => sum + length, 0);
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const { length: count } = entries;
  const end = fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, at],
    [2, 0],
  );
  return joined([...parts, ...directory, end]);
}
