// numpy's legacy generator (`RandomState(seed)`, MT19937) with its polar normals: what stored spins were made with.
// Source: Matsumoto & Nishimura 1998, doi:10.1145/272991.272995; spec/statistics.md A.2.

const N = 624;
const M = 397;

export class RandomState {
  private readonly state = new Uint32Array(N);
  private index = N;
  private gauss = NaN;

  /** Seed: a whole number below 2³². */
  constructor(seed: number) {
    const { state } = this;
    state[0] = seed;
    for (let i = 1; i < N; i++) {
      const previous = state[i - 1] as number;
      state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
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
