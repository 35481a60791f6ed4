import { describe, expect, it } from 'vitest';
import type { MapTable } from '../../../../engine/library/map-table.js';
import { completeParcels } from '../../../../engine/prepare/reduce/reduction.js';
import { reduceMaps } from '../../../../engine/prepare/reduce/reduce.js';
import type { ReductionOptions } from '../../../../engine/prepare/reduce/reduction.js';
import { pearson } from '../../../../engine/stats/correlation.js';
import { idle } from '../idle.js';
import { maps, noise } from '../simulated.js';

const PARCELS = 60;
const sources = [
  (t: number) => Math.sin(0.7 * t),
  (t: number) => ((t * 0.13) % 1) - 0.5,
  (t: number) => Math.sign(Math.sin(0.31 * t + 0.2)),
];
const mixing = [
  [1, 0.5, 0.2],
  [0.3, 1, -0.4],
  [-0.6, 0.2, 1],
  [0.8, -0.3, 0.1],
  [0.1, 0.9, 0.7],
];
const mixed = maps(
  5,
  PARCELS,
  (m, t) =>
    sources.reduce((sum, of, k) => sum + mixing[m]![k]! * of(t), 0)
    + 0.05 * Math.sin((t * (m + 1)) ** 2 * 0.37),
);
// Computed with numpy 2.4 from the same formulas of sources and mixing.
const PCA_SHARES = [
  0.6273390707227932, 0.3206047386095848, 0.05133128685824137, 0.00044373539695092694,
  0.00028116841242952346,
];
const PCA_SCORES = [1.1008997836779515, 0.7115156832668579, 0.5708806475064722, 0.6389752390664112];
const ICA_SOURCES = [
  [1.7040221902550166, 1.111093139596555, 0.7878286930449517, 0.2242639795474383],
  [0.943914308576939, 0.9370321943457135, 0.982749806837886, 0.9493278591468179],
  [0.10084858126236325, -0.8395719853545037, -1.3328775526124474, -1.1947691163950918],
];
const plain: ReductionOptions = { components: null, minExplained: null, weighted: false, seed: 3 };
const reduce = (
  x: MapTable,
  name: string,
  options: Partial<ReductionOptions> = {},
  bySet = false,
) => reduceMaps(x, name, bySet, { ...plain, ...options }, completeParcels([x]), idle);
const row = ({ table }: { table: MapTable }, k: number): Float64Array =>
  table.values.subarray(k * table.parcels.length, (k + 1) * table.parcels.length);
const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, v, i) => sum + v * b[i]!, 0);
const inSets = (x: MapTable, sets: string[], weights: (number | null)[] = x.weights): MapTable => ({
  ...x,
  sets,
  weights,
});

describe('mean and median of maps', () => {
  const x = inSets(
    maps(4, 3, (m, i) => (m === 1 && i === 2 ? NaN : m * m + i)),
    ['u', 'v', 'u', 'v'],
    [1, 3, 1, 1],
  );

  it('are taken in each parcel, missing values left out', () => {
    expect([...reduce(x, 'mean').table.values]).toEqual([3.5, 4.5, (2 + 6 + 11) / 3]);
    expect([...reduce(x, 'median').table.values]).toEqual([2.5, 3.5, 6]);
    expect(reduce(x, 'mean').table.labels).toEqual(['mean']);
  });

  it('by set, with weights where asked', () => {
    const sets = reduce(x, 'mean', { weighted: true }, true);
    expect(sets.table.labels).toEqual(['u', 'v']);
    expect([...sets.table.values]).toEqual([2, 3, 4, 3, 4, 11]);
    expect(row(reduce(x, 'median', { weighted: true }, true), 1)[0]).toBe(1);
  });

  it('refuse weights that are not there or not whole', () => {
    expect(() => reduce(mixed, 'mean', { weighted: true })).toThrow(/5 maps of x have no weight/);
    expect(() =>
      reduce(inSets(x, ['u', 'u', 'u', 'u'], [1, 0.5, 1, 1]), 'median', { weighted: true }),
    ).toThrow(/whole numbers/);
  });
});

