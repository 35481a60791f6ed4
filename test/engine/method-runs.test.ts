// Every method through a whole run on the demo library: statistics, p values, side files, and every option with its effect.
import { describe, expect, it } from 'vitest';
import { methods } from '../../engine/colocalize/methods.js';
import type { ColocalizationPlan, MapsSource } from '../../engine/plan.js';
import type { AnalysisResult, StatisticResult } from '../../engine/result.js';
import { runPlan, type RunOutput } from '../../engine/run.js';
import { papersOf } from '../../engine/store/bibliography.js';
import { parseResult, resultJson } from '../../engine/store/result-json.js';
import { resultsCsv } from '../../engine/store/tables.js';
import { built } from '../built.js';
import { noFilter } from './library/small-library.js';
import { smallPlan } from './small-run.js';
import { runHere } from './run-here.js';

const N_PERM = 20;
const MAPS = 6;

const reference = (dataset: string, collection: string, maps: string[] | null): MapsSource => ({
  ...{ declaration: dataset, kind: 'reference', dataset, collection },
  filter: { ...noFilter, maps },
});

const plan = (change: Partial<ColocalizationPlan>): ColocalizationPlan => ({
  ...smallPlan(''),
  parcellation: { kind: 'library', name: 'Demo100' },
  y: reference('demodisorders', 'All', ['dx-alpha', 'dx-delta']),
  x: reference('demoreceptors', 'Systems', ['A', 'E1']),
  ...{
    mapsMethod: 'alexander_bloch',
    nPerm: N_PERM,
    corrections: ['meff_galwey', 'fdr_bh', 'maxT'],
  },
  ...change,
});

const run = (change: Partial<ColocalizationPlan>): Promise<RunOutput> =>
  runPlan(plan(change), runHere(built('demo-library')));

const named = ({ statistics }: AnalysisResult): Record<string, StatisticResult> =>
  Object.fromEntries(statistics.map((one) => [one.statistic, one]));

/** Codes of the warnings that have to do with methods: 20 permutations are few, and some demo maps miss parcels. */
const warned = ({ warnings }: AnalysisResult): string[] =>
  warnings
    .map(({ code }) => code)
    .filter((code) => code !== 'unreachable-threshold' && code !== 'missing-parcels');

const observedOf = (result: AnalysisResult) =>
  result.statistics.map(({ statistic, observed }) => [statistic, observed]);

const names = methods.map(({ name }) => name).filter((name) => !name.startsWith('partial'));

