// Files with one number per vertex of a hemisphere, whatever their format: told by their content, not by their name.
import { NspError } from '../error.js';
import type { Hemisphere } from '../plan.js';
import { decodeText, readBytes, type ReadOptions } from './bytes.js';
import { isCiftiFile, readCifti, type CiftiMaps } from './cifti.js';
import { isAnnot, parseAnnot, type Annotation } from './freesurfer-annot.js';
import { isMgh, isMorph, parseMgh, parseMorph } from './freesurfer.js';
import { labelsOf, parseGifti, valuesOf } from './gifti.js';
import { toInt32 } from './numbers.js';

/** A recogniser and a reader for each format; GIFTI is what remains, since its errors are the clearest for strange files. */
const values: readonly (readonly [
  is: (bytes: Uint8Array, path: string) => boolean,
  parse: (bytes: Uint8Array, path: string) => Float64Array,
])[] = [
  [isMorph, parseMorph],
  [isMgh, parseMgh],
  [(_, path) => /\.(txt|1D)(\.gz)?$/i.test(path), parseNumbers],
];

/**
 * The map of one hemisphere, one value per vertex, NaN missing: GIFTI (.func.gii, .shape.gii), FreeSurfer morphometry and .mgh/.mgz,
 * text with one number a line, or the side of a CIFTI .dscalar.nii with one map.
 * @throws NspError `not-one-map`, `no-cortex`, `not-a-surface-map`, `not-numbers` and those of the format
 */
export async function readVertexValues(
  path: string,
  hemisphere: Hemisphere,
  options: ReadOptions = {},
): Promise<Float64Array> {
  if (await isCiftiFile(path)) {
    return ciftiSide(await readCifti(path, options), hemisphere, path);
  }
  const bytes = await readBytes(path, options);
  const format = values.find(([is]) => is(bytes, path));
  return format ? format[1](bytes, path) : valuesOf(parseGifti(bytes, path), path);
}

/**
 * The labels of one hemisphere, one integer per vertex, with the names the file gives them: GIFTI (.label.gii), FreeSurfer .annot,
 * or the side of a CIFTI .dlabel.nii with one map, where vertices that are not in the file are 0.
 * @throws NspError `not-labels`, `not-one-map`, `no-cortex` and those of the format
 */
export async function readNamedLabels(
  path: string,
  hemisphere: Hemisphere,
  options: ReadOptions = {},
): Promise<Annotation> {
  if (await isCiftiFile(path)) {
    const cifti = await readCifti(path, options);
    const side = ciftiSide(cifti, hemisphere, path);
    return { labels: whole(side, path), names: cifti.labelTable(0) };
  }
  const bytes = await readBytes(path, options);
  if (isAnnot(bytes)) return parseAnnot(bytes, path);
  const gifti = parseGifti(bytes, path);
  return { labels: labelsOf(gifti, path), names: gifti.labelTable };
}

function ciftiSide(cifti: CiftiMaps, hemisphere: Hemisphere, path: string): Float64Array {
  if (cifti.names.length !== 1) {
    throw new NspError(
      'not-one-map',
      `${path} holds ${cifti.names.length} maps. Use image "…" for all of them, or save the one to compare in a file of its own.`,
    );
  }
  const side = cifti.values(0, hemisphere);
  if (side) return side;
  const way = 'Set parcellation_hemi to the side it has, or give a file for this side.';
  throw new NspError('no-cortex', `${path} has no hemisphere ${hemisphere}. ${way}`);
}

function whole(side: Float64Array, path: string): Int32Array {
  const labels = toInt32(side.map((value) => (Number.isNaN(value) ? 0 : value)));
  if (labels instanceof Int32Array) return labels;
  const text = `${path} holds the value ${labels.notInteger}, so it is no file of integer labels`;
  throw new NspError('not-labels', `${text}. Name a .dlabel.nii file.`);
}

function parseNumbers(bytes: Uint8Array, path: string): Float64Array {
  const words = decodeText(bytes, path).split(/\s+/);
  const numbers = words.filter((word) => word !== '');
  const result = Float64Array.from(numbers, Number);
  const wrong = numbers.findIndex(
    (word, i) => Number.isNaN(result[i]) && !/^[+-]?nan$/i.test(word),
  );
  if (wrong < 0 && numbers.length > 0) return result;
  const found = numbers.length === 0 ? 'no numbers' : `"${numbers[wrong]}" in place ${wrong + 1}`;
  throw new NspError('not-numbers', `${path} holds ${found}; expected one number per vertex.`);
}
