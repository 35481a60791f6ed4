// Lasso and elastic net with the penalty chosen by cross-validation over distance (spec/statistics.md 1.10): the common kernel.
import { Design } from './design.js';
import { DistanceFolds } from './distance-folds.js';
import { ElasticFit } from './elastic-fit.js';
import { FoldProducts } from './fold-products.js';
import {
  writeMissing,
  type Kernel,
  type KernelOptions,
  type KernelShape,
  type StatisticSpec,
} from './kernel.js';
import { fewestForPenalised, trainedRSquared } from './ridge.js';

/** Penalties that are tried: 100 between the one that leaves nothing and its thousandth, equally far apart on a log scale. */
const ALPHAS = 100;
const SMALLEST = 1e-3;
/** Maps that correlate more than this cannot share a coefficient in a unique way. */
const SAME = 1 - 1e-10;

/**
 * β minimises |y − Xβ|²/(2n) + α·λ·Σ|β| + α·(1 − λ)/2·Σβ² with an unpenalised intercept, λ = l1 ratio; α of the smallest mean squared
 * error on the tested parcels, averaged over the folds, the largest if several are best. R² is that of the fit to all parcels, not adjusted.
 */
export class PenalisedRegression implements Kernel {
  private readonly design: Design;
  private readonly folds: DistanceFolds;
  private readonly products: FoldProducts;
  private readonly elastic: ElasticFit;
  private readonly withY: Float64Array;
  private readonly alphas = new Float64Array(ALPHAS);
  private readonly errors = new Float64Array(ALPHAS);

  constructor(
    readonly statistics: readonly StatisticSpec[],
    shape: KernelShape,
    options: KernelOptions,
    private readonly l1Ratio: number,
  ) {
    this.folds = new DistanceFolds(shape, options.parcelTrainPct);
    this.design = new Design(shape, { scaled: false, fewest: fewestForPenalised(shape, options) });
    this.products = new FoldProducts(shape.maps);
    this.elastic = new ElasticFit(shape.maps);
    this.withY = new Float64Array(shape.maps);
  }

  setX(x: Float64Array): void {
    this.design.setX(x);
  }

  run(y: Float64Array, out: readonly Float64Array[]): void {
    const { design, withY, elastic } = this;
    if (!design.setY(y)) {
      writeMissing(out);
      return;
    }
    this.folds.follow(design);
    design.withY(withY);
    const penalty = this.choose();
    elastic.start(design.gram(), withY);
    this.solve(penalty, design.n);
    const [r2, betas, alpha] = out as [Float64Array, Float64Array, Float64Array];
    r2[0] = trainedRSquared(design, withY, elastic.beta);
    if (this.isUnique()) betas.set(elastic.beta);
    else betas.fill(NaN);
    alpha[0] = penalty;
    if (out.length > 3) (out[3] as Float64Array)[0] = this.l1Ratio;
  }

  private choose(): number {
    const { alphas, errors, folds, products, elastic, design } = this;
    this.setAlphas();
    errors.fill(0);
    for (let fold = 0; fold < folds.folds; fold++) {
      products.take(design, this.withY, folds, fold);
      elastic.start(products.gram, products.withY);
      for (let a = 0; a < ALPHAS; a++) {
        this.solve(alphas[a] as number, folds.trained);
        errors[a] = (errors[a] as number) + products.error(elastic.beta);
      }
    }
    let best = 0;
    for (let a = 1; a < ALPHAS; a++) if ((errors[a] as number) < (errors[best] as number)) best = a;
    return alphas[best] as number;
  }

  private setAlphas(): void {
    let strongest = 0;
    for (let j = 0; j < this.withY.length; j++) {
      strongest = Math.max(strongest, Math.abs(this.withY[j] as number));
    }
    const largest = strongest / (this.design.n * this.l1Ratio);
    for (let a = 0; a < ALPHAS; a++) this.alphas[a] = largest * SMALLEST ** (a / (ALPHAS - 1));
  }

  private solve(alpha: number, n: number): void {
    this.elastic.solve(n * alpha * this.l1Ratio, n * alpha * (1 - this.l1Ratio));
  }

  /** A squared penalty shares between equal maps; without it only maps that differ have coefficients of their own. */
  private isUnique(): boolean {
    if (this.l1Ratio < 1) return true;
    const { maps, lengths } = this.design;
    const gram = this.design.gram();
    for (let a = 0; a < maps; a++) {
      for (let b = 0; b < a; b++) {
        const together = Math.abs(gram[a * maps + b] as number);
        if (together > SAME * (lengths[a] as number) * (lengths[b] as number)) return false;
      }
    }
    return true;
  }
}