describe('a run of each method', () => {
  it.each(names)(
    '%s gives every statistic of its row, tested and written',
    { timeout: 60_000 },
    async (name) => {
      const { result, nulls } = await run({ methods: [name] });
      expect(result.columns).toHaveLength(MAPS);
      expect(warned(result)).toEqual([]);
      const tested = result.statistics.filter(({ p }) => p !== null);
      expect(nulls.map(({ file }) => file)).toEqual([
        'nulls.npy',
        ...tested.slice(1).map(({ statistic }) => `nulls-${name}-${statistic}.npy`),
      ]);
      for (const one of result.statistics) {
        const width = one.columns?.length ?? MAPS;
        expect(one.observed, one.statistic).toHaveLength(2 * width);
        expect(one.observed.every((value) => value !== null)).toBe(true);
        if (one.columns)
          expect(one.columns).toEqual([{ set: null, x: one.statistic, weight: null }]);
        if (one.p === null) continue;
        expect(one.p.every((p) => p !== null && p >= 1 / N_PERM && p <= 1 - 1 / N_PERM)).toBe(true);
        expect(Object.keys(one.corrected)).toEqual(['meff_galwey', 'fdr_bh', 'maxT']);
        for (const [correction, corrected] of Object.entries(one.corrected)) {
          expect(corrected).toHaveLength(2 * width);
          // Two-sided maxT counts absolute values, p twice the smaller tail: neither bounds the other.
          const bounded = correction !== 'maxT' || one.tail === 'upper';
          corrected.forEach((q, i) =>
            expect(q).toBeGreaterThanOrEqual(bounded ? one.p![i]! - 1e-12 : 1 / N_PERM),
          );
        }
        expect(one.nulls?.count).toEqual(new Array(2 * width).fill(N_PERM));
      }
      expect(tested.length).toBeGreaterThan(0);
      expect(parseResult(resultJson(result), 'result.json').statistics).toEqual(result.statistics);
      for (const paper of papersOf(name)) expect(result.methodsText).toContain(String(paper.year));
    },
  );

  it('writes a statistic of the whole model with its own name as x', async () => {
    const { result } = await run({ methods: ['mlr'] });
    const rows = resultsCsv(result)
      .split('\n')
      .map((line) => line.split(','));
    const r2 = rows.filter((row) => row[4] === 'r2');
    expect(r2.map((row) => row.slice(0, 5))).toEqual(
      result.y.labels.map((y) => [y, '', 'r2', 'mlr', 'r2']),
    );
    expect(rows.filter((row) => row[4] === 'beta')).toHaveLength(2 * MAPS);
  });

  it(
    'runs several methods side by side as each alone, with side files of their own',
    { timeout: 60_000 },
    async () => {
      const both = await run({ methods: ['spearman', 'mlr'] });
      const [spearman, mlr] = [
        await run({ methods: ['spearman'] }),
        await run({ methods: ['mlr'] }),
      ];
      const numbers = (results: AnalysisResult[]) =>
        results.flatMap(({ statistics }) => statistics.map(({ observed, p }) => ({ observed, p })));
      expect(numbers([both.result])).toEqual(numbers([spearman.result, mlr.result]));
      expect(both.nulls.map(({ file }) => file)).toEqual([
        'nulls.npy',
        'nulls-mlr-r2.npy',
        'nulls-mlr-beta.npy',
      ]);
    },
  );

  it('corrects a whole model for the Y maps alone', async () => {
    const { r2, beta } = named(
      (await run({ methods: ['mlr'], corrections: ['bonferroni', 'meff_galwey'] })).result,
    );
    r2!.p!.forEach((p, i) => {
      expect(r2!.corrected['bonferroni']![i]).toBeCloseTo(Math.min(1, 2 * p!), 12);
      // Two Y maps are at most two tests, at least one.
      expect(r2!.corrected['meff_galwey']![i]).toBeLessThanOrEqual(1 - (1 - p!) ** 2 + 1e-12);
      expect(r2!.corrected['meff_galwey']![i]).toBeGreaterThanOrEqual(p! - 1e-12);
    });
    expect(beta!.corrected['bonferroni']![0]).toBeCloseTo(Math.min(1, 2 * MAPS * beta!.p![0]!), 12);
    const rows = named(
      (
        await run({
          methods: ['mlr'],
          mcDimension: 'y',
          corrections: ['bonferroni', 'meff_galwey'],
        })
      ).result,
    );
    // For each Y map there is one model: nothing to correct.
    for (const corrected of Object.values(rows['r2']!.corrected)) {
      corrected.forEach((q, i) => expect(q).toBeCloseTo(rows['r2']!.p![i]!, 12));
    }
  });

  it('takes a tail for each statistic', async () => {
    const { result } = await run({ methods: ['mlr'], tails: { beta: 'lower' } });
    expect(result.statistics.map(({ statistic, tail }) => [statistic, tail])).toEqual([
      ['r2', 'upper'],
      ['beta', 'lower'],
      ['intercept', null],
    ]);
    const usual = named((await run({ methods: ['mlr'] })).result);
    expect(named(result)['beta']!.p).not.toEqual(usual['beta']!.p);
    expect(named(result)['r2']!.p).toEqual(usual['r2']!.p);
  });

  it('warns of maxT over coefficients of maps in different units', async () => {
    const wish = { methods: ['mlr'], corrections: ['maxT'] };
    expect(warned((await run(wish)).result)).toEqual([]);
    expect(warned((await run({ ...wish, standardize: [] })).result)).toEqual(['uneven-units']);
  });

  it('refuses a tail of a statistic that is not tested', async () => {
    const wrong = run({ methods: ['mlr'], tails: { total: 'upper' } });
    await expect(wrong).rejects.toMatchObject({
      code: 'unknown-statistic',
      subject: { property: 'p_tails' },
    });
  });

  it('pools every statistic over the Y maps', async () => {
    const { r2, beta } = named((await run({ methods: ['mlr'], pooled: 'mean' })).result);
    for (const one of [r2!, beta!]) {
      const width = one.columns?.length ?? MAPS;
      expect(one.pooledRow).toEqual([false, false, true]);
      for (let column = 0; column < width; column++) {
        const mean = (one.observed[column]! + one.observed[width + column]!) / 2;
        expect(one.observed[2 * width + column]).toBeCloseTo(mean, 12);
        expect(one.p![column]).toBeNull();
        expect(one.p![2 * width + column]).not.toBeNull();
      }
    }
  });

  it('permutes Y maps, too, and takes Z out of X, Y and nulls', { timeout: 60_000 }, async () => {
    const usual = await run({ methods: ['mlr'] });
    const ofY = await run({ methods: ['mlr'], mapsWhich: 'Y' });
    expect(observedOf(ofY.result)).toEqual(observedOf(usual.result));
    expect(ofY.nulls[0]!.data).not.toEqual(usual.nulls[0]!.data);
    const z = [reference('demoreceptors', 'Systems', ['B1'])];
    const partial = named((await run({ methods: ['mlr'], z })).result);
    expect(partial['r2']!.observed).not.toEqual(named(usual.result)['r2']!.observed);
    // Residuals have mean zero.
    for (const value of partial['intercept']!.observed) expect(value).toBeCloseTo(0, 12);
  });

  it('needs a place for each parcel to cross-validate over distance', async () => {
    const { result } = await run({ methods: ['ridge'] });
    expect(result.inputs.some(({ role }) => role.startsWith('label image of Demo100'))).toBe(true);
  });

  it('says why a model cannot be fitted', async () => {
    const twice = await run({
      methods: ['mlr', 'pls'],
      x: reference('demoreceptors', 'Systems', null),
    });
    expect(warned(twice.result)).toEqual([]);
    const { result } = await run({
      methods: ['mlr'],
      hemispheres: ['L'],
      mapsMethod: 'random',
      x: reference('demoreceptors', 'Systems', null),
    });
    expect(warned(result)).toEqual(['many-predictors', 'rough-nulls']);
    const wish = run({ methods: ['dominance'], methodOptions: { dominance_max_predictors: 4 } });
    await expect(wish).rejects.toMatchObject({
      subject: { property: expect.any(String) as string },
    });
  });
});

