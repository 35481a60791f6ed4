// Whole numbers below a bound as numpy's `Generator.integers` draws them: Lemire's method, on 32 bits where the range allows.
// Source: Lemire 2019, doi:10.1145/3230636; spec/statistics.md A.1.
import type { Pcg64 } from './pcg64.js';

const RANGE = 0x100000000;

/** Uniform in [0, max], max a whole number below 2⁵³. No draw for max 0. */
export function lemire(generator: Pcg64, max: number): number {
  if (max === 0) return 0;
  if (max >= RANGE - 1) return max === RANGE - 1 ? generator.next32() : lemire64(generator, max);
  const count = max + 1;
  for (;;) {
    const draw = generator.next32();
    const low = Math.imul(draw, count) >>> 0;
    // Only a low product below the count can lie below the threshold, which costs a division.
    if (low >= count || low >= (RANGE - count) % count) return highProduct(draw, count);
  }
}

/** High 32 bits of the product of two unsigned 32-bit numbers. */
function highProduct(a: number, b: number): number {
  const low = (a & 0xffff) * b;
  const high = (a >>> 16) * b;
  return Math.floor((high + Math.floor(low / 0x10000)) / 0x10000);
}

function lemire64(generator: Pcg64, max: number): number {
  const count = BigInt(max) + 1n;
  const threshold = ((1n << 64n) - count) % count;
  for (;;) {
    generator.draw();
    const product = ((BigInt(generator.high) << 32n) | BigInt(generator.low)) * count;
    if (BigInt.asUintN(64, product) >= threshold) return Number(product >> 64n);
  }
}

/** `default_rng().integers(high, size=count)`: uniform in [0, high). */
export function integers(generator: Pcg64, high: number, count: number): Float64Array {
  return new Float64Array(count).map(() => lemire(generator, high - 1));
}
