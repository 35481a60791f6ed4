// Roughly how many elementary steps (a nanosecond each) one permutation of a regression-like method takes: decides how permutations
// are cut into blocks and how long a run is expected to last, never a number.
import type { KernelOptions } from './kernels/kernel.js';

export interface KernelSize {
  /** X maps. */
  maps: number;
  /** Y maps. */
  rows: number;
  parcels: number;
}

type Steps = (size: KernelSize, options: KernelOptions) => number;

/** Cross-products of the X maps, made once for all Y maps. */
const products = ({ maps, parcels }: KernelSize): number => (maps * maps * parcels) / 2;

/** Sweeps of coordinate descent over all penalties, as measured on correlated maps. */
const SWEEPS = 900;

const table: Readonly<Record<string, Steps>> = {
  mi: ({ maps, rows, parcels }) => rows * maps * parcels * 1000,
  slr: ({ maps, rows, parcels }) => rows * maps * parcels * 3,
  mlr: (size) => products(size) + size.rows * size.maps * (size.parcels + size.maps ** 2 / 3),
  dominance: (size) => products(size) + size.rows * 2 ** size.maps * 12,
  pls: ({ maps, rows, parcels }, { nComponents }) => rows * maps * parcels * 4 * nComponents,
  pcr: (size) => products(size) + 40 * size.maps ** 3 + size.rows * size.maps * size.parcels,
  ridge: (size) => products(size) + size.rows * size.parcels * penalised(size),
  lasso: (size) => products(size) + size.rows * size.parcels * (penalised(size) + descent(size)),
  elasticnet: (size) =>
    products(size) + size.rows * size.parcels * (penalised(size) + descent(size)),
};

/** One fold: its cross-products, and a few factors. */
const penalised = ({ maps, parcels }: KernelSize): number => maps * maps * parcels + 5 * maps ** 3;

const descent = ({ maps }: KernelSize): number => SWEEPS * maps * maps;

/** Steps of one permutation, null maps included. */
export function kernelSteps(method: string, size: KernelSize, options: KernelOptions): number {
  const making = 35 * size.parcels * Math.max(size.maps, size.rows);
  return making + (table[method]?.(size, options) ?? products(size));
}
