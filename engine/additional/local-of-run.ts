// The stage of a run that looks around every parcel: local colocalizations, observed and against the nulls of the run
// (spec/statistics.md 7.3). Null maps are made once more and counted at once; nothing of their number is kept.
import type { ChosenMethod } from '../colocalize/chosen-method.js';
import { confoundsOf } from '../colocalize/confounds.js';
import { fixedMaps, rawMaps } from '../colocalize/correlation.js';
import type { Enrichment } from '../colocalize/enrichment.js';
import { kernelSteps } from '../colocalize/kernel-steps.js';
import { kernelSetup, type MapTables } from '../colocalize/kernel-setup.js';
import { resolvePooling } from '../colocalize/observed.js';
import { NspError } from '../error.js';
import type { LocalBlock, LocalCounts } from '../parallel/local-block.js';
import {
  localColumns,
  LocalStatistic,
  rows,
  type LocalShape,
} from '../parallel/local-statistic.js';
import { beginsAnywhere, type NullSource } from '../parallel/null-maps.js';
import { makingSteps } from '../parallel/null-steps.js';
import type { BlockPool } from '../parallel/pool.js';
import { sharedFloat64, sharedInt32 } from '../parallel/shared.js';
import type { KernelPreparation } from '../parallel/kernel-maps.js';
import type { FixedMaps } from '../parallel/spun-correlator.js';
import type { LocalColocalizationStep, Pooling } from '../plan.js';
import { isEnrichment, permutedKinds } from '../plan-kinds.js';
import type { RunSettings } from '../pipeline/settings.js';
import type { LocalArray } from '../result.js';
import type { StageContext } from '../progress.js';
import { neighbourhoods, type Neighbourhood } from './neighbourhood.js';

/** One method: what is listed in the result, and the side files. */
export interface LocalFound {
  listed: LocalArray;
  files: { file: string; shape: number[]; data: Float64Array }[];
}

export interface LocalRequest {
  step: LocalColocalizationStep;
  tables: MapTables;
  sets: Enrichment | null;
  /** `[parcel][parcel]`, mm. */
  distances: Float64Array;
  /** In words. */
  origin: string;
  /** What moves. */
  source: NullSource;
  which: 'X' | 'Y';
  standardize: boolean;
  permutations: number;
  pooled: RunSettings['pooled'];
}

/** The methods that the step names. */
export const localMethods = (
  methods: readonly ChosenMethod[],
  step: LocalColocalizationStep,
): ChosenMethod[] => methods.filter(({ method }) => step.methods?.includes(method.name) ?? true);

/**
 * Before anything is computed.
 * @throws NspError `no-local` for methods, enrichments and nulls that have no local form
 */
export function requireLocal(methods: readonly ChosenMethod[], run: RunSettings): void {
  const { local } = run;
  if (!local) return;
  const kinds = permutedKinds(run);
  if (kinds !== 'maps' && kinds !== 'groups') {
    throw new NspError(
      'no-local',
      `local_colocalization needs the nulls of permuted maps of one side, or of permuted groups, and ${kinds === '' ? 'nothing is permuted' : `${kinds} are permuted`}. Add \`permute { what: maps }\` above, or remove the step.`,
      { property: 'what' },
    );
  }
  for (const { method } of localMethods(methods, local)) {
    const refuse = (why: string): never => {
      throw new NspError('no-local', `local_colocalization: ${why}`, { property: 'method' });
    };
    if (method.kind !== 'kernel') continue;
    if (method.maker.needsDistances)
      refuse(
        `${method.name} is cross-validated over distant parcels, which a neighbourhood does not have. Name other methods with \`method\`.`,
      );
    if (local.neighbourhood.kind === 'gaussian')
      refuse(
        `${method.name} does not weigh parcels; fwhm_mm is for correlations. Use \`k\` or \`radius\`.`,
      );
    if (isEnrichment(run))
      refuse(
        `of sets there are local values for correlations only, not for ${method.name}. Name a correlation with \`method\`.`,
      );
  }
}

/** @throws NspError `bad-neighbourhood`, CancelledError */
export async function localColocalizations(
  methods: readonly ChosenMethod[],
  request: LocalRequest,
  threads: BlockPool,
  ctx: StageContext,
): Promise<LocalFound[]> {
  const { step, tables, distances } = request;
  const parcels = tables.x.parcels.length;
  const hood = neighbourhoods(distances, parcels, step.neighbourhood);
  const out: LocalFound[] = [];
  for (const chosen of localMethods(methods, step))
    out.push(await ofMethod(chosen, hood, request, threads, ctx));
  return out;
}

