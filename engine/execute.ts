// Runs a plan and keeps its result in a folder: what both the command line and the language server do with an analysis.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { NspError } from './error.js';
import type { AnalysisPlan } from './plan.js';
import type { AnalysisResult, FinalMaps } from './result.js';
import { runPlan, type RunOptions } from './run.js';
import { readResult, storedKey } from './store/read-result.js';
import { writeResult } from './store/write-result.js';

export interface ExecuteOptions extends Omit<RunOptions, 'resultOf' | 'stored'> {
  /** The result goes to `outDir/<analysis>`. */
  outDir: string;
  /** Compute even when that folder holds a result with the same key. */
  force: boolean;
  /** Result folders of other analyses, by name, for `result of`. */
  resultFolders: Readonly<Record<string, string>>;
}

export interface Execution {
  folder: string;
  result: AnalysisResult;
  /** True when the stored result was still valid and nothing was computed. */
  reused: boolean;
}

/** @throws NspError, CancelledError; the former result is then untouched */
export async function executePlan(plan: AnalysisPlan, options: ExecuteOptions): Promise<Execution> {
  const folder = join(options.outDir, plan.name);
  const output = await runPlan(plan, {
    ...options,
    resultOf: (analysis) => finalMaps(analysis, options.resultFolders),
    stored: (key) => (options.force ? Promise.resolve(null) : validResult(folder, key)),
  });
  if (!output.reused) await writeResult(folder, output);
  return { folder, result: output.result, reused: output.reused };
}

/** The result stored in a folder if it has that key and is whole; anything damaged or incomplete is computed again. */
async function validResult(folder: string, key: string): Promise<AnalysisResult | null> {
  if ((await storedKey(folder)) !== key) return null;
  try {
    const result = await readResult(folder);
    const { statistics, regions, x, z, members = [] } = result;
    // Results of older versions lack the regions or the x maps.
    if (!regions || !x) return null;
    const sides = [
      ...statistics.flatMap(({ nulls }) => (nulls ? [nulls.file] : [])),
      ...[...regions, x, ...(z ? [z] : []), ...members].map(({ file }) => file),
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
): Promise<FinalMaps> {
  const folder = folders[analysis];
  if (!folder) {
    throw new NspError(
      'no-result',
      `The result of ${analysis} is not there yet. Run ${analysis} first.`,
    );
  }
  const { y, parcellation } = await readResult(folder);
  return { ...y, parcels: parcellation.parcels };
}
