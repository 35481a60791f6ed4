// Geodesic distances of a labelled surface: finds its mesh and medial wall in the templates, and keeps what was made in the cache.
import { NspError } from '../../error.js';
import type { Surface } from '../../formats/gifti.js';
import { sha256 } from '../../library/cache.js';
import type { LoadedParcellation } from '../../library/load/parcellation.js';
import { surfaceParcels, type HemisphereParcels } from '../../library/load/surface-parcels.js';
import type { SurfaceLabels } from '../../library/parcellation.js';
import { cortexMesh, medial } from '../../library/templates.js';
import type { Hemisphere } from '../../plan.js';
import { parcelsOf } from '../stored-spins.js';
import type { DistanceBlock, DistanceContext, Distances } from './blocks.js';
import { geodesicDistances, type LabelledMesh } from './surface.js';

/** Raised when the numbers change, so that stored ones are made again. */
const ALGORITHM = 'direct and indirect edges 1';

interface Side extends LabelledMesh {
  hemisphere: Hemisphere;
  own: Int32Array;
  /** Kind of the mesh: `pial`. */
  kind: string;
}

/**
 * Makes the distances of the first surface with the fewest vertices whose meshes are in the library, one block per hemisphere.
 * @throws NspError `no-mesh` naming the files that are missing
 */
export async function surfaceDistances(
  parcellation: LoadedParcellation,
  surfaces: readonly SurfaceLabels[],
  context: DistanceContext,
): Promise<Distances> {
  const { space, sides } = await coarsest(parcellation, surfaces, context);
  const blocks: DistanceBlock[] = [];
  const total = sides.reduce((sum, side) => sum + labelledVertices(side), 0);
  let before = 0;
  for (const side of sides) {
    const report = (done: number): void =>
      context.ctx.report(Math.min(before + done, total), total, 'vertices');
    blocks.push({
      parcels: side.own,
      matrix: await cached(parcellation.name, space, side, report, context),
    });
    before += labelledVertices(side);
  }
  const kinds = [...new Set(sides.map(({ kind }) => kind))].join(' and ');
  return {
    blocks,
    space,
    kind: 'surface',
    origin: `mean geodesic distances over all vertex pairs, made from the ${kinds} surface of ${space}`,
  };
}

const labelledVertices = ({ parcelOfVertex }: Side): number =>
  parcelOfVertex.reduce((count, parcel) => count + Number(parcel >= 0), 0);

async function cached(
  name: string,
  space: string,
  side: Side,
  report: (done: number) => void,
  { cache, pool, ctx }: DistanceContext,
): Promise<Float64Array> {
  const { hemisphere, mesh, parcelOfVertex, parcels, medial: mask } = side;
  const array = await cache.get(
    {
      room: 'distances',
      name: `${name}_space-${space}_hemi-${hemisphere}`,
      ingredients: {
        algorithm: ALGORITHM,
        parcels,
        labels: sha256(parcelOfVertex),
        mesh: sha256(mesh.vertices, mesh.triangles),
        medial: mask ? sha256(mask) : 'none',
      },
    },
    async () => ({
      shape: [parcels, parcels],
      data: await geodesicDistances(side, pool, { signal: ctx.signal, onDone: report }),
    }),
    (message) => ctx.log(message),
  );
  return array.data as Float64Array;
}

async function coarsest(
  parcellation: LoadedParcellation,
  surfaces: readonly SurfaceLabels[],
  context: DistanceContext,
): Promise<{ space: string; sides: Side[] }> {
  const missing: string[] = [];
  const labelled = await Promise.all(
    surfaces.map(async ({ space }) => ({
      space,
      sides: await surfaceParcels(parcellation, space, context),
    })),
  );
  const vertices = (sides: HemisphereParcels[]): number =>
    sides.reduce((sum, side) => sum + side.parcelOfVertex.length, 0);
  for (const { space, sides } of labelled.sort((a, b) => vertices(a.sides) - vertices(b.sides))) {
    const found = await Promise.all(
      sides.map((side) => withMesh(parcellation, space, side, context, missing)),
    );
    const complete = found.filter((side) => side !== null);
    if (complete.length === sides.length)
      return { space, sides: complete.filter(({ parcels }) => parcels > 0) };
  }
  throw new NspError(
    'no-mesh',
    `Distances along the cortex need a mesh, and the data library has none that fits ${parcellation.name}. Put ${missing.join(', or ')} into a data folder, or use maps_method: random.`,
    { property: 'null_space' },
  );
}

async function withMesh(
  parcellation: LoadedParcellation,
  space: string,
  { hemisphere, parcelOfVertex }: HemisphereParcels,
  { library, inputs, ctx }: DistanceContext,
  missing: string[],
): Promise<Side | null> {
  const vertices = parcelOfVertex.length;
  const observe = inputs.observe(`mesh of ${space} for distances (hemi-${hemisphere})`);
  const found = await cortexMesh(library, space, hemisphere, vertices, { observe });
  if (!found) {
    missing.push(
      `a pial or midthickness surface of ${space} with ${vertices} vertices (template/${space}/map/…_hemi-${hemisphere}.surf.gii)`,
    );
    return null;
  }
  const mask = await medial(library, space, hemisphere, vertices, {
    observe: inputs.observe(`medial wall of ${space} (hemi-${hemisphere})`),
  });
  if (!mask) {
    ctx.warn(
      'no-medial-mask',
      `The data library has no medial wall of ${space} with ${vertices} vertices, so paths between parcels may lead across it.`,
      { property: 'null_space' },
    );
  }
  const own = parcelsOf(parcellation, hemisphere);
  const local = new Map([...own].map((parcel, i) => [parcel, i]));
  const mesh: Surface = found;
  return {
    hemisphere,
    own,
    mesh,
    kind: found.kind,
    parcelOfVertex: parcelOfVertex.map((parcel) => local.get(parcel) ?? -1),
    parcels: own.length,
    medial: mask?.labels ?? null,
  };
}