async function ofMethod(
  chosen: ChosenMethod,
  hood: Neighbourhood,
  request: LocalRequest,
  threads: BlockPool,
  ctx: StageContext,
): Promise<LocalFound> {
  const { tables, sets, which, standardize, permutations, step } = request;
  const pooled = resolvePooling(request.pooled, tables.y.labels.length);
  const setup = prepared(chosen, tables, which, standardize);
  const { x, y } = setup;
  const of: LocalShape = {
    hood,
    parcels: x.parcels,
    xMaps: x.maps,
    yMaps: y.maps,
    kernel: setup.kernel,
    sets: sets && { sets: sets.sets, aggregation: sets.aggregation },
    pooled,
  };
  requireSize(chosen, x.maps, hood, step);
  const statistic = new LocalStatistic(of);
  const each = new Float64Array(y.maps * statistic.columns * x.parcels);
  statistic.setX(x.values);
  statistic.run(rows(x.values, x.maps, x.parcels), rows(y.values, y.maps, y.parcels), each);
  const width = statistic.columns * x.parcels;
  const pooledRow = new Float64Array(pooled ? width : 0);
  if (pooled) statistic.poolRows(each, pooled, pooledRow);
  const tested = pooled ? pooledRow : each;
  const { observed, order } = ordered(tested, x.parcels);
  const counts = countsOf(tested.length);
  const movingIsX = which === 'X';
  const common: Omit<LocalBlock, 'from' | 'to'> = {
    of,
    source: request.source,
    moving: rawMaps(movingIsX ? tables.x : tables.y),
    fixed: movingIsX ? y : x,
    movingIsX,
    preparation: setup.preparation,
    observed,
    order,
    correction: step.correction,
    counts,
  };
  const steps = stepsOf(chosen, of, request.source, movingIsX);
  await threads.run('local', cut(common, permutations, steps, threads.threads), {
    signal: ctx.signal,
    steps: steps * permutations,
    onDone: (done) => ctx.report(done, permutations, 'permutations'),
  });
  const p = {
    counted: countedP(counts, observed),
    corrected: correctedP(counts, observed, order, step, x.parcels),
  };
  return found(chosen, of, { each, pooledRow, ...p }, request, hood);
}

/** Maps as the method takes them, and how null maps become so. */
function prepared(
  chosen: ChosenMethod,
  tables: MapTables,
  which: 'X' | 'Y',
  standardize: boolean,
): { x: FixedMaps; y: FixedMaps; kernel: LocalShape['kernel']; preparation: KernelPreparation } {
  const { method, ranked, options } = chosen;
  if (method.kind === 'correlation') {
    const z = confoundsOf(tables, ranked);
    return {
      x: fixedMaps(tables.x, ranked, z.x),
      y: fixedMaps(tables.y, ranked, z.y),
      kernel: null,
      preparation: { standardize: false, ranked, z: which === 'X' ? z.x : z.y },
    };
  }
  const { x, y, z, shape } = kernelSetup({ ...chosen, method }, tables, null);
  const joint = !method.maker.univariate;
  return {
    x,
    y,
    kernel: { method: method.name, options, shape, fewest: joint ? 2 * x.maps + 1 : 0 },
    preparation: { standardize, ranked, z: which === 'X' ? z.x : z.y },
  };
}

/** A model of all X maps needs more than two parcels for each of them. */
function requireSize(
  { method }: ChosenMethod,
  predictors: number,
  { members }: Neighbourhood,
  { neighbourhood }: LocalColocalizationStep,
): void {
  if (method.kind !== 'kernel' || method.maker.univariate) return;
  const largest = members.reduce((most, of) => Math.max(most, of.length), 0);
  if (largest > 2 * predictors) return;
  throw new NspError(
    'bad-neighbourhood',
    `${method.name} with ${predictors} x maps needs more than ${2 * predictors} parcels in a neighbourhood, and there are at most ${largest}. Use a larger one, or reduce_x.`,
    { property: neighbourhood.kind === 'nearest' ? 'k' : 'radius' },
  );
}

/** |observed|, and the parcels of each row and column by it; both shared. */
function ordered(
  values: Float64Array,
  parcels: number,
): { observed: Float64Array; order: Int32Array } {
  const observed = sharedFloat64(values.length);
  observed.set(values.map(Math.abs));
  const order = sharedInt32(values.length).fill(-1);
  for (let at = 0; at < values.length; at += parcels) {
    const of = (i: number): number => observed[at + i] as number;
    const present = Array.from({ length: parcels }, (_, i) => i).filter((i) => of(i) === of(i));
    present.sort((a, b) => of(b) - of(a) || a - b);
    order.set(present, at);
  }
  return { observed, order };
}

const countsOf = (length: number): LocalCounts => ({
  there: sharedInt32(length),
  extreme: sharedInt32(length),
  largestThere: sharedInt32(length),
  largestExtreme: sharedInt32(length),
});

/** Share of the nulls, not below one of them. */
const share = (extreme: number, there: number): number =>
  there > 0 ? Math.max(extreme, 1) / there : NaN;

const countedP = ({ there, extreme }: LocalCounts, observed: Float64Array): Float64Array =>
  Float64Array.from(observed, (value, i) =>
    value === value ? share(extreme[i] as number, there[i] as number) : NaN,
  );

