// A map about its mean, with what Moran's I and variograms are scaled by.
import { NO_VARIANCE } from './correlation.js';

export interface CentredMap {
  /** Values minus their mean, `[parcel]`; NaN missing. */
  z: Float64Array;
  /** Present parcels. */
  count: number;
  /** Σ z²; 0 for a constant map (spec/decisions.md 14). */
  squares: number;
}

/** @param values `[parcel]`, NaN missing */
export function centredPresent(values: ArrayLike<number>): CentredMap {
  let count = 0;
  let sum = 0;
  let raw = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value !== value) continue;
    count++;
    sum += value;
    raw += value * value;
  }
  const mean = sum / count;
  const z = new Float64Array(values.length);
  let squares = 0;
  for (let i = 0; i < z.length; i++) {
    const value = (values[i] as number) - mean;
    z[i] = value;
    if (value === value) squares += value * value;
  }
  return { z, count, squares: squares > NO_VARIANCE * raw ? squares : 0 };
}
