// Free permutations against the reference numbers of the specification (spec/statistics.md, appendix B), which come from an
// independent program with numpy's generator.
import { describe, expect, it } from 'vitest';
import { confoundsOf } from '../../../engine/colocalize/confounds.js';
import { correlations, fixedMaps } from '../../../engine/colocalize/correlation.js';
import {
  nullCorrelations,
  type NullRequest,
} from '../../../engine/colocalize/null-correlations.js';
import { correct, correctionByName } from '../../../engine/inference/corrections.js';
import { mapEigenvalues } from '../../../engine/inference/meff.js';
import { nullShape, robustZ } from '../../../engine/inference/normalize.js';
import { permutationP } from '../../../engine/inference/p-values.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import { BlockPool } from '../../../engine/parallel/pool.js';
import { sortedPresent } from '../../../engine/stats/quantiles.js';

const table = (rows: number[][]): MapTable => ({
  labels: rows.map((_, i) => `m${i}`),
  sets: rows.map(() => null),
  weights: rows.map(() => null),
  parcels: rows[0]!.map((_, i) => `p${i}`),
  values: Float64Array.from(rows.flat()),
});
const js = Array.from({ length: 12 }, (_, j) => j + 1);
const x = table(
  [1, 2, 3, 4].map((i) => js.map((j) => (i === 2 && j === 4 ? NaN : Math.fround(Math.sin(i * j))))),
);
const y = table([js.map((j) => Math.fround(Math.cos(0.7 * j) + 0.3 * Math.sin(j)))]);
const ctx = {
  signal: new AbortController().signal,
  report: () => undefined,
  warn: () => undefined,
  log: () => undefined,
};
const request: NullRequest = {
  x,
  y,
  ranked: true,
  which: 'X',
  permutations: 200,
  rToZ: true,
  pooled: null,
  z: confoundsOf({ z: null }, true),
  source: { kind: 'shuffle', seed: 42 },
};
const close = (actual: ArrayLike<number>, expected: number[], digits = 6): void =>
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, digits));

describe('free permutations with numpy seeds', () => {
  it('reproduce observed values, nulls, p, normalised values and corrected p of the specification', async () => {
    const observed = correlations(fixedMaps(y, true), fixedMaps(x, true)).map(Math.atanh);
    close(observed, [0.813158, 0.256973, 0.0982167, -0.0489902]);
    const { values } = await nullCorrelations(request, new BlockPool(null, 1), ctx);
    const row = (k: number): number[] => [0, 1, 2, 3].map((m) => values[m * 200 + k]!);
    close(row(0), [0.00699312, -0.371743, 0.169435, 0.191104]);
    close(row(1), [0.0982167, -1.024586, 0.937921, -0.430327]);
    close(row(2), [-0.198366, -0.352028, 0.119446, 0.0700444]);
    const nulls = [0, 1, 2, 3].map((m) => values.subarray(m * 200, (m + 1) * 200));
    const p = (tail: 'upper' | 'lower' | 'two'): number[] =>
      nulls.map((n, m) => permutationP(observed[m]!, n, tail));
    close(p('upper'), [0.02, 0.24, 0.415, 0.6], 12);
    close(p('lower'), [0.985, 0.77, 0.595, 0.42], 12);
    close(p('two'), [0.04, 0.48, 0.83, 0.84], 12);
    close(
      nulls.map((n, m) => robustZ(observed[m]!, nullShape(sortedPresent(n)))),
      [2.662265, 0.740815, 0.339235, -0.184762],
      5,
    );
    const sides = { x: () => mapEigenvalues(x, 'x'), y: () => null };
    const q = correct(
      correctionByName.get('meff_galwey')!,
      { rows: 1, columns: 4, p: Float64Array.from(p('two')) },
      'array',
      sides,
      () => {
        throw new Error('Meff looks at no nulls');
      },
    );
    close(q.p, [0.149317, 0.925018, 0.999106, 0.999297]);
  });

  it('permute Y when asked, pool over Y, and store r without the transform', async () => {
    const pool = new BlockPool(null, 1);
    const swapped = await nullCorrelations({ ...request, x: y, y: x, which: 'Y' }, pool, ctx);
    const direct = await nullCorrelations(request, pool, ctx);
    expect(swapped.values).toEqual(direct.values);
    const pooled = await nullCorrelations(
      { ...request, x: y, y: x, which: 'Y', pooled: 'mean' },
      pool,
      ctx,
    );
    const first = [0, 1, 2, 3].reduce((sum, m) => sum + direct.values[m * 200]!, 0) / 4;
    expect(pooled.values[0]).toBeCloseTo(first, 14);
    const raw = await nullCorrelations({ ...request, rToZ: false }, pool, ctx);
    expect(Math.atanh(raw.values[5]!)).toBeCloseTo(direct.values[5]!, 12);
  });

  it('stop when the run is cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(
      nullCorrelations(request, new BlockPool(null, 1), { ...ctx, signal: abort.signal }),
    ).rejects.toThrow('Cancelled');
  });
});
