// numpy's legacy generator (`RandomState(seed)`, MT19937) with its polar normals: what stored spins were made with.
// Source: Matsumoto & Nishimura 1998, doi:10.1145/272991.272995; spec/statistics.md A.2.

const N = 624;
const M = 397;

export class RandomState {
  private readonly state = new Uint32Array(N);
  private index = N;
  private gauss = NaN;

  /**
   * @param seed a whole number below 2³², or several of them
   * @throws RangeError for anything else
   */
  constructor(seed: number | readonly number[]) {
    for (const word of [seed].flat()) {
      if (!Number.isInteger(word) || word < 0 || word > 0xffffffff)
        throw new RangeError(`A seed is a whole number from 0 to 2^32 - 1, not ${word}.`);
    }
    if (typeof seed === 'number') this.seedWith(seed);
    else this.seedWithMany(seed);
  }

  private seedWith(seed: number): void {
    const { state } = this;
    state[0] = seed;
    for (let i = 1; i < N; i++) {
      const previous = state[i - 1] as number;
      state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
  }

  /** The authors' `init_by_array`: two rounds over the state, the second without the seed. */
  private seedWithMany(seed: readonly number[]): void {
    const { state } = this;
    this.seedWith(19650218);
    let i = 1;
    const mix = (multiplier: number, word: number): void => {
      const previous = state[i - 1] as number;
      state[i] =
        ((state[i] as number) ^ Math.imul(previous ^ (previous >>> 30), multiplier)) + word;
      if (++i < N) return;
      state[0] = state[N - 1] as number;
      i = 1;
    };
    for (let k = 0; k < Math.max(N, seed.length); k++) {
      const at = k % seed.length;
      mix(1664525, (seed[at] as number) + at);
    }
    for (let k = 1; k < N; k++) mix(1566083941, -i);
    state[0] = 0x80000000;
  }

  /** Next 32 bits. */
  next32(): number {
    if (this.index === N) this.refill();
    let y = this.state[this.index++] as number;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** Uniform in [0, 1) with 53 bits. */
  random(): number {
    const a = this.next32() >>> 5;
    const b = this.next32() >>> 6;
    return (a * 67108864 + b) / 9007199254740992;
  }

  /** Bounded draw in [0, max] by masked rejection: `randint(max + 1)`, and what `shuffle` uses; max below 2³². No draw for max 0. */
  interval(max: number): number {
    if (max === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(max);
    for (;;) {
      const value = (this.next32() & mask) >>> 0;
      if (value <= max) return value;
    }
  }

  /** In-place Fisher–Yates shuffle: the order `RandomState.shuffle` and `.permutation` give. */
  shuffle(values: Float64Array | Int32Array): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.interval(i);
      const kept = values[i] as number;
      values[i] = values[j] as number;
      values[j] = kept;
    }
  }

  /** Standard normal by the polar method; draws come in pairs, the second of a pair is kept. */
  normal(): number {
    if (this.gauss === this.gauss) {
      const kept = this.gauss;
      this.gauss = NaN;
      return kept;
    }
    for (;;) {
      const x1 = 2 * this.random() - 1;
      const x2 = 2 * this.random() - 1;
      const r2 = x1 * x1 + x2 * x2;
      if (r2 >= 1 || r2 === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(r2)) / r2);
      this.gauss = factor * x1;
      return factor * x2;
    }
  }

  private refill(): void {
    const { state } = this;
    for (let i = 0; i < N; i++) {
      const y = ((state[i] as number) & 0x80000000) | ((state[(i + 1) % N] as number) & 0x7fffffff);
      state[i] = (state[(i + M) % N] as number) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.index = 0;
  }
}
