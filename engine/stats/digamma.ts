// The digamma function at whole numbers, as nearest-neighbour estimates of entropy need it.

const EULER = 0.577_215_664_901_532_9;

/** ψ(0…last); ψ(m) = −γ + Σ_{i<m} 1/i, and NaN at 0 where it has a pole. */
export function digammas(last: number): Float64Array {
  const out = new Float64Array(last + 1).fill(NaN);
  let sum = -EULER;
  for (let m = 1; m <= last; m++) {
    out[m] = sum;
    sum += 1 / m;
  }
  return out;
}
