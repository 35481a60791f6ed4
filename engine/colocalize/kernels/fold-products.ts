// Cross-products of the training and of the tested parcels of one fold, about the training means: all that a penalised regression
// and its error on the tested parcels need, so neither goes back to the parcels.
import type { Design } from './design.js';
import type { DistanceFolds } from './distance-folds.js';

export class FoldProducts {
  /** Σ x·xᵀ and Σ x·y of the training parcels, about their means. */
  readonly gram: Float64Array;
  readonly withY: Float64Array;
  /** Number of tested parcels, and their variation of y about their own mean. */
  tested = 0;
  testedVariation = 0;
  /** Sums over the tested parcels of x·xᵀ, x·y and y², about the training means. */
  private readonly testGram: Float64Array;
  private readonly testWithY: Float64Array;
  private testSquares = 0;
  private readonly sums: Float64Array;
  private readonly means: Float64Array;
  private readonly maps: number;

  constructor(maps: number) {
    this.maps = maps;
    [this.gram, this.testGram] = [new Float64Array(maps * maps), new Float64Array(maps * maps)];
    [this.withY, this.testWithY] = [new Float64Array(maps), new Float64Array(maps)];
    [this.sums, this.means] = [new Float64Array(maps), new Float64Array(maps)];
  }

  /**
   * @param design centred over all its parcels, not scaled
   * @param all cross-products of its X maps with y
   */
  take(design: Design, all: Float64Array, folds: DistanceFolds, fold: number): void {
    const { maps, sums, means } = this;
    const { x, y, parcels } = design;
    this.tested = folds.tested;
    sums.fill(0);
    this.testGram.fill(0);
    this.testWithY.fill(0);
    let sumY = 0;
    let squares = 0;
    for (let j = 0; j < folds.tested; j++) {
      const at = folds.testedParcel(fold, j);
      const value = y[at] as number;
      sumY += value;
      squares += value * value;
      for (let a = 0; a < maps; a++) {
        const xa = x[a * parcels + at] as number;
        sums[a] = (sums[a] as number) + xa;
        this.testWithY[a] = (this.testWithY[a] as number) + xa * value;
        for (let b = 0; b <= a; b++) {
          const to = a * maps + b;
          this.testGram[to] = (this.testGram[to] as number) + xa * (x[b * parcels + at] as number);
        }
      }
    }
    // All parcels have mean 0, so the training sums are minus the tested ones.
    for (let a = 0; a < maps; a++) means[a] = -(sums[a] as number) / folds.trained;
    this.split(design.gram(), all, -sumY / folds.trained, sumY, squares, folds.trained);
  }

  private split(
    gram: Float64Array,
    all: Float64Array,
    meanY: number,
    sumY: number,
    squares: number,
    trained: number,
  ): void {
    const { maps, sums, means, testGram, testWithY, tested } = this;
    for (let a = 0; a < maps; a++) {
      const mean = means[a] as number;
      const sum = sums[a] as number;
      for (let b = 0; b <= a; b++) {
        const at = a * maps + b;
        const other = means[b] as number;
        const raw = testGram[at] as number;
        const train = (gram[at] as number) - raw - trained * mean * other;
        const test = raw - mean * (sums[b] as number) - sum * other + tested * mean * other;
        this.gram[at] = this.gram[b * maps + a] = train;
        testGram[at] = testGram[b * maps + a] = test;
      }
      const raw = testWithY[a] as number;
      this.withY[a] = (all[a] as number) - raw - trained * mean * meanY;
      testWithY[a] = raw - mean * sumY - sum * meanY + tested * mean * meanY;
    }
    this.testSquares = squares - 2 * meanY * sumY + tested * meanY * meanY;
    this.testedVariation = squares - (sumY * sumY) / tested;
  }

  /** Σ (y − prediction)² over the tested parcels, for coefficients fitted to the training parcels (with intercept). */
  error(beta: Float64Array): number {
    const { maps, testGram, testWithY } = this;
    let sum = this.testSquares;
    for (let a = 0; a < maps; a++) {
      const value = beta[a] as number;
      if (value === 0) continue;
      let product = -2 * (testWithY[a] as number);
      for (let b = 0; b < maps; b++) {
        product += (testGram[a * maps + b] as number) * (beta[b] as number);
      }
      sum += value * product;
    }
    return sum < 0 ? 0 : sum;
  }
}
