// The cross-products of folds against sums over the parcels themselves.
import { describe, expect, it } from 'vitest';
import { Design } from '../../../../engine/colocalize/kernels/design.js';
import { DistanceFolds } from '../../../../engine/colocalize/kernels/distance-folds.js';
import { FoldProducts } from '../../../../engine/colocalize/kernels/fold-products.js';
import { flat, problem, randomDistances } from './run-kernel.js';

const N = 40;
const { x, y } = problem(51, 3, N);
const shape = { maps: 3, parcels: N, distances: randomDistances(52, N) };
const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('FoldProducts', () => {
  const design = new Design(shape, { scaled: false, fewest: 5 });
  const folds = new DistanceFolds(shape, 0.6);
  design.setX(flat(x));
  design.setY(y.map((v, i) => (i === 11 ? NaN : v)));
  folds.follow(design);
  const all = new Float64Array(3);
  design.withY(all);

  it.each([0, 13, 38])('of fold %i are those of its parcels, about the training means', (fold) => {
    const products = new FoldProducts(3);
    products.take(design, all, folds, fold);
    const used = [...Array(N).keys()].filter((i) => i !== 11);
    const test = Array.from({ length: folds.tested }, (_, j) => used[folds.testedParcel(fold, j)]!);
    const train = used.filter((i) => !test.includes(i));
    expect([train.length, test.length, products.tested]).toEqual([23, 16, 16]);
    const mx = x.map((map) => mean(train.map((i) => map[i]!)));
    const my = mean(train.map((i) => y[i]!));
    for (let a = 0; a < 3; a++) {
      const own = (i: number): number => x[a]![i]! - mx[a]!;
      const withY = train.reduce((sum, i) => sum + own(i) * (y[i]! - my), 0);
      expect(products.withY[a]).toBeCloseTo(withY, 10);
      for (let b = 0; b < 3; b++) {
        const gram = train.reduce((sum, i) => sum + own(i) * (x[b]![i]! - mx[b]!), 0);
        expect(products.gram[a * 3 + b]).toBeCloseTo(gram, 10);
      }
    }
    const testMean = mean(test.map((i) => y[i]!));
    const variation = test.reduce((sum, i) => sum + (y[i]! - testMean) ** 2, 0);
    expect(products.testedVariation).toBeCloseTo(variation, 10);
    for (const beta of [
      [0, 0, 0],
      [1, 0, -2],
      [0.3, 4, 0.5],
    ]) {
      const error = test.reduce((sum, i) => {
        const fitted = beta.reduce((total, b, j) => total + b * (x[j]![i]! - mx[j]!), my);
        return sum + (y[i]! - fitted) ** 2;
      }, 0);
      expect(products.error(Float64Array.from(beta))).toBeCloseTo(error, 9);
    }
  });
});
