// Ridge, lasso and elastic net with penalties chosen by cross-validation over distance.
import { describe, expect, it } from 'vitest';
import {
  DistanceFolds,
  fewestForFolds,
} from '../../../../engine/colocalize/kernels/distance-folds.js';
import { ElasticFit } from '../../../../engine/colocalize/kernels/elastic-fit.js';
import { close, problem, randomDistances, runKernel, type Maps } from './run-kernel.js';

const N = 60;
const distances = randomDistances(12, N);
const { x, y } = problem(13, 5, N);
const run = (method: string, maps: Maps = x, target = y, options = {}) =>
  runKernel(method, maps, target, options, { distances });

/** Train and test parcels by the definition. */
function folds(pct: number): { train: number[]; test: number[] }[] {
  return Array.from({ length: N }, (_, i) => {
    const order = [...Array(N).keys()].sort(
      (a, b) => distances[i * N + a]! - distances[i * N + b]!,
    );
    const n = Math.floor(pct * N);
    return { train: order.slice(0, n), test: order.slice(n) };
  });
}
const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

interface Fit {
  beta: Float64Array;
  intercept: number;
}

/** Plain coordinate descent on the raw maps for a long time: another way to the minimum, for both kinds of penalties. */
function descend(at: number[], l1: number, l2: number): Fit {
  const mx = x.map((map) => mean(at.map((i) => map[i]!)));
  const my = mean(at.map((i) => y[i]!));
  const beta = new Float64Array(x.length);
  const left = at.map((i) => y[i]! - my);
  for (let pass = 0; pass < 600; pass++) {
    x.forEach((map, j) => {
      const column = at.map((i) => map[i]! - mx[j]!);
      const squares = column.reduce((sum, v) => sum + v * v, 0);
      const pull = column.reduce((sum, v, i) => sum + v * left[i]!, 0) + squares * beta[j]!;
      const next = (Math.sign(pull) * Math.max(Math.abs(pull) - l1, 0)) / (squares + l2);
      column.forEach((v, i) => (left[i]! -= v * (next - beta[j]!)));
      beta[j] = next;
    });
  }
  return { beta, intercept: my - mx.reduce((sum, m, j) => sum + m * beta[j]!, 0) };
}
const predict = ({ beta, intercept }: Fit, i: number): number =>
  intercept + x.reduce((sum, map, j) => sum + map[i]! * beta[j]!, 0);

describe('distance folds', () => {
  it('train on the nearest parcels and test on the rest, among those that are present', () => {
    const made = new DistanceFolds({ maps: 1, parcels: N, distances }, 0.75);
    const used = Int32Array.from([...Array(N).keys()].filter((i) => i % 4 !== 1));
    made.follow({ used, n: used.length, version: 1 });
    expect([made.folds, made.trained, made.tested]).toEqual([45, 33, 12]);
    for (const fold of [0, 7, 44]) {
      const own = [...used].sort(
        (a, b) => distances[used[fold]! * N + a]! - distances[used[fold]! * N + b]!,
      );
      const tested = Array.from({ length: 12 }, (_, j) => used[made.testedParcel(fold, j)]!);
      expect(tested).toEqual(own.slice(33));
    }
  });

  it('take a parcel itself as the nearest, whatever its distance to itself', () => {
    const mean = distances.map((d, at) => (at % (N + 1) === 0 ? 9 : d));
    expect(runKernel('ridge', x, y, {}, { distances: mean })).toEqual(run('ridge'));
    const [made, same] = [mean, distances].map((d) => {
      const all = new DistanceFolds({ maps: 1, parcels: N, distances: d }, 0.75);
      all.follow({ used: Int32Array.from(Array(N).keys()), n: N, version: 1 });
      return Array.from({ length: N * all.tested }, (_, at) =>
        all.testedParcel(at % N, Math.floor(at / N)),
      );
    });
    expect(made).toEqual(same);
  });

  it('need distances, and a share that leaves parcels to train and to test', () => {
    expect(() => runKernel('ridge', x, y)).toThrow(/distance between parcels/);
    expect(() => run('lasso', x, y, { parcelTrainPct: 1 })).toThrow(/parcel_train_pct is 1/);
    expect(() => run('ridge', x, y, { parcelTrainPct: 0 })).toThrow(/parcel_train_pct is 0/);
    expect(fewestForFolds(0.75)).toBe(5);
    expect(fewestForFolds(0.1)).toBe(30);
  });
});

describe('ridge', () => {
  it('takes the penalty with the best mean R² of the folds, and fits all parcels with it', () => {
    const scores = [0.1, 1, 10].map((alpha) =>
      mean(
        folds(0.75).map(({ train, test }) => {
          const fit = descend(train, 0, alpha);
          const my = mean(test.map((i) => y[i]!));
          const left = test.reduce((sum, i) => sum + (y[i]! - predict(fit, i)) ** 2, 0);
          return 1 - left / test.reduce((sum, i) => sum + (y[i]! - my) ** 2, 0);
        }),
      ),
    );
    const best = [0.1, 1, 10][scores.indexOf(Math.max(...scores))]!;
    const { alpha, beta, r2 } = run('ridge');
    expect(alpha).toEqual([best]);
    const all = descend([...Array(N).keys()], 0, best);
    expect(close(beta!, all.beta, 1e-9)).toBe(true);
    const my = mean([...y]);
    const left = y.reduce((sum, v, i) => sum + (v - predict(all, i)) ** 2, 0);
    expect(r2![0]).toBeCloseTo(1 - left / y.reduce((sum, v) => sum + (v - my) ** 2, 0), 10);
  });

  it('goes to ordinary least squares as the penalty becomes small beside the maps', () => {
    const large = x.map((map) => map.map((v) => 1e5 * v));
    const [ridge, ols] = [run('ridge', large), runKernel('mlr', large, y, { adjR2: false })];
    expect(ridge['r2']![0]).toBeCloseTo(ols['r2']![0]!, 9);
    expect(
      close(
        ridge['beta']!.map((b) => b * 1e5),
        ols['beta']!.map((b) => b * 1e5),
        1e-7,
      ),
    ).toBe(true);
  });

  it('shares a coefficient between equal maps', () => {
    const { beta } = run('ridge', [...x, x[0]!]);
    expect(beta![5]).toBeCloseTo(beta![0]!, 9);
  });
});

