// Lasso and elastic net from cross-products, exactly: the coefficients that are not zero are found one by one and solved for
// together. From one penalty of a path to the next they rarely change, so most fits are a single small linear solve.
import { Cholesky } from '../../stats/cholesky.js';
import { LEAST_PIVOT } from '../../stats/r-squared.js';

/** Rounding allowed when a coefficient is held at zero. */
const SLACK = 1e-10;
/** Coordinate descent, where the solve cannot serve: share of what can be explained by which a coefficient may still move it. */
const TOLERANCE = 1e-12;
const MAX_PASSES = 10_000;
const PASSES = 10;

/**
 * Minimises ½βᵀGβ − cᵀβ + l1·Σ|β| + ½·l2·Σβ² by an active-set search (feature-sign search: Lee et al. 2006, Efficient sparse coding
 * algorithms), each step of which lowers the sum; with coordinate descent (Friedman et al. 2010, doi:10.18637/jss.v033.i01) where the
 * active maps are linearly dependent.
 */
export class ElasticFit {
  /** The last solution, from which the next search starts. */
  readonly beta: Float64Array;
  private gram: Float64Array;
  private withY: Float64Array;
  /** c − Gβ */
  private readonly left: Float64Array;
  private readonly cholesky: Cholesky;
  /** Coefficients that may differ from zero, with their signs; the first `count`. */
  private readonly active: Int32Array;
  private readonly signs: Int8Array;
  private count = 0;
  private readonly part: Float64Array;
  private readonly target: Float64Array;
  private scale = 0;

  constructor(private readonly p: number) {
    this.beta = new Float64Array(p);
    this.left = new Float64Array(p);
    this.target = new Float64Array(p);
    this.active = new Int32Array(p);
    this.signs = new Int8Array(p);
    this.part = new Float64Array(p * p);
    this.cholesky = new Cholesky(p);
    [this.gram, this.withY] = [this.part, this.target];
  }

  /** Begins another problem with all coefficients at zero; the arrays are read until the next. */
  start(gram: Float64Array, withY: Float64Array): void {
    [this.gram, this.withY] = [gram, withY];
    this.beta.fill(0);
    this.left.set(withY);
    this.scale = 0;
    for (let j = 0; j < this.p; j++) {
      const diagonal = gram[j * this.p + j] as number;
      if (diagonal > 0) {
        this.scale = Math.max(this.scale, Math.abs(withY[j] as number) / Math.sqrt(diagonal));
      }
    }
  }

  /** Moves {@link beta} to the solution for these penalties. */
  solve(l1: number, l2: number): void {
    for (let pass = 0; pass < MAX_PASSES; pass += PASSES) {
      if (this.search(l1, l2)) return;
      let moved = 0;
      for (let i = 0; i < PASSES; i++) moved = this.descend(l1, l2);
      if (moved <= TOLERANCE * this.scale) return;
    }
  }

  /** @returns false when the active maps are linearly dependent or the search turns in a circle of rounding */
  private search(l1: number, l2: number): boolean {
    const { p, beta } = this;
    this.count = 0;
    for (let j = 0; j < p; j++) if (beta[j] !== 0) this.activate(j, beta[j] as number);
    for (let step = 0; step < 10 * p + 100; step++) {
      if (!this.solveActive(l1, l2)) return false;
      if (!this.moveToTarget()) continue;
      const next = this.mostWilling(l1);
      if (next < 0) return true;
      this.activate(next, this.left[next] as number);
    }
    return false;
  }

  private activate(j: number, sign: number): void {
    this.active[this.count] = j;
    this.signs[this.count++] = Math.sign(sign);
  }

  /** The best coefficients if the active ones keep their signs, into `target`. */
  private solveActive(l1: number, l2: number): boolean {
    const { p, gram, withY, active, signs, part, target, count } = this;
    for (let a = 0; a < count; a++) {
      const j = active[a] as number;
      target[a] = (withY[j] as number) - l1 * (signs[a] as number);
      for (let b = 0; b <= a; b++) {
        part[a * p + b] = (gram[j * p + (active[b] as number)] as number) + (a === b ? l2 : 0);
      }
    }
    if (!this.cholesky.decompose(part, count, p, LEAST_PIVOT)) return false;
    this.cholesky.solve(target, target);
    return true;
  }

  /**
   * Goes to the target, or to the first place on the way where a coefficient becomes zero, which is then no longer active.
   * @returns whether the target was reached
   */
  private moveToTarget(): boolean {
    const { beta, active, signs, target, count } = this;
    let way = 1;
    let first = -1;
    for (let a = 0; a < count; a++) {
      if ((target[a] as number) * (signs[a] as number) > 0) continue;
      const from = beta[active[a] as number] as number;
      const until = from === 0 ? 0 : from / (from - (target[a] as number));
      if (first >= 0 && until >= way) continue;
      way = until;
      first = a;
    }
    for (let a = 0; a < count; a++) {
      const j = active[a] as number;
      const from = beta[j] as number;
      beta[j] = first < 0 ? (target[a] as number) : from + way * ((target[a] as number) - from);
    }
    if (first >= 0) this.drop(first);
    else this.refresh();
    return first < 0;
  }

  private drop(at: number): void {
    this.beta[this.active[at] as number] = 0;
    this.active.copyWithin(at, at + 1, this.count);
    this.signs.copyWithin(at, at + 1, this.count);
    this.count--;
  }

  /** What the active coefficients leave, at a target. */
  private refresh(): void {
    const { p, gram, withY, beta, left, active, count } = this;
    for (let j = 0; j < p; j++) {
      let value = withY[j] as number;
      for (let a = 0; a < count; a++) {
        const k = active[a] as number;
        value -= (gram[j * p + k] as number) * (beta[k] as number);
      }
      left[j] = value;
    }
  }

  /** The coefficient at zero that would gain most by leaving it; −1 if none would. */
  private mostWilling(l1: number): number {
    const { p, beta, left } = this;
    let best = -1;
    let most = l1 * (1 + SLACK);
    for (let j = 0; j < p; j++) {
      const pull = Math.abs(left[j] as number);
      if (beta[j] !== 0 || pull <= most) continue;
      best = j;
      most = pull;
    }
    return best;
  }

  /** One pass over all coefficients; returns the largest change, in units of the fit. */
  private descend(l1: number, l2: number): number {
    const { p, gram, withY, beta, left } = this;
    let moved = 0;
    for (let j = 0; j < p; j++) {
      const diagonal = gram[j * p + j] as number;
      if (!(diagonal > 0)) continue;
      let pull = withY[j] as number;
      for (let k = 0; k < p; k++) {
        if (k !== j) pull -= (gram[j * p + k] as number) * (beta[k] as number);
      }
      const before = beta[j] as number;
      const after = (Math.sign(pull) * Math.max(Math.abs(pull) - l1, 0)) / (diagonal + l2);
      beta[j] = after;
      left[j] = pull - diagonal * after;
      moved = Math.max(moved, Math.abs(after - before) * Math.sqrt(diagonal));
    }
    return moved;
  }
}
