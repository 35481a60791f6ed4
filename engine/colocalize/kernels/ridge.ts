// Ridge regression of Y on all X maps; the penalty is chosen by cross-validation over distance (spec/statistics.md 1.10).
import { Cholesky } from '../../stats/cholesky.js';
import { share } from '../../stats/r-squared.js';
import { Design } from './design.js';
import { DistanceFolds, fewestForFolds } from './distance-folds.js';
import { FoldProducts } from './fold-products.js';
import {
  writeMissing,
  type Kernel,
  type KernelMaker,
  type KernelOptions,
  type KernelShape,
  type StatisticSpec,
} from './kernel.js';

export const PENALISED_STATISTICS: readonly StatisticSpec[] = [
  { name: 'r2', shape: 'model', tail: 'upper', label: 'R² of all X maps together' },
  { name: 'beta', shape: 'pair', tail: 'two', label: 'Regression coefficient' },
  { name: 'alpha', shape: 'model', tail: null, label: 'Penalty chosen by cross-validation' },
];

export const fewestForPenalised: KernelMaker['fewestParcels'] = (
  { confounds = 0 },
  { parcelTrainPct },
) => fewestForFolds(parcelTrainPct) + confounds;

/** The penalties of scikit-learn's RidgeCV. */
const ALPHAS = [0.1, 1, 10] as const;

/** Penalised cross-products are positive definite; only missing numbers fail. */
const ANY_PIVOT = 0;

/**
 * β minimises |y − Xβ|² + α|β|² with an unpenalised intercept (Hoerl & Kennard 1970, doi:10.1080/00401706.1970.10488634); α of the
 * best mean R² on the tested parcels of all folds, the smallest if several are best. R² is that of the fit to all parcels, not adjusted.
 */
class Ridge implements Kernel {
  readonly statistics = PENALISED_STATISTICS;
  private readonly design: Design;
  private readonly folds: DistanceFolds;
  private readonly products: FoldProducts;
  private readonly cholesky: Cholesky;
  private readonly penalised: Float64Array;
  private readonly withY: Float64Array;
  private readonly beta: Float64Array;
  private readonly scores = new Float64Array(ALPHAS.length);

  constructor(shape: KernelShape, options: KernelOptions) {
    const { maps } = shape;
    this.folds = new DistanceFolds(shape, options.parcelTrainPct);
    this.design = new Design(shape, { scaled: false, fewest: fewestForPenalised(shape, options) });
    this.products = new FoldProducts(maps);
    this.cholesky = new Cholesky(maps);
    this.penalised = new Float64Array(maps * maps);
    this.withY = new Float64Array(maps);
    this.beta = new Float64Array(maps);
  }

  setX(x: Float64Array): void {
    this.design.setX(x);
  }

  run(y: Float64Array, out: readonly Float64Array[]): void {
    const { design, beta, withY } = this;
    if (!design.setY(y)) {
      writeMissing(out);
      return;
    }
    this.folds.follow(design);
    design.withY(withY);
    const penalty = this.choose();
    const [r2, betas, alpha] = out as [Float64Array, Float64Array, Float64Array];
    this.fit(design.gram(), withY, penalty);
    r2[0] = trainedRSquared(design, withY, beta);
    betas.set(beta);
    alpha[0] = penalty;
  }

  private choose(): number {
    const { scores, products, folds, design, beta } = this;
    scores.fill(0);
    for (let fold = 0; fold < folds.folds; fold++) {
      products.take(design, this.withY, folds, fold);
      for (let a = 0; a < ALPHAS.length; a++) {
        this.fit(products.gram, products.withY, ALPHAS[a] as number);
        const error = products.error(beta);
        // A tested part without variation scores 0, as in scikit-learn.
        const score = products.testedVariation > 0 ? 1 - error / products.testedVariation : 0;
        scores[a] = (scores[a] as number) + score;
      }
    }
    let best = 0;
    for (let a = 1; a < ALPHAS.length; a++) {
      if ((scores[a] as number) > (scores[best] as number)) best = a;
    }
    return ALPHAS[best] as number;
  }

  private fit(gram: Float64Array, withY: Float64Array, alpha: number): void {
    const { penalised, beta, cholesky } = this;
    const p = beta.length;
    penalised.set(gram);
    for (let j = 0; j < p; j++) penalised[j * p + j] = (penalised[j * p + j] as number) + alpha;
    if (cholesky.decompose(penalised, p, p, ANY_PIVOT)) cholesky.solve(withY, beta);
    else beta.fill(NaN);
  }
}

/** Plain R² on the parcels that were fitted: 1 − (yᵀy − 2βᵀXᵀy + βᵀXᵀXβ)/yᵀy. */
export function trainedRSquared(design: Design, withY: Float64Array, beta: Float64Array): number {
  const { maps } = design;
  const gram = design.gram();
  let explained = 0;
  for (let a = 0; a < maps; a++) {
    const value = beta[a] as number;
    if (value === 0) continue;
    let product = 2 * (withY[a] as number);
    for (let b = 0; b < maps; b++) product -= (gram[a * maps + b] as number) * (beta[b] as number);
    explained += value * product;
  }
  return share(explained / (design.yLength * design.yLength));
}

export const ridge: KernelMaker = {
  name: 'ridge',
  label: 'Ridge regression',
  papers: [{ ref: 'Hoerl & Kennard, 1970, Technometrics', doi: '10.1080/00401706.1970.10488634' }],
  options: ['parcelTrainPct'],
  univariate: false,
  needsDistances: true,
  statistics: () => PENALISED_STATISTICS,
  fewestParcels: fewestForPenalised,
  make: (shape, options) => new Ridge(shape, options),
};
