// Everything the demo maps are drawn on: the cortex, its parcels, the voxels, and where each parcel lies.
import { demoCortex, type DemoHemisphere } from './cortex.js';
import {
  demoGrid,
  labelPoints,
  ribbonLabels,
  SUBCORTICAL_LABELS,
  subcorticalLabels,
  type Grid,
} from './grid.js';
import { demoParcels, parcelPoints, type DemoParcels } from './parcels.js';
import type { Vec } from './vector.js';

/** Name of the space in which all demo data lie. */
export const SPACE = 'demo';
/** Names of the two demo parcellations. */
export const CORTICAL = 'Demo100';
export const SUBCORTICAL = 'DemoSub8';
export const LICENSE = 'CC0 (simulated)';

const VOXEL = 3;
const POINTS_PER_PARCEL = 12;

/** A parcellation seen as places: where to ask a field for the value of each parcel. */
export interface Places {
  parcellation: string;
  labels: readonly string[];
  /** Some points of each parcel, in label order, mm. */
  points: Vec[][];
}

export interface DemoBrain {
  seed: number;
  cortex: DemoHemisphere[];
  parcels: DemoParcels;
  grid: Grid;
  /** Label volumes on `grid`. */
  ribbon: Int32Array;
  subcortex: Int32Array;
  cortical: Places;
  subcortical: Places;
}

/** Builds the demo brain of a seed. */
export function demoBrain(seed: number): DemoBrain {
  const cortex = demoCortex(seed);
  const parcels = demoParcels(cortex, seed);
  const grid = demoGrid(VOXEL);
  const subcortex = subcorticalLabels(grid);
  return {
    seed,
    cortex,
    parcels,
    grid,
    ribbon: ribbonLabels(grid, cortex, parcels),
    subcortex,
    cortical: {
      parcellation: CORTICAL,
      labels: parcels.labels,
      points: parcelPoints(cortex, parcels, POINTS_PER_PARCEL),
    },
    subcortical: {
      parcellation: SUBCORTICAL,
      labels: SUBCORTICAL_LABELS,
      points: labelPoints(grid, subcortex, SUBCORTICAL_LABELS.length),
    },
  };
}
