// NumPy's .npy files: spins and user-supplied nulls are read from them, null distributions written to them.
import { open, type FileHandle } from 'node:fs/promises';
import { NspError } from '../error.js';
import { readBytes, readFailure, writeBytes, type ReadOptions } from './bytes.js';
import { bytesPerNumber, decodeNumbers, encodeNumbers, toFloat64, toInt32 } from './numbers.js';
import type { NumberType, NumericArray } from './numbers.js';

/** An array in C order: integers (and booleans) as Int32Array, floats and integers beyond 32 bits as Float64Array. */
export interface NpyArray {
  shape: number[];
  data: Int32Array | Float64Array;
}

const MAGIC = '\x93NUMPY';
const TYPES: Record<string, NumberType> = {
  b1: 'uint8',
  i1: 'int8',
  u1: 'uint8',
  i2: 'int16',
  u2: 'uint16',
  i4: 'int32',
  u4: 'uint32',
  i8: 'int64',
  u8: 'uint64',
  f4: 'float32',
  f8: 'float64',
};

interface NpyHeader {
  type: NumberType;
  littleEndian: boolean;
  fortran: boolean;
  shape: number[];
  /** Where the numbers begin. */
  offset: number;
}

/**
 * Reads a .npy file (versions 1 to 3, both byte orders, C and Fortran order).
 * @throws NspError `not-npy`, `damaged-npy`, `npy-type`, and those of readBytes
 */
export async function readNpy(path: string, options: ReadOptions = {}): Promise<NpyArray> {
  return parseNpy(await readBytes(path, options), path);
}

/** As {@link readNpy}, from bytes; `path` only names the file in errors. */
export function parseNpy(bytes: Uint8Array, path: string): NpyArray {
  const header = parseHeader(bytes, path);
  const count = header.shape.reduce((product, length) => product * length, 1);
  const expected = header.offset + count * bytesPerNumber(header.type);
  if (bytes.length !== expected) {
    const text = `${path} has ${bytes.length} bytes, its header promises ${expected}. Make or copy it again.`;
    throw new NspError('damaged-npy', text);
  }
  const stored = decodeNumbers(bytes, header.offset, count, header.type, header.littleEndian);
  const data = widen(stored, header.type, path);
  return { shape: header.shape, data: header.fortran ? fromFortran(data, header.shape) : data };
}

function parseHeader(bytes: Uint8Array, path: string): NpyHeader {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < 10 || buffer.toString('latin1', 0, 6) !== MAGIC) {
    throw new NspError(
      'not-npy',
      `${path} is not a NumPy .npy file. Save the array with numpy.save().`,
    );
  }
  const wide = buffer.readUInt8(6) >= 2;
  const start = wide ? 12 : 10;
  const offset =
    start + (buffer.length < start ? 0 : wide ? buffer.readUInt32LE(8) : buffer.readUInt16LE(8));
  if (buffer.length < offset)
    throw new NspError('damaged-npy', `${path} ends inside its header. Copy it again.`);
  const text = buffer.toString('latin1', start, offset);
  const descriptor = /'descr':\s*'([<>|=])(\w+)'/.exec(text);
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape':\s*\(([\d,\sL]*)\)/.exec(text)?.[1];
  const type = TYPES[descriptor?.[2] ?? ''];
  if (type === undefined) {
    const found = /'descr':\s*(.+?),\s*'/.exec(text)?.[1] ?? 'no type';
    throw new NspError(
      'npy-type',
      `${path} holds ${found}. Save plain integers or floats (int32, float64).`,
    );
  }
  if (order === undefined || shape === undefined) {
    throw new NspError(
      'damaged-npy',
      `${path} has an unreadable header. Save the array again with numpy.save().`,
    );
  }
  const lengths = (shape.match(/\d+/g) ?? []).map(Number);
  return {
    type,
    littleEndian: descriptor?.[1] !== '>',
    fortran: order === 'True',
    shape: lengths,
    offset,
  };
}

/** More than the header of any array of numbers takes. */
const HEADER_BYTES = 4096;

/**
 * What the header of a .npy file says, and the numbers from place `from` on, as float64, piece by piece, without reading the rest.
 * @throws NspError as {@link parseNpy}, and those of readBytes
 */
