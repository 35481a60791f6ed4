// The record of a stored result brought up to date when a run finds it still valid: other places of the same bytes, a newer result
// of the same maps. The numbers stay; without this the result would go on being called out of date.
import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnalysisPlan } from '../plan.js';
import type { AnalysisResult, InputFile, UpstreamResult } from '../result.js';
import { methodsFile } from './methods-file.js';
import { parametersOf } from './parameters.js';
import { references } from './references.js';
import { resultJson } from './result-json.js';
import { writeFlushed } from './write-folder.js';

/** What a run with the same key was made from. */
export interface RunFacts {
  plan: AnalysisPlan;
  file: string | null;
  inputs: InputFile[];
  upstream: UpstreamResult[];
}

/** @returns the result as stored now; its files are written only when something differs */
export async function refresh(
  folder: string,
  stored: AnalysisResult,
  { plan: given, file, inputs, upstream }: RunFacts,
): Promise<AnalysisResult> {
  const plan = { ...given, seed: stored.seed };
  const seedDrawn = given.seed === null;
  const facts: AnalysisResult = { ...stored, plan, file, inputs, seedDrawn };
  delete facts.upstream;
  if (upstream.length > 0) facts.upstream = upstream;
  const now: AnalysisResult = { ...facts, parameters: parametersOf(facts) };
  if (resultJson(now) === resultJson(stored)) return stored;
  await replace(join(folder, 'methods.md'), methodsFile(now, references(now)));
  await replace(join(folder, 'result.json'), resultJson(now));
  return now;
}

/** Writes a file beside the former one and then over it in one step. */
async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFlushed(temporary, [text]);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
