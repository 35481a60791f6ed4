// numpy's SeedSequence: spreads an integer seed over the state words of a generator (O'Neill's seed_seq_fe).
// Source: numpy.random.SeedSequence documentation; M. O'Neill, "Developing a seed_seq Alternative" (2015). Spec: statistics.md A.1.

const POOL = 4;

/** `words` 32-bit words for an integer seed ≥ 0 (below 2⁵³). Throws RangeError for anything else. */
export function seedSequence(seed: number, words: number): Uint32Array {
  const pool = mixEntropy(entropyWords(seed));
  const out = new Uint32Array(words);
  let hash = 0x8b51f9dd;
  for (let i = 0; i < words; i++) {
    let value = (pool[i % POOL] as number) ^ hash;
    hash = Math.imul(hash, 0x58f38ded);
    value = Math.imul(value, hash);
    out[i] = value ^ (value >>> 16);
  }
  return out;
}

function entropyWords(seed: number): number[] {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`A seed is a whole number from 0 to 2^53 - 1, not ${seed}.`);
  }
  const words = [seed >>> 0];
  if (seed > 0xffffffff) words.push(Math.floor(seed / 0x100000000));
  return words;
}

function mixEntropy(entropy: number[]): Uint32Array {
  const pool = new Uint32Array(POOL);
  let hash = 0x43b0d7e5;
  const hashmix = (word: number): number => {
    let value = word ^ hash;
    hash = Math.imul(hash, 0x931e8875);
    value = Math.imul(value, hash);
    return (value ^ (value >>> 16)) >>> 0;
  };
  for (let i = 0; i < POOL; i++) pool[i] = hashmix(entropy[i] ?? 0);
  for (let source = 0; source < POOL; source++) {
    for (let target = 0; target < POOL; target++) {
      if (source === target) continue;
      pool[target] = mix(pool[target] as number, hashmix(pool[source] as number));
    }
  }
  return pool;
}

function mix(x: number, y: number): number {
  const result = (Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y)) >>> 0;
  return (result ^ (result >>> 16)) >>> 0;
}
