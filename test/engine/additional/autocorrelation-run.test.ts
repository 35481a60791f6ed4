// The diagnostic as runs store it: demo maps spun and shuffled, groups, and a parcellation of which nobody knows where it lies.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../../engine/capabilities.js';
import { DataLibrary } from '../../../engine/library/library.js';
import type { AnalysisPlan, ColocalizationPlan } from '../../../engine/plan.js';
import type { AutocorrelationDiagnostic } from '../../../engine/result.js';
import { runPlan } from '../../../engine/run.js';
import { built } from '../../built.js';
import { groupFolder, groupPlan } from '../group-folder.js';
import { smallFolder, smallPlan } from '../small-run.js';

const home = mkdtempSync(join(tmpdir(), 'nsp-autocorrelation-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function run(plan: AnalysisPlan, folders: string[]) {
  const log: string[] = [];
  const { result } = await runPlan(plan, {
    library: DataLibrary.open(folders, capabilities),
    workerPath: null,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onLog: (message) => log.push(message),
    file: null,
    version: 'test',
    resultOf: () => Promise.reject(new Error('no results')),
    stored: () => Promise.resolve(null),
  });
  const found = result.diagnostics!.autocorrelation;
  return { result, log, found, judged: found as AutocorrelationDiagnostic };
}

describe('a run without places', () => {
  it('goes on, and says why its nulls were not judged', async () => {
    smallFolder(home);
    const { found, log, result } = await run(smallPlan(home), [home]);
    expect(found).toHaveProperty(
      'missing',
      expect.stringContaining('Twelve has neither distances'),
    );
    expect(log.join('\n')).toContain('was not judged');
    expect(result.diagnostics!.eigenvalues.x).toHaveLength(3);
    expect(result.diagnostics!.eigenvalues.y).toHaveLength(2);
  });

  it('keeps the eigenvalues behind the effective numbers, largest first', async () => {
    const { result } = await run({ ...smallPlan(home), corrections: ['fdr_bh'] }, [home]);
    expect(result.diagnostics!.eigenvalues).toEqual({ x: null, y: null });
    const { result: with_ } = await run(smallPlan(home), [home]);
    const x = with_.diagnostics!.eigenvalues.x!;
    expect([...x].sort((a, b) => b - a)).toEqual(x);
    expect(x.reduce((sum, value) => sum + value, 0)).toBeCloseTo(3, 4);
  });
});

describe('a run of the demo maps', () => {
  let demo: string;
  beforeAll(() => {
    demo = built('demo-library');
  });
  const plan = (change: Partial<ColocalizationPlan>): ColocalizationPlan => {
    const source = (dataset: string, maps: string[] | null) => ({
      declaration: dataset,
      kind: 'reference' as const,
      dataset,
      collection: null,
      filter: { maps, sets: null, setSizeRange: null, weightRange: null, weightQuantile: null },
    });
    return {
      ...smallPlan(home),
      parcellation: { kind: 'library', name: 'Demo100' },
      y: source('demoreceptors', null),
      x: source('demoreceptors', null),
      nPerm: 40,
      mapsMethod: null,
      pooled: 'mean',
      ...change,
    };
  };

  it('keeps the autocorrelation when maps are spun, and warns when they are shuffled', async () => {
    const spun = await run(plan({}), [demo]);
    expect(spun.judged.nulls).toBe(40);
    expect(spun.judged.maps).toHaveLength(spun.result.columns.length);
    expect(spun.result.warnings.map(({ code }) => code)).not.toContain('rough-nulls');
    const shuffled = await run(plan({ mapsMethod: 'random' }), [demo]);
    const warning = shuffled.result.warnings.find(({ code }) => code === 'rough-nulls');
    expect(warning).toMatchObject({ subject: { property: 'maps_method' } });
    const chance = -1 / (shuffled.result.parcellation.parcels.length - 1);
    for (const { moransI } of shuffled.judged.maps) {
      expect(Math.abs((moransI.mean ?? 1) - chance)).toBeLessThan(0.02);
      expect(moransI.observed).toBeGreaterThan(moransI.mean ?? 1);
    }
    expect(JSON.stringify(shuffled.result.diagnostics).length).toBeLessThan(100_000);
  });

  it('is the same on one and on three threads', async () => {
    const [one, three] = await Promise.all(
      [1, 3].map((nProc) => run(plan({ nProc, nPerm: 13 }), [demo])),
    );
    expect(one!.found).toEqual(three!.found);
  });
});

describe('a run that permutes groups', () => {
  it('has groups and site means of each row in its design', async () => {
    groupFolder(home);
    const { result } = await run(groupPlan(home, { combat: true }), [home]);
    const { groupOf, groups, combat, matrix } = result.design!;
    expect(groupOf).toHaveLength(matrix.rows.length);
    groups.forEach(({ rows }, at) =>
      expect(groupOf!.filter((group) => group === at)).toHaveLength(rows),
    );
    const means = combat!.means!;
    const spread = (values: (number | null)[]): number => {
      const [a, b] = [0, 1].map((site) => {
        const own = values.filter((_, row) => means.site[row] === site) as number[];
        return own.reduce((sum, value) => sum + value, 0) / own.length;
      });
      return Math.abs(a! - b!);
    };
    // Planted: site B is higher by 2 to 13 in every parcel.
    expect(spread(means.before)).toBeGreaterThan(4);
    expect(spread(means.after)).toBeLessThan(spread(means.before) / 3);
  });
});
