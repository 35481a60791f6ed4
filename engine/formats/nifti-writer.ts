// Writes NIfTI-1 images (.nii, .nii.gz) with an s-form; the demo library is made with it.
import { writeBytes } from './bytes.js';
import { encodeNumbers } from './numbers.js';
import type { Grid } from './nifti.js';

export interface VolumeToWrite extends Grid {
  /** Stored as they are; the first index runs fastest. */
  data: Uint8Array | Int16Array | Int32Array | Float32Array | Float64Array;
  /** Value = slope · stored + intercept; absent: 1 and 0. */
  slope?: number;
  intercept?: number;
  /** 4 = MNI152, 2 = aligned to another file (absent). */
  formCode?: 1 | 2 | 3 | 4;
  /** At most 79 bytes. */
  description?: string;
}

const CODES: [new (length: number) => VolumeToWrite['data'], code: number][] = [
  [Uint8Array, 2],
  [Int16Array, 4],
  [Int32Array, 8],
  [Float32Array, 16],
  [Float64Array, 64],
];
const HEADER = 352;

/** The bytes of a NIfTI-1 file, little-endian. @throws RangeError when `data` does not fill `dims` */
export function encodeVolume(volume: VolumeToWrite): Uint8Array {
  const { dims, affine, data } = volume;
  if (data.length !== dims[0] * dims[1] * dims[2]) {
    throw new RangeError(`${data.length} values for a grid of ${dims.join(' × ')}`);
  }
  const code = CODES.find(([type]) => data instanceof type)?.[1] ?? 64;
  const header = Buffer.alloc(HEADER);
  header.writeInt32LE(348, 0);
  [3, ...dims, 1, 1, 1, 1].forEach((length, i) => header.writeInt16LE(length, 40 + 2 * i));
  header.writeInt16LE(code, 70);
  header.writeInt16LE(8 * data.BYTES_PER_ELEMENT, 72);
  header.writeFloatLE(1, 76);
  for (let axis = 0; axis < 3; axis++) {
    const size = Math.hypot(...[0, 4, 8].map((row) => affine[row + axis] as number));
    header.writeFloatLE(size, 80 + 4 * axis);
  }
  header.writeFloatLE(HEADER, 108);
  header.writeFloatLE(volume.slope ?? 1, 112);
  header.writeFloatLE(volume.intercept ?? 0, 116);
  header.writeUInt8(2, 123);
  header.write((volume.description ?? '').slice(0, 79), 148, 'latin1');
  header.writeInt16LE(volume.formCode ?? 2, 254);
  affine.subarray(0, 12).forEach((value, i) => header.writeFloatLE(value, 280 + 4 * i));
  header.write('n+1\0', 344, 'latin1');
  return Buffer.concat([header, encodeNumbers(data)]);
}

/** Writes an image; compressed when the name ends in `.gz`. */
export async function writeVolume(path: string, volume: VolumeToWrite): Promise<void> {
  await writeBytes(path, encodeVolume(volume));
}
