// How long the stages after reading will take, roughly, so that progress bars move evenly and time left is believable.
import { chooseMethod } from './colocalize/chosen-method.js';
import { kernelSteps } from './colocalize/kernel-steps.js';
import { methodByName } from './colocalize/methods.js';
import type { LoadedData } from './library/load/data.js';
import type { NullChoice } from './nulls/choose.js';
import { assignmentSteps } from './nulls/spins/assignments.js';
import type { RunSettings } from './pipeline/settings.js';
import { isEnrichment, permutedKinds, permutesGroups, permutesSets } from './plan-kinds.js';
import { transformByName } from './prepare/comparisons/transforms.js';
import type { StageName } from './stages.js';

/** Nanoseconds per elementary step on an ordinary machine. */
const COST = {
  /** One distance between two centroids while making a spin. */
  centroid: 1.5,
  /** Finding the source of one vertex. */
  vertex: 60,
  /** One parcel of one null map against one fixed map. */
  parcel: 2.5,
  /** One draw and swap of a free permutation. */
  draw: 15,
  /** Making, ranking and cleaning of Z one parcel of an explicit null map. */
  dense: 90,
  /** One parcel of one subject in a comparison of permuted groups. */
  subject: 0.6,
  /** n³ of finding the largest eigenvectors. */
  eigen: 2,
  /** One null value in sorting and counting. */
  value: 60,
};

type Kind = NullChoice['model']['kind'];

const nothing = (): number => 0;

/** Nanoseconds of making one parcel of a null map of n parcels, beside ranking it. */
const MAKING: Record<Kind, (n: number) => number> = {
  spin: nothing,
  shuffle: nothing,
  split: nothing,
  moran: (n) => Math.min(15, n) * 0.5,
  variomoran: (n) => Math.min(15, n) * 0.5,
  burt2018: (n) => 100 + n * 0.5,
  burt2020: (n) => 100 + n * 25,
};

/** Nanoseconds before the first null map: eigenvectors, fits. */
const FITTING: Record<Kind, (n: number, maps: number) => number> = {
  spin: nothing,
  shuffle: nothing,
  split: nothing,
  moran: (n) => n ** 3 * COST.eigen,
  variomoran: (n, maps) => maps * n ** 3 * COST.eigen,
  burt2018: (n, maps) => maps * (n ** 3 + 500 * n ** 2),
  burt2020: (n) => n ** 2 * 500,
};

/** Spins that data libraries store; more have to be made. */
const STORED_SPINS = 10_000;

/** Vertices of an ordinary surface, both hemispheres. */
const VERTICES = 40_000;

export function expectedSeconds(
  plan: RunSettings,
  data: LoadedData,
  choice: NullChoice | null,
  threads: number,
): Partial<Record<StageName, number>> {
  const preparing = expectedOfPreparing(plan, data);
  if (!plan.permute) return preparing;
  if (permutedKinds(plan).includes('+'))
    return { ...preparing, ...expectedTogether(plan, data, threads) };
  if (permutesSets(plan)) return { ...preparing, ...expectedOfDraws(plan, data) };
  if (permutesGroups(plan)) return { ...preparing, ...expectedOfGroups(plan, data, threads) };
  const { model, surface, parts } = choice ?? { model: null, surface: null, parts: null };
  const n = data.parcellation.labels.length;
  const [moving, fixed] = [data.x, data.y].map(({ labels }) => labels.length) as [number, number];
  const each = parts ?? (choice ? [choice] : []);
  const perSpin = each.reduce((sum, part) => sum + makingSpin(part, n, plan.nPerm), 0) / threads;
  const kinds = each.map((part) => part.model.kind);
  const sets = isEnrichment(plan);
  const made = Math.max(0, ...kinds.map((kind) => MAKING[kind](n)));
  const counted = model?.kind === 'spin' && model.rule !== 'overlap' && data.z === null;
  const dense = !(counted || model?.kind === 'shuffle') || sets;
  const making = dense ? COST.dense + made : surface ? 0 : COST.draw;
  const permuted = sets && plan.mapsWhich === 'Y' ? fixed : moving;
  const perNull = n * (COST.parcel * (permuted + moving * fixed) + making * permuted);
  const fitted = Math.max(0, ...kinds.map((kind) => FITTING[kind](n, permuted))) / 1e9;
  const rows = plan.pooled ? 1 : fixed;
  const seconds = (perPermutation: number): number => (perPermutation * plan.nPerm) / 1e9;
  return {
    ...preparing,
    'Making nulls': seconds(perSpin),
    'Null colocalizations':
      fitted + (seconds(perNull) * correlations(plan) + fits(plan, data, fixed)) / threads,
    Inference: seconds(rows * moving * COST.value) * plan.methods.length,
  };
}

