// Brain geometry on its way to the panel: typed arrays as base64 of their little-endian bytes.
import { endianness } from 'node:os';

/** Base64 of an array's numbers, little-endian. */
export function base64(array: Float32Array | Int32Array | Uint32Array): string {
  const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  return (endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32()).toString('base64');
}
