// numpy's default generator (PCG64, XSL-RR 128/64) in 32-bit limbs: the same seed gives the same draws as `default_rng(seed)`.
// Source: M. O'Neill, PCG (HMC-CS-2014-0905); spec/statistics.md A.1. BigInt is 20 times slower, so the 128-bit product is written out.
import { seedSequence } from './seed-sequence.js';

// Multiplier 0x2360ED051FC65DA44385DF649FCCF645, least significant limb first.
const M0 = 0x9fccf645;
const M1 = 0x4385df64;
const M2 = 0x1fc65da4;
const M3 = 0x2360ed05;

/** High 32 bits of the product of two unsigned 32-bit numbers. */
function highProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + (middle >>> 16) + (cross >>> 16)) >>> 0;
}

export class Pcg64 {
  // 128-bit state and increment, least significant limb first.
  private s0 = 0;
  private s1 = 0;
  private s2 = 0;
  private s3 = 0;
  private readonly i0: number;
  private readonly i1: number;
  private readonly i2: number;
  private readonly i3: number;
  /** High half of the last 64-bit draw, kept for the next 32-bit draw. */
  private spare = 0;
  private hasSpare = false;
  /** Halves of the last 64-bit draw. */
  low = 0;
  high = 0;

  /** `default_rng(seed)`; seed is a whole number ≥ 0. */
  constructor(seed: number) {
    // Words come in (low, high) pairs: w0 w1 w2 w3; state = w0·2⁶⁴ + w1, sequence = w2·2⁶⁴ + w3.
    const w = seedSequence(seed, 8);
    const [w0l, w0h, w1l, w1h, w2l, w2h, w3l, w3h] = w as unknown as number[] as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    this.i0 = ((w3l << 1) | 1) >>> 0;
    this.i1 = ((w3h << 1) | (w3l >>> 31)) >>> 0;
    this.i2 = ((w2l << 1) | (w3h >>> 31)) >>> 0;
    this.i3 = ((w2h << 1) | (w2l >>> 31)) >>> 0;
    this.step();
    this.add(w1l, w1h, w0l, w0h);
    this.step();
  }

  /** Next 64 bits as [high, low] unsigned 32-bit halves. */
  next64(): [number, number] {
    this.draw();
    return [this.high, this.low];
  }

  /** Next 32 bits; the low half of a 64-bit draw comes first. */
  next32(): number {
    if (this.hasSpare) {
      this.hasSpare = false;
      return this.spare;
    }
    this.draw();
    this.spare = this.high;
    this.hasSpare = true;
    return this.low;
  }

  /** Uniform in [0, 1) with 53 bits. */
  random(): number {
    this.draw();
    return (this.high * 0x200000 + (this.low >>> 11)) / 0x20000000000000;
  }

  /** `uniform(from, to)`. */
  uniform(from: number, to: number): number {
    return from + (to - from) * this.random();
  }

  /** Bounded draw in [0, max] by masked rejection, as numpy's `shuffle` and `permutation` use it. */
  interval(max: number): number {
    if (max === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(max);
    let value = (this.next32() & mask) >>> 0;
    while (value > max) value = (this.next32() & mask) >>> 0;
    return value;
  }

  /** In-place Fisher–Yates shuffle: the order `default_rng().shuffle` and `.permutation` give. */
  shuffle(values: Float64Array | Int32Array): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.interval(i);
      const kept = values[i] as number;
      values[i] = values[j] as number;
      values[j] = kept;
    }
  }

  /** `permutation(count)`: the numbers from 0 in random order. */
  permutation(count: number): Int32Array {
    const values = Int32Array.from({ length: count }, (_, i) => i);
    this.shuffle(values);
    return values;
  }

  /** Next 64 bits, into `high` and `low`. */
  draw(): void {
    this.step();
    const bottom = (this.s0 ^ this.s2) >>> 0;
    const top = (this.s1 ^ this.s3) >>> 0;
    const rotation = this.s3 >>> 26;
    const turn = rotation & 31;
    const a = rotation < 32 ? bottom : top;
    const b = rotation < 32 ? top : bottom;
    this.low = turn ? ((a >>> turn) | (b << (32 - turn))) >>> 0 : a;
    this.high = turn ? ((b >>> turn) | (a << (32 - turn))) >>> 0 : b;
  }

  /** state ← state · M + increment (mod 2¹²⁸). */
  private step(): void {
    const { s0, s1, s2, s3 } = this;
    const r0 = Math.imul(s0, M0) >>> 0;
    let sum = highProduct(s0, M0) + (Math.imul(s0, M1) >>> 0) + (Math.imul(s1, M0) >>> 0);
    const r1 = sum >>> 0;
    let carry = Math.floor(sum / 0x100000000);
    sum =
      highProduct(s0, M1)
      + highProduct(s1, M0)
      + (Math.imul(s0, M2) >>> 0)
      + (Math.imul(s1, M1) >>> 0)
      + (Math.imul(s2, M0) >>> 0)
      + carry;
    const r2 = sum >>> 0;
    carry = Math.floor(sum / 0x100000000);
    const r3 =
      (highProduct(s0, M2)
        + highProduct(s1, M1)
        + highProduct(s2, M0)
        + carry
        + (Math.imul(s0, M3) >>> 0)
        + (Math.imul(s1, M2) >>> 0)
        + (Math.imul(s2, M1) >>> 0)
        + (Math.imul(s3, M0) >>> 0))
      >>> 0;
    this.s0 = r0;
    this.s1 = r1;
    this.s2 = r2;
    this.s3 = r3;
    this.add(this.i0, this.i1, this.i2, this.i3);
  }

  private add(a0: number, a1: number, a2: number, a3: number): void {
    let sum = this.s0 + a0;
    this.s0 = sum >>> 0;
    sum = this.s1 + a1 + (sum > 0xffffffff ? 1 : 0);
    this.s1 = sum >>> 0;
    sum = this.s2 + a2 + (sum > 0xffffffff ? 1 : 0);
    this.s2 = sum >>> 0;
    this.s3 = (this.s3 + a3 + (sum > 0xffffffff ? 1 : 0)) >>> 0;
  }
}
