// NIfTI images: one volume of numbers, or one of integer labels.
import { NspError } from '../error.js';
import { readBytes, type ReadOptions } from './bytes.js';
import { isCifti, parseVolumeHeader, readVolumeHeader, type VolumeHeader } from './nifti-header.js';
import { bytesPerNumber, decodeNumbers, isNumberType, toFloat64, toInt32 } from './numbers.js';
import type { NumberType, NumericArray } from './numbers.js';

export { readVolumeHeader, type VolumeHeader } from './nifti-header.js';

/** A grid of voxels in space. The first index runs fastest: voxel (i, j, k) is element i + dims[0]·(j + dims[1]·k). */
export interface Grid {
  dims: [number, number, number];
  /** Voxel index (i, j, k) → mm, 4 × 4 row-major. */
  affine: Float64Array;
}

export interface Volume extends Grid {
  path: string;
  /** slope · stored + intercept; float32 without scaling stays as it is stored. NaN and infinite values are kept. */
  data: Float32Array | Float64Array;
  datatype: NumberType;
  /** Things the person should know, as sentences; the caller passes them on. */
  warnings: VolumeWarning[];
}

export interface VolumeWarning {
  code: 'no-orientation';
  message: string;
}

export type LabelArray = Exclude<
  NumericArray,
  BigInt64Array | BigUint64Array | Float32Array | Float64Array
>;

export interface LabelVolume extends Grid {
  path: string;
  /** Integer labels as stored; 0 is background. */
  data: LabelArray;
  datatype: NumberType;
  warnings: VolumeWarning[];
}

/**
 * Reads a NIfTI-1 or -2 image of one volume (.nii, .nii.gz).
 * @throws NspError `not-one-volume`, `cifti`, `nifti-type`, `truncated-nifti`, and those of readVolumeHeader and readBytes
 */
export async function readVolume(path: string, options: ReadOptions = {}): Promise<Volume> {
  const { header, stored, ...grid } = await readStored(path, options);
  const scaled = header.slope !== 1 || header.intercept !== 0;
  if (stored instanceof Float32Array && !scaled) return { ...grid, data: stored };
  return { ...grid, data: toFloat64(stored, header.slope, header.intercept) };
}

/**
 * Reads an image of integer labels, without a copy where the stored numbers are integers already.
 * @throws NspError `not-labels` naming the first value that is no integer, and those of {@link readVolume}
 */
export async function readLabelVolume(
  path: string,
  options: ReadOptions = {},
): Promise<LabelVolume> {
  const { header, stored, ...grid } = await readStored(path, options);
  const scaled = header.slope !== 1 || header.intercept !== 0;
  return {
    ...grid,
    data: toLabels(scaled ? toFloat64(stored, header.slope, header.intercept) : stored, path),
  };
}

type Stored = Omit<Volume, 'data'> & { header: VolumeHeader; stored: NumericArray };

async function readStored(path: string, options: ReadOptions): Promise<Stored> {
  requireOneVolume(await readVolumeHeader(path));
  const bytes = await readBytes(path, options);
  const header = parseVolumeHeader(bytes, path);
  const { dims, datatype } = requireOneVolume(header);
  const count = dims[0] * dims[1] * dims[2];
  const expected = header.offset + count * bytesPerNumber(datatype);
  if (bytes.length < expected) {
    const sizes = `${bytes.length} bytes where its header promises ${expected}`;
    throw new NspError(
      'truncated-nifti',
      `${path} is cut off: ${sizes}. Download or copy it again.`,
    );
  }
  const stored = decodeNumbers(bytes, header.offset, count, datatype, header.littleEndian);
  return {
    path,
    dims,
    affine: header.affine,
    datatype,
    warnings: warningsOf(header),
    header,
    stored,
  };
}

function requireOneVolume(header: VolumeHeader): { dims: Grid['dims']; datatype: NumberType } {
  const { path, dims, datatype } = header;
  if (isCifti(header)) {
    const way = 'Name it twice after surface (left and right come from the same file).';
    throw new NspError('cifti', `${path} is a CIFTI file, not an image of voxels. ${way}`);
  }
  const [x = 1, y = 1, z = 1, ...more] = dims;
  if (more.length > 0) {
    const way = 'Save the one to compare, or their mean, as a 3-D image.';
    const volumes = more.reduce((product, length) => product * length, 1);
    throw new NspError(
      'not-one-volume',
      `${path} holds ${volumes} volumes (${dims.join(' × ')}). ${way}`,
    );
  }
  if (!isNumberType(datatype)) {
    const way = 'Save it as float32 or integers.';
    throw new NspError('nifti-type', `${path} holds ${datatype} values, not plain numbers. ${way}`);
  }
  return { dims: [x, y, z], datatype };
}

function warningsOf(header: VolumeHeader): VolumeWarning[] {
  if (header.affineFrom !== 'pixdim') return [];
  const message =
    `${header.path} does not say where it lies in space (no s-form, no q-form); its first voxel was put at 0, 0, 0 mm. `
    + 'Values of parcels are only right if that is where it belongs. Set the s-form of the image.';
  return [{ code: 'no-orientation', message }];
}

function toLabels(stored: NumericArray, path: string): LabelArray {
  if (
    !(stored instanceof Float32Array)
    && !(stored instanceof Float64Array)
    && !(stored instanceof BigInt64Array)
    && !(stored instanceof BigUint64Array)
  ) {
    return stored;
  }
  const labels = toInt32(stored);
  if (labels instanceof Int32Array) return labels;
  const text = `${path} holds the value ${labels.notInteger}, so it is no image of integer labels`;
  throw new NspError('not-labels', `${text}. Resample label images with nearest neighbour.`);
}
