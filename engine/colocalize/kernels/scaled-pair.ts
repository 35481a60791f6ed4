// The parcels two maps share, each map in units of its standard deviation and with a breath of noise that parts equal values, in
// ascending order: what distances between nearest neighbours are measured on.
import { RandomState } from '../../nulls/rng/mt19937.js';
import { NO_VARIANCE } from '../../stats/correlation.js';

/** Standard deviation of the noise, relative to the mean absolute value of a map (at least to its standard deviation). */
const NOISE = 1e-10;

export interface OrderedMap {
  values: Float64Array;
  /** Positions of the present values in ascending order; the first `present`. */
  order: Int32Array;
  present: number;
}

export class ScaledPair {
  /** Number of shared parcels. */
  n = 0;
  /** In ascending order of x. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly ySorted: Float64Array;
  /** Place of a parcel among the shared ones, −1 if it is not. */
  private readonly place: Int32Array;
  /** By place. */
  private readonly ownX: Float64Array;
  private readonly ownY: Float64Array;
  private readonly noise: Float64Array;

  /** @param seed of the noise: `RandomState(seed)`, drawn for the n shared parcels of x, then for those of y, as scikit-learn does */
  constructor(parcels: number, seed: number) {
    const values = (): Float64Array => new Float64Array(parcels);
    [this.x, this.y, this.ySorted, this.ownX, this.ownY] = [
      values(),
      values(),
      values(),
      values(),
      values(),
    ];
    this.place = new Int32Array(parcels);
    const generator = new RandomState(seed);
    this.noise = Float64Array.from({ length: 2 * parcels }, () => generator.normal());
  }

  /** @returns the number of shared parcels; 0 if a map is constant on them */
  take(x: OrderedMap, y: OrderedMap): number {
    const { place, ownX, ownY } = this;
    let n = 0;
    for (let i = 0; i < place.length; i++) {
      const [a, b] = [x.values[i] as number, y.values[i] as number];
      const shared = a === a && b === b;
      place[i] = shared ? n : -1;
      if (!shared) continue;
      ownX[n] = a;
      ownY[n++] = b;
    }
    this.n = n;
    if (!this.scale(ownX, 0) || !this.scale(ownY, n)) return 0;
    let at = 0;
    for (let j = 0; j < x.present; j++) {
      const p = place[x.order[j] as number] as number;
      if (p >= 0) at = this.insert(at, ownX[p] as number, ownY[p] as number);
    }
    at = 0;
    for (let j = 0; j < y.present; j++) {
      const p = place[y.order[j] as number] as number;
      if (p >= 0) at = insertSorted(this.ySorted, at, ownY[p] as number);
    }
    return n;
  }

  /** Divides by the population standard deviation and adds noise; false for values without variance. */
  private scale(values: Float64Array, firstDraw: number): boolean {
    const { n, noise } = this;
    let sum = 0;
    let squares = 0;
    let absolute = 0;
    for (let i = 0; i < n; i++) {
      const value = values[i] as number;
      sum += value;
      squares += value * value;
      absolute += Math.abs(value);
    }
    let about = 0;
    for (let i = 0; i < n; i++) about += ((values[i] as number) - sum / n) ** 2;
    if (!(about > NO_VARIANCE * squares)) return false;
    const sd = Math.sqrt(about / n);
    const size = NOISE * Math.max(1, absolute / n / sd);
    for (let i = 0; i < n; i++) {
      values[i] = (values[i] as number) / sd + size * (noise[firstDraw + i] as number);
    }
    return true;
  }

  /** Noise moves a value by a few places only among its equals, so insertion keeps the order. */
  private insert(at: number, x: number, y: number): number {
    let to = at;
    while (to > 0 && (this.x[to - 1] as number) > x) {
      this.x[to] = this.x[to - 1] as number;
      this.y[to] = this.y[to - 1] as number;
      to--;
    }
    this.x[to] = x;
    this.y[to] = y;
    return at + 1;
  }
}

function insertSorted(sorted: Float64Array, at: number, value: number): number {
  let to = at;
  while (to > 0 && (sorted[to - 1] as number) > value) {
    sorted[to] = sorted[to - 1] as number;
    to--;
  }
  sorted[to] = value;
  return at + 1;
}
