// Bytes to numbers and back: the element types that NIfTI, GIFTI and npy share, in both byte orders.
import { endianness } from 'node:os';

export type NumberType =
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float32'
  | 'float64';

export type NumericArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

interface NumericArrayConstructor {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): NumericArray;
}

const ARRAYS: Record<NumberType, NumericArrayConstructor> = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  float32: Float32Array,
  float64: Float64Array,
};

const HOST_LITTLE_ENDIAN = endianness() === 'LE';

/** True for the name of a type that can be read. */
export const isNumberType = (name: string): name is NumberType => Object.hasOwn(ARRAYS, name);

/** Bytes of one number. */
export const bytesPerNumber = (type: NumberType): number => ARRAYS[type].BYTES_PER_ELEMENT;

/**
 * `count` numbers from `offset` on, as the typed array of their type: a view on `bytes` where alignment and byte order
 * allow, else a copy. The caller has checked that the bytes are there.
 */
export function decodeNumbers(
  bytes: Uint8Array,
  offset: number,
  count: number,
  type: NumberType,
  littleEndian: boolean,
): NumericArray {
  const Constructor = ARRAYS[type];
  const size = Constructor.BYTES_PER_ELEMENT;
  const start = bytes.byteOffset + offset;
  if (size === 1 || (littleEndian === HOST_LITTLE_ENDIAN && start % size === 0)) {
    return new Constructor(bytes.buffer, start, count);
  }
  const copy = bytes.buffer.slice(start, start + count * size);
  if (littleEndian !== HOST_LITTLE_ENDIAN) swapBytes(Buffer.from(copy), size);
  return new Constructor(copy, 0, count);
}

function swapBytes(buffer: Buffer, size: number): void {
  if (size === 2) buffer.swap16();
  else if (size === 4) buffer.swap32();
  else if (size === 8) buffer.swap64();
}

/** The little-endian bytes of an array. */
export function encodeNumbers(values: NumericArray): Uint8Array {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  if (HOST_LITTLE_ENDIAN) return bytes;
  const copy = Buffer.from(bytes);
  swapBytes(copy, values.BYTES_PER_ELEMENT);
  return copy;
}

/** `slope · value + intercept` in float64. 64-bit integers beyond 2^53 lose their last digits. */
export function toFloat64(values: NumericArray, slope = 1, intercept = 0): Float64Array {
  const scaled = slope !== 1 || intercept !== 0;
  if (values instanceof Float64Array && !scaled) return values;
  const result = new Float64Array(values.length);
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    for (let i = 0; i < result.length; i++) result[i] = Number(values[i]);
  } else {
    result.set(values);
  }
  if (scaled)
    for (let i = 0; i < result.length; i++) result[i] = slope * (result[i] as number) + intercept;
  return result;
}

/** The same numbers as 32-bit integers, or the first one that is none (a fraction, NaN or too large). */
export function toInt32(values: NumericArray): Int32Array | { notInteger: number } {
  if (values instanceof Int32Array) return values;
  const result = new Int32Array(values.length);
  for (let i = 0; i < result.length; i++) {
    const value = Number(values[i]);
    if ((value | 0) !== value) return { notInteger: value };
    result[i] = value;
  }
  return result;
}
