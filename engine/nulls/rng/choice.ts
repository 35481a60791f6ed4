// Draws of whole numbers as numpy's `Generator.choice` makes them. It bounds its draws by Lemire's method, unlike `shuffle`.
// Source: Floyd's sampling: Bentley & Floyd 1987, doi:10.1145/30401.315746; spec/statistics.md A.1.
import { lemire } from './integers.js';
import type { Pcg64 } from './pcg64.js';

/** Above this size numpy shuffles the tail of all numbers instead of sampling with Floyd's method. */
const LARGE = 10_000;

/** `choice(size, count)`: positions, the same one perhaps more than once. */
export function choose(generator: Pcg64, size: number, count: number): Int32Array {
  return new Int32Array(count).map(() => lemire(generator, size - 1));
}

/** `choice(size, count, replace=False)`: positions, all different. */
export function chooseDistinct(generator: Pcg64, size: number, count: number): Int32Array {
  if (size > LARGE && count > Math.floor(size / 50)) return shuffledTail(generator, size, count);
  const chosen = new Set<number>();
  const out = new Int32Array(count);
  for (let j = size - count, k = 0; j < size; j++, k++) {
    const draw = lemire(generator, j);
    const value = chosen.has(draw) ? j : draw;
    chosen.add(value);
    out[k] = value;
  }
  for (let i = count - 1; i > 0; i--) swap(out, i, lemire(generator, i));
  return out;
}

function shuffledTail(generator: Pcg64, size: number, count: number): Int32Array {
  const all = Int32Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i >= Math.max(size - count, 1); i--) swap(all, i, lemire(generator, i));
  return all.slice(size - count);
}

function swap(values: Int32Array, i: number, j: number): void {
  const kept = values[i] as number;
  values[i] = values[j] as number;
  values[j] = kept;
}
