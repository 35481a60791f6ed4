// Rotates loadings to simple structure: varimax, then promax (power 4), which lets factors correlate. Kaiser normalisation throughout.
// Sources: Kaiser 1958, doi:10.1007/BF02289233; Hendrickson & White 1964, doi:10.1111/j.2044-8317.1964.tb00244.x
import { inverse, type Matrix } from 'ml-matrix';

const POWER = 4;
/** Angle below which a pair of columns is left as it is. */
const SETTLED = 1e-10;
const MOST_SWEEPS = 1000;

/** @param loadings `[map][factor]` */
export function promax(loadings: Matrix): { pattern: Matrix; correlations: Matrix } {
  const lengths = loadings
    .to2DArray()
    .map((row) => Math.sqrt(row.reduce((sum, l) => sum + l * l, 0)) || 1);
  const x = varimax(
    loadings.clone().apply(function (row, column) {
      this.set(row, column, this.get(row, column) / (lengths[row] as number));
    }),
  );
  const target = x.clone().apply(function (row, column) {
    const value = this.get(row, column);
    this.set(row, column, value * Math.abs(value) ** (POWER - 1));
  });
  const coefficients = inverse(x.transpose().mmul(x)).mmul(x.transpose()).mmul(target);
  const scale = inverse(coefficients.transpose().mmul(coefficients)).diagonal().map(Math.sqrt);
  const turn = coefficients.mulRowVector(scale);
  const back = inverse(turn);
  return {
    pattern: x.mmul(turn).mulColumnVector(lengths),
    correlations: back.mmul(back.transpose()),
  };
}

/** Turns pairs of columns by the angle that makes the variance of squared loadings largest, until none turns any more. In place. */
function varimax(x: Matrix): Matrix {
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let most = 0;
    for (let j = 0; j < x.columns; j++) {
      for (let k = j + 1; k < x.columns; k++) most = Math.max(most, Math.abs(turnPair(x, j, k)));
    }
    if (most < SETTLED) break;
  }
  return x;
}

function turnPair(x: Matrix, j: number, k: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let m = 0; m < x.rows; m++) {
    const u = x.get(m, j) ** 2 - x.get(m, k) ** 2;
    const v = 2 * x.get(m, j) * x.get(m, k);
    a += u;
    b += v;
    c += u * u - v * v;
    d += 2 * u * v;
  }
  const angle = Math.atan2(d - (2 * a * b) / x.rows, c - (a * a - b * b) / x.rows) / 4;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let m = 0; m < x.rows; m++) {
    const [first, second] = [x.get(m, j), x.get(m, k)];
    x.set(m, j, cos * first + sin * second);
    x.set(m, k, -sin * first + cos * second);
  }
  return angle;
}
