// Distances between the parcels of one hemisphere along the cortex: the mean length of the shortest paths between their vertices.
// Spec/statistics.md 4.11.
import type { Surface } from '../../formats/gifti.js';
import type { BlockPool } from '../../parallel/pool.js';
import type { GeodesicBlock, Portions } from '../../parallel/geodesic-block.js';
import { sharedFloat64, sharedInt32 } from '../../parallel/shared.js';
import { meshGraph } from './mesh-graph.js';

/** A hemisphere: its mesh, and which parcel each vertex belongs to. */
export interface LabelledMesh {
  mesh: Surface;
  /** Per vertex: parcel of this hemisphere, 0 …, or −1. */
  parcelOfVertex: Int32Array;
  parcels: number;
  /** Per vertex: 0 is medial wall; null when unknown. */
  medial: Int32Array | null;
}

export interface GeodesicOptions {
  signal: AbortSignal;
  /** Called with the number of source vertices done. */
  onDone(done: number): void;
}

/** Source vertices added up in one go. Part of the definition of the numbers: it fixes the order of summation. */
const PORTION = 16;

/**
 * d_ij = mean shortest path over all vertices of parcel i and of parcel j, mm; d_ii = 0. Vertices of the medial wall do not count,
 * unless a parcel has no others. Infinity where no path leads, NaN where a parcel has no vertices.
 * @returns `[i][j]`, row-major, symmetric
 */
export async function geodesicDistances(
  { mesh, parcelOfVertex, parcels, medial }: LabelledMesh,
  pool: BlockPool,
  options: GeodesicOptions,
): Promise<Float64Array> {
  const graph = meshGraph(mesh, medial);
  const portions = cutVertices(parcelOfVertex, parcels, medial);
  const count = portions.cuts.length / 3;
  const sums = sharedFloat64(count * parcels);
  const blocks = Array.from({ length: count }, (_, from): GeodesicBlock => ({
    graph,
    portions,
    from,
    to: from + 1,
    sums,
  }));
  const steps = portions.vertices.length * graph.target.length;
  await pool.run('geodesic', blocks, { ...options, steps });
  return means(portions, parcels, sums);
}

/** The vertices that count, parcel after parcel, and their portions. */
export function cutVertices(
  parcelOfVertex: Int32Array,
  parcels: number,
  medial: Int32Array | null,
): Portions {
  const of: number[][] = Array.from({ length: parcels }, () => []);
  parcelOfVertex.forEach((parcel, vertex) => of[parcel]?.push(vertex));
  const counted = of.map((all) => {
    const cortex = medial ? all.filter((vertex) => medial[vertex] !== 0) : all;
    return cortex.length > 0 ? cortex : all;
  });
  const first = sharedInt32(parcels + 1);
  const cuts: number[] = [];
  counted.forEach((vertices, parcel) => {
    const start = first[parcel] as number;
    const end = start + vertices.length;
    first[parcel + 1] = end;
    for (let from = start; from < end; from += PORTION)
      cuts.push(parcel, from, Math.min(from + PORTION, end));
  });
  const result: Portions = {
    vertices: sharedInt32(first[parcels] as number),
    first,
    cuts: sharedInt32(cuts.length),
  };
  result.vertices.set(counted.flat());
  result.cuts.set(cuts);
  return result;
}

function means({ first, cuts }: Portions, parcels: number, sums: Float64Array): Float64Array {
  const size = (parcel: number): number =>
    (first[parcel + 1] as number) - (first[parcel] as number);
  const matrix = new Float64Array(parcels * parcels);
  for (let portion = 0; portion < cuts.length / 3; portion++) {
    const i = cuts[portion * 3] as number;
    for (let j = i + 1; j < parcels; j++)
      matrix[i * parcels + j] =
        (matrix[i * parcels + j] as number) + (sums[portion * parcels + j] as number);
  }
  for (let i = 0; i < parcels; i++) {
    for (let j = i + 1; j < parcels; j++) {
      const mean = (matrix[i * parcels + j] as number) / (size(i) * size(j));
      matrix[i * parcels + j] = mean;
      matrix[j * parcels + i] = mean;
    }
  }
  return matrix;
}
