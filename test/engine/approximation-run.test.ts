// A whole run with p_approximation: gpd: what is in the result, what is said, and what is cited.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import { executePlan } from '../../engine/execute.js';
import { DataLibrary } from '../../engine/library/library.js';
import type { ColocalizationPlan } from '../../engine/plan.js';
import { readResult } from '../../engine/store/read-result.js';
import { smallFolder, smallPlan } from './small-run.js';

describe('p_approximation: gpd', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nsp-gpd-'));
  const files = join(folder, 'data');
  beforeAll(() => smallFolder(files));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function run(change: Partial<ColocalizationPlan>) {
    const logged: string[] = [];
    const { folder: written } = await executePlan(
      {
        ...smallPlan(files),
        // x with itself: the R² of a map with itself is 1, and its p as small as p get.
        y: { ...smallPlan(files).x, declaration: 'same' },
        methods: ['slr'],
        nPerm: 400,
        pApproximation: 'gpd',
        corrections: ['bonferroni', 'maxT'],
        ...change,
      },
      {
        library: DataLibrary.open([files], capabilities),
        workerPath: null,
        signal: new AbortController().signal,
        onProgress: () => undefined,
        onLog: (line) => logged.push(line),
        file: null,
        version: 'test',
        outDir: join(folder, 'out'),
        force: true,
        resultFolders: {},
      },
    );
    const result = await readResult(written);
    const statistic = result.statistics.find(({ p }) => p !== null)!;
    return { result, statistic, logged, written };
  }

  it('gives small p of their own, marked, with the papers, and says how many', async () => {
    const { result, statistic, logged, written } = await run({});
    const flags = statistic.pPrecision!.extrapolated!;
    const own = [0, 4, 8];
    for (const at of own) {
      expect(flags[at]).toBe(true);
      expect(statistic.p![at]).toBeLessThan(1 / 400);
      expect(statistic.corrected['bonferroni']![at]).toBeCloseTo(9 * statistic.p![at]!, 12);
      expect(statistic.corrected['maxT']![at]).toBe(1 / 400);
    }
    expect(logged.join('\n')).toMatch(/\d of 9 p values extrapolated/);
    expect(result.methodsText).toContain('Knijnenburg et al., 2009; Winkler et al., 2016');
    expect(readFileSync(join(written, 'references.bib'), 'utf8')).toContain('btp211');
    expect(readFileSync(join(written, 'results.csv'), 'utf8')).toContain(',extrapolated');
  });

  it('is refused for 100 permutations, with the reason', async () => {
    const { result, statistic } = await run({ nPerm: 100 });
    expect(statistic.pPrecision!.extrapolated).toBeUndefined();
    const warning = result.warnings.find(({ code }) => code === 'tail-not-fitted');
    expect(warning?.message).toContain('there are fewer than 300 nulls');
    expect(warning?.subject).toEqual({ property: 'p_approximation' });
  });

  it('gives standard errors and intervals without it, too', async () => {
    const { statistic } = await run({ pApproximation: 'none' });
    const { se, low, high, extrapolated } = statistic.pPrecision!;
    expect(extrapolated).toBeUndefined();
    statistic.p!.forEach((p, at) => {
      expect(low[at]!).toBeLessThanOrEqual(p!);
      expect(high[at]!).toBeGreaterThanOrEqual(p!);
      expect(se[at]).toBeCloseTo(Math.sqrt((p! * (1 - p!)) / 400), 14);
    });
  });
});
