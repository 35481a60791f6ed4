// Multiple linear regression of Y on all X maps together (spec/statistics.md 1.6), from correlations and one Cholesky factor.
import { Cholesky } from '../../stats/cholesky.js';
import { adjustedRSquared, LEAST_PIVOT, share } from '../../stats/r-squared.js';
import { Design, dot } from './design.js';
import {
  writeMissing,
  type Kernel,
  type KernelMaker,
  type KernelOptions,
  type KernelShape,
  type StatisticSpec,
} from './kernel.js';

const MODEL: readonly StatisticSpec[] = [
  { name: 'r2', shape: 'model', tail: 'upper', label: 'R² of all X maps together' },
  { name: 'beta', shape: 'pair', tail: 'two', label: 'Regression coefficient' },
  { name: 'intercept', shape: 'model', tail: null, label: 'Intercept' },
];
const WITH_INDIVIDUAL: readonly StatisticSpec[] = [
  ...MODEL,
  { name: 'individual', shape: 'pair', tail: 'upper', label: 'R² lost without the X map' },
];

const statistics = ({ mlrIndividual }: KernelOptions): readonly StatisticSpec[] =>
  mlrIndividual ? WITH_INDIVIDUAL : MODEL;

/** One residual degree of freedom beside the coefficients and the intercept. */
export const fewestForRegression: KernelMaker['fewestParcels'] = ({ maps, confounds = 0 }) =>
  maps + 2 + confounds;

/**
 * β = R⁻¹r on correlations, in data units β·s_y/s_x. R² = rᵀR⁻¹r; without map j it is lower by β_j²/(R⁻¹)_jj. Linearly dependent
 * maps have no unique coefficients: everything is missing then.
 */
class MultipleRegression implements Kernel {
  readonly statistics: readonly StatisticSpec[];
  private readonly design: Design;
  private readonly cholesky: Cholesky;
  private readonly r: Float64Array;
  private readonly beta: Float64Array;
  private readonly inverse: Float64Array;

  constructor(
    shape: KernelShape,
    private readonly options: KernelOptions,
  ) {
    this.statistics = statistics(options);
    const fewest = fewestForRegression(shape, options);
    this.design = new Design(shape, { scaled: true, fewest });
    this.cholesky = new Cholesky(shape.maps);
    [this.r, this.beta, this.inverse] = [0, 0, 0].map(() => new Float64Array(shape.maps)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
  }

  setX(x: Float64Array): void {
    this.design.setX(x);
  }

  run(y: Float64Array, out: readonly Float64Array[]): void {
    const { design, cholesky, r, beta } = this;
    const p = design.maps;
    if (!design.setY(y) || !cholesky.decompose(design.gram(), p, p, LEAST_PIVOT)) {
      writeMissing(out);
      return;
    }
    design.withY(r);
    cholesky.solve(r, beta);
    const raw = share(dot(beta, 0, r, 0, p));
    const [r2, betas, intercept] = out as [Float64Array, Float64Array, Float64Array];
    r2[0] = this.reported(raw, p);
    let constant = design.yMean;
    for (let j = 0; j < p; j++) {
      const value = ((beta[j] as number) * design.yLength) / (design.lengths[j] as number);
      betas[j] = value;
      constant -= value * (design.means[j] as number);
    }
    intercept[0] = constant;
    if (this.options.mlrIndividual) this.individual(raw, out[3] as Float64Array);
  }

  private individual(raw: number, out: Float64Array): void {
    const { beta, inverse } = this;
    const p = beta.length;
    this.cholesky.inverseDiagonal(inverse);
    for (let j = 0; j < p; j++) {
      const lost = (beta[j] as number) ** 2 / (inverse[j] as number);
      out[j] = this.reported(raw, p) - this.reported(raw - lost, p - 1);
    }
  }

  private reported(raw: number, predictors: number): number {
    return this.options.adjR2 ? adjustedRSquared(raw, this.design.n, predictors) : raw;
  }
}

export const mlr: KernelMaker = {
  name: 'mlr',
  label: 'Multiple linear regression',
  papers: [],
  options: ['adjR2', 'mlrIndividual'],
  univariate: false,
  needsDistances: false,
  statistics,
  fewestParcels: fewestForRegression,
  make: (shape, options) => new MultipleRegression(shape, options),
};
