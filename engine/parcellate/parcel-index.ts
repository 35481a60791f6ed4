// From the integers of a label image to parcel positions: the i-th smallest integer is line i of the label file.
import { NspError } from '../error.js';
import type { Grid, LabelVolume } from '../formats/nifti.js';

/** A label image whose integers are parcel positions. */
export interface IndexedLabels extends Grid {
  path: string;
  /** The image's integers in ascending order: `ids[p]` became position p. */
  ids: Int32Array;
  /** Parcel position of each voxel, -1 outside; first index fastest. */
  parcels: Int16Array | Int32Array;
}

/** Integers up to this one are looked up in a flat table. */
const TABLE_SIZE = 1 << 20;

/**
 * Gives every voxel the position of its parcel. 0 is background; every other integer is a parcel.
 * @param expectedCount number of parcel labels; null takes the image's own count
 * @throws NspError `parcel-count` when the image does not hold that many integers, naming them
 */
export function parcelIndex(labels: LabelVolume, expectedCount: number | null): IndexedLabels {
  const ids = distinctLabels(labels.data);
  if (ids.length === 0) {
    throw new NspError(
      'parcel-count',
      `${labels.path} holds no labels, only 0. Name a label image.`,
    );
  }
  if (expectedCount !== null && ids.length !== expectedCount) {
    throw countError(labels.path, ids, expectedCount);
  }
  const size = labels.data.length;
  const parcels = ids.length <= 0x7fff ? new Int16Array(size) : new Int32Array(size);
  relabel(labels.data, ids, parcels);
  return { path: labels.path, dims: labels.dims, affine: labels.affine, ids, parcels };
}

function distinctLabels(data: LabelVolume['data']): Int32Array {
  const small = new Uint8Array(TABLE_SIZE);
  const others = new Set<number>();
  for (let i = 0; i < data.length; i++) {
    const label = data[i] as number;
    if (label >= 0 && label < TABLE_SIZE) small[label] = 1;
    else others.add(label);
  }
  for (let label = 1; label < TABLE_SIZE; label++) if (small[label] === 1) others.add(label);
  return Int32Array.from(others).sort();
}

function relabel(
  data: LabelVolume['data'],
  ids: Int32Array,
  parcels: Int16Array | Int32Array,
): void {
  const first = ids[0] as number;
  const last = ids[ids.length - 1] as number;
  if (first >= 0 && last < TABLE_SIZE) {
    const table = new Int32Array(last + 1).fill(-1);
    ids.forEach((id, position) => (table[id] = position));
    for (let i = 0; i < data.length; i++) parcels[i] = table[data[i] as number] as number;
    return;
  }
  const table = new Map([...ids].map((id, position) => [id, position]));
  for (let i = 0; i < data.length; i++) parcels[i] = table.get(data[i] as number) ?? -1;
}

/** Names what fits the usual numbering 1…n worst: the integers beyond it, the ones missing from it, or simply all. */
function countError(path: string, ids: Int32Array, expected: number): NspError {
  const found = new Set(ids);
  const extra = [...ids].filter((id) => id < 1 || id > expected);
  const absent = Array.from({ length: expected }, (_, i) => i + 1).filter((id) => !found.has(id));
  const details = [
    extra.length > 0 ? `unexpected: ${some(extra)}` : '',
    absent.length > 0 && absent.length < expected ? `absent: ${some(absent)}` : '',
  ].filter((text) => text !== '');
  const counts = `${path} holds ${ids.length} label integers, the parcellation has ${expected} labels`;
  const way =
    'Line i of the label file names the i-th smallest integer of the image; make them agree.';
  return new NspError('parcel-count', `${counts} (${details.join('; ')}). ${way}`);
}

function some(values: number[]): string {
  const shown = values.slice(0, 10).join(', ');
  return values.length > 10 ? `${shown} and ${values.length - 10} more` : shown;
}
