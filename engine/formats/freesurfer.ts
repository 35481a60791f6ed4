// FreeSurfer's own files with one value per vertex: morphometry (`lh.thickness`) and .mgh/.mgz. Both are big-endian.
import { NspError } from '../error.js';
import { bytesPerNumber, decodeNumbers, toFloat64, type NumberType } from './numbers.js';

/** First three bytes of a morphometry file in the format used since 2001. */
const MORPH_MAGIC = 0xffffff;
const MORPH_HEADER = 15;

/** .mgh: version, width, height, depth, frames, type; numbers begin at byte 284. */
const MGH_HEADER = 284;
const MGH_TYPES: Readonly<Record<number, NumberType>> = {
  0: 'uint8',
  1: 'int32',
  3: 'float32',
  4: 'int16',
};

const view = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** True for the bytes of a morphometry file. */
export function isMorph(bytes: Uint8Array): boolean {
  return bytes.length >= MORPH_HEADER && view(bytes).getUint32(0) >>> 8 === MORPH_MAGIC;
}

/** True for the (unzipped) bytes of a .mgh file. */
export function isMgh(bytes: Uint8Array): boolean {
  if (bytes.length < MGH_HEADER) return false;
  const header = view(bytes);
  return header.getInt32(0) === 1 && MGH_TYPES[header.getInt32(20)] !== undefined;
}

/**
 * Values of a morphometry file, one per vertex.
 * @throws NspError `damaged-freesurfer` when its length does not fit its header
 */
export function parseMorph(bytes: Uint8Array, path: string): Float64Array {
  const header = view(bytes);
  const vertices = header.getInt32(3);
  const perVertex = header.getInt32(11);
  requireLength(bytes, MORPH_HEADER + vertices * perVertex * 4, path);
  if (perVertex !== 1) throw notOneMap(path, perVertex);
  return toFloat64(decodeNumbers(bytes, MORPH_HEADER, vertices, 'float32', false));
}

/**
 * Values of a .mgh file that holds one number per vertex.
 * @throws NspError `damaged-freesurfer`, `not-one-map`, `not-a-surface-map` for a volume
 */
export function parseMgh(bytes: Uint8Array, path: string): Float64Array {
  const header = view(bytes);
  const [width, height, depth, frames, code] = [4, 8, 12, 16, 20].map((at) =>
    header.getInt32(at),
  ) as [number, number, number, number, number];
  if (frames !== 1) throw notOneMap(path, frames);
  const sizes = [width, height, depth].filter((size) => size !== 1);
  if (sizes.length > 1) {
    throw new NspError(
      'not-a-surface-map',
      `${path} holds a volume of ${width} × ${height} × ${depth} voxels, not one value per vertex. Convert it to NIfTI and use image.`,
    );
  }
  const type = MGH_TYPES[code] as NumberType;
  const count = width * height * depth;
  requireLength(bytes, MGH_HEADER + count * bytesPerNumber(type), path);
  return toFloat64(decodeNumbers(bytes, MGH_HEADER, count, type, false));
}

function requireLength(bytes: Uint8Array, least: number, path: string): void {
  if (bytes.length >= least && least > 0) return;
  throw new NspError(
    'damaged-freesurfer',
    `${path} has ${bytes.length} bytes, its header promises ${least}. Copy it again.`,
  );
}

function notOneMap(path: string, count: number): NspError {
  return new NspError(
    'not-one-map',
    `${path} holds ${count} maps. Save the one to compare in a file of its own.`,
  );
}
