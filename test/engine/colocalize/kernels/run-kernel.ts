// Makes a kernel, runs it once and names its statistics; with random maps to run it on.
import {
  DEFAULT_OPTIONS,
  type KernelOptions,
  type KernelShape,
} from '../../../../engine/colocalize/kernels/kernel.js';
import { kernelByName } from '../../../../engine/colocalize/kernels/kernels.js';
import { Pcg64 } from '../../../../engine/nulls/rng/pcg64.js';

export type Maps = Float64Array[];

export const flat = (maps: Maps): Float64Array => Float64Array.from(maps.flatMap((m) => [...m]));

/** Uniform noise, the same for the same seed. */
export function randomMaps(seed: number, maps: number, parcels: number): Maps {
  const rng = new Pcg64(seed);
  return Array.from({ length: maps }, () =>
    Float64Array.from({ length: parcels }, () => rng.random()),
  );
}

/** Maps that correlate with each other, and a y that depends on some of them. */
export function problem(seed: number, maps = 5, parcels = 60): { x: Maps; y: Float64Array } {
  const [common, own, ...noise] = randomMaps(seed, maps + 2, parcels);
  const x = noise.map((map, j) => map.map((v, i) => v * (j + 1) + common![i]!));
  const y = own!.map((v, i) => v + 2 * x[0]![i]! - x[maps - 1]![i]! / maps + 5);
  return { x, y };
}

/** Distances between random places in the unit cube. */
export function randomDistances(seed: number, parcels: number): Float64Array {
  const [a, b, c] = randomMaps(seed, 3, parcels);
  return Float64Array.from({ length: parcels ** 2 }, (_, at) => {
    const [i, j] = [Math.floor(at / parcels), at % parcels];
    return Math.hypot(a![i]! - a![j]!, b![i]! - b![j]!, c![i]! - c![j]!);
  });
}

export function runKernel(
  method: string,
  x: Maps,
  y: Float64Array,
  options: Partial<KernelOptions> = {},
  shape: Partial<KernelShape> = {},
): Record<string, number[]> {
  const maker = kernelByName.get(method)!;
  const all = { ...DEFAULT_OPTIONS, ...options };
  const kernel = maker.make({ maps: x.length, parcels: y.length, ...shape }, all);
  const out = kernel.statistics.map((s) => new Float64Array(s.shape === 'pair' ? x.length : 1));
  kernel.setX(flat(x));
  kernel.run(y, out);
  return Object.fromEntries(kernel.statistics.map(({ name }, s) => [name, [...out[s]!]]));
}

/** Rows of numbers agree; NaN with NaN. */
export function close(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  atol = 1e-10,
): boolean {
  return (
    actual.length === expected.length
    && Array.from(actual).every(
      (v, i) =>
        Object.is(v, expected[i])
        || Math.abs(v - expected[i]!) <= atol * (1 + Math.abs(expected[i]!)),
    )
  );
}

/** R² of y on maps by Gram–Schmidt on the raw data: another way than cross-products. */
export function plainRSquared(maps: Maps, y: Float64Array): number {
  const keep = [...y.keys()].filter((i) => [y, ...maps].every((m) => m[i] === m[i]));
  const basis: number[][] = [];
  const clear = (map: ArrayLike<number>): number[] => {
    const mean = keep.reduce((sum, i) => sum + map[i]!, 0) / keep.length;
    let row = keep.map((i) => map[i]! - mean);
    for (const other of [...basis, ...basis]) {
      const product = row.reduce((sum, v, i) => sum + v * other[i]!, 0);
      row = row.map((v, i) => v - product * other[i]!);
    }
    return row;
  };
  const squares = (row: number[]): number => row.reduce((sum, v) => sum + v * v, 0);
  const before = squares(clear(y));
  for (const map of maps) {
    const row = clear(map);
    const length = Math.sqrt(squares(row));
    basis.push(row.map((v) => v / length));
  }
  return 1 - squares(clear(y)) / before;
}
