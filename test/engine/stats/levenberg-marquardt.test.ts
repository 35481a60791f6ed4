// Known minima: Moré, Garbow & Hillstrom 1981, doi:10.1145/355934.355936.
import { describe, expect, it } from 'vitest';
import { leastSquares, type Problem } from '../../../engine/stats/levenberg-marquardt.js';

/** (1): r = (10(b − a²), 1 − a). */
const rosenbrock: Problem = {
  residuals: 2,
  evaluate([a = 0, b = 0], residuals, jacobian) {
    residuals.set([10 * (b - a * a), 1 - a]);
    jacobian?.set([-20 * a, -1, 10, 0]);
  },
};

/** (2): has a local minimum of 48.9842… besides 0. */
const freudenstein: Problem = {
  residuals: 2,
  evaluate([a = 0, b = 0], residuals, jacobian) {
    residuals.set([-13 + a + ((5 - b) * b - 2) * b, -29 + a + ((b + 1) * b - 14) * b]);
    jacobian?.set([1, 1, 10 * b - 3 * b * b - 2, 3 * b * b + 2 * b - 14]);
  },
};

describe('leastSquares', () => {
  it('goes round the bend of Rosenbrock’s valley', () => {
    const { parameters, squares, converged } = leastSquares(rosenbrock, [-1.2, 1]);
    expect(converged).toBe(true);
    expect([...parameters].map((v) => Math.round(v * 1e9) / 1e9)).toEqual([1, 1]);
    expect(squares).toBeLessThan(1e-20);
  });

  it('settles in the local minimum that lies downhill', () => {
    const { parameters, squares, converged } = leastSquares(freudenstein, [0.5, -2]);
    expect(converged).toBe(true);
    expect(squares).toBeCloseTo(48.984253679, 6);
    expect(parameters[0]).toBeCloseTo(11.4127789, 4);
    expect(parameters[1]).toBeCloseTo(-0.8968052, 4);
  });

  it('takes a residual that is not finite as a step too far', () => {
    const root: Problem = {
      residuals: 1,
      evaluate([a = 0], residuals, jacobian) {
        residuals[0] = Math.log(a) - 1;
        if (jacobian) jacobian[0] = 1 / a;
      },
    };
    expect(leastSquares(root, [20]).parameters[0]).toBeCloseTo(Math.E, 9);
  });
});