describe.each([
  ['lasso', 1],
  ['elasticnet', 0.5],
  ['elasticnet', 0.9],
] as const)('%s with an absolute share of %d', (method, l1Ratio) => {
  const results = run(method, x, y, { l1Ratio });
  const [alpha, beta] = [results['alpha']![0]!, results['beta']!];

  it('fulfils the conditions of the minimum', () => {
    const fit = { beta: Float64Array.from(beta), intercept: 0 };
    const raw = [...y.keys()].map((i) => y[i]! - predict(fit, i));
    const left = raw.map((v) => v - mean(raw));
    x.forEach((map, j) => {
      const slope =
        map.reduce((sum, v, i) => sum + v * left[i]!, 0) / N - alpha * (1 - l1Ratio) * beta[j]!;
      if (beta[j] === 0) expect(Math.abs(slope)).toBeLessThanOrEqual(alpha * l1Ratio * (1 + 1e-9));
      else expect(slope).toBeCloseTo(alpha * l1Ratio * Math.sign(beta[j]!), 10);
    });
  });

  it('takes the penalty of the smallest error on the tested parcels', () => {
    const error = (penalty: number): number =>
      mean(
        folds(0.75).map(({ train, test }) => {
          const n = train.length;
          const fit = descend(train, n * penalty * l1Ratio, n * penalty * (1 - l1Ratio));
          return mean(test.map((i) => (y[i]! - predict(fit, i)) ** 2));
        }),
      );
    const step = 1e-3 ** (1 / 99);
    const strongest = Math.max(
      ...x.map((map) => Math.abs(map.reduce((sum, v, i) => sum + v * (y[i]! - mean([...y])), 0))),
    );
    const place = Math.log(alpha / (strongest / (N * l1Ratio))) / Math.log(step);
    expect(place).toBeCloseTo(Math.round(place), 8);
    const chosen = error(alpha);
    expect(chosen).toBeLessThanOrEqual(error(alpha * step));
    if (Math.round(place) > 0) expect(chosen).toBeLessThanOrEqual(error(alpha / step));
  });
});

describe('lasso and elastic net', () => {
  it('are the same with no squared penalty', () => {
    const [lasso, net] = [run('lasso'), run('elasticnet', x, y, { l1Ratio: 1 })];
    expect(net['beta']).toEqual(lasso['beta']);
    expect(net['l1ratio']).toEqual([1]);
    expect(() => run('elasticnet', x, y, { l1Ratio: 0 })).toThrow(/use ridge/);
  });

  it('leave out maps that say nothing', () => {
    const noise = problem(99, 5, N).x;
    const target = x[0]!.map((v, i) => v + 0.5 * noise[0]![i]!);
    const { beta } = run('lasso', [x[0]!, noise[2]!, noise[3]!], target);
    expect(beta![0]).toBeGreaterThan(0.5);
  });

  it('coefficients of equal maps are missing with lasso and shared with elastic net', () => {
    const twice = [...x, x[0]!];
    const lasso = run('lasso', twice);
    expect(lasso['beta']!.every(Number.isNaN)).toBe(true);
    expect(lasso['r2']![0]).toBeCloseTo(run('lasso')['r2']![0]!, 9);
    const { beta } = run('elasticnet', twice);
    expect(beta![5]).toBeCloseTo(beta![0]!, 9);
  });

  it('stand more maps than parcels', () => {
    const wide = problem(15, 80, N);
    for (const method of ['lasso', 'elasticnet']) {
      const { r2, beta } = run(method, wide.x, wide.y);
      expect(r2![0]).toBeGreaterThan(0.2);
      expect(r2![0]).toBeLessThan(0.9);
      expect(beta!.some((b) => b === 0)).toBe(true);
      expect(beta!.every(Number.isFinite)).toBe(true);
    }
  });

  it('solve with linearly dependent maps by coordinate descent: the fit is unique, its coefficients are not', () => {
    const fit = new ElasticFit(3);
    // The third map is the sum of the first two, which are orthogonal: taken alone it costs half the penalty.
    const gram = Float64Array.from([1, 0, 1, 0, 1, 1, 1, 1, 2]);
    fit.start(gram, Float64Array.from([1, 1, 2]));
    fit.solve(0.1, 0);
    const [a, b, both] = fit.beta as unknown as [number, number, number];
    expect(a + both).toBeCloseTo(0.95, 9);
    expect(b + both).toBeCloseTo(0.95, 9);
  });

  it('the solver starts anew for another problem', () => {
    const fit = new ElasticFit(2);
    fit.start(Float64Array.from([2, 0, 0, 4]), Float64Array.from([3, -1]));
    fit.solve(1, 0);
    expect(close(fit.beta, [1, 0])).toBe(true);
    fit.solve(0.5, 1);
    expect(close(fit.beta, [2.5 / 3, -0.5 / 5])).toBe(true);
    fit.start(Float64Array.from([1, 0, 0, 1]), Float64Array.from([0.2, 0.2]));
    expect([...fit.beta]).toEqual([0, 0]);
    fit.solve(0.1, 0);
    expect(close(fit.beta, [0.1, 0.1])).toBe(true);
  });
});
