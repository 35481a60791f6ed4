// Partial least squares regression of one Y map on all X maps (spec/statistics.md 1.8): a few directions of the X maps that covary
// most with y. For one target SIMPLS and NIPALS give the same fit.
import { Design, dot } from './design.js';
import {
  writeMissing,
  type Kernel,
  type KernelMaker,
  type KernelOptions,
  type KernelShape,
  type StatisticSpec,
} from './kernel.js';
import { share } from '../../stats/r-squared.js';

const STATISTICS: readonly StatisticSpec[] = [
  { name: 'r2', shape: 'model', tail: 'upper', label: 'R² of the components' },
  { name: 'beta', shape: 'pair', tail: 'two', label: 'Regression coefficient' },
];

/** Nothing of y covaries with the X maps any more: further components would be rounding. */
const NO_COVARIANCE = 1e-12;

/** One residual degree of freedom beside the components and the intercept. */
export const fewestForComponents: KernelMaker['fewestParcels'] = (
  { maps, confounds = 0 },
  { nComponents },
) => Math.min(nComponents, maps) + 2 + confounds;

/**
 * Component a: weights w = Xᵀy / |Xᵀy| of the deflated X, made orthogonal to the earlier loadings; scores t = Xw, loading
 * p = Xᵀt/tᵀt, q = yᵀt/tᵀt. β = Σ q·w in data units, R² = Σ q²·tᵀt/yᵀy (de Jong 1993, doi:10.1016/0169-7439(93)85002-X;
 * without deflating X: Dayal & MacGregor 1997). R² is never adjusted.
 */
class PartialLeastSquares implements Kernel {
  readonly statistics = STATISTICS;
  private readonly design: Design;
  private readonly components: number;
  private readonly covariance: Float64Array;
  private readonly beta: Float64Array;
  private readonly scores: Float64Array;
  /** `[component][map]` */
  private readonly weights: Float64Array;
  private readonly loadings: Float64Array;

  constructor(shape: KernelShape, options: KernelOptions) {
    const { maps, parcels } = shape;
    this.components = Math.min(options.nComponents, maps);
    const fewest = fewestForComponents(shape, options);
    this.design = new Design(shape, { scaled: true, fewest });
    this.covariance = new Float64Array(maps);
    this.beta = new Float64Array(maps);
    this.scores = new Float64Array(parcels);
    this.weights = new Float64Array(this.components * maps);
    this.loadings = new Float64Array(this.components * maps);
  }

  setX(x: Float64Array): void {
    this.design.setX(x);
  }

  run(y: Float64Array, out: readonly Float64Array[]): void {
    const { design, covariance, beta } = this;
    if (!design.setY(y)) {
      writeMissing(out);
      return;
    }
    design.withY(covariance);
    beta.fill(0);
    let explained = 0;
    for (let a = 0; a < this.components; a++) {
      const gained = this.component(a);
      if (gained === 0) break;
      explained += gained;
    }
    const [r2, betas] = out as [Float64Array, Float64Array];
    r2[0] = share(explained);
    for (let j = 0; j < beta.length; j++) {
      betas[j] = ((beta[j] as number) * design.yLength) / (design.lengths[j] as number);
    }
  }

  /** Adds one component to β and takes it out of the covariance; returns the R² it adds, 0 where there is none left. */
  private component(a: number): number {
    const { design, covariance, weights, loadings, scores, beta } = this;
    const { maps, parcels, n, x } = design;
    const length = Math.sqrt(dot(covariance, 0, covariance, 0, maps));
    if (!(length > NO_COVARIANCE)) return 0;
    const own = a * maps;
    for (let j = 0; j < maps; j++) weights[own + j] = (covariance[j] as number) / length;
    for (let b = 0; b < a; b++) {
      const overlap = dot(loadings, b * maps, covariance, 0, maps) / length;
      for (let j = 0; j < maps; j++) {
        weights[own + j] =
          (weights[own + j] as number) - overlap * (weights[b * maps + j] as number);
      }
    }
    scores.fill(0, 0, n);
    for (let j = 0; j < maps; j++) {
      const weight = weights[own + j] as number;
      for (let i = 0; i < n; i++) {
        scores[i] = (scores[i] as number) + weight * (x[j * parcels + i] as number);
      }
    }
    const size = dot(scores, 0, scores, 0, n);
    const q = dot(scores, 0, design.y, 0, n) / size;
    for (let j = 0; j < maps; j++) {
      const loading = dot(x, j * parcels, scores, 0, n) / size;
      loadings[own + j] = loading;
      covariance[j] = (covariance[j] as number) - loading * q * size;
      beta[j] = (beta[j] as number) + q * (weights[own + j] as number);
    }
    return q * q * size;
  }
}

export const pls: KernelMaker = {
  name: 'pls',
  label: 'Partial least squares regression',
  papers: [
    {
      ref: 'de Jong, 1993, Chemometrics and Intelligent Laboratory Systems',
      doi: '10.1016/0169-7439(93)85002-X',
    },
  ],
  options: ['nComponents'],
  univariate: false,
  needsDistances: false,
  statistics: () => STATISTICS,
  fewestParcels: fewestForComponents,
  make: (shape, options) => new PartialLeastSquares(shape, options),
};
