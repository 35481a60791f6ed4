// The story of a run in the log: what is told, and in which order.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import { DataLibrary } from '../../engine/library/library.js';
import type { ColocalizationPlan } from '../../engine/plan.js';
import type { ProgressUpdate } from '../../engine/progress.js';
import { runPlan } from '../../engine/run.js';
import { smallFolder, smallPlan } from './small-run.js';

const folder = mkdtempSync(join(tmpdir(), 'nsp-story-'));
beforeAll(() => smallFolder(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function tell(change: Partial<ColocalizationPlan> = {}) {
  const story: string[] = [];
  const progress: ProgressUpdate[] = [];
  await runPlan(
    { ...smallPlan(folder), ...change },
    {
      library: DataLibrary.open([folder], capabilities),
      workerPath: null,
      signal: new AbortController().signal,
      onProgress: (update) => progress.push(update),
      onLog: (line) => story.push(line),
      file: null,
      version: 'test',
      resultOf: () => Promise.reject(new Error('none')),
      stored: () => Promise.resolve(null),
    },
  );
  return { story, progress };
}

describe('the story of a run', () => {
  it('tells question, data, nulls, method, times and significance in this order', async () => {
    const { story } = await tell();
    const expected = [
      /^colocalization: y is the table y\.csv, x is the table x\.csv$/,
      /^y: 2 maps × 12 parcels$/,
      /^x: 3 maps × 12 parcels$/,
      /^Reading data: [\d.]+ s$/,
      /^Parcellation Twelve: 12 parcels.*, hemispheres L and R$/,
      /^x z-standardised across parcels, map by map$/,
      /^Null model random: 50 permutations of X maps; .*; seed 1$/,
      /^Method: Spearman's rho; correlations are averaged and tested as Fisher z$/,
      /^Colocalization: [\d.]+ s$/,
      /^Null colocalizations: [\d.]+ s$/,
      /^Inference: [\d.]+ s$/,
      /^Exact p values, tails: spearman rho_z: two$/,
      /^Effective number of tests: meff_galwey [\d.]+$/,
      /^Significance of spearman rho_z: \d\/6 p < 0\.05, \d\/6 p_meff_galwey < 0\.05$/,
    ];
    const places = expected.map((line) => story.findIndex((told) => line.test(told)));
    expect(places, story.join('\n')).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('says when nothing is standardised, what is regressed out, and that a seed was drawn', async () => {
    const { story } = await tell({
      standardize: ['z'],
      seed: null,
      z: [{ ...smallPlan(folder).y }],
    });
    expect(story).toContain('z z-standardised across parcels, map by map');
    expect(story).toContain('z: the table y.csv');
    expect(story.some((line) => /seed \d+ \(drawn for this run\)$/.test(line))).toBe(true);
    const { story: none } = await tell({ standardize: ['z'] });
    expect(none).toContain('nothing is z-standardised');
  });

  it('counts nulls by what each of them is compared with', async () => {
    const { progress } = await tell();
    const last = progress.filter(({ stage }) => stage === 'Null colocalizations').at(-1);
    expect(last).toMatchObject({ done: 50, total: 50, unit: 'nulls × 6 pairs of maps' });
  });
});
