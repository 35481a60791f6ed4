// Nonlinear least squares of a few parameters: Levenberg–Marquardt in the trust-region form, parameters scaled by the columns of the
// Jacobian.
// Source: Moré 1978, doi:10.1007/BFb0067700.
import { Cholesky } from './cholesky.js';

export interface Problem {
  residuals: number;
  /** Writes the residuals, and the Jacobian `[parameter][residual]` when it is asked for. Values that are not finite are a step too far. */
  evaluate(parameters: Float64Array, residuals: Float64Array, jacobian: Float64Array | null): void;
}

export interface Fit {
  parameters: Float64Array;
  /** Σ residual². */
  squares: number;
  /** False when the steps ran out before nothing got better. */
  converged: boolean;
}

const STEPS = 400;
/** The first step may be this many times as long as the start itself. */
const FIRST_STEP = 100;
/** Share by which squares or parameters have to change for it to go on. */
const TOLERANCE = 1e-13;

export function leastSquares(problem: Problem, start: readonly number[]): Fit {
  return new LevenbergMarquardt(problem, Float64Array.from(start)).run();
}

class LevenbergMarquardt {
  private readonly count: number;
  private readonly residuals: Float64Array;
  private readonly tried: Float64Array;
  private readonly jacobian: Float64Array;
  private readonly normal: Float64Array;
  private readonly damped: Float64Array;
  private readonly gradient: Float64Array;
  private readonly scale: Float64Array;
  private readonly step: Float64Array;
  private readonly scratch: Float64Array;
  private readonly cholesky: Cholesky;
  private radius = 0;
  private damping = 0;

  constructor(
    private readonly problem: Problem,
    private parameters: Float64Array,
  ) {
    const p = (this.count = parameters.length);
    const m = problem.residuals;
    this.residuals = new Float64Array(m);
    this.tried = new Float64Array(m);
    this.jacobian = new Float64Array(p * m);
    this.normal = new Float64Array(p * p);
    this.damped = new Float64Array(p * p);
    [this.gradient, this.scale, this.step, this.scratch] = [0, 0, 0, 0].map(
      () => new Float64Array(p),
    ) as [Float64Array, Float64Array, Float64Array, Float64Array];
    this.cholesky = new Cholesky(p);
  }

  run(): Fit {
    const { problem, residuals, jacobian } = this;
    problem.evaluate(this.parameters, residuals, jacobian);
    let squares = sumOfSquares(residuals);
    this.linearise();
    this.radius = FIRST_STEP * (this.scaledLength(this.parameters) || 1);
    let converged = false;
    for (let step = 0; step < STEPS && !converged; step++) {
      if (!this.chooseStep()) break;
      if (step === 0) this.radius = Math.min(this.radius, this.scaledLength(this.step));
      const next = this.parameters.map((value, i) => value + (this.step[i] as number));
      problem.evaluate(next, this.tried, null);
      const found = sumOfSquares(this.tried);
      const gain = Number.isFinite(found) ? 1 - found / squares : -Infinity;
      const predicted = this.predictedGain(squares);
      this.resize(gain, predicted, squares);
      if (gain / predicted > 1e-4) {
        this.parameters = next;
        squares = found;
        problem.evaluate(next, residuals, jacobian);
        this.linearise();
      }
      converged =
        squares === 0
        || (Math.abs(gain) <= TOLERANCE && predicted <= TOLERANCE)
        || this.radius <= TOLERANCE * this.scaledLength(this.parameters);
    }
    return { parameters: this.parameters, squares, converged };
  }

  /** JᵀJ, Jᵀr, and the largest length each column ever had. */
  private linearise(): void {
    const { count: p, jacobian, residuals, normal, gradient, scale } = this;
    const m = residuals.length;
    for (let a = 0; a < p; a++) {
      gradient[a] = dot(jacobian, a * m, residuals, 0, m);
      for (let b = 0; b <= a; b++) {
        normal[a * p + b] = normal[b * p + a] = dot(jacobian, a * m, jacobian, b * m, m);
      }
      scale[a] = Math.max(scale[a] as number, Math.sqrt(normal[a * p + a] as number)) || 1;
    }
  }

  private scaledLength(vector: Float64Array): number {
    return Math.hypot(...vector.map((v, i) => v * (this.scale[i] as number)));
  }

  /** The step of the damped equations whose scaled length is the radius, or the undamped one when it is shorter. */
  private chooseStep(): boolean {
    if (this.solve(0) && this.scaledLength(this.step) <= 1.1 * this.radius) {
      this.damping = 0;
      return true;
    }
    const steepest = Math.hypot(...this.gradient.map((g, i) => g / (this.scale[i] as number)));
    let [low, high] = [0, steepest / this.radius];
    let damping = this.damping > 0 && this.damping < high ? this.damping : high * 1e-3;
    for (let round = 0; round < 60; round++) {
      if (!this.solve(damping)) return false;
      const length = this.scaledLength(this.step);
      const over = length - this.radius;
      if (Math.abs(over) <= 0.1 * this.radius) break;
      if (over > 0) low = damping;
      else high = damping;
      const newton = damping + (over / this.radius) * (length / this.slope(length));
      damping =
        newton > low && newton < high ? newton : low > 0 ? Math.sqrt(low * high) : high * 1e-3;
    }
    this.damping = damping;
    return true;
  }

  /** −d(length)/d(damping)·1 of the step just solved. */
  private slope(length: number): number {
    const { step, scale, scratch } = this;
    for (let i = 0; i < step.length; i++)
      scratch[i] = (step[i] as number) * (scale[i] as number) ** 2;
    const before = scratch.slice();
    this.cholesky.solve(scratch, scratch);
    return dot(before, 0, scratch, 0, step.length) / length;
  }

  /** (JᵀJ + damping·D²)·step = −Jᵀr. */
  private solve(damping: number): boolean {
    const { count: p, normal, damped, scale, gradient, step } = this;
    damped.set(normal);
    for (let i = 0; i < p; i++) {
      damped[i * p + i] = (normal[i * p + i] as number) + damping * (scale[i] as number) ** 2;
    }
    if (!this.cholesky.decompose(damped, p, p, Number.EPSILON)) return false;
    for (let i = 0; i < p; i++) step[i] = -(gradient[i] as number);
    this.cholesky.solve(step, step);
    return true;
  }

  /** Share of the squares that the linear model expects to lose. */
  private predictedGain(squares: number): number {
    const { count: p, normal, step } = this;
    let curved = 0;
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++)
        curved += (normal[a * p + b] as number) * (step[a] as number) * (step[b] as number);
    return (curved + 2 * this.damping * this.scaledLength(step) ** 2) / squares;
  }

  private resize(gain: number, predicted: number, squares: number): void {
    const ratio = predicted > 0 ? gain / predicted : 0;
    const length = this.scaledLength(this.step);
    if (ratio <= 0.25) {
      const slope = dot(this.gradient, 0, this.step, 0, this.count) / squares;
      const shrink = gain >= 0 ? 0.5 : (0.5 * slope) / (slope + 0.5 * gain);
      const factor = shrink > 0.1 ? Math.min(shrink, 0.5) : 0.1;
      this.radius = factor * Math.min(this.radius, 10 * length);
      this.damping /= factor;
    } else if (this.damping === 0 || ratio >= 0.75) {
      this.radius = 2 * length;
      this.damping /= 2;
    }
  }
}

const sumOfSquares = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value * value, 0);

function dot(a: Float64Array, atA: number, b: Float64Array, atB: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (a[atA + i] as number) * (b[atB + i] as number);
  return sum;
}
