// From observed and null statistics to the numbers of a result, without the run around it.
import { describe, expect, it } from 'vitest';
import type { ObservedStatistics } from '../../../engine/colocalize/observed.js';
import { inferStatistics, type InferenceOptions } from '../../../engine/inference/statistics.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import type { PlanBase } from '../../../engine/plan.js';
import { methodsText } from '../../../engine/store/methods-text.js';
import { smallPlan } from '../small-run.js';
import { result } from '../store/fixture.js';

const PERMUTATIONS = 400;
const rng = new Pcg64(6);
const nulls = Float64Array.from({ length: 3 * PERMUTATIONS }, () => rng.random() - 0.5);

function infer(values: number[], options: InferenceOptions = {}, pooled = false) {
  const warnings: string[] = [];
  const rows = pooled ? ['One', 'Two', 'mean'] : ['One'];
  const observed = {
    chosen: { method: { name: 'pearson' } },
    rows,
    pooled: pooled ? 'mean' : null,
    statistics: [
      {
        ...{ name: 'rho_z', label: 'r', shape: 'pair', tail: 'upper', tested: true },
        values: Float64Array.from(pooled ? [...values, ...values, ...values] : values),
      },
    ],
  } as unknown as ObservedStatistics;
  const plan: PlanBase = { ...smallPlan('/none'), nPerm: PERMUTATIONS, corrections: ['holm'] };
  const table = { statistic: 'rho_z', rows: 1, columns: 3, values: nulls };
  const empty = { labels: [], sets: [], weights: [], parcels: [], values: new Float64Array(0) };
  const { statistics } = inferStatistics(
    plan,
    { x: empty, y: empty },
    [observed],
    [[table]],
    {
      signal: new AbortController().signal,
      report: () => undefined,
      log: () => undefined,
      warn: (code) => warnings.push(code),
    },
    options,
  );
  return { statistic: statistics[0]!, warnings };
}

describe('inference', () => {
  it('normalises by median and MAD, or by mean and standard deviation when asked to', () => {
    const robust = infer([0.4, 0, NaN]).statistic;
    const standard = infer([0.4, 0, NaN], { zMethod: 'standard' }).statistic;
    expect(robust.normalizedBy).toBeUndefined();
    expect(standard.normalizedBy).toBe('standard');
    const { mean, sd } = standard.nulls!;
    expect(standard.normalized![0]).toBeCloseTo((0.4 - mean[0]!) / sd[0]!, 14);
    expect(standard.normalized![0]).not.toBe(robust.normalized![0]);
    expect(standard.normalized![2]).toBeNull();
    expect(standard.p).toEqual(robust.p);
    const facts = result();
    expect(methodsText({ ...facts, statistics: [standard] })).toContain(
      '(observed − mean) / standard deviation',
    );
    expect(methodsText(facts)).toContain('(observed − median)');
  });

  it('gives error and interval where there is a p, and nothing where there is none', () => {
    const { statistic } = infer([0.4, 0, NaN]);
    const { se, low, high } = statistic.pPrecision!;
    expect([se[2], low[2], high[2]]).toEqual([null, null, null]);
    expect(se[0]).toBeCloseTo(Math.sqrt((statistic.p![0]! * (1 - statistic.p![0]!)) / 400), 14);
  });

  it('puts them into the pooled row, which has the p', () => {
    const { statistic } = infer([0.4, 0, 0.1], {}, true);
    expect(statistic.pPrecision!.se.slice(0, 6)).toEqual(new Array(6).fill(null));
    expect(statistic.pPrecision!.se.slice(6)).not.toContain(null);
    expect(statistic.p!.slice(6)).toEqual(infer([0.4, 0, 0.1]).statistic.p);
  });

  it('warns where few relabelings bound p', () => {
    expect(infer([0.4, 0, 0.1]).warnings).toEqual([]);
    expect(infer([0.4, 0, 0.1], { relabelings: 20 }).warnings).toEqual(['few-relabelings']);
  });
});
