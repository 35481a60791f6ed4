// Simulated subjects for the tests of preparing steps: seeded, with planted effects.
import type { MapTable } from '../../../engine/library/map-table.js';
import { RandomState } from '../../../engine/nulls/rng/mt19937.js';
import type { DesignColumn } from '../../../engine/prepare/clean/encode.js';

export const maps = (
  rows: number,
  parcels: number,
  value: (row: number, parcel: number) => number,
): MapTable => ({
  labels: Array.from({ length: rows }, (_, k) => `s${k}`),
  sets: Array.from({ length: rows }, () => null),
  weights: Array.from({ length: rows }, () => null),
  parcels: Array.from({ length: parcels }, (_, i) => `p${i}`),
  values: Float64Array.from({ length: rows * parcels }, (_, at) =>
    value(Math.floor(at / parcels), at % parcels),
  ),
});

/** Independent standard normal maps. */
export function noise(rows: number, parcels: number, seed: number): MapTable {
  const generator = new RandomState(seed);
  return maps(rows, parcels, () => generator.normal());
}

export const designColumn = (
  name: string,
  cells: readonly (string | number | null)[],
  categorical = false,
): DesignColumn => ({
  name,
  cells: cells.map((cell) => (cell === null ? null : String(cell))),
  categorical,
});

export const columnOf = (table: MapTable, parcel: number): number[] =>
  table.labels.map((_, row) => table.values[row * table.parcels.length + parcel]!);

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
