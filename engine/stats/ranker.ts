// Ranks of one map after another without allocating: null maps have to be ranked tens of thousands of times. The position of a
// value is hidden in the lowest bits of its mantissa, so that the engine's own sort of floats orders positions, too.

/** Positions fit into this many bits. */
const POSITION = 0xffff;

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** Makes doubled centred mid-ranks of maps of up to 65,535 parcels. */
export class Ranker {
  private readonly keys: Float64Array;
  private readonly words: Uint32Array;
  private readonly order: Int32Array;
  /** The keys of the present values: of the same length for most nulls. */
  private used: Float64Array;
  private readonly low = littleEndian ? 0 : 1;

  constructor(parcels: number) {
    if (parcels > POSITION) throw new RangeError(`Maps have up to ${POSITION} parcels.`);
    this.keys = new Float64Array(parcels);
    this.words = new Uint32Array(this.keys.buffer);
    this.used = this.keys;
    this.order = new Int32Array(parcels);
  }

  /**
   * Twice the mid-rank minus its mean, whole numbers as in {@link doubledCentredRanks}. Missing stays NaN.
   * @param values finite or NaN
   * @param out may be `values` itself
   */
  rank(values: Float64Array, out: Float64Array): void {
    const present = this.sort(values);
    const { order } = this;
    // Equal values are found before any of them is overwritten.
    for (let start = 0; start < present;) {
      const value = values[order[start] as number];
      let end = start + 1;
      while (end < present && values[order[end] as number] === value) end++;
      const rank = start + end - present;
      for (let j = start; j < end; j++) out[order[j] as number] = rank;
      start = end;
    }
    if (out !== values) {
      for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) out[i] = NaN;
    }
  }

  /** Positions of the present values in ascending order into `order`; returns how many there are. */
  private sort(values: Float64Array): number {
    const { keys, words, order, low } = this;
    let present = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value !== value) continue;
      keys[present] = value;
      const at = 2 * present + low;
      words[at] = (((words[at] as number) & ~POSITION) | i) >>> 0;
      present++;
    }
    if (this.used.length !== present) this.used = keys.subarray(0, present);
    this.used.sort();
    for (let j = 0; j < present; j++) order[j] = (words[2 * j + low] as number) & POSITION;
    this.mend(values, present);
    return present;
  }

  /** Values that differ only in the bits that gave way to positions may stand in the wrong order: insertion mends the few. */
  private mend(values: Float64Array, present: number): void {
    const { order } = this;
    for (let j = 1; j < present; j++) {
      const position = order[j] as number;
      const value = values[position] as number;
      let i = j - 1;
      while (i >= 0 && (values[order[i] as number] as number) > value) {
        order[i + 1] = order[i] as number;
        i--;
      }
      order[i + 1] = position;
    }
  }
}