describe('principal components', () => {
  it('have the shares and scores numpy computes', () => {
    const result = reduce(mixed, 'pca');
    // numpy 2.4: squares of the singular values over their sum; scores of the first component.
    PCA_SHARES.forEach((share, k) => expect(result.explained[k]).toBeCloseTo(share, 12));
    PCA_SCORES.forEach((score, i) => expect(row(result, 0)[i]).toBeCloseTo(score, 11));
  });

  it.each([
    [30, 12],
    [12, 30],
  ])('of %i maps and %i parcels are uncorrelated and rebuild the maps', (count, parcels) => {
    const x = noise(count, parcels, 8);
    const result = reduce(x, 'pca');
    const scores = result.table.labels.map((_, k) => row(result, k));
    expect(scores.length).toBe(Math.min(count, parcels - 1));
    expect(Math.abs(pearson(scores[0]!, scores[1]!))).toBeLessThan(1e-12);
    expect(result.explained.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    for (let m = 0; m < count; m++) {
      const map = x.values.subarray(m * parcels, (m + 1) * parcels);
      const mean = map.reduce((sum, v) => sum + v, 0) / parcels;
      map.forEach((v, i) => {
        const part = scores.reduce(
          (sum, score) => sum + (score[i]! * dot(map, score)) / dot(score, score),
          0,
        );
        expect(mean + part).toBeCloseTo(v, 11);
      });
    }
  });

  it('take as many components as min_ev needs, and miss the parcels a map misses', () => {
    const result = reduce(mixed, 'pca', { minExplained: 0.9 });
    const shares = [...result.explained];
    expect(shares.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(0.9);
    expect(shares.slice(0, -1).reduce((a, b) => a + b, 0)).toBeLessThan(0.9);
    const holed = { ...mixed, values: mixed.values.map((v, at) => (at === 7 ? NaN : v)) };
    expect(
      [...row(reduce(holed, 'pca'), 0).keys()].filter((i) =>
        Number.isNaN(row(reduce(holed, 'pca'), 0)[i]),
      ),
    ).toEqual([7]);
  });

  it('come with the correlations of maps and components', () => {
    const result = reduce(mixed, 'pca', { components: 2 });
    expect(result.loadings.length).toBe(10);
    expect(result.loadings[0]).toEqual({
      component: 'c0',
      map: 's0',
      r: pearson(row(result, 0), mixed.values.subarray(0, PARCELS)),
    });
    expect(
      result.loadings
        .filter(({ component }) => component === 'c0')
        .reduce((sum, { r }) => sum + r, 0),
    ).toBeGreaterThan(0);
  });

  it('of sets are named after the set', () => {
    expect(
      reduce(inSets(mixed, ['u', 'u', 'v', 'v', 'v']), 'pca', { components: 2 }, true).table.labels,
    ).toEqual(['u c0', 'u c1', 'v c0', 'v c1']);
  });
});

describe('independent components', () => {
  it('are those of an independent program for the same seed', () => {
    const result = reduce(mixed, 'ica', { components: 3 });
    // numpy 2.4, singular value decomposition and the same iteration; stops at a change of 1e-4, both after the same number of rounds.
    ICA_SOURCES.forEach((values, k) =>
      values.forEach((v, i) => expect(row(result, k)[i]).toBeCloseTo(v, 8)),
    );
    expect(result.explained).toEqual(new Float64Array(3).fill(NaN));
  });

  it('find planted sources', () => {
    const result = reduce(mixed, 'ica', { components: 3 });
    for (const of of sources) {
      const source = Float64Array.from({ length: PARCELS }, (_, t) => of(t));
      expect(
        Math.max(...[0, 1, 2].map((k) => Math.abs(pearson(row(result, k), source)))),
      ).toBeGreaterThan(0.97);
    }
  });

  it('have no shares to choose by', () => {
    expect(() => reduce(mixed, 'ica', { minExplained: 0.9 })).toThrow(/n_components/);
  });
});

describe('common factors', () => {
  const P = 400;
  const [f, own] = [noise(2, P, 21), noise(8, P, 22)];
  // Two correlated factors, four maps each, loadings 0.9 to 0.6.
  const factor = (k: number, i: number): number =>
    k === 0 ? f.values[i]! : 0.4 * f.values[i]! + Math.sqrt(0.84) * f.values[P + i]!;
  const loading = (m: number): number => 0.9 - 0.1 * (m % 4);
  const x = maps(8, P, (m, i) => {
    const l = loading(m);
    return 3 + 2 * (l * factor(m < 4 ? 0 : 1, i) + Math.sqrt(1 - l * l) * own.values[m * P + i]!);
  });

  it('find planted, correlated factors', () => {
    const result = reduce(x, 'fa', { components: 2 });
    const planted = [0, 1].map((k) => Float64Array.from({ length: P }, (_, i) => factor(k, i)));
    for (const of of planted) {
      // Scores of four such maps determine a factor to about r = 0.95.
      expect(Math.max(...[0, 1].map((k) => pearson(row(result, k), of)))).toBeGreaterThan(0.93);
    }
    expect(pearson(row(result, 0), row(result, 1))).toBeGreaterThan(0.25);
    const shares = [...result.explained];
    expect(shares[0]!).toBeGreaterThanOrEqual(shares[1]!);
    // Σ l²/8 = 0.2875 each for orthogonal factors.
    for (const share of shares) expect(Math.abs(share - 0.2875)).toBeLessThan(0.05);
  });

  it('do not change with units of the maps', () => {
    const scaled = { ...x, values: x.values.map((v, at) => v * (1 + (at % P === at ? 9 : 0)) - 4) };
    const [one, other] = [
      reduce(x, 'fa', { components: 2 }),
      reduce(scaled, 'fa', { components: 2 }),
    ];
    one.table.values.forEach((v, i) => expect(other.table.values[i]).toBeCloseTo(v, 6));
  });

  it('need their number, enough maps, and maps that do not repeat', () => {
    expect(() => reduce(x, 'fa')).toThrow(/n_components/);
    expect(() => reduce(x, 'fa', { components: 5 })).toThrow(/do not determine 5 factors/);
    expect(() =>
      reduce(
        maps(5, 30, (m, i) => (m > 1 ? mixed.values[i]! : mixed.values[m * PARCELS + i]!)),
        'fa',
        { components: 1 },
      ),
    ).toThrow(/repeat each other/);
  });
});

describe('reductions', () => {
  it('refuse what has no meaning', () => {
    expect(() => reduce(mixed, 'umap')).toThrow(/There are mean, median, pca, ica, fa/);
    expect(() => reduce(mixed, 'pca', { components: 0 })).toThrow(/whole number/);
    expect(() => reduce(mixed, 'pca', { minExplained: 2 })).toThrow(/between 0 and 1/);
    expect(() => reduce(mixed, 'pca', { weighted: true })).toThrow(/does not use weights/);
    expect(() => reduce(mixed, 'mean', { components: 2 })).toThrow(/one map/);
    expect(() => reduce(mixed, 'mean', {}, true)).toThrow(/in no set/);
    expect(() =>
      reduce(
        maps(2, 2, (m, i) => m + i),
        'pca',
      ),
    ).toThrow(/there are 2/);
    expect(() =>
      reduce(
        maps(2, 9, () => 4),
        'pca',
      ),
    ).toThrow(/constant/);
  });
});
