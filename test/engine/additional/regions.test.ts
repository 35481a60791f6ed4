// The stage "Regional influence": its numbers against correlations computed again, and what is missing.
import { describe, expect, it } from 'vitest';
import { regionalArrays, regionalValues } from '../../../engine/additional/regions.js';
import { regionsOf } from '../../../engine/additional/regions-of-run.js';
import { chooseMethod, type ChosenMethod } from '../../../engine/colocalize/chosen-method.js';
import { correlations, fixedMaps } from '../../../engine/colocalize/correlation.js';
import type { MapTables } from '../../../engine/colocalize/kernel-setup.js';
import { methodByName } from '../../../engine/colocalize/methods.js';
import { CancelledError } from '../../../engine/error.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import { Stages } from '../../../engine/stages.js';
import { pearson } from '../../../engine/stats/correlation.js';
import { idle } from '../prepare/idle.js';
import { noise } from '../prepare/simulated.js';

const P = 24;
const chosen = (...names: string[]): ChosenMethod[] =>
  names.map((name) => chooseMethod(methodByName.get(name)!));

const table = (maps: number, seed: number, change: (values: Float64Array) => void): MapTable => {
  const made = noise(maps, P, seed);
  const values = Float64Array.from(made.values);
  change(values);
  return { ...made, values };
};

/** x1 misses parcel 3, y0 parcel 5; x2 is constant; y1 follows x0. */
const x = table(3, 1, (values) => {
  values[P + 3] = NaN;
  values.fill(2, 2 * P, 3 * P);
});
const y = table(2, 2, (values) => {
  values[5] = NaN;
  for (let i = 0; i < P; i++) values[P + i]! += 2 * x.values[i]!;
});
const z = table(1, 3, () => undefined);
const tables = (withZ = false): MapTables => ({ x, y, z: withZ ? z : null });

const at = (data: Float64Array, i: number, j: number): Float64Array =>
  data.subarray((i * 3 + j) * P, (i * 3 + j + 1) * P);

