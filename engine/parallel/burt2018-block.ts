// The fit of the spatial autoregressive model to one map in one block of parcels, and the factors from which its null maps are solved.
import {
  autoregressiveMatrix,
  fitAutoregression,
  isRough,
  type AutoregressiveFit,
} from '../nulls/burt2018/fit.js';
import { CONSTANT, FITTED, NOT_CONVERGED, ROUGH, SINGULAR } from '../nulls/burt2018/states.js';
import { isConstant } from '../stats/correlation.js';
import { factorize } from '../stats/lu.js';
import type { Control } from './control.js';

export interface Burt2018FitBlock {
  /** The map in the parcels of the block that it has. */
  values: Float64Array;
  /** `[i][j]` over these parcels, shared. */
  distances: Float64Array;
  /** Receives the LU factors of I − ρA, shared. */
  factors: Float64Array;
  /** Receives the rows of the factors, shared. */
  order: Int32Array;
  /** Receives ρ, d₀ and the state of the fit, shared. */
  fitted: Float64Array;
}

export function runBurt2018Block(block: Burt2018FitBlock, control: Control): void {
  control.check();
  const { values, distances, fitted } = block;
  if (values.length > 0 && isConstant(values)) fitted[2] = CONSTANT;
  else if (values.length > 0) {
    const fit = fitAutoregression(values, distances);
    fitted[0] = fit.rho;
    fitted[1] = fit.d0;
    fitted[2] = factorized(block, fit);
  }
  control.advance(1);
}

function factorized(
  { values, distances, factors, order }: Burt2018FitBlock,
  fit: AutoregressiveFit,
): number {
  const n = values.length;
  factors.set(autoregressiveMatrix(fit, distances, n));
  if (!factorize(factors, n, order)) return SINGULAR;
  if (!fit.converged) return NOT_CONVERGED;
  return isRough(fit, distances) ? ROUGH : FITTED;
}
