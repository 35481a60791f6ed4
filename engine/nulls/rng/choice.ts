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
  const out = new Int32Array(count);
  new DistinctDraws(size).draw(generator, out);
  return out;
}

/** `choice(size, count, replace=False)` again and again, without allocating. */
export class DistinctDraws {
  /** Of each number the last draw that took it. */
  private readonly taken: Int32Array;
  private draws = 0;
  /** All numbers; made when a draw wants them shuffled. */
  private all: Int32Array | null = null;

  constructor(private readonly size: number) {
    this.taken = new Int32Array(size);
  }

  /** Fills `out`, which is no longer than `size`. */
  draw(generator: Pcg64, out: Int32Array): void {
    const { size } = this;
    const count = out.length;
    if (size > LARGE && count > Math.floor(size / 50)) this.shuffledTail(generator, out);
    else this.sampled(generator, out);
  }

  private sampled(generator: Pcg64, out: Int32Array): void {
    const { size, taken } = this;
    const draw = ++this.draws;
    const count = out.length;
    for (let j = size - count, k = 0; j < size; j++, k++) {
      const wish = lemire(generator, j);
      const value = taken[wish] === draw ? j : wish;
      taken[value] = draw;
      out[k] = value;
    }
    for (let i = count - 1; i > 0; i--) swap(out, i, lemire(generator, i));
  }

  private shuffledTail(generator: Pcg64, out: Int32Array): void {
    const { size } = this;
    const all = (this.all ??= new Int32Array(size));
    for (let i = 0; i < size; i++) all[i] = i;
    const count = out.length;
    for (let i = size - 1; i >= Math.max(size - count, 1); i--) swap(all, i, lemire(generator, i));
    for (let k = 0; k < count; k++) out[k] = all[size - count + k] as number;
  }
}

function swap(values: Int32Array, i: number, j: number): void {
  const kept = values[i] as number;
  values[i] = values[j] as number;
  values[j] = kept;
}
