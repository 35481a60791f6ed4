// Runs a plan: the list of stages, progress, cancellation, cache, and nothing else.
import { randomInt } from 'node:crypto';
import { autocorrelationOf, type MovingSources } from './additional/autocorrelation-of-run.js';
import { regionalSeconds, regionalValues } from './additional/regions.js';
import { regionsOf } from './additional/regions-of-run.js';
import { methodsOf, needsDistances } from './colocalize/chosen-method.js';
import type { ConfoundUse } from './colocalize/confounds.js';
import type { NullTable } from './colocalize/null-correlations.js';
import type { MovingSide } from './colocalize/moving-sides.js';
import { nullStatistics } from './colocalize/null-statistics.js';
import { observedStatistics, type ObservedStatistics } from './colocalize/observed.js';
import { nullPairs, observedPairs, requirePairs, type ObservedPairs } from './colocalize/pairs.js';
import { enrichmentOf, type Enrichment } from './colocalize/enrichment.js';
import { nullEnrichment } from './colocalize/null-enrichment.js';
import { observedSets } from './colocalize/observed-sets.js';
import { parcelDistances } from './colocalize/parcel-distances.js';
import { NspError } from './error.js';
import { requireDimension } from './inference/corrections.js';
import { inferStatistics } from './inference/statistics.js';
import { Cache } from './library/cache.js';
import type { LoadContext } from './library/context.js';
import type { Fetcher } from './library/fetch/fetcher.js';
import { fetchNeeded } from './library/fetch/on-demand.js';
import { InputLog } from './library/input-log.js';
import type { DataLibrary } from './library/library.js';
import { loadData } from './library/load/data.js';
import { besideX } from './nulls/other-side.js';
import { plannedNulls, type NullsOfPlan } from './nulls/planned.js';
import { relabelings } from './nulls/relabelings.js';
import type { NullSource } from './parallel/null-maps.js';
import { BlockPool, threadCount } from './parallel/pool.js';
import { contextIn, errorIn } from './pipeline/places.js';
import { requireMovable } from './pipeline/permutable.js';
import { preparedMaps } from './pipeline/preparations.js';
import { settingsOf, type RunSettings } from './pipeline/settings.js';
import type { PreparedMaps } from './pipeline/state.js';
import type { AnalysisPlan } from './plan.js';
import { isEnrichment, permutedKinds, permutesMaps } from './plan-kinds.js';
import { resultKey } from './prepare/key.js';
import type { ProgressUpdate, StageContext } from './progress.js';
import { assembleResult } from './report.js';
import type { AnalysisResult, FinalMaps, InputFile } from './result.js';
import { expectedSeconds } from './expected-seconds.js';
import { Stages } from './stages.js';
import { keptMaps } from './store/kept-maps.js';
import {
  dataLines,
  methodLine,
  nullLine,
  nullUnit,
  questionLines,
  significanceLines,
} from './story.js';
import { sourceLines } from './store/sources-text.js';

export interface RunOptions {
  library: DataLibrary;
  /** Downloads what the data folders lack; absent or null: nothing is downloaded. */
  fetcher?: Fetcher | null;
  /** Path of the worker bundle; null computes in this thread. */
  workerPath: string | null;
  signal: AbortSignal;
  onProgress(update: ProgressUpdate): void;
  onLog(message: string): void;
  /** The .nsp file the plan came from, for the record. */
  file: string | null;
  /** Version of this software, for the record. */
  version: string;
  /** Final Y maps of another analysis (`result of`). */
  resultOf(analysis: string): Promise<FinalMaps>;
  /** Seed to take where the file gives none, instead of drawing one. */
  drawnSeed?: number | null;
  /** Asked once the key is known: a stored result with that key, or null. `inputs` are the files read so far. */
  stored(key: string, inputs: () => Promise<InputFile[]>): Promise<AnalysisResult | null>;
  /** Where distances and spins made here are kept; without it they are made again in every run. */
  cache?: Cache;
}

/** A side file of full nulls. */
export interface NullArray {
  file: string;
  shape: number[];
  data: Float64Array;
}

export interface RunOutput {
  result: AnalysisResult;
  nulls: NullArray[];
  /** Side files of what each parcel does, as listed in the result. */
  regions: NullArray[];
  /** Side files of the maps that were compared and of what the members of sets have by themselves. */
  maps: NullArray[];
  /** True when a stored result with the same key was found and nothing was computed. */
  reused: boolean;
}

type SeededRun = RunSettings & { seed: number };

