// Dominance analysis: how much each X map adds to R², averaged over all models it can be added to (spec/statistics.md 1.7). The
// lattice of all models is walked once with cross-products that already have the model's maps taken out of them: no model is refitted.
import { NspError } from '../../error.js';
import { adjustedRSquared, LEAST_PIVOT, share } from '../../stats/r-squared.js';
import { Design } from './design.js';
import {
  writeMissing,
  type Kernel,
  type KernelMaker,
  type KernelOptions,
  type KernelShape,
  type StatisticSpec,
} from './kernel.js';
import { fewestForRegression } from './mlr.js';

const STATISTICS: readonly StatisticSpec[] = [
  { name: 'sum', shape: 'model', tail: 'upper', label: 'R² of all X maps together' },
  { name: 'total', shape: 'pair', tail: 'upper', label: 'Total dominance' },
  { name: 'individual', shape: 'pair', tail: 'upper', label: 'R² of the X map alone' },
  { name: 'relative', shape: 'pair', tail: 'upper', label: 'Share of total dominance in R²' },
];

/**
 * total_j = mean over sizes k = 1…p of the mean over all models S ∋ j of size k of R²(S) − R²(S∖{j}) (Azen & Budescu 2003,
 * doi:10.1037/1082-989X.8.2.129). As a sum over models: Σ_{S∋j} (a_k + b_k)·R²(S) − Σ_S b_k·R²(S) with a_k = 1/(p·C(p−1, k−1)) and
 * b_k = 1/(p·C(p−1, k)). The R² of a model that gains map j grows by g²/d, d and g being what is left of the cross-products of j
 * with itself and with y. Linearly dependent maps: everything is missing. relative is missing where all are 0.
 */
class Dominance implements Kernel {
  readonly statistics = STATISTICS;
  private readonly design: Design;
  private readonly p: number;
  private readonly r: Float64Array;
  /** By depth: `[map][map or y]`, upper triangle, of the maps that may still be added; y is column p. */
  private readonly left: Float64Array[];
  /** a_k + b_k, and b_k, by size of the model. */
  private readonly both: Float64Array;
  private readonly without: Float64Array;
  private readonly total: Float64Array;
  private readonly alone: Float64Array;
  private withoutSum = 0;
  private full = NaN;
  private singular = false;

  constructor(
    shape: KernelShape,
    private readonly options: KernelOptions,
  ) {
    const p = shape.maps;
    this.p = p;
    const fewest = fewestForRegression(shape, options);
    this.design = new Design(shape, { scaled: true, fewest });
    this.r = new Float64Array(p);
    this.left = Array.from({ length: p }, () => new Float64Array(p * (p + 1)));
    this.total = new Float64Array(p);
    this.alone = new Float64Array(p);
    this.without = Float64Array.from({ length: p + 1 }, (_, k) =>
      k === p ? 0 : 1 / (p * choose(p - 1, k)),
    );
    this.both = this.without.map((b, k) => (k ? b + 1 / (p * choose(p - 1, k - 1)) : 0));
  }

  setX(x: Float64Array): void {
    this.design.setX(x);
  }

  run(y: Float64Array, out: readonly Float64Array[]): void {
    if (!this.design.setY(y) || !this.walk()) {
      writeMissing(out);
      return;
    }
    const [sum, total, individual, relative] = out as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    sum[0] = this.full;
    for (let j = 0; j < this.p; j++) {
      const value = (this.total[j] as number) - this.withoutSum;
      total[j] = value;
      individual[j] = this.alone[j] as number;
      relative[j] = value / this.full;
    }
  }

  /** @returns false when a model has linearly dependent maps */
  private walk(): boolean {
    const { p, design, r } = this;
    const top = this.left[0] as Float64Array;
    const gram = design.gram();
    design.withY(r);
    for (let a = 0; a < p; a++) {
      for (let b = a; b < p; b++) top[a * (p + 1) + b] = gram[a * p + b] as number;
      top[a * (p + 1) + p] = r[a] as number;
    }
    this.total.fill(0);
    this.withoutSum = 0;
    this.singular = false;
    this.extend(0, 0, 0);
    return !this.singular;
  }

  /**
   * Visits all models that add maps from `first` on to the model of this depth, which explains `explained` of y.
   * @returns the sum of (a_k + b_k)·R² over them
   */
  private extend(depth: number, first: number, explained: number): number {
    const { p, total } = this;
    const stride = p + 1;
    const here = this.left[depth] as Float64Array;
    const size = depth + 1;
    const both = this.both[size] as number;
    const without = this.without[size] as number;
    let sum = 0;
    for (let j = first; j < p; j++) {
      const pivot = here[j * stride + j] as number;
      const gain = here[j * stride + p] as number;
      if (!(pivot > LEAST_PIVOT)) {
        this.singular = true;
        return sum;
      }
      const raw = explained + (gain * gain) / pivot;
      const r2 = this.reported(raw, size);
      if (depth === 0) this.alone[j] = r2;
      if (size === p) this.full = r2;
      this.withoutSum += without * r2;
      let branch = both * r2;
      if (j + 1 < p) {
        takeOut(here, this.left[size] as Float64Array, j, p);
        branch += this.extend(size, j + 1, raw);
        if (this.singular) return sum;
      }
      total[j] = (total[j] as number) + branch;
      sum += branch;
    }
    return sum;
  }

  private reported(raw: number, predictors: number): number {
    return this.options.adjR2
      ? adjustedRSquared(share(raw), this.design.n, predictors)
      : share(raw);
  }
}

/** Cross-products of the maps after j, and of y with them, when map j is regressed out of all of them. */
function takeOut(from: Float64Array, to: Float64Array, j: number, p: number): void {
  const stride = p + 1;
  const own = j * stride;
  const pivot = from[own + j] as number;
  for (let a = j + 1; a < p; a++) {
    const factor = (from[own + a] as number) / pivot;
    const row = a * stride;
    for (let b = a; b <= p; b++) {
      to[row + b] = (from[row + b] as number) - factor * (from[own + b] as number);
    }
  }
}

/** Binomial coefficient. */
function choose(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}

/** Throws `too-many-predictors`. */
function make(shape: KernelShape, options: KernelOptions): Kernel {
  if (shape.maps > options.dominanceMaxPredictors) {
    throw new NspError(
      'too-many-predictors',
      `Dominance analysis fits every combination of the ${shape.maps} X maps, which is more than dominance_max_predictors (${options.dominanceMaxPredictors}) allows. Choose fewer X maps, or raise the limit: the work doubles with each map.`,
      { property: 'colocalization_method' },
    );
  }
  return new Dominance(shape, options);
}

export const dominance: KernelMaker = {
  name: 'dominance',
  label: 'Dominance analysis',
  papers: [
    { ref: 'Azen & Budescu, 2003, Psychological Methods', doi: '10.1037/1082-989X.8.2.129' },
  ],
  options: ['adjR2', 'dominanceMaxPredictors'],
  univariate: false,
  needsDistances: false,
  statistics: () => STATISTICS,
  fewestParcels: fewestForRegression,
  make,
};
