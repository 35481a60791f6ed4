// The least-squares problem of one Y map on all X maps: the parcels that all of them have, centred (and, where asked, of unit
// length), with the cross-products of the X maps kept as long as neither maps nor parcels change.
import { NO_VARIANCE } from '../../stats/correlation.js';
import type { KernelShape } from './kernel.js';

export interface DesignOptions {
  /** Rows are scaled to unit length, so that cross-products are correlations. */
  scaled: boolean;
  /** Shared parcels that are needed. */
  fewest: number;
}

export class Design {
  /** Parcels that are used; 0 before the first Y map. */
  n = 0;
  /** `[map][used parcel]`, stride {@link parcels}, centred. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Σ(v − mean)², square-rooted, of each X map over the used parcels. */
  readonly lengths: Float64Array;
  readonly means: Float64Array;
  yLength = NaN;
  yMean = NaN;
  readonly maps: number;
  readonly parcels: number;
  /** Grows whenever the used parcels change, for those who keep something that belongs to them. */
  version = 0;
  /** Used parcels, ascending; the first {@link n}. */
  readonly used: Int32Array;
  private readonly present: Uint8Array;
  private readonly products: Float64Array;
  private source: Float64Array | null = null;
  private stale = true;
  private productsStale = true;
  private varies = false;
  private readonly usable: Uint8Array | null;

  constructor(
    shape: KernelShape,
    private readonly options: DesignOptions,
  ) {
    const { maps, parcels } = shape;
    [this.maps, this.parcels] = [maps, parcels];
    this.usable = shape.usable ?? null;
    this.x = new Float64Array(maps * parcels);
    this.y = new Float64Array(parcels);
    this.lengths = new Float64Array(maps);
    this.means = new Float64Array(maps);
    this.used = new Int32Array(parcels);
    this.present = new Uint8Array(parcels);
    this.products = new Float64Array(maps * maps);
  }

  setX(x: Float64Array): void {
    const { present, parcels, usable } = this;
    this.source = x;
    this.stale = true;
    for (let i = 0; i < parcels; i++) present[i] = usable ? (usable[i] as number) : 1;
    for (let m = 0; m < this.maps; m++) {
      for (let i = 0; i < parcels; i++) {
        const value = x[m * parcels + i] as number;
        if (value !== value) present[i] = 0;
      }
    }
  }

  /** @returns false where nothing can be fitted: too few shared parcels, or y or an X map is constant on them */
  setY(y: Float64Array): boolean {
    if (!this.source) throw new Error('setX comes before setY');
    if (this.selectParcels(y)) {
      this.version++;
      this.stale = true;
    }
    if (this.n < this.options.fewest) return false;
    if (this.stale) this.takeX(this.source);
    for (let i = 0; i < this.n; i++) this.y[i] = y[this.used[i] as number] as number;
    this.yMean = centreRow(this.y, 0, this.n);
    this.yLength = this.finish(this.y, 0);
    return this.varies && this.yLength > 0;
  }

  /** Cross-products of the X maps `[map][map]`; correlations if the rows are scaled. */
  gram(): Float64Array {
    const { products, maps, parcels, x, n } = this;
    if (!this.productsStale) return products;
    for (let a = 0; a < maps; a++) {
      for (let b = 0; b <= a; b++) {
        const product = dot(x, a * parcels, x, b * parcels, n);
        products[a * maps + b] = product;
        products[b * maps + a] = product;
      }
    }
    this.productsStale = false;
    return products;
  }

  /** Cross-products of the X maps with y. */
  withY(out: Float64Array): void {
    for (let m = 0; m < this.maps; m++) out[m] = dot(this.x, m * this.parcels, this.y, 0, this.n);
  }

  /** @returns whether the used parcels changed */
  private selectParcels(y: Float64Array): boolean {
    const { present, used } = this;
    let n = 0;
    let changed = false;
    for (let i = 0; i < this.parcels; i++) {
      if (!present[i] || y[i] !== y[i]) continue;
      if (used[n] !== i || n >= this.n) changed = true;
      used[n++] = i;
    }
    if (n !== this.n) changed = true;
    this.n = n;
    return changed;
  }

  private takeX(source: Float64Array): void {
    const { x, parcels, used, n } = this;
    this.varies = true;
    for (let m = 0; m < this.maps; m++) {
      const from = m * parcels;
      for (let i = 0; i < n; i++) x[from + i] = source[from + (used[i] as number)] as number;
      this.means[m] = centreRow(x, from, n);
      const length = this.finish(x, from);
      this.lengths[m] = length;
      if (!(length > 0)) this.varies = false;
    }
    this.stale = false;
    this.productsStale = true;
  }

  /** Length of a centred row, which is then scaled where asked; 0 for one without variance. */
  private finish(row: Float64Array, from: number): number {
    const length = Math.sqrt(dot(row, from, row, from, this.n));
    if (this.options.scaled && length > 0) {
      for (let i = from; i < from + this.n; i++) row[i] = (row[i] as number) / length;
    }
    return length;
  }
}

export function dot(
  a: Float64Array,
  fromA: number,
  b: Float64Array,
  fromB: number,
  n: number,
): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (a[fromA + i] as number) * (b[fromB + i] as number);
  return sum;
}

/** Takes the mean out of n values and returns it; values without variance become 0 exactly (spec/decisions.md 14). */
function centreRow(row: Float64Array, from: number, n: number): number {
  let sum = 0;
  let squares = 0;
  for (let i = from; i < from + n; i++) {
    sum += row[i] as number;
    squares += (row[i] as number) ** 2;
  }
  const mean = sum / n;
  let about = 0;
  for (let i = from; i < from + n; i++) {
    row[i] = (row[i] as number) - mean;
    about += (row[i] as number) ** 2;
  }
  if (!(about > NO_VARIANCE * squares)) row.fill(0, from, from + n);
  return mean;
}
