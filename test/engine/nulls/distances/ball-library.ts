// A data folder with a small parcellation on a bumpy sphere and in a small volume, for tests of distances.
import { encodeVolume } from '../../../../engine/formats/nifti-writer.js';
import { formatGifti } from '../../../../engine/formats/gifti-writer.js';
import { InputLog } from '../../../../engine/library/input-log.js';
import { Cache } from '../../../../engine/library/cache.js';
import {
  loadParcellation,
  type LoadedParcellation,
} from '../../../../engine/library/load/parcellation.js';
import { BlockPool } from '../../../../engine/parallel/pool.js';
import type { Hemisphere } from '../../../../engine/plan.js';
import { folderOf, open, spyOn, type Files, type Spy } from '../../library/small-library.js';
import type { DistanceContext } from '../../../../engine/nulls/distances/blocks.js';
import { bumpySphere, labelled } from './meshes.js';

export const sides = ['L', 'R'] as const;
const PER_SIDE = 3;
export const ballLabels = sides.flatMap((side) => [0, 1, 2].map((i) => `hemi-${side}_lab-${i}`));
const own = (side: Hemisphere): string[] =>
  ballLabels.filter((label) => label.startsWith(`hemi-${side}`));

/** Labelled surfaces `space` of 42 vertices (162 with `fine`), with meshes and medial walls of the given kinds. */
export function ballSurface(space: string, mesh: string | null, fine = false): Files {
  const files: Files = {};
  for (const [s, side] of sides.entries()) {
    const sphere = labelled(bumpySphere(fine ? 2 : 1), PER_SIDE);
    const stem = `parcellation/Ball/${space}/parc-Ball_space-${space}_hemi-${side}`;
    const values = sphere.parcelOfVertex.map((parcel) => parcel + 1 + s * PER_SIDE);
    files[`${stem}.label.gii`] = formatGifti({ kind: 'labels', labels: values, table: [] });
    files[`${stem}.label.txt`] = own(side).join('\n');
    if (mesh === null) continue;
    const template = (kind: string): string =>
      `template/${space}/map/${kind}/tpl-${space}_desc-${kind}_res-ball_hemi-${side}`;
    const { vertices, triangles } = sphere.mesh;
    files[`${template(mesh)}.surf.gii`] = formatGifti({
      kind: 'surface',
      vertices: Float32Array.from(vertices),
      triangles,
    });
    files[`${template('medial')}.label.gii`] = formatGifti({
      kind: 'labels',
      labels: sphere.medial!,
      table: [],
    });
  }
  return files;
}

/** A 1 mm label image of six cubes in a row, 4 voxels long; `thin` makes the last parcel one odd voxel that thinning loses. */
export function ballVolume(space: string, thin = false): Files {
  const dims: [number, number, number] = [24, 4, 4];
  const data = Int16Array.from({ length: 24 * 16 }, (_, at) => {
    const parcel = Math.floor((at % 24) / 4) + 1;
    return thin && parcel === 6 ? (at === 21 ? 6 : 0) : parcel;
  });
  const affine = Float64Array.of(1, 0, 0, -12, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
  const stem = `parcellation/Ball/${space}/parc-Ball_space-${space}`;
  return {
    [`${stem}.label.nii`]: encodeVolume({ dims, affine, data }),
    [`${stem}.label.txt`]: ballLabels.join('\n'),
  };
}

/** Distances |i − j| · `step` mm between parcels i and j. */
export const table = (n: number, step: number): string =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => Math.abs(i - j) * step).join(','),
  ).join('\n');

export const storedVolume = (space: string, content = table(6, 7)): Files => ({
  [`parcellation/Ball/${space}/parc-Ball_space-${space}.dist.csv.gz`]: content,
});

export const storedSurface = (space: string, step = 9): Files =>
  Object.fromEntries(
    sides.map((side) => [
      `parcellation/Ball/${space}/parc-Ball_space-${space}_hemi-${side}.dist.csv`,
      table(3, step),
    ]),
  );

export interface Ball {
  parcellation: LoadedParcellation;
  context: DistanceContext & { ctx: Spy['ctx'] };
  spy: Spy;
}

/** The parcellation `Ball` out of a folder with these files. */
export async function ball(
  files: Files,
  hemispheres: readonly Hemisphere[] = ['L', 'R'],
  cache = new Cache(null),
): Promise<Ball> {
  const yaml = { 'parcellation/Ball/parc.yaml': 'name: Ball\nlabel: Ball\nlevel: cortex\n' };
  const spy = spyOn(open(folderOf({ ...yaml, ...files })));
  const parcellation = await loadParcellation({ kind: 'library', name: 'Ball' }, hemispheres, spy);
  const context = { ...spy, inputs: new InputLog(), cache, pool: new BlockPool(null, 1) };
  return { parcellation, context, spy };
}
