// Parcel centroids on the sphere: the mean of a parcel's vertices, snapped to the nearest vertex of that hemisphere.
// Source: neuromaps' surface centroids (Markello et al. 2022, doi:10.1038/s41592-022-01625-w); spec/statistics.md 4.10.

/**
 * @param sphere vertex coordinates `[vertex][xyz]` on the sphere of one hemisphere
 * @param parcelOfVertex parcel index per vertex, −1 for none (medial wall)
 * @param parcels number of parcels, indices 0 … parcels − 1
 * @returns coordinates `[parcel][xyz]` and the vertex chosen; NaN and −1 for a parcel without vertices
 */
export function parcelCentroids(
  sphere: ArrayLike<number>,
  parcelOfVertex: ArrayLike<number>,
  parcels: number,
): { coordinates: Float64Array; vertex: Int32Array } {
  const sums = new Float64Array(parcels * 3);
  const count = new Float64Array(parcels);
  for (let v = 0; v < parcelOfVertex.length; v++) {
    const parcel = parcelOfVertex[v] as number;
    if (parcel < 0 || parcel >= parcels) continue;
    count[parcel] = (count[parcel] as number) + 1;
    for (let axis = 0; axis < 3; axis++) {
      sums[parcel * 3 + axis] =
        (sums[parcel * 3 + axis] as number) + (sphere[v * 3 + axis] as number);
    }
  }
  const coordinates = new Float64Array(parcels * 3).fill(NaN);
  const vertex = new Int32Array(parcels).fill(-1);
  for (let parcel = 0; parcel < parcels; parcel++) {
    const n = count[parcel] as number;
    if (n === 0) continue;
    const nearest = nearestVertex(
      sphere,
      (sums[parcel * 3] as number) / n,
      (sums[parcel * 3 + 1] as number) / n,
      (sums[parcel * 3 + 2] as number) / n,
    );
    vertex[parcel] = nearest;
    for (let axis = 0; axis < 3; axis++) {
      coordinates[parcel * 3 + axis] = sphere[nearest * 3 + axis] as number;
    }
  }
  return { coordinates, vertex };
}

function nearestVertex(sphere: ArrayLike<number>, x: number, y: number, z: number): number {
  let best = 0;
  let least = Infinity;
  for (let v = 0; v < sphere.length / 3; v++) {
    const dx = (sphere[v * 3] as number) - x;
    const dy = (sphere[v * 3 + 1] as number) - y;
    const dz = (sphere[v * 3 + 2] as number) - z;
    const distance = dx * dx + dy * dy + dz * dz;
    if (distance < least) {
      least = distance;
      best = v;
    }
  }
  return best;
}
