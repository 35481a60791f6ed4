// Distance tables of the data library, read and checked (spec/workflows.md 4.7, spec/decisions.md 13).
import { NspError } from '../../error.js';
import { readMatrix } from '../../formats/matrix.js';
import type { InputLog } from '../../library/input-log.js';
import type { LoadedParcellation } from '../../library/load/parcellation.js';
import type { SurfaceLabels, VolumeLabels } from '../../library/parcellation.js';
import { parcelsOf } from '../stored-spins.js';
import type { Distances } from './blocks.js';
import { wholeBrain } from './whole-brain.js';

/** Tables are written with three digits after the point or in float32; what differs by more is no rounding. */
const ROUNDING = 1e-3;

/** One block per hemisphere in use, each from a table of its own. */
export async function storedSurface(
  parcellation: LoadedParcellation,
  { space, hemispheres }: SurfaceLabels,
  inputs: InputLog,
): Promise<Distances> {
  const { name, labels } = parcellation;
  const used = hemispheres.filter(({ hemisphere }) => parcellation.hemisphere.includes(hemisphere));
  const blocks = await Promise.all(
    used.map(async ({ hemisphere, distances }) => {
      const parcels = parcelsOf(parcellation, hemisphere);
      const own = Array.from(parcels, (parcel) => labels[parcel] as string);
      const role = `distances of ${name} (${space}, hemi-${hemisphere})`;
      return { parcels, matrix: await storedDistances(distances as string, own, role, inputs) };
    }),
  );
  return { blocks, space, kind: 'surface', origin: `distances stored for ${name} in ${space}` };
}

/** One block of the whole brain; the table holds every label, whatever hemispheres are chosen. */
export async function storedVolume(
  parcellation: LoadedParcellation,
  { space, distances }: VolumeLabels,
  inputs: InputLog,
): Promise<Distances> {
  const { name, everyLabel } = parcellation;
  const role = `distances of ${name} (${space})`;
  const matrix = await storedDistances(distances as string, everyLabel, role, inputs);
  return wholeBrain(parcellation, space, matrix, `distances stored for ${name} in ${space}`);
}

/**
 * Reads one table, `[i][j]` in the order of `labels`, mm. The diagonal is set to 0; missing cells are NaN.
 * @throws NspError `damaged-distances` for a table that is not symmetric, or not positive between different parcels; and those of readMatrix
 */
export async function storedDistances(
  path: string,
  labels: readonly string[],
  role: string,
  inputs: InputLog,
): Promise<Float64Array> {
  const matrix = await readMatrix(path, labels, { observe: inputs.observe(role) });
  const n = labels.length;
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = 0;
    for (let j = 0; j < i; j++) {
      const below = matrix[i * n + j] as number;
      const above = matrix[j * n + i] as number;
      const between = `${labels[j] as string} and ${labels[i] as string}`;
      if (below <= 0 || above <= 0)
        throw damaged(path, `the distance between ${between} is ${Math.min(below, above)}`);
      if (Math.abs(below - above) > ROUNDING * Math.max(1, below))
        throw damaged(path, `the distances between ${between} are ${above} and ${below}`);
      if (Number.isNaN(below) !== Number.isNaN(above))
        throw damaged(path, `one of the two distances between ${between} is missing`);
      matrix[i * n + j] = above;
    }
  }
  return matrix;
}

function damaged(path: string, what: string): NspError {
  return new NspError(
    'damaged-distances',
    `${path} is no table of distances: ${what}. Replace it by the file of the data library, or remove it: distances are then made here.`,
    { property: 'parcellation' },
  );
}
