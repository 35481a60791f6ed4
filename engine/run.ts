// Runs a plan: the list of stages, progress, cancellation, cache, and nothing else.
import { randomInt } from 'node:crypto';
import { nullCorrelations, type NullTable } from './colocalize/null-correlations.js';
import { observedStatistics, type ObservedStatistics } from './colocalize/observed.js';
import { fixedMaps } from './colocalize/correlation.js';
import { methodsOf } from './colocalize/methods.js';
import { requireDimension } from './inference/corrections.js';
import { inferStatistics } from './inference/statistics.js';
import { Cache } from './library/cache.js';
import type { LoadContext } from './library/context.js';
import type { Fetcher } from './library/fetch/fetcher.js';
import { fetchNeeded, withoutDownloads } from './library/fetch/on-demand.js';
import { InputLog } from './library/input-log.js';
import type { DataLibrary } from './library/library.js';
import { loadData, type LoadedData } from './library/load/data.js';
import { chooseNull } from './nulls/choose.js';
import { prepareNulls, type PreparedNulls, type SeededPlan } from './nulls/prepare.js';
import { BlockPool, threadCount } from './parallel/pool.js';
import type { AnalysisPlan } from './plan.js';
import { resultKey } from './prepare/key.js';
import type { ProgressUpdate } from './progress.js';
import { assembleResult } from './report.js';
import type { AnalysisResult, FinalMaps } from './result.js';
import { expectedSeconds } from './expected-seconds.js';
import { Stages } from './stages.js';
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
  /** True when a stored result with the same key was found and nothing was computed. */
  reused: boolean;
}

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
    const missing = options.fetcher
      ? await fetchNeeded(plan, options.library, options.fetcher, stages)
      : null;
    const data = await stages.run('Reading data', () =>
      withoutDownloads(missing, () => loadData(plan, context)),
    );
    const choice = chooseNull(plan, data.parcellation);
    stages.expect(expectedSeconds(plan, data, choice, pool.threads));
    const cache = options.cache ?? new Cache(null);
    const nulls = await stages.run('Making nulls', () =>
      withoutDownloads(missing, () =>
        prepareNulls(plan, data.parcellation, choice, { ...context, cache, pool }),
      ),
    );
    const key = resultKey(plan, data, nulls.bytes);
    const stored = await options.stored(key);
    if (stored) return { result: stored, nulls: [], reused: true };

    const observed = await stages.run('Colocalization', () =>
      methods.map((method) => observedStatistics(method, data, plan, stages)),
    );
    const tables = await stages.run('Null colocalizations', () =>
      nullTables(plan, data, observed, nulls, pool, stages),
    );
    const inferred = await stages.run('Inference', () =>
      inferStatistics(plan, data, observed, tables, stages),
    );
    const output = assembleResult(plan, data, choice, nulls, inferred, {
      key,
      started,
      stages,
      inputs: await inputs.list(),
      threads: pool.threads,
      seedDrawn: given.seed === null,
      file: options.file,
      version: options.version,
    });
    for (const line of sourceLines(output.result)) if (line) stages.log(line);
    return { ...output, reused: false };
  } finally {
    await pool.close();
  }
}

/** Null correlations of each method, on the same null maps. */
async function nullTables(
  plan: SeededPlan,
  { x, y, z }: LoadedData,
  observed: ObservedStatistics[],
  nulls: PreparedNulls,
  pool: BlockPool,
  stages: Stages,
): Promise<NullTable[]> {
  const source = await nulls.source(plan.mapsWhich === 'X' ? x : y);
  const tables: NullTable[] = [];
  for (const { method, pooled } of observed) {
    const request = {
      x,
      y,
      z: z && fixedMaps(z, method.ranked),
      ranked: method.ranked,
      which: plan.mapsWhich,
      permutations: plan.nPerm,
      rToZ: plan.rToZ,
      pooled,
      source,
    };
    tables.push(await nullCorrelations(request, pool, stages));
  }
  return tables;
}
