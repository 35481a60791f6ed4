// The header of a NIfTI-1 or NIfTI-2 file: dimensions, data type, scaling, and where the voxels lie in space.
// Layouts: nifti.nimh.nih.gov/nifti-1 (nifti1.h) and nifti.nimh.nih.gov/nifti-2 (nifti2.h).
import { NspError } from '../error.js';
import { readPrefix } from './bytes.js';
import { columnLength, isInvertible, placement, type Placement } from './nifti-placement.js';
import type { NumberType } from './numbers.js';

export interface VolumeHeader extends Placement {
  path: string;
  version: 1 | 2;
  littleEndian: boolean;
  /** As stored, at least three; trailing axes of length 1 are left out. */
  dims: number[];
  /** mm along the first three axes. */
  voxelSize: number[];
  /** Name of the stored type; those the readers refuse (`RGB24`, …) are no NumberType. */
  datatype: NumberType | RefusedType;
  /** Value = slope · stored + intercept. */
  slope: number;
  intercept: number;
  intent: number;
  /** First byte of the voxels. */
  offset: number;
}

export type RefusedType =
  'binary' | 'complex64' | 'complex128' | 'complex256' | 'float128' | 'RGB24' | 'RGBA32';

const DATATYPES: Record<number, NumberType | RefusedType> = {
  1: 'binary',
  2: 'uint8',
  4: 'int16',
  8: 'int32',
  16: 'float32',
  32: 'complex64',
  64: 'float64',
  128: 'RGB24',
  256: 'int8',
  512: 'uint16',
  768: 'uint32',
  1024: 'int64',
  1280: 'uint64',
  1536: 'float128',
  1792: 'complex128',
  2048: 'complex256',
  2304: 'RGBA32',
};

type Field = [
  offset: number,
  kind: 'int16' | 'int32' | 'int64' | 'float32' | 'float64',
  count: number,
];
type FieldName =
  | 'intent'
  | 'datatype'
  | 'dim'
  | 'pixdim'
  | 'offset'
  | 'slope'
  | 'intercept'
  | 'qform'
  | 'sform'
  | 'quaternion'
  | 'srow';

const LAYOUTS: Record<1 | 2, { size: number; magicAt: number; fields: Record<FieldName, Field> }> =
  {
    1: {
      size: 348,
      magicAt: 344,
      fields: {
        dim: [40, 'int16', 8],
        intent: [68, 'int16', 1],
        datatype: [70, 'int16', 1],
        pixdim: [76, 'float32', 8],
        offset: [108, 'float32', 1],
        slope: [112, 'float32', 1],
        intercept: [116, 'float32', 1],
        qform: [252, 'int16', 1],
        sform: [254, 'int16', 1],
        quaternion: [256, 'float32', 6],
        srow: [280, 'float32', 12],
      },
    },
    2: {
      size: 540,
      magicAt: 4,
      fields: {
        datatype: [12, 'int16', 1],
        dim: [16, 'int64', 8],
        pixdim: [104, 'float64', 8],
        offset: [168, 'int64', 1],
        slope: [176, 'float64', 1],
        intercept: [184, 'float64', 1],
        qform: [344, 'int32', 1],
        sform: [348, 'int32', 1],
        quaternion: [352, 'float64', 6],
        srow: [400, 'float64', 12],
        intent: [504, 'int32', 1],
      },
    },
  };

/** True for the header of a CIFTI file, whose numbers are no voxels (intents 3000 to 3099). */
export const isCifti = ({ intent }: VolumeHeader): boolean => intent >= 3000 && intent < 3100;

/** Bytes that hold any header. */
const PREFIX = 544;

/**
 * Reads the header of a .nii or .nii.gz file from its first bytes.
 * @throws NspError `not-nifti`, `nifti-pair`, `bad-nifti-header` and those of readPrefix
 */
export async function readVolumeHeader(path: string): Promise<VolumeHeader> {
  return parseVolumeHeader(await readPrefix(path, PREFIX), path);
}

