import { describe, expect, it } from 'vitest';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { factorize, solveFour } from '../../../engine/stats/lu.js';

const N = 30;
const rng = new Pcg64(2);
const matrix = new Float64Array(N * N).map(() => rng.random() - 0.5);

describe('LU factors', () => {
  it('solve four right sides at once, each as if it were alone', () => {
    const [factors, order] = [matrix.slice(), new Int32Array(N)];
    expect(factorize(factors, N, order)).toBe(true);
    const b = new Float64Array(4 * N).map(() => rng.random());
    const x = new Float64Array(4 * N);
    solveFour(factors, order, b, x);
    for (let i = 0; i < N; i++) {
      for (let side = 0; side < 4; side++) {
        let image = 0;
        for (let j = 0; j < N; j++) image += matrix[i * N + j]! * x[4 * j + side]!;
        expect(image).toBeCloseTo(b[4 * i + side]!, 11);
      }
    }
    const alone = new Float64Array(4 * N);
    solveFour(
      factors,
      order,
      b.map((v, at) => (at % 4 === 2 ? v : 0)),
      alone,
    );
    for (let i = 0; i < N; i++) expect(alone[4 * i + 2]).toBe(x[4 * i + 2]);
  });

  it('exchange rows where the pivot is 0', () => {
    const [factors, order] = [Float64Array.of(0, 2, 3, 4), new Int32Array(2)];
    expect(factorize(factors, 2, order)).toBe(true);
    expect([...order]).toEqual([1, 0]);
  });

  it.each([
    ['singular', [1, 2, 2, 4]],
    ['missing', [1, NaN, 2, 4]],
  ])('refuse a matrix that is %s', (_, cells) => {
    expect(factorize(Float64Array.from(cells), 2, new Int32Array(2))).toBe(false);
  });
});
