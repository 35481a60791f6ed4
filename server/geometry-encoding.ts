// Numbers on their way to the panel: typed arrays as base64 of their little-endian bytes.
import { endianness } from 'node:os';

/** Base64 of an array's numbers, little-endian. */
export function base64(array: Float32Array | Int32Array | Uint32Array | Float64Array): string {
  const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  if (endianness() === 'LE') return bytes.toString('base64');
  const turned = Buffer.from(bytes);
  return (array instanceof Float64Array ? turned.swap64() : turned.swap32()).toString('base64');
}