/** As inference/max-t.ts has it; step-down p never fall along the order. */
function correctedP(
  { there, largestThere, largestExtreme }: LocalCounts,
  observed: Float64Array,
  order: Int32Array,
  { correction }: LocalColocalizationStep,
  parcels: number,
): Float64Array | null {
  if (correction === null) return null;
  const out = new Float64Array(observed.length).fill(NaN);
  for (let at = 0; at < out.length; at += parcels) {
    let highest = 0;
    for (let k = 0; k < parcels && (order[at + k] as number) >= 0; k++) {
      const i = at + (order[at + k] as number);
      if (there[i] === 0) continue;
      const p = share(largestExtreme[i] as number, largestThere[i] as number);
      if (correction === 'step_maxT') highest = Math.max(highest, p);
      out[i] = correction === 'step_maxT' ? highest : p;
    }
  }
  return out;
}

/** A tenth of a second. */
const STEPS_PER_BLOCK = 1e8;
const BLOCKS_PER_THREAD = 6;

/** Elementary steps of one permutation, about. */
function stepsOf(
  chosen: ChosenMethod,
  of: LocalShape,
  source: NullSource,
  movingIsX: boolean,
): number {
  const { hood, parcels, xMaps, yMaps } = of;
  const making = (movingIsX ? xMaps : yMaps) * parcels * (makingSteps(source) + 25);
  if (!of.kernel) {
    const members = hood.members.reduce((sum, one) => sum + one.length, 0);
    return making + members * xMaps * yMaps * 6;
  }
  return (
    making
    + parcels
      * kernelSteps(chosen.method.name, { maps: xMaps, rows: yMaps, parcels }, of.kernel.options)
  );
}

/** Null models that draw one number after the other get no more blocks than the threads need. */
function cut(
  common: Omit<LocalBlock, 'from' | 'to'>,
  permutations: number,
  steps: number,
  threads: number,
): LocalBlock[] {
  const short = Math.max(1, Math.floor(STEPS_PER_BLOCK / steps));
  const even = Math.ceil(permutations / (threads * BLOCKS_PER_THREAD));
  const size = threads < 2 || beginsAnywhere(common.source) ? Math.min(short, permutations) : even;
  return Array.from({ length: Math.ceil(permutations / size) }, (_, b) => ({
    ...common,
    from: b * size,
    to: Math.min(permutations, (b + 1) * size),
  }));
}

function found(
  chosen: ChosenMethod,
  of: LocalShape,
  values: {
    each: Float64Array;
    pooledRow: Float64Array;
    counted: Float64Array;
    corrected: Float64Array | null;
  },
  { step, tables, sets, origin, permutations }: LocalRequest,
  hood: Neighbourhood,
): LocalFound {
  const { method, statistics } = chosen;
  const { pooled } = of;
  const columns = columnsOf(of, tables, sets, statistics[0]?.name ?? '');
  const rowLabels = [...tables.y.labels, ...(pooled ? [pooled] : [])];
  const shape: LocalArray['shape'] = [rowLabels.length, columns.length, of.parcels];
  const sizes = hood.members.map(({ length }) => length);
  const name = (what: string): string => `local-${what}-${method.name}.npy`;
  const whole = (tested: Float64Array): Float64Array =>
    besideUntested(tested, values.each.length, pooled);
  const stat = new Float64Array(values.each.length + values.pooledRow.length);
  stat.set(values.each);
  stat.set(values.pooledRow, values.each.length);
  const files = [
    { file: name('stat'), shape, data: stat },
    { file: name('p'), shape, data: whole(values.counted) },
    ...(values.corrected
      ? [{ file: name('corrected'), shape, data: whole(values.corrected) }]
      : []),
  ];
  const correlation = method.kind === 'correlation';
  return {
    listed: {
      method: method.name,
      statistic: correlation ? 'rho_z' : (statistics[0]?.name ?? ''),
      label: correlation
        ? `${method.label} (Fisher z)`
        : `${method.label}: ${statistics[0]?.label ?? ''}`,
      neighbourhood: step.neighbourhood,
      sizes: [Math.min(...sizes), Math.max(...sizes)],
      distances: origin,
      permutations,
      correction: step.correction,
      pooled,
      rows: rowLabels,
      columns,
      shape,
      files: {
        stat: name('stat'),
        p: name('p'),
        corrected: values.corrected ? name('corrected') : null,
      },
    },
    files,
  };
}

/** Y maps that are pooled are not tested one by one. */
function besideUntested(tested: Float64Array, each: number, pooled: Pooling | null): Float64Array {
  if (!pooled) return tested;
  const out = new Float64Array(each + tested.length).fill(NaN);
  out.set(tested, each);
  return out;
}

function columnsOf(
  of: LocalShape,
  { x }: MapTables,
  sets: Enrichment | null,
  statistic: string,
): string[] {
  if (sets) return sets.sets.map(({ name }) => name);
  return localColumns(of) === x.labels.length ? [...x.labels] : [statistic];
}