export async function openNpy(path: string): Promise<NpyFile> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw readFailure(path, error);
  });
  try {
    const head = await file
      .read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
      .catch((error: unknown) => {
        throw readFailure(path, error);
      });
    const header = parseHeader(head.buffer.subarray(0, head.bytesRead), path);
    const read = (from: number, count: number): Promise<Float64Array> =>
      readNumbers(file, path, header, from, count);
    return { header, read, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

export interface NpyFile {
  readonly header: Pick<NpyHeader, 'shape' | 'type' | 'fortran'>;
  /** Numbers in the order of the file. */
  read(from: number, count: number): Promise<Float64Array>;
  close(): Promise<void>;
}

async function readNumbers(
  file: FileHandle,
  path: string,
  { type, littleEndian, offset }: NpyHeader,
  from: number,
  count: number,
): Promise<Float64Array> {
  const size = bytesPerNumber(type);
  const bytes = new Uint8Array(count * size);
  for (let read = 0; read < bytes.length;) {
    const at = offset + from * size + read;
    const { bytesRead } = await file.read(bytes, read, bytes.length - read, at);
    if (bytesRead === 0)
      throw new NspError('damaged-npy', `${path} is cut off. Make or copy it again.`);
    read += bytesRead;
  }
  return toFloat64(decodeNumbers(bytes, 0, count, type, littleEndian));
}

/**
 * The numbers at the first `lead.length` indices of a file in C order, without reading the rest: `[y, x]` of `[y][x][parcel]` gives the
 * parcels. Null where the array has no such place.
 * @throws NspError as {@link parseNpy}; errors of the file system as they are
 */
export async function readNpySlice(
  path: string,
  lead: readonly number[],
): Promise<Int32Array | Float64Array | null> {
  const file = await open(path, 'r');
  try {
    const head = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const header = parseHeader(head.buffer.subarray(0, head.bytesRead), path);
    if (header.fortran && header.shape.length > 1) {
      throw new NspError('npy-type', `${path} is in Fortran order. Save the array in C order.`);
    }
    const place = placeOf(header.shape, lead);
    if (!place) return null;
    const size = bytesPerNumber(header.type);
    const bytes = Buffer.alloc(place.count * size);
    const at = header.offset + place.first * size;
    const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
    if (bytesRead < bytes.length) {
      throw new NspError('damaged-npy', `${path} is cut off. Make or copy it again.`);
    }
    const stored = decodeNumbers(bytes, 0, place.count, header.type, header.littleEndian);
    return widen(stored, header.type, path);
  } finally {
    await file.close();
  }
}

/** Where the numbers at the leading indices begin, and how many they are. */
function placeOf(
  shape: readonly number[],
  lead: readonly number[],
): { first: number; count: number } | null {
  const fits = (index: number, axis: number): boolean =>
    Number.isInteger(index) && index >= 0 && index < (shape[axis] ?? 0);
  if (!lead.every(fits)) return null;
  const count = shape.slice(lead.length).reduce((product, length) => product * length, 1);
  const block = lead.reduce((at, index, axis) => at * (shape[axis] ?? 0) + index, 0);
  return { first: block * count, count };
}

function widen(stored: NumericArray, type: NumberType, path: string): Int32Array | Float64Array {
  if (type === 'float32' || type === 'float64') return toFloat64(stored);
  const integers = toInt32(stored);
  if (integers instanceof Int32Array) return integers;
  const values = toFloat64(stored);
  const unsafe = values.find((value) => !Number.isSafeInteger(value));
  if (unsafe === undefined) return values;
  throw new NspError(
    'npy-type',
    `${path} holds ${unsafe}, an integer beyond 2^53. Save smaller integers or float64.`,
  );
}

/** First index fastest → last index fastest. */
function fromFortran<T extends Int32Array | Float64Array>(data: T, shape: number[]): T {
  if (shape.length < 2) return data;
  const result = data.slice() as T;
  const strides = shape.map((_, axis) =>
    shape.slice(0, axis).reduce((product, length) => product * length, 1),
  );
  const last = shape.length - 1;
  const width = shape[last] as number;
  const step = strides[last] as number;
  for (let row = 0; row * width < data.length; row++) {
    let rest = row;
    let from = 0;
    for (let axis = last - 1; axis >= 0; axis--) {
      const length = shape[axis] as number;
      from += (rest % length) * (strides[axis] as number);
      rest = Math.floor(rest / length);
    }
    for (let k = 0; k < width; k++) result[row * width + k] = data[from + k * step] as number;
  }
  return result;
}

/** The bytes of a .npy file, version 1.0, C order, little-endian. */
export function encodeNpy(shape: readonly number[], data: Float64Array | Int32Array): Uint8Array {
  const descr = data instanceof Int32Array ? '<i4' : '<f8';
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const header = Buffer.alloc(10 + length, ' ');
  header.write(MAGIC, 0, 'latin1');
  header.writeUInt8(1, 6);
  header.writeUInt8(0, 7);
  header.writeUInt16LE(length, 8);
  header.write(text, 10, 'latin1');
  header.write('\n', 10 + length - 1);
  return Buffer.concat([header, encodeNumbers(data)]);
}

/** Writes a .npy file. `data` is in C order and has as many numbers as `shape` says. */
export async function writeNpy(
  path: string,
  shape: readonly number[],
  data: Float64Array | Int32Array,
): Promise<void> {
  await writeBytes(path, encodeNpy(shape, data));
}