describe('regionalArrays', () => {
  it.each([
    ['pearson', false, false],
    ['spearman', true, false],
    ['partialpearson', false, true],
    ['partialspearman', true, true],
  ])(
    '%s: influence is |z| minus |z| of the same ranks or residuals without the parcel',
    async (name, ranked, withZ) => {
      const [influence, contribution] = await regionalArrays(
        chosen(name),
        tables(withZ),
        true,
        idle,
      );
      const confounds = withZ ? fixedMaps(z, ranked) : null;
      const [a, b] = [fixedMaps(x, ranked, confounds), fixedMaps(y, ranked, confounds)];
      const rho = correlations(b, a, confounds);
      for (const [i, j] of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ] as const) {
        const u = a.values.subarray(j * P, (j + 1) * P);
        const v = b.values.subarray(i * P, (i + 1) * P);
        const full = Math.abs(Math.atanh(rho[i * 3 + j]!));
        const direct = Array.from(u, (_, k) => {
          if (Number.isNaN(u[k]! + v[k]!)) return NaN;
          const without = u.map((value, m) => (m === k ? NaN : value));
          return full - Math.abs(Math.atanh(pearson(without, v)));
        });
        at(influence!.data, i, j).forEach((value, k) => {
          if (Number.isNaN(direct[k])) expect(value).toBeNaN();
          // Sums without one parcel lose a few digits against summing again.
          else expect(value).toBeCloseTo(direct[k]!, 10);
        });
        const parts = at(contribution!.data, i, j).filter((value) => !Number.isNaN(value));
        const mean = parts.reduce((sum, value) => sum + value, 0) / parts.length;
        expect(mean).toBeCloseTo(rho[i * 3 + j]!, 12);
      }
    },
  );

  it('leaves parcels that one of the two maps misses, and constant maps, missing', async () => {
    for (const { data } of await regionalArrays(chosen('spearman'), tables(), true, idle)) {
      const absent = (i: number, j: number): number[] =>
        [...at(data, i, j).keys()].filter((k) => Number.isNaN(at(data, i, j)[k]));
      expect(absent(0, 0)).toEqual([5]);
      expect(absent(0, 1)).toEqual([3, 5]);
      expect(absent(1, 0)).toEqual([]);
      expect(absent(1, 2)).toHaveLength(P);
    }
  });

  it('finds the parcel that makes a correlation', async () => {
    const one = (values: Float64Array): void => void (values[7] = 60);
    const pair = { x: table(1, 4, one), y: table(1, 5, one), z: null };
    const [influence, contribution] = await regionalArrays(chosen('pearson'), pair, false, idle);
    expect(influence!.data[7]).toBe(Math.max(...influence!.data.map(Math.abs)));
    expect(influence!.data[7]).toBeGreaterThan(0.5);
    expect(contribution!.data[7]).toBe(Math.max(...contribution!.data));
  });

  it('is missing where leaving a parcel out leaves too few, or the correlation is perfect', async () => {
    const few = (values: Float64Array): void => void values.fill(NaN, 3);
    const short = { x: table(1, 4, few), y: table(1, 5, few), z: null };
    const [influence, contribution] = await regionalArrays(chosen('pearson'), short, true, idle);
    expect(influence!.data.every(Number.isNaN)).toBe(true);
    expect(contribution!.data.slice(0, 3).some(Number.isNaN)).toBe(false);
    for (const sign of [1, -1]) {
      const mirrored = { ...x, values: x.values.map((value) => sign * value) };
      const same = { x, y: mirrored, z: null };
      const [perfect] = await regionalArrays(chosen('pearson'), same, true, idle);
      expect(perfect!.data.slice(0, P).every(Number.isNaN)).toBe(true);
    }
  });

  it('has two arrays for each correlation, none for other methods, with shapes and names', async () => {
    const methods = chosen('spearman', 'mlr', 'pearson');
    const arrays = await regionalArrays(methods, tables(), true, idle);
    expect(arrays.map(({ file }) => file)).toEqual([
      'regions-influence-spearman.npy',
      'regions-contribution-spearman.npy',
      'regions-influence-pearson.npy',
      'regions-contribution-pearson.npy',
    ]);
    for (const { shape, data } of arrays) {
      expect(shape).toEqual([2, 3, P]);
      expect(data).toHaveLength(2 * 3 * P);
    }
    expect(regionalValues(methods, tables())).toBe(2 * 2 * 3 * P);
  });

  it('reports pairs of maps and stops when the run is cancelled', async () => {
    const reports: unknown[] = [];
    const abort = new AbortController();
    const work = { signal: abort.signal, report: (...told: unknown[]) => void reports.push(told) };
    await regionalArrays(chosen('pearson'), tables(), true, work);
    expect(reports.at(-1)).toEqual([6, 6, 'pairs of maps']);
    abort.abort();
    await expect(regionalArrays(chosen('pearson'), tables(), true, work)).rejects.toThrow(
      CancelledError,
    );
  });
});

const DEFAULTS = { influence: null, contribution: null, rToZ: true, pooled: false } as const;

describe('regionsOf', () => {
  const listen = (): { log: string[]; stages: Stages } => {
    const log: string[] = [];
    const listener = { onProgress: () => undefined, onLog: (line: string) => void log.push(line) };
    return { log, stages: new Stages(new AbortController().signal, listener) };
  };

  it('is a stage of its own', async () => {
    const { stages } = listen();
    expect(await regionsOf(chosen('pearson'), tables(), null, DEFAULTS, stages)).toHaveLength(2);
    expect(stages.timings.map(({ stage }) => stage)).toEqual(['Regional influence']);
  });

  it('is skipped without a correlation, and with words where there are too many values', async () => {
    const { log, stages } = listen();
    expect(await regionsOf(chosen('mlr'), tables(), null, DEFAULTS, stages)).toEqual([]);
    expect(log).toEqual([]);
    const labels = Array.from({ length: 110_000 }, (_, i) => `gene${i}`);
    const many = { ...tables(), x: { ...x, labels } };
    expect(await regionsOf(chosen('pearson'), many, null, DEFAULTS, stages)).toEqual([]);
    expect(log).toEqual([
      expect.stringContaining('Regional influence is not computed: 5,280,000 values'),
    ]);
    expect(stages.timings).toEqual([]);
  });
});
