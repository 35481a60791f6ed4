// How long the stages after reading will take, roughly, so that progress bars move evenly and time left is believable.
import type { LoadedData } from './library/load/data.js';
import type { NullChoice } from './nulls/choose.js';
import type { AnalysisPlan } from './plan.js';
import type { StageName } from './stages.js';

/** Nanoseconds per elementary step on an ordinary machine. */
const COST = {
  /** One distance between two centroids while making a spin. */
  centroid: 1.5,
  /** One parcel of one null map against one fixed map. */
  parcel: 2.5,
  /** One draw and swap of a free permutation. */
  draw: 15,
  /** Making, ranking and cleaning of Z one parcel of an explicit null map. */
  dense: 90,
  /** n³ of an eigen-decomposition. */
  eigen: 20,
  /** One null value in sorting and counting. */
  value: 60,
};

/** Spins that data libraries store; more have to be made. */
const STORED_SPINS = 10_000;

export function expectedSeconds(
  plan: AnalysisPlan,
  data: LoadedData,
  { model, surface, parts }: NullChoice,
  threads: number,
): Partial<Record<StageName, number>> {
  const n = data.parcellation.labels.length;
  const [moving, fixed] = [data.x, data.y].map(({ labels }) => labels.length) as [number, number];
  const stored =
    surface?.hemispheres.every(({ spins }) => spins !== null) && plan.nPerm <= STORED_SPINS;
  const perSpin = surface && !stored ? (n * n * COST.centroid) / 2 : 0;
  const moran = parts ? parts.some((part) => part.model.kind === 'moran') : model.kind === 'moran';
  const dense = parts !== null || moran || data.z !== null;
  const making = dense ? COST.dense : surface ? 0 : COST.draw;
  const perNull = n * moving * (COST.parcel * (1 + fixed) + making);
  const vectors = moran ? (n ** 3 * COST.eigen) / 1e9 : 0;
  const rows = plan.pooled ? 1 : fixed;
  const seconds = (perPermutation: number): number => (perPermutation * plan.nPerm) / 1e9;
  return {
    'Making nulls': seconds(perSpin),
    'Null colocalizations': vectors + (seconds(perNull) * plan.methods.length) / threads,
    Inference: seconds(rows * moving * COST.value) * plan.methods.length,
  };
}