const effects: [method: string, option: string, value: number | boolean, changes: string[]][] = [
  ['mi', 'n_neighbors', 5, ['mi']],
  ['slr', 'adj_r2', false, ['r2']],
  ['mlr', 'adj_r2', false, ['r2']],
  ['mlr', 'mlr_individual', true, ['individual']],
  ['mlr', 'rank', true, ['r2', 'beta', 'intercept']],
  ['dominance', 'adj_r2', false, ['sum', 'total', 'individual', 'relative']],
  ['pls', 'n_components', 2, ['r2', 'beta']],
  ['pcr', 'n_components', 2, ['r2']],
  ['pcr', 'adj_r2', false, ['r2']],
  ['lasso', 'parcel_train_pct', 0.4, ['alpha']],
  ['ridge', 'rank', true, ['r2', 'beta']],
  ['elasticnet', 'l1_ratio', 0.9, ['l1ratio', 'alpha']],
];

describe('an option of a method', () => {
  it.each(effects)(
    '%s: %s %s changes %j',
    { timeout: 60_000 },
    async (method, option, value, changes) => {
      const usual = named((await run({ methods: [method] })).result);
      const changed = named(
        (await run({ methods: [method], methodOptions: { [option]: value } })).result,
      );
      for (const statistic of changes) {
        expect(changed[statistic]!.observed).not.toEqual(usual[statistic]?.observed);
      }
      const others = Object.keys(usual).filter((name) => !changes.includes(name));
      if (option === 'adj_r2' || option === 'mlr_individual') {
        for (const name of others) expect(changed[name]!.observed).toEqual(usual[name]!.observed);
      }
    },
  );

  it('of another type is refused at its property', async () => {
    const wrong = run({ methods: ['pls'], methodOptions: { n_components: 'two' } });
    await expect(wrong).rejects.toMatchObject({
      code: 'bad-option',
      subject: { property: 'n_components' },
    });
  });
});