/** Nanoseconds of making one spin; 0 where spins are stored or nothing is spun. */
function makingSpin({ model, surface }: NullChoice, n: number, spins: number): number {
  if (model.kind !== 'spin' || !surface) return 0;
  const { rule } = model;
  if (rule === 'modal' || rule === 'overlap') return VERTICES * COST.vertex;
  const stored = surface.hemispheres.every((side) => side.spins !== null) && spins <= STORED_SPINS;
  if (rule === 'nearest' && stored) return 0;
  return 2 * assignmentSteps[rule](n / 2) * COST.centroid;
}

/** Two things move: the null maps of a permutation are made, and all correlated with all. */
function expectedTogether(
  plan: RunSettings,
  data: LoadedData,
  threads: number,
): Partial<Record<StageName, number>> {
  const { parcellation, background } = data;
  const which = plan.permute?.maps?.which ?? [];
  const columns = (background ?? data.x).labels.length;
  const grouped = permutesGroups(plan);
  const rows = grouped && !keepsRows(plan) ? 1 : data.y.labels.length;
  const made = (which.includes('X') ? columns : 0) + (which.includes('Y') || grouped ? rows : 0);
  const subjects = grouped ? data.y.labels.length * COST.subject : 0;
  const each =
    parcellation.labels.length * (made * COST.dense + rows * columns * COST.parcel + subjects);
  const seconds = (each * plan.nPerm) / 1e9;
  return {
    'Null colocalizations': (seconds * correlations(plan) + fits(plan, data, rows)) / threads,
    Inference: (data.x.labels.length * rows * plan.nPerm * COST.value * plan.methods.length) / 1e9,
  };
}

/** Random sets need no null maps: their members are drawn, and added up. */
function expectedOfDraws(
  plan: RunSettings,
  { x, y }: LoadedData,
): Partial<Record<StageName, number>> {
  const each = x.labels.length * (COST.draw * 4 + COST.parcel * y.labels.length);
  return { 'Null colocalizations': (each * plan.nPerm * plan.methods.length) / 1e9 };
}

/** A comparison that keeps rows is taken to keep half of them. */
function expectedOfGroups(
  plan: RunSettings,
  { parcellation, x, y }: LoadedData,
  threads: number,
): Partial<Record<StageName, number>> {
  const n = parcellation.labels.length;
  const rows = keepsRows(plan) ? y.labels.length / 2 : 1;
  const making = n * y.labels.length * COST.subject * (rows > 1 ? 4 : 1);
  const perNull = making + rows * n * (COST.dense + COST.parcel * x.labels.length);
  const seconds = (perPermutation: number): number => (perPermutation * plan.nPerm) / 1e9;
  return {
    'Null colocalizations':
      (seconds(perNull) * correlations(plan) + fits(plan, { parcellation, x }, rows)) / threads,
    Inference: seconds(x.labels.length * COST.value) * plan.methods.length,
  };
}

const correlations = ({ methods }: RunSettings): number =>
  methods.filter((name) => methodByName.get(name)?.kind === 'correlation').length;

/** Seconds of the null statistics of regression-like methods on one thread. */
function fits(
  plan: RunSettings,
  { parcellation, x }: Pick<LoadedData, 'parcellation' | 'x'>,
  rows: number,
): number {
  const size = { maps: x.labels.length, rows, parcels: parcellation.labels.length };
  return plan.methods.reduce((sum, name) => {
    const method = methodByName.get(name);
    if (method?.kind !== 'kernel') return sum;
    const { options } = chooseMethod(method, plan.methodOptions);
    return sum + (kernelSteps(name, size, options) * plan.nPerm) / 1e9;
  }, 0);
}

const keepsRows = ({ comparison }: RunSettings): boolean =>
  comparison !== null && transformByName.get(comparison.transform)?.result === 'rows';

/** Nanoseconds that a step takes for one parcel of one map of Y. */
const PREPARING = 1e3;

function expectedOfPreparing(
  { preparations }: RunSettings,
  { parcellation, y }: LoadedData,
): Partial<Record<StageName, number>> {
  if (preparations.length === 0) return {};
  const values = parcellation.labels.length * y.labels.length;
  return { 'Cleaning and comparing': (values * PREPARING) / 1e9 };
}
