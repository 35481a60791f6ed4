// Golden case g08: centroids and distances between the parcels of a volume. `centroids_snapped_2026` is left out: nothing uses
// centroids snapped to a voxel.
import { describe, it } from 'vitest';
import { readLabelVolume } from '../../engine/formats/nifti.js';
import { pointDistances, voxelCentroids } from '../../engine/nulls/distances/voxel-centroids.js';
import { voxelDistances } from '../../engine/nulls/distances/voxel-distances.js';
import { BlockPool } from '../../engine/parallel/pool.js';
import { parcelIndex } from '../../engine/parcellate/parcel-index.js';
import { Component, componentsDir, suite } from './component.js';

const PARCELS = 116;

describe.skipIf(!componentsDir())(suite('distances in a volume'), () => {
  const load = async () => {
    const component = new Component('g08_distance_matrix_volume');
    const labels = await readLabelVolume(component.inputPath('atlas'));
    return { component, grid: parcelIndex(labels, PARCELS) };
  };

  it('equal those of an independent program, over all pairs of voxels', async () => {
    const { component, grid } = await load();
    const ctx = { signal: new AbortController().signal, report: () => undefined };
    const matrix = await voxelDistances(grid, PARCELS, new BlockPool(null, 1), ctx);
    component.holds('distmat_voxelmean', matrix);
  });

  it('equal them between centroids', async () => {
    const { component, grid } = await load();
    const centroids = voxelCentroids(grid, PARCELS);
    component.holds('centroids_mean', centroids);
    component.holds('distmat_centroids', pointDistances(centroids));
  });
});