/** As {@link readVolumeHeader}, from the first bytes of the decompressed content. */
export function parseVolumeHeader(bytes: Uint8Array, path: string): VolumeHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { version, littleEndian } = recognise(view, path);
  const { fields, size } = LAYOUTS[version];
  const numbers = (name: FieldName): number[] => readField(view, fields[name], littleEndian);
  const number = (name: FieldName): number => numbers(name)[0] as number;
  const pixdim = numbers('pixdim');
  const datatype = DATATYPES[number('datatype')];
  if (datatype === undefined) throw badHeader(path, `an unknown data type (${number('datatype')})`);
  const slope = number('slope');
  const scaled = Number.isFinite(slope) && slope !== 0;
  const intercept = scaled ? number('intercept') : 0;
  if (!Number.isFinite(intercept)) throw badHeader(path, 'a slope without an intercept');
  const placed = placement(
    number('sform'),
    number('qform'),
    numbers('srow'),
    numbers('quaternion'),
    pixdim,
  );
  if (!isInvertible(placed.affine))
    throw badHeader(path, 'an orientation that maps voxels to no place');
  return {
    path,
    version,
    littleEndian,
    dims: dimensions(numbers('dim'), path),
    voxelSize: [0, 1, 2].map((axis) => columnLength(placed.affine, axis)),
    datatype,
    slope: scaled ? slope : 1,
    intercept,
    ...placed,
    intent: number('intent'),
    offset: Math.max(number('offset'), size + 4),
  };
}

function recognise(view: DataView, path: string): { version: 1 | 2; littleEndian: boolean } {
  for (const version of [1, 2] as const) {
    const { size, magicAt } = LAYOUTS[version];
    if (view.byteLength < size) continue;
    const littleEndian = view.getInt32(0, true) === size;
    if (!littleEndian && view.getInt32(0, false) !== size) continue;
    const magic = String.fromCharCode(...[0, 1, 2].map((i) => view.getUint8(magicAt + i)));
    if (magic === `n+${version}`) return { version, littleEndian };
    const way = 'Convert it to a single .nii or .nii.gz file.';
    if (magic === `ni${version}`) {
      throw new NspError('nifti-pair', `${path} is one half of a NIfTI .hdr/.img pair. ${way}`);
    }
    if (version === 1) {
      throw new NspError(
        'nifti-pair',
        `${path} is an Analyze 7.5 header, which does not tell left from right. ${way}`,
      );
    }
  }
  if (/\.img(\.gz)?$/i.test(path)) {
    const way = 'Convert it to a single .nii or .nii.gz file.';
    throw new NspError('nifti-pair', `${path} is one half of an .hdr/.img pair. ${way}`);
  }
  throw new NspError('not-nifti', `${path} is not a NIfTI image (.nii, .nii.gz).`);
}

function readField(view: DataView, [offset, kind, count]: Field, littleEndian: boolean): number[] {
  const read: Record<Field[1], [bytes: number, at: (position: number) => number]> = {
    int16: [2, (position) => view.getInt16(position, littleEndian)],
    int32: [4, (position) => view.getInt32(position, littleEndian)],
    int64: [8, (position) => Number(view.getBigInt64(position, littleEndian))],
    float32: [4, (position) => view.getFloat32(position, littleEndian)],
    float64: [8, (position) => view.getFloat64(position, littleEndian)],
  };
  const [bytes, at] = read[kind];
  return Array.from({ length: count }, (_, i) => at(offset + i * bytes));
}

const badHeader = (path: string, what: string): NspError =>
  new NspError('bad-nifti-header', `${path} has ${what} in its header. Write the image again.`);

function dimensions([rank = 0, ...lengths]: number[], path: string): number[] {
  const dims = lengths.slice(0, rank);
  while (dims.length > 3 && dims.at(-1) === 1) dims.pop();
  while (dims.length < 3) dims.push(1);
  if (rank < 1 || rank > 7 || dims.some((length) => length < 1))
    throw badHeader(path, 'impossible dimensions');
  return dims;
}