/** Seeds drawn when the file gives none lie below this. */
const SEEDS = 2 ** 32 - 1;

/**
 * Computes one analysis, whatever its kind, by its steps alone. The numbers depend on them and the input bytes only, never on the
 * number of threads.
 * @throws NspError with the place in the file it belongs to; CancelledError when the signal fires
 */
export async function runPlan(given: AnalysisPlan, options: RunOptions): Promise<RunOutput> {
  const plan = { ...given, seed: given.seed ?? options.drawnSeed ?? randomInt(SEEDS) };
  const stages = new Stages(options.signal, options);
  const pool = new BlockPool(options.workerPath, threadCount(plan.nProc));
  try {
    const run: SeededRun = { ...settingsOf(plan), seed: plan.seed };
    requireMovable(run);
    return await runSteps(run, { plan, seedDrawn: given.seed === null }, options, stages, pool);
  } catch (error) {
    throw errorIn(given.kind, error);
  } finally {
    await pool.close();
  }
}

/** What is recorded of the plan beside its steps. */
interface Recorded {
  plan: AnalysisPlan & { seed: number };
  seedDrawn: boolean;
}

async function runSteps(
  run: SeededRun,
  { plan, seedDrawn }: Recorded,
  options: RunOptions,
  stages: Stages,
  pool: BlockPool,
): Promise<RunOutput> {
  const started = new Date();
  pool.warm();
  const ctx = contextIn(plan.kind, stages);
  const inputs = new InputLog();
  const context: LoadContext = {
    library: options.library,
    ctx,
    inputs,
    resultOf: (name) => options.resultOf(name),
  };
  const methods = methodsOf(run);
  requireDimension(run);
  stages.tell(questionLines(plan.kind, run));
  if (options.fetcher) await fetchNeeded(plan, options.library, options.fetcher, stages);
  const data = await stages.run('Reading data', () => loadData(run, context));
  stages.tell(dataLines(run, data));
  const model = plannedNulls(run, data.parcellation);
  stages.expect(expectedSeconds(run, data, model.choice, pool.threads));
  if (!isEnrichment(run))
    stages.expect({ 'Regional influence': regionalSeconds(regionalValues(methods, data)) });
  const cache = options.cache ?? new Cache(null);
  const make = (): Promise<NullsOfPlan> => model.prepare({ ...context, cache, pool });
  const nulls = await (permutesMaps(run) ? stages.run('Making nulls', make) : make());
  const distances = needsDistances(methods)
    ? await parcelDistances(data.parcellation, context)
    : null;
  const key = resultKey(run, data, [...nulls.bytes, ...(distances ? [distances] : [])]);
  const stored = await options.stored(key, () => inputs.list());
  stages.tell([nullLine(run, seedDrawn, model, nulls)]);
  if (stored) return { result: stored, nulls: [], regions: [], maps: [], reused: true };

  const prepare = (): PreparedMaps => preparedMaps(run, data, ctx);
  const prepared =
    run.preparations.length > 0 ? await stages.run('Cleaning and comparing', prepare) : prepare();
  const sets = isEnrichment(run) ? enrichmentOf(prepared.data.x, run, ctx) : null;
  const maps = comparable(run, prepared, sets);
  const pairs = run.permute?.pairs ?? false;
  if (pairs) requirePairs(run, methods, maps);
  const paired: ObservedPairs[] = [];
  stages.name('permutations', nullUnit(maps, sets?.sets.length ?? null));
  stages.tell([methodLine(run)]);
  const observed = await stages.run('Colocalization', () =>
    methods.map((chosen) => {
      if (sets) return observedSets(chosen, maps, sets, run, ctx, distances);
      if (!pairs) return observedStatistics(chosen, maps, run, ctx, distances);
      const found = observedPairs(chosen, maps, run, ctx);
      paired.push(found);
      return found.observed;
    }),
  );
  const moving = { nulls, distances, sets };
  const { tables, sources } = run.permute
    ? await stages.run('Null colocalizations', () =>
        pairs
          ? { tables: paired.map(({ matrix }) => nullPairs(matrix, run, ctx)), sources: NOTHING }
          : nullTables(run, { ...prepared, data: maps }, observed, moving, pool, ctx),
      )
    : { tables: [], sources: NOTHING };
  const autocorrelation = await autocorrelationOf(
    { maps, sources, permutations: run.nPerm },
    data.parcellation,
    nulls.distances ?? null,
    context,
    stages,
  );
  // Columns of an enrichment are sets, and its tests as alike as their mean maps.
  const tested = { ...maps, x: sets?.means ?? maps.x };
  const inferred = await stages.run('Inference', () =>
    inferStatistics(run, tested, observed, tables, ctx, {
      zMethod: run.zMethod,
      relabelings: relabelingsOf(run, prepared),
    }),
  );
  // Columns of an enrichment are sets of maps: no single map has parcels that drive them.
  const regions = sets ? [] : await regionsOf(methods, maps, run.rToZ, stages);
  const output = assembleResult(
    plan,
    run,
    { ...prepared, data: tested },
    model,
    nulls,
    { ...inferred, regions, autocorrelation },
    sets?.sets ?? null,
    {
      key,
      started,
      stages,
      inputs: await inputs.list(),
      threads: pool.threads,
      seedDrawn,
      file: options.file,
      version: options.version,
    },
  );
  stages.tell([...sourceLines(output.result), ...significanceLines(output.result)]);
  const kept = keptMaps(maps, sets, observed);
  return {
    ...output,
    result: { ...output.result, ...kept.listed },
    maps: kept.files,
    reused: false,
  };
}

