// GIFTI files: surfaces, per-vertex values and per-vertex labels, in every encoding of the standard but external files.
import { NspError } from '../error.js';
import { decodeText, readBytes, type ReadOptions } from './bytes.js';
import { damagedGifti, decodeArray, type GiftiArray } from './gifti-values.js';
import { parseGiftiXml } from './gifti-xml.js';
import { toFloat64, toInt32 } from './numbers.js';

export interface Gifti {
  arrays: GiftiArray[];
  /** Names by label value; empty when the file has none. */
  labelTable: Map<number, string>;
}

export interface Surface {
  /** `[vertex][x, y, z]`, mm. */
  vertices: Float64Array;
  /** `[triangle][3]`, vertex numbers from 0. */
  triangles: Int32Array;
}

/**
 * Reads a GIFTI file (.gii, or gzipped as a whole).
 * @throws NspError `not-gifti`, `damaged-gifti`, `gifti-type`, `gifti-external` and those of readBytes
 */
export async function readGifti(path: string, options: ReadOptions = {}): Promise<Gifti> {
  const bytes = await readBytes(path, options);
  return parseGifti(bytes, path);
}

/** As {@link readGifti}, from bytes; `path` only names the file in errors. */
export function parseGifti(bytes: Uint8Array, path: string): Gifti {
  if (bytes[0] === 0 || bytes[0] === 0xff) {
    throw new NspError('not-gifti', `${path} is not a GIFTI file (.gii). Convert it to GIFTI.`);
  }
  const { arrays, labelTable } = parseGiftiXml(decodeText(bytes, path), path);
  return { arrays: arrays.map((array) => decodeArray(array, path)), labelTable };
}

/**
 * The mesh of a .surf.gii file.
 * @throws NspError `not-a-surface` when it has no points or triangles, and those of {@link readGifti}
 */
export async function readSurface(path: string, options: ReadOptions = {}): Promise<Surface> {
  const { arrays } = await readGifti(path, options);
  const points = arrays.find(({ intent }) => intent === 'NIFTI_INTENT_POINTSET');
  const faces = arrays.find(({ intent }) => intent === 'NIFTI_INTENT_TRIANGLE');
  if (points?.dims[1] !== 3 || faces?.dims[1] !== 3 || !(faces.data instanceof Int32Array)) {
    throw new NspError(
      'not-a-surface',
      `${path} has no mesh of points and triangles. Name a .surf.gii file.`,
    );
  }
  const vertices = toFloat64(points.data);
  const count = vertices.length / 3;
  if (faces.data.some((vertex) => vertex < 0 || vertex >= count)) {
    throw damagedGifti(path, `has triangles with vertices it does not hold`);
  }
  return { vertices, triangles: faces.data };
}

/** Arrays that hold one number per vertex, whatever their intent. */
function vertexArrays({ arrays }: Gifti): GiftiArray[] {
  const geometry = ['NIFTI_INTENT_POINTSET', 'NIFTI_INTENT_TRIANGLE'];
  return arrays.filter(({ intent }) => !geometry.includes(intent));
}

/**
 * The labels of a .label.gii file, one per vertex; 0 is no parcel.
 * @throws NspError `not-labels` when there is not exactly one array of integers per vertex, and those of {@link readGifti}
 */
export async function readSurfaceLabels(
  path: string,
  options: ReadOptions = {},
): Promise<Int32Array> {
  return labelsOf(await readGifti(path, options), path);
}

/** As {@link readSurfaceLabels}, from a GIFTI file that is read already; `path` only names it in errors. */
export function labelsOf(gifti: Gifti, path: string): Int32Array {
  const all = vertexArrays(gifti);
  const marked = all.filter(({ intent }) => intent === 'NIFTI_INTENT_LABEL');
  const [only, ...others] = marked.length > 0 ? marked : all;
  if (only === undefined || others.length > 0) {
    const count = only === undefined ? 'no' : String(others.length + 1);
    throw new NspError(
      'not-labels',
      `${path} holds ${count} label arrays. Name a file with exactly one.`,
    );
  }
  const labels = toInt32(only.data);
  if (labels instanceof Int32Array) return labels;
  const text = `${path} holds the value ${labels.notInteger}, so it is no file of integer labels`;
  throw new NspError('not-labels', `${text}. Name a .label.gii file.`);
}

/**
 * The values of a .func.gii or .shape.gii file, one per vertex; NaN is missing.
 * @throws NspError `not-one-map` when it holds none or several maps
 */
export function valuesOf(gifti: Gifti, path: string): Float64Array {
  const [only, ...others] = vertexArrays(gifti);
  if (only === undefined || others.length > 0) {
    const count = only === undefined ? 'no' : String(others.length + 1);
    throw new NspError(
      'not-one-map',
      `${path} holds ${count} maps. Save the one to compare in a file of its own.`,
    );
  }
  return toFloat64(only.data);
}
