// Which parcel each vertex of a labelled surface belongs to; for spins made from the sphere, surface maps and the brain view.
import { NspError } from '../../error.js';
import type { ReadOptions } from '../../formats/bytes.js';
import { readNamedLabels } from '../../formats/vertex-files.js';
import type { Hemisphere } from '../../plan.js';
import type { LoadContext } from '../context.js';
import { someOf } from '../nearest.js';
import type { ParcellationData } from '../parcellation.js';

export interface HemisphereParcels {
  hemisphere: Hemisphere;
  /** GIFTI label file they were read from. */
  path: string;
  /** Per vertex: 0-based index into the labels of the parcellation, -1 for none. */
  parcelOfVertex: Int32Array;
}

/** Names by which label tables call vertices outside the cortex. */
const outside = new Set([
  'unknown',
  'corpuscallosum',
  'background+freesurfer_defined_medial_wall',
  '???',
  'medial_wall',
  'medial wall',
  'medial.wall',
  'medialwall',
  'freesurfer_defined_medial_wall',
  'background',
]);

/** Label values of the vertices and the distinct ones that stand for parcels, ascending. */
export interface VertexLabels {
  labels: Int32Array;
  values: number[];
  /** Names by value, as the file has them; empty when it has none. */
  names: Map<number, string>;
}

/**
 * Reads a label file of one hemisphere: GIFTI, FreeSurfer .annot, or the side of a CIFTI .dlabel.nii. Values below 1 are background;
 * so are values whose name in the label table says so.
 * @param expected number of parcels if known: the label table is only asked when the values are more
 */
export async function readVertexLabels(
  path: string,
  hemisphere: Hemisphere,
  expected: number | null,
  options: ReadOptions = {},
): Promise<VertexLabels> {
  const { labels, names } = await readNamedLabels(path, hemisphere, options);
  const values = [...new Set(labels)].filter((value) => value > 0).sort((a, b) => a - b);
  if (expected !== null && values.length <= expected) return { labels, values, names };
  return {
    labels,
    names,
    values: values.filter((value) => !outside.has((names.get(value) ?? '').toLowerCase())),
  };
}

/**
 * Reads the surface labels of a parcellation in one space. In each hemisphere the i-th smallest value is the i-th parcel of that
 * side, so right hemispheres may continue the left numbers or begin at 1 again.
 * @throws NspError `no-surface`, `labels-do-not-fit`
 */
export async function surfaceParcels(
  parcellation: ParcellationData,
  space: string,
  { inputs }: Pick<LoadContext, 'inputs'>,
): Promise<HemisphereParcels[]> {
  const surface = parcellation.surfaces.find((one) => one.space === space);
  if (!surface) {
    const known = parcellation.surfaces.map((one) => one.space).join(', ') || 'none';
    throw new NspError(
      'no-surface',
      `The parcellation ${parcellation.name} has no surface in ${space} (surfaces: ${known}).`,
    );
  }
  return Promise.all(
    surface.hemispheres.map(async ({ hemisphere, image }) => {
      const own = parcellation.hemisphere.flatMap((side, i) => (side === hemisphere ? [i] : []));
      const observe = inputs.observe(
        `labels of ${parcellation.name} (${space}, hemi-${hemisphere})`,
      );
      const { labels, values } = await readVertexLabels(image, hemisphere, own.length, { observe });
      const indices = withinHemisphere(values, own.length, parcellation, hemisphere, image);
      const parcelOf = new Map(values.map((value, i) => [value, own[indices[i] ?? -1] ?? -1]));
      return {
        hemisphere,
        path: image,
        parcelOfVertex: labels.map((value) => parcelOf.get(value) ?? -1),
      };
    }),
  );
}

/**
 * Index of the parcel within its hemisphere for each label value. A parcel without vertices is allowed where the numbers say
 * which one it is (1 … n, or continued from the left hemisphere).
 */
function withinHemisphere(
  values: readonly number[],
  count: number,
  { name, hemisphere: sides }: ParcellationData,
  hemisphere: Hemisphere,
  path: string,
): number[] {
  if (values.length === count) return values.map((_, i) => i);
  const left = sides.filter((side) => side === 'L').length;
  const starts = hemisphere === 'R' ? [left + 1, 1] : [1];
  const start = starts.find((first) =>
    values.every((value) => value >= first && value < first + count),
  );
  if (values.length < count && values.length > 0 && start !== undefined) {
    return values.map((value) => value - start);
  }
  throw new NspError(
    'labels-do-not-fit',
    `${path} has ${values.length} label values (${someOf(values.map(String))}), but ${name} has ${count} parcels in hemisphere ${hemisphere}. Check that label image and label text file belong together.`,
  );
}
