// Runs a plan: the list of stages, progress, cancellation, cache, and nothing else.
import { randomInt } from 'node:crypto';
import { regionalSeconds, regionalValues } from './additional/regions.js';
import { regionsOf } from './additional/regions-of-run.js';
import { methodsOf, needsDistances } from './colocalize/chosen-method.js';
import type { NullTable } from './colocalize/null-correlations.js';
import { nullStatistics } from './colocalize/null-statistics.js';
import { observedStatistics, type ObservedStatistics } from './colocalize/observed.js';
import { enrichmentOf, type Enrichment } from './colocalize/enrichment.js';
import { nullEnrichment } from './colocalize/null-enrichment.js';
import { observedSets } from './colocalize/observed-sets.js';
import { parcelDistances } from './colocalize/parcel-distances.js';
import { requireDimension } from './inference/corrections.js';
import { inferStatistics } from './inference/statistics.js';
import { Cache } from './library/cache.js';
import type { LoadContext } from './library/context.js';
import type { Fetcher } from './library/fetch/fetcher.js';
import { fetchNeeded } from './library/fetch/on-demand.js';
import { InputLog } from './library/input-log.js';
import type { DataLibrary } from './library/library.js';
import { loadData } from './library/load/data.js';
import { plannedNulls, type NullsOfPlan } from './nulls/planned.js';
import { BlockPool, threadCount } from './parallel/pool.js';
import type { AnalysisPlan } from './plan.js';
import { comparesGroups, isEnrichment } from './plan-kinds.js';
import { resultKey } from './prepare/key.js';
import { isPrepared, preparedMaps, type PreparedMaps } from './prepare/prepared.js';
import type { ProgressUpdate } from './progress.js';
import { assembleResult } from './report.js';
import type { AnalysisResult, FinalMaps } from './result.js';
import { expectedSeconds } from './expected-seconds.js';
import { Stages } from './stages.js';
import { keptMaps } from './store/kept-maps.js';
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
  /** Asked once the key is known: a stored result with that key, or null. */
  stored(key: string): Promise<AnalysisResult | null>;
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

type SeededPlan = AnalysisPlan & { seed: number };

/** Seeds drawn when the file gives none lie below this. */
const SEEDS = 2 ** 32 - 1;

/**
 * Computes one analysis. The numbers depend on the plan and the input bytes only, never on the number of threads.
 * @throws NspError with the place in the file it belongs to; CancelledError when the signal fires
 */
export async function runPlan(given: AnalysisPlan, options: RunOptions): Promise<RunOutput> {
  const plan: SeededPlan = { ...given, seed: given.seed ?? randomInt(SEEDS) };
  const stages = new Stages(options.signal, options);
  const pool = new BlockPool(options.workerPath, threadCount(plan.nProc));
  const started = new Date();
  try {
    pool.warm();
    const inputs = new InputLog();
    const context: LoadContext = {
      library: options.library,
      ctx: stages,
      inputs,
      resultOf: (name) => options.resultOf(name),
    };
    const methods = methodsOf(plan);
    requireDimension(plan);
    if (options.fetcher) await fetchNeeded(plan, options.library, options.fetcher, stages);
    const data = await stages.run('Reading data', () => loadData(plan, context));
    const sets = isEnrichment(plan) ? enrichmentOf(data.x, plan, stages) : null;
    const model = plannedNulls(plan, data.parcellation);
    stages.expect(expectedSeconds(plan, data, model.choice, pool.threads));
    if (!sets)
      stages.expect({ 'Regional influence': regionalSeconds(regionalValues(methods, data)) });
    const cache = options.cache ?? new Cache(null);
    const make = (): Promise<NullsOfPlan> => model.prepare({ ...context, cache, pool });
    const nulls = await (model.choice ? stages.run('Making nulls', make) : make());
    const distances = needsDistances(methods)
      ? await parcelDistances(data.parcellation, context)
      : null;
    const key = resultKey(plan, data, [...nulls.bytes, ...(distances ? [distances] : [])]);
    const stored = await options.stored(key);
    if (stored) return { result: stored, nulls: [], regions: [], maps: [], reused: true };

    const prepared = isPrepared(plan)
      ? await stages.run('Cleaning and comparing', () => preparedMaps(plan, data, stages))
      : { data, design: null, groups: null };
    const maps = sets ? { ...prepared.data, x: sets.maps } : prepared.data;
    const compared = { ...prepared, data: maps };
    const observed = await stages.run('Colocalization', () =>
      methods.map((chosen) =>
        sets
          ? observedSets(chosen, maps, sets, plan, stages, distances)
          : observedStatistics(chosen, maps, plan, stages, distances),
      ),
    );
    const tables = await stages.run('Null colocalizations', () =>
      nullTables(plan, compared, observed, { nulls, distances, sets }, pool, stages),
    );
    // Columns of an enrichment are sets, and its tests as alike as their mean maps.
    const tested = { ...maps, x: sets?.means ?? maps.x };
    const inferred = await stages.run('Inference', () =>
      inferStatistics(plan, tested, observed, tables, stages),
    );
    // Columns of an enrichment are sets of maps: no single map has parcels that drive them.
    const regions = sets ? [] : await regionsOf(methods, maps, plan.rToZ, stages);
    const output = assembleResult(
      plan,
      { ...prepared, data: tested },
      model,
      nulls,
      { ...inferred, regions },
      sets?.sets ?? null,
      {
        key,
        started,
        stages,
        inputs: await inputs.list(),
        threads: pool.threads,
        seedDrawn: given.seed === null,
        file: options.file,
        version: options.version,
      },
    );
    for (const line of sourceLines(output.result)) if (line) stages.log(line);
    const kept = keptMaps(maps, sets, observed);
    return {
      ...output,
      result: { ...output.result, ...kept.listed },
      maps: kept.files,
      reused: false,
    };
  } finally {
    await pool.close();
  }
}

/** Null statistics of each method, on the same null maps. */
async function nullTables(
  plan: SeededPlan,
  { data, groups }: PreparedMaps,
  observed: ObservedStatistics[],
  made: { nulls: NullsOfPlan; distances: Float64Array | null; sets: Enrichment | null },
  pool: BlockPool,
  stages: Stages,
): Promise<NullTable[][]> {
  const { sets, distances } = made;
  if (sets && data.background) {
    const { background } = data;
    return nullEnrichment(
      observed,
      data,
      sets,
      plan,
      { kind: 'draws', background, distances },
      pool,
      stages,
    );
  }
  const which = comparesGroups(plan) ? 'Y' : plan.mapsWhich;
  const side = which === 'X' ? 'x' : 'y';
  const source = groups ?? (await made.nulls.source?.(data[side]));
  if (!source) throw new Error('Groups are permuted without having been compared.');
  // Maps of permuted groups are never standardised (spec/statistics.md 4.9).
  const standardize = !groups && plan.standardize.includes(side);
  const nulls = { source, which, standardize, distances } as const;
  if (sets)
    return nullEnrichment(observed, data, sets, plan, { kind: 'maps', ...nulls }, pool, stages);
  const tables: NullTable[][] = [];
  for (const method of observed) {
    tables.push(await nullStatistics(method, data, plan, nulls, pool, stages));
  }
  return tables;
}
