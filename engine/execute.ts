// Runs a plan and keeps its result in a folder: what both the command line and the language server do with an analysis.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { NspError } from './error.js';
import type { AnalysisPlan } from './plan.js';
import type { AnalysisResult, FinalMaps, UpstreamResult } from './result.js';
import { runPlan, type RunOptions } from './run.js';
import { formerWithKey, KEPT, restoreFormer } from './store/history.js';
import { planDifferences } from './store/plan-differences.js';
import { readCard } from './store/read-card.js';
import { readResult, storedKey } from './store/read-result.js';
import { refresh } from './store/refresh.js';
import { additionalTables } from './store/additional-tables.js';
import { writeResult } from './store/write-result.js';

export interface ExecuteOptions extends Omit<RunOptions, 'resultOf' | 'stored' | 'drawnSeed'> {
  /** The result goes to `outDir/<analysis>`. */
  outDir: string;
  /** Compute even when that folder holds a result with the same key. */
  force: boolean;
  /** Result folders of other analyses, by name, for `result of`. */
  resultFolders: Readonly<Record<string, string>>;
  /** Run only for what needs it: a seed that the file does not give is then not drawn anew while the stored result is valid. */
  onTheWay?: boolean;
  /** Former results kept in the history of the analysis. */
  keep?: number;
}

export interface Execution {
  folder: string;
  result: AnalysisResult;
  /** True when the stored result was still valid and nothing was computed. */
  reused: boolean;
}

/** @throws NspError, CancelledError; the former result is then untouched */
export async function executePlan(plan: AnalysisPlan, options: ExecuteOptions): Promise<Execution> {
  const { outDir, force, keep = KEPT } = options;
  const folder = join(outDir, plan.name);
  const upstream: UpstreamResult[] = [];
  const output = await runPlan(plan, {
    ...options,
    drawnSeed: options.onTheWay && !force ? await seedOf(folder, plan, options.file) : null,
    resultOf: (analysis) => finalMaps(analysis, options.resultFolders, upstream),
    stored: async (key, inputs) => {
      if (force) return null;
      const stored = await validResult(folder, key, keep);
      if (!stored) return null;
      const facts = { plan, file: options.file, inputs: await inputs(), upstream };
      return refresh(folder, stored, facts);
    },
  });
  const { reused } = output;
  const result = reused || upstream.length === 0 ? output.result : { ...output.result, upstream };
  if (!reused) await writeResult(folder, { ...output, result }, undefined, keep);
  return { folder, result, reused };
}

/** The seed drawn for the stored result when its settings are those of the plan; else null. */
async function seedOf(
  folder: string,
  plan: AnalysisPlan,
  file: string | null,
): Promise<number | null> {
  if (plan.seed !== null) return null;
  const card = await readCard(folder);
  return card?.seedDrawn && planDifferences(card, { plan, file }).length === 0 ? card.seed : null;
}

/** The result with that key, of the folder or of its history, if it is whole; anything damaged is computed again. */
async function validResult(
  folder: string,
  key: string,
  keep: number,
): Promise<AnalysisResult | null> {
  if ((await storedKey(folder)) === key) return wholeResult(folder);
  const former = await formerWithKey(folder, key);
  if (former === null) return null;
  const result = await wholeResult(former);
  if (result) await restoreFormer(former, folder, keep);
  return result;
}

async function wholeResult(folder: string): Promise<AnalysisResult | null> {
  try {
    const result = await readResult(folder);
    const { statistics, regions, x, z, members = [], local = [] } = result;
    // Results of older versions lack the regions or the x maps.
    if (!regions || !x) return null;
    const sides = [
      ...statistics.flatMap(({ nulls }) => (nulls ? [nulls.file] : [])),
      ...[...regions, x, ...(z ? [z] : []), ...members].map(({ file }) => file),
      ...local.flatMap(({ files }) => Object.values(files).filter((file) => file !== null)),
      ...additionalTables(result).map(({ name }) => name),
    ];
    await Promise.all(['results.csv', 'y.csv', ...sides].map((file) => access(join(folder, file))));
    return result;
  } catch (error) {
    if (error instanceof NspError || isMissing(error)) return null;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function finalMaps(
  analysis: string,
  folders: Readonly<Record<string, string>>,
  used: UpstreamResult[],
): Promise<FinalMaps> {
  const folder = folders[analysis];
  if (!folder) {
    throw new NspError(
      'no-result',
      `The result of ${analysis} is not there yet. Run ${analysis} first.`,
    );
  }
  const { y, parcellation, key } = await readResult(folder);
  if (!used.some((one) => one.analysis === analysis)) used.push({ analysis, key });
  return { ...y, parcels: parcellation.parcels };
}
