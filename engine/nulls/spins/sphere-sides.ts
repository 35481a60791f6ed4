// The sphere of each hemisphere with the parcels on it, as spins made here take them: centroids, or all vertices.
import type { Cache } from '../../library/cache.js';
import type { LoadContext } from '../../library/context.js';
import { surfaceParcels } from '../../library/load/surface-parcels.js';
import type { ParcellationData, SurfaceLabels } from '../../library/parcellation.js';
import { sphere } from '../../library/templates.js';
import type { BlockPool } from '../../parallel/pool.js';
import { sharedFloat64, sharedInt32 } from '../../parallel/shared.js';
import type { Hemisphere } from '../../plan.js';
import { parcelCentroids } from '../centroids.js';
import { parcelsOf } from '../stored-spins.js';
import type { HemisphereVertices } from './landings.js';
import type { HemisphereCentroids } from './parcel-spins.js';
import { byCell, vertexLookup } from './vertex-lookup.js';

/** What making spins needs. */
export type SpinContext = Pick<LoadContext, 'library' | 'ctx' | 'inputs'> & {
  pool: BlockPool;
  /** Where spins made here are kept; without it they are made every time. */
  cache?: Cache;
};

export interface SphereSide {
  hemisphere: Hemisphere;
  /** Vertices `[vertex][xyz]` of the sphere that has as many as the labels: their resolution decides. */
  points: Float64Array;
  /** Per vertex: position in `parcels`, −1 for none (medial wall). Shared. */
  parcelOfVertex: Int32Array;
  /** Index of each parcel of the hemisphere in the analysis. */
  parcels: Int32Array;
}

/** The hemispheres in use. @throws NspError of reading spheres and labels */
export async function sphereSides(
  parcellation: ParcellationData,
  surface: SurfaceLabels,
  context: Pick<LoadContext, 'library' | 'inputs'>,
): Promise<SphereSide[]> {
  const labelled = await surfaceParcels(parcellation, surface.space, context);
  return Promise.all(
    labelled.map(async ({ hemisphere, parcelOfVertex }) => {
      const parcels = parcelsOf(parcellation, hemisphere);
      const local = new Map([...parcels].map((parcel, i) => [parcel, i]));
      const places = sharedInt32(parcelOfVertex.length);
      parcelOfVertex.forEach((parcel, v) => (places[v] = local.get(parcel) ?? -1));
      const points = await sphere(surface.space, hemisphere, parcelOfVertex.length, context);
      return { hemisphere, points, parcelOfVertex: places, parcels };
    }),
  );
}

export function centroidsOf(sides: readonly SphereSide[]): HemisphereCentroids[] {
  return sides.map(({ hemisphere, points, parcelOfVertex, parcels }) => ({
    hemisphere,
    parcels,
    coordinates: parcelCentroids(points, parcelOfVertex, parcels.length).coordinates,
  }));
}

export function verticesOf(sides: readonly SphereSide[]): HemisphereVertices[] {
  return sides.map(({ points, ...side }) => {
    const lookup = vertexLookup(points);
    const labelled = [...side.parcelOfVertex.keys()].filter(
      (v) => (side.parcelOfVertex[v] as number) >= 0,
    );
    const targets = sharedInt32(labelled.length);
    targets.set(byCell(lookup, labelled));
    const places = sharedFloat64(3 * targets.length);
    targets.forEach((v, t) => places.set(points.subarray(3 * v, 3 * v + 3), 3 * t));
    return { ...side, lookup, targets, places };
  });
}

/** Vertices of each parcel. */
export function parcelSizes(sides: readonly SphereSide[], parcels: number): Float64Array {
  const sizes = new Float64Array(parcels);
  for (const { parcelOfVertex, parcels: own } of sides) {
    for (const place of parcelOfVertex) {
      if (place < 0) continue;
      const parcel = own[place] as number;
      sizes[parcel] = (sizes[parcel] as number) + 1;
    }
  }
  return sizes;
}
