// Principal component regression: R² of Y on the leading principal components of the X maps (spec/statistics.md 1.9).
import { adjustedRSquared, LEAST_PIVOT, share } from '../../stats/r-squared.js';
import { SymmetricEigen } from '../../stats/symmetric-eigen.js';
import { Design, dot } from './design.js';
import {
  writeMissing,
  type Kernel,
  type KernelMaker,
  type KernelOptions,
  type KernelShape,
  type StatisticSpec,
} from './kernel.js';
import { fewestForComponents } from './pls.js';

const STATISTICS: readonly StatisticSpec[] = [
  { name: 'r2', shape: 'model', tail: 'upper', label: 'R² of the principal components' },
];

/**
 * With eigenvectors v and eigenvalues λ of the cross-products of the centred X maps, R² = Σ (vᵀXᵀy)²/(λ·yᵀy) over the first k
 * (Massy 1965, doi:10.1080/01621459.1965.10480787). With more maps than parcels the smaller matrix between parcels is
 * decomposed. Missing where the maps do not have k components of their own.
 */
class PrincipalComponentRegression implements Kernel {
  readonly statistics = STATISTICS;
  private readonly design: Design;
  private readonly components: number;
  private readonly eigen: SymmetricEigen;
  private readonly between: Float64Array;
  private readonly withY: Float64Array;
  private fresh = false;
  private version = -1;

  constructor(
    shape: KernelShape,
    private readonly options: KernelOptions,
  ) {
    this.components = Math.min(options.nComponents, shape.maps);
    const fewest = fewestForComponents(shape, options);
    this.design = new Design(shape, { scaled: false, fewest });
    const size = Math.min(shape.maps, shape.parcels);
    this.eigen = new SymmetricEigen(size);
    this.between = new Float64Array(size * size);
    this.withY = new Float64Array(shape.maps);
  }

  setX(x: Float64Array): void {
    this.design.setX(x);
    this.fresh = false;
  }

  run(y: Float64Array, out: readonly Float64Array[]): void {
    const { design, components } = this;
    const r2 = out[0] as Float64Array;
    if (!design.setY(y)) {
      writeMissing(out);
      return;
    }
    this.decompose();
    const raw = this.explained();
    r2[0] = this.options.adjR2 ? adjustedRSquared(raw, design.n, components) : raw;
  }

  private explained(): number {
    const { design, eigen, withY } = this;
    const dual = this.isDual();
    const n = dual ? design.n : design.maps;
    const least = LEAST_PIVOT * (eigen.values[0] as number);
    if (!dual) design.withY(withY);
    let sum = 0;
    for (let a = 0; a < this.components; a++) {
      const value = eigen.values[a] as number;
      if (a >= n || !(value > least)) return NaN;
      const product = dot(eigen.vectors, a * eigen.size, dual ? design.y : withY, 0, n);
      sum += (product * product) / (dual ? 1 : value);
    }
    return share(sum / (design.yLength * design.yLength));
  }

  private isDual(): boolean {
    return this.design.maps > this.design.n;
  }

  /** Once for X maps and parcels, however many Y maps follow. */
  private decompose(): void {
    const { design, eigen, between } = this;
    if (this.fresh && this.version === design.version) return;
    [this.fresh, this.version] = [true, design.version];
    if (!this.isDual()) {
      eigen.decompose(design.gram(), design.maps, design.maps);
      return;
    }
    const { n, maps, parcels, x } = design;
    for (let a = 0; a < n; a++) {
      for (let b = 0; b <= a; b++) {
        let product = 0;
        for (let m = 0; m < maps; m++) {
          product += (x[m * parcels + a] as number) * (x[m * parcels + b] as number);
        }
        between[a * n + b] = product;
        between[b * n + a] = product;
      }
    }
    eigen.decompose(between, n, n);
  }
}

export const pcr: KernelMaker = {
  name: 'pcr',
  label: 'Principal component regression',
  papers: [
    {
      ref: 'Massy, 1965, Journal of the American Statistical Association',
      doi: '10.1080/01621459.1965.10480787',
    },
  ],
  options: ['nComponents', 'adjR2'],
  univariate: false,
  needsDistances: false,
  statistics: () => STATISTICS,
  fewestParcels: fewestForComponents,
  make: (shape, options) => new PrincipalComponentRegression(shape, options),
};
