// Typed arrays over shared memory, so that all threads read and write the same bytes.

export const sharedFloat64 = (length: number): Float64Array =>
  new Float64Array(new SharedArrayBuffer(length * 8));
export const sharedInt16 = (length: number): Int16Array =>
  new Int16Array(new SharedArrayBuffer(length * 2));
export const sharedInt32 = (length: number): Int32Array =>
  new Int32Array(new SharedArrayBuffer(length * 4));
export const sharedUint8 = (length: number): Uint8Array =>
  new Uint8Array(new SharedArrayBuffer(length));
