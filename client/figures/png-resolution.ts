// Says in a PNG how large it is printed: the chunk pHYs (PNG specification, 11.3.5.3), which canvases leave out.
import { crc32 } from './crc32.js';

/** Signature and header chunk, which come first in every PNG. */
const HEAD = 8 + 25;
const INCH = 0.0254;

/** A copy with the resolution in pixels per inch. */
export function withResolution(png: Uint8Array, perInch: number): Uint8Array {
  const chunk = new Uint8Array(4 + 4 + 9 + 4);
  const view = new DataView(chunk.buffer);
  const perMetre = Math.round(perInch / INCH);
  view.setUint32(0, 9);
  chunk.set([0x70, 0x48, 0x59, 0x73], 4);
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  view.setUint8(16, 1);
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, HEAD));
  whole.set(chunk, HEAD);
  whole.set(png.subarray(HEAD), HEAD + chunk.length);
  return whole;
}
