// CIFTI-2 files with one or several maps over the cortical surfaces (.dscalar.nii, .dlabel.nii): each map as values per vertex.
import { NspError } from '../error.js';
import type { Hemisphere } from '../plan.js';
import { readBytes, readPrefix, type ReadOptions } from './bytes.js';
import { parseCiftiXml, type BrainModel, type CiftiAxes } from './cifti-xml.js';
import { isCifti, parseVolumeHeader, type VolumeHeader } from './nifti-header.js';
import { bytesPerNumber, decodeNumbers, isNumberType, toFloat64 } from './numbers.js';

export interface CiftiMaps {
  /** Names of the maps as the file has them; may be empty strings. */
  names: string[];
  /** Hemispheres the file has, with the vertices of the whole surface. */
  vertices: Partial<Record<Hemisphere, number>>;
  /** One value per vertex of a map; vertices that the file leaves out (medial wall) are NaN. Undefined without that hemisphere. */
  values(map: number, hemisphere: Hemisphere): Float64Array | undefined;
  /** Names by value of a label map; empty for scalars. */
  labelTable(map: number): Map<number, string>;
}

const CORTEX: Readonly<Record<Hemisphere, string>> = {
  L: 'CIFTI_STRUCTURE_CORTEX_LEFT',
  R: 'CIFTI_STRUCTURE_CORTEX_RIGHT',
};

/** Bytes that hold the header and the beginning of the extensions. */
const HEADER = 544;
/** The number by which NIfTI marks the CIFTI extension. */
const EXTENSION = 32;

/** True when the file's name says CIFTI (`.dscalar.nii`); {@link readCifti} looks at the content. */
export const hasCiftiName = (path: string): boolean =>
  /\.d(scalar|label|tseries)\.nii$/i.test(path);

/** True when the header of a NIfTI file says that it is a CIFTI file. False for anything else. */
export async function isCiftiFile(path: string): Promise<boolean> {
  if (!/\.nii$/i.test(path)) return false;
  try {
    return isCifti(parseVolumeHeader(await readPrefix(path, HEADER), path));
  } catch (error) {
    if (error instanceof NspError) return false;
    throw error;
  }
}

/**
 * Reads the maps of a .dscalar.nii or .dlabel.nii file. Voxels (subcortex, cerebellum) are left out.
 * @throws NspError `not-cifti`, `cifti-kind`, `damaged-cifti`, `no-cortex` and those of readBytes
 */
export async function readCifti(path: string, options: ReadOptions = {}): Promise<CiftiMaps> {
  const bytes = await readBytes(path, options);
  const header = parseVolumeHeader(bytes, path);
  if (!isCifti(header)) {
    throw new NspError('not-cifti', `${path} is a plain NIfTI image, not a CIFTI file.`);
  }
  const axes = parseCiftiXml(extension(bytes, header), path);
  const matrix = matrixOf(bytes, header, axes);
  const cortex = (side: Hemisphere): BrainModel | undefined =>
    axes.models.find(({ structure }) => structure === CORTEX[side]);
  const [left, right] = [cortex('L'), cortex('R')];
  if (!left && !right) {
    const way = 'Use a file with the left or right cortex.';
    throw new NspError('no-cortex', `${path} has no values on the cortical surface. ${way}`);
  }
  for (const model of [left, right]) if (model) requireModel(model, matrix.rows, path);
  return {
    names: Array.from({ length: matrix.maps }, (_, map) => axes.maps?.names[map] ?? ''),
    vertices: { ...(left && { L: left.vertices }), ...(right && { R: right.vertices }) },
    values: (map, side) => spread(map, cortex(side), matrix),
    labelTable: (map) => axes.maps?.tables[map] ?? new Map<number, string>(),
  };
}

interface Matrix {
  maps: number;
  rows: number;
  /** Element of a map at a row of the dense axis. */
  at: (map: number, row: number) => number;
}

function matrixOf(bytes: Uint8Array, header: VolumeHeader, axes: CiftiAxes): Matrix {
  const { path, datatype, offset } = header;
  const [dense, other] = [axes.denseDimension, axes.maps];
  if (dense === null || other === null || !['SCALARS', 'LABELS'].includes(other.kind)) {
    const kind = other?.kind.toLowerCase() ?? 'no maps';
    const way = 'Export the map to compare as .dscalar.nii.';
    throw new NspError('cifti-kind', `${path} is a CIFTI file of another kind (${kind}). ${way}`);
  }
  // Axes 5 and 6 of the header are matrix dimensions 0 and 1; dimension 0 runs fastest.
  const lengths = [header.dims[4] ?? 1, header.dims[5] ?? 1];
  const count = (lengths[0] ?? 1) * (lengths[1] ?? 1);
  if (!isNumberType(datatype) || offset + count * bytesPerNumber(datatype) > bytes.length) {
    throw damaged(path, 'is cut off or of an unknown data type');
  }
  const stored = decodeNumbers(bytes, offset, count, datatype, header.littleEndian);
  const values = toFloat64(stored, header.slope, header.intercept);
  const width = lengths[0] ?? 1;
  return {
    maps: lengths[other.dimension] ?? 0,
    rows: lengths[dense] ?? 0,
    at: (map, row) => values[dense === 1 ? map + width * row : row + width * map] as number,
  };
}

/** Text of the CIFTI extension, which stands between header and data. */
function extension(bytes: Uint8Array, { path, offset, littleEndian }: VolumeHeader): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = Math.min(offset, bytes.length);
  for (let at = HEADER; at + 8 <= end;) {
    const size = view.getInt32(at, littleEndian);
    if (size < 16 || at + size > end) break;
    if (view.getInt32(at + 4, littleEndian) === EXTENSION) {
      return new TextDecoder().decode(bytes.subarray(at + 8, at + size)).replace(/\0+\s*$/, '');
    }
    at += size;
  }
  throw damaged(path, 'has no CIFTI information');
}

function requireModel({ structure, ...model }: BrainModel, rows: number, path: string): void {
  const fits =
    model.indices.length === model.count
    && model.offset >= 0
    && model.offset + model.count <= rows
    && model.indices.every((vertex) => vertex >= 0 && vertex < model.vertices);
  if (!fits) throw damaged(path, `contradicts itself about ${structure}`);
}

function spread(
  map: number,
  model: BrainModel | undefined,
  { maps, at }: Matrix,
): Float64Array | undefined {
  if (!model || map < 0 || map >= maps) return undefined;
  const values = new Float64Array(model.vertices).fill(NaN);
  model.indices.forEach((vertex, i) => (values[vertex] = at(map, model.offset + i)));
  return values;
}

const damaged = (path: string, what: string): NspError =>
  new NspError('damaged-cifti', `${path} ${what}. Download or copy it again.`);
