// Random numbers of the demo library: small, exact on every machine, one independent stream per name, so that adding a
// map changes no other one. Nothing of an analysis draws from here; that is engine/nulls' business.

/** A stream of random numbers. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  uniform: () => number;
  /** Approximately standard normal: twelve uniforms minus six (Irwin–Hall), free of logarithms and cosines. */
  normal: () => number;
}

/** FNV-1a of a text, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return value | 0;
}

/** The stream of a name: sfc32 (C. Doty-Humphrey, PractRand) seeded with the seed and the name's hash. */
export function random(seed: number, name: string): Random {
  let a = seed | 0;
  let b = hash(name);
  let c = hash(`${name}#${seed}`);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let i = 0; i < 16; i++) next();
  return {
    uniform: next,
    normal: () => {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += next();
      return sum;
    },
  };
}
