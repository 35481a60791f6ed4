// Tells spins apart: a hash table of positions in the index itself, so that a hundred thousand spins need no copies of their sources.

const FREE = 0;
const IDENTITY = 1;

export class SeenSpins {
  private readonly slots: Int32Array;
  private readonly identity: Int16Array;

  /**
   * @param index source parcels `[spin][parcel]`
   * @param own parcels that are spun; the identity, which counts as seen, leaves them in place and has no source for others
   */
  constructor(
    private readonly index: Int16Array,
    private readonly parcels: number,
    own: Iterable<number>,
  ) {
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2((2 * index.length) / parcels + 4)));
    this.identity = new Int16Array(parcels).fill(-1);
    for (const parcel of own) this.identity[parcel] = parcel;
    this.slots[this.slot(this.identity)] = IDENTITY;
  }

  /** True for the sources of a spin that was added, and for the identity. */
  has(sources: Int16Array): boolean {
    return this.slots[this.slot(sources)] !== FREE;
  }

  /** Notes the spin that stands at a position of the index; it must not be known yet. */
  add(spin: number): void {
    this.slots[this.slot(this.row(spin))] = spin + 2;
  }

  /** The sources of the spin at a position of the index. */
  row(spin: number): Int16Array {
    return this.index.subarray(spin * this.parcels, (spin + 1) * this.parcels);
  }

  /** Where these sources stand, or would stand. */
  private slot(sources: Int16Array): number {
    const mask = this.slots.length - 1;
    let hash = 0x811c9dc5;
    for (let i = 0; i < sources.length; i++) {
      hash = Math.imul(hash ^ (sources[i] as number), 0x01000193);
    }
    let at = (hash ^ (hash >>> 15)) & mask;
    while (this.slots[at] !== FREE && !this.equal(this.slots[at] as number, sources)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private equal(kept: number, sources: Int16Array): boolean {
    const other = kept === IDENTITY ? this.identity : this.row(kept - 2);
    for (let i = 0; i < sources.length; i++) if (sources[i] !== other[i]) return false;
    return true;
  }
}

/** How many spins repeat an earlier one or the identity, told from the index `[spin][parcel]`. */
export function repeatedSpins(index: Int16Array, parcels: number, own: Iterable<number>): number {
  const seen = new SeenSpins(index, parcels, own);
  let repeats = 0;
  for (let spin = 0; spin < index.length / parcels; spin++) {
    if (seen.has(seen.row(spin))) repeats++;
    else seen.add(spin);
  }
  return repeats;
}