type ComparableMaps = PreparedMaps['data'] & ConfoundUse & { self: boolean };

/**
 * The maps with the sides that Z is still to be taken out of: one that was taken out of Y in a step is not taken out again.
 * @throws NspError `rows-do-not-match` when Z is matched to Y and has another number of rows
 */
function comparable(
  run: SeededRun,
  { data, cleanedOfZ }: PreparedMaps,
  sets: Enrichment | null,
): ComparableMaps {
  const { y, z } = data;
  if (run.zyMatched && z?.labels.length !== y.labels.length) {
    throw new NspError(
      'rows-do-not-match',
      `With zy_matched row i of z is regressed from row i of y, and there are ${z?.labels.length ?? 0} and ${y.labels.length}. Set zy_matched: false to regress all z maps from each map.`,
      { property: 'zy_matched' },
    );
  }
  return {
    ...data,
    x: sets?.maps ?? data.x,
    regressZ: run.regressZ.filter((side) => side !== 'y' || !cleanedOfZ),
    zyMatched: run.zyMatched && !cleanedOfZ,
    self: run.self,
  };
}

/** No side has null maps. */
const NOTHING: MovingSources = { x: null, y: null };

/** Where nothing but the labels of groups moves, there may be few permutations. */
const relabelingsOf = (run: SeededRun, { groups }: PreparedMaps): number | null =>
  permutedKinds(run) === 'groups' && groups ? relabelings(groups.groups, groups.strategy) : null;

/** What was made for the nulls. */
interface Made {
  nulls: NullsOfPlan;
  distances: Float64Array | null;
  sets: Enrichment | null;
}

/** Null statistics of each method, on the same null maps, and what makes these again. */
async function nullTables(
  run: SeededRun,
  prepared: Omit<PreparedMaps, 'data'> & { data: ComparableMaps },
  observed: ObservedStatistics[],
  { nulls, sets, distances }: Made,
  pool: BlockPool,
  ctx: StageContext,
): Promise<{ tables: NullTable[][]; sources: MovingSources }> {
  const { data, groups, made } = prepared;
  const { background } = data;
  // Maps of permuted groups, and of comparisons and reductions, are never standardised (spec/statistics.md 4.9).
  const standardize = (side: 'x' | 'y'): boolean => run.standardize.includes(side) && !made[side];
  const which = run.permute?.maps?.which ?? [];
  const side = async (of: 'x' | 'y'): Promise<MovingSide | null> => {
    if (of === 'y' && groups) return { source: groups, standardize: false };
    if (!which.includes(of === 'x' ? 'X' : 'Y') || !nulls.source) return null;
    const source = await nulls.source(data[of]);
    return { source: of === 'y' ? beside(source) : source, standardize: standardize(of) };
  };
  const sizes = {
    xMaps: data.x.labels.length,
    yMaps: data.y.labels.length,
    parcels: data.x.parcels.length,
  };
  const beside = (source: NullSource): NullSource =>
    which.length > 1 ? besideX(source, sizes) : source;
  const moving = { x: await side('x'), y: await side('y') };
  const sources = { x: moving.x?.source ?? null, y: moving.y?.source ?? null };
  if (sets) {
    const all = { moving, background, distances };
    return { tables: await nullEnrichment(observed, data, sets, run, all, pool, ctx), sources };
  }
  const tables: NullTable[][] = [];
  for (const method of observed) {
    tables.push(await nullStatistics(method, data, run, { moving, distances }, pool, ctx));
  }
  return { tables, sources };
}
