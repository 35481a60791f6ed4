import { describe, expect, it } from 'vitest';
import {
  correctedWithin,
  omnibusStatistic,
  withinOf,
} from '../../../engine/additional/within-of-run.js';
import { correlateWithinRegions } from '../../../engine/additional/within-region.js';
import { holm } from '../../../engine/inference/family.js';
import { stepMaxT } from '../../../engine/inference/max-t.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import type { WithinRegionStep } from '../../../engine/plan.js';
import { Stages } from '../../../engine/stages.js';
import { noise } from '../prepare/simulated.js';

const S = 30;
const P = 8;
const table = (seed: number): MapTable => ({
  labels: Array.from({ length: S }, (_, s) => `s${s}`),
  sets: [],
  weights: [],
  parcels: Array.from({ length: P }, (_, i) => `p${i}`),
  values: noise(S, P, seed).values,
});
const y = table(1);
const x = table(2);
for (let s = 0; s < S; s++) y.values[s * P]! += 1.5 * x.values[s * P]!;
const side = { values: x.values, subjects: S, parcels: P };
const step = (changes: Partial<WithinRegionStep> = {}): WithinRegionStep => ({
  step: 'correlate_within_region',
  method: 'pearson',
  covariate: null,
  design: null,
  nPerm: 99,
  rToZ: true,
  correction: 'step_maxT',
  omnibus: 'absrho',
  ...changes,
});
const stages = (): Stages =>
  new Stages(new AbortController().signal, { onProgress: () => undefined, onLog: () => undefined });
const run = (changes: Partial<WithinRegionStep> = {}) =>
  withinOf(step(changes), { x: side, y, joined: 'label' }, 7, stages());
const found = correlateWithinRegions(
  side,
  { values: y.values, subjects: S, parcels: P },
  { method: 'pearson', rToZ: true, permutations: 99, seed: 7 },
  stages(),
);

describe('withinOf', () => {
  it('lists correlations, p and corrected p of the planted parcel', async () => {
    const result = await run();
    expect(result.rhoZ).toEqual([...found.observed]);
    expect(result.rho[0]).toBeCloseTo(Math.tanh(found.observed[0]!), 12);
    expect(result.p).toEqual([...found.p]);
    expect(result.corrected![0]).toBeLessThan(0.05);
    expect(result.counts).toEqual(Array.from({ length: P }, () => S));
    expect(omnibusStatistic(result)).toMatchObject({ rows: ['all parcels'], statistic: 'absrho' });
  });

  it('corrects by the nulls, clipped, or by the p of the parcels that have one', () => {
    const family = {
      observed: found.observed,
      nulls: found.nulls,
      permutations: 99,
      tail: 'two',
    } as const;
    expect(correctedWithin('step_maxT', found, 99)).toEqual(
      stepMaxT(family).map((p) => Math.min(p, 1 - 1 / 99)),
    );
    const holed = { ...found, p: found.p.map((p, i) => (i === 2 ? NaN : p)) };
    const corrected = correctedWithin('holm', holed, 99);
    expect(corrected[2]).toBeNaN();
    expect([...corrected].filter((_, i) => i !== 2)).toEqual([
      ...holm([...found.p].filter((_, i) => i !== 2)),
    ]);
  });

  it('has no p without permutations, and refuses effective numbers of tests', async () => {
    const plain = await run({ nPerm: 0 });
    expect([plain.p, plain.corrected, plain.correction, plain.omnibus.p]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(omnibusStatistic(plain)).toMatchObject({ p: null, tail: null });
    await expect(run({ correction: 'meff_galwey' })).rejects.toThrow(/parcels are tested/);
  });
});
