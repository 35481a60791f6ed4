// Every analysis of the end-to-end cases means the same as the pipeline it expands to: equal steps; and, run, equal bytes.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import { executePlan } from '../../engine/execute.js';
import { DataLibrary } from '../../engine/library/library.js';
import { stepsOf } from '../../engine/pipeline/workflow-steps.js';
import type { AnalysisPlan } from '../../engine/plan.js';
import { expanded } from '../../language/expand/expand.js';
import { isAnalysis } from '../../language/generated/ast.js';
import { loadDocument } from '../../language/load.js';
import { findAnalysis, lowerAnalysis } from '../../language/plan.js';
import { runnables } from '../../language/plan/subject.js';
import { servicesFor } from '../language/setup.js';
import { absent, dataDir, goldenDir } from '../shared.js';
import { workerBundle } from '../worker-bundle.js';

const golden = goldenDir();
const data = dataDir();
const missing = !golden || !data;
if (missing) console.warn(absent('research data'));

/** Cases that are also run, both ways: maps pooled, groups with ComBat, random sets. */
const RUN: readonly string[] = ['02', '04', '09'];

describe.skipIf(missing)('the pipelines of the end-to-end cases', () => {
  const catalog = DataLibrary.open([data ?? ''], capabilities);
  const { nsp } = servicesFor(catalog);
  const folder = join(golden ?? '', 'end-to-end');
  const files = golden ? readdirSync(folder).filter((file) => file.endsWith('.nsp')) : [];
  const out = mkdtempSync(join(tmpdir(), 'nsp-pipelines-'));
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  const open = (file: string, text: string) => loadDocument(join(folder, file), nsp, { text });

  /** Plans of an analysis and of its pipeline. */
  async function bothWays(file: string, text: string, name: string): Promise<AnalysisPlan[]> {
    const { document } = await open(file, text);
    const analysis = findAnalysis(document, name)!;
    const { plan } = lowerAnalysis(analysis, { catalog });
    if (!plan || !isAnalysis(analysis)) return [];
    const { offset, end } = analysis.$cstNode!;
    const pipeline = expanded(analysis, catalog)!;
    const after = await open(file, text.slice(0, offset) + pipeline + text.slice(end));
    const again = lowerAnalysis(findAnalysis(after.document, name)!, { catalog });
    if (!again.plan) throw new Error(`${pipeline}\n${JSON.stringify(again.problems)}`);
    return [plan, again.plan];
  }

  test.each(files)('%s has the same steps', async (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const { document } = await open(file, text);
    for (const { name } of runnables(document)) {
      const [plan, again] = await bothWays(file, text, name);
      if (plan && again) expect(stepsOf(again), name).toEqual(stepsOf(plan));
    }
  });

  test.each(files.filter((file) => RUN.some((number) => file.startsWith(number))))(
    '%s has the same bytes and keys when run',
    async (file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const { document } = await open(file, text);
      const workerPath = await workerBundle('golden-pipelines');
      const resultFolders: Record<string, string> = {};
      for (const { name } of runnables(document)) {
        const plans = await bothWays(file, text, name);
        const results = [];
        for (const [way, plan] of plans.entries()) {
          const done = await executePlan(plan, {
            library: catalog,
            workerPath,
            signal: new AbortController().signal,
            onProgress: () => undefined,
            onLog: () => undefined,
            file: null,
            version: 'test',
            outDir: join(out, basename(file), String(way)),
            force: true,
            resultFolders,
          });
          results.push(done);
        }
        const [named, stepped] = results;
        resultFolders[name] = named!.folder;
        expect(stepped!.result.key).toBe(named!.result.key);
        const bytes = results.map((each) => readFileSync(join(each.folder, 'results.csv'), 'utf8'));
        expect(bytes[1]).toBe(bytes[0]);
      }
    },
    120_000,
  );
});
