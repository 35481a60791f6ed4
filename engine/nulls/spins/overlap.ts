// How parcels overlap after spins of the vertices (`cornblath`), as sparse rows: of each spin and parcel only the parcels that its
// vertices come from, four bytes each. Source: Cornblath et al. 2020, doi:10.1038/s42003-020-0961-x; spec/statistics.md 4.10.

/** The overlaps of some spins in a row; arrays are shared. */
export interface OverlapChunk {
  spins: number;
  /** First entry of each row `[spin][parcel]`, and one past the last of all. */
  starts: Int32Array;
  /** Source parcel in the upper 16 bits, number of its vertices that land in the parcel in the lower. */
  entries: Int32Array;
}

/** Null maps by overlap. */
export interface OverlapSource {
  kind: 'overlap';
  /** Every chunk but the last holds as many spins as the first. */
  chunks: OverlapChunk[];
  /** Vertices of each parcel, shared. */
  sizes: Float64Array;
  /** Permutation k takes spin k + shift, the first after the last; absent: 0. */
  shift?: number;
}

/** More vertices stand in several entries. */
export const MOST_VERTICES = 0xffff;

export const entryOf = (source: number, vertices: number): number => (source << 16) | vertices;

/**
 * null_j = Σ_i T[j,i] x_i with T[j,i] the share of the vertices of parcel i that land in j. Rows are not brought to sum 1, unless the
 * map misses parcels: then their weights do not count and every row is divided by the sum of the others. A row without weight is NaN.
 */
export class OverlapMaps {
  /** x_i / size_i, 0 where the map has no value. */
  private readonly values: Float64Array;
  /** 1 / size_i, 0 where the map has no value. */
  private readonly shares: Float64Array;
  private readonly complete: boolean;
  private readonly perChunk: number;

  /** @param map `[parcel]`, NaN missing */
  constructor(
    private readonly source: OverlapSource,
    map: Float64Array,
  ) {
    const { sizes, chunks } = source;
    this.values = map.map((x, i) => (x === x ? x / (sizes[i] as number) : 0));
    this.shares = map.map((x, i) => (x === x ? 1 / (sizes[i] as number) : 0));
    this.complete = map.every((x) => x === x);
    this.perChunk = chunks[0]?.spins ?? 1;
  }

  /** Writes the null map of a spin. */
  write(spin: number, out: Float64Array): void {
    const { values, shares, complete, perChunk } = this;
    const chunk = this.source.chunks[Math.floor(spin / perChunk)] as OverlapChunk;
    const { starts, entries } = chunk;
    const row = (spin % perChunk) * out.length;
    for (let j = 0; j < out.length; j++) {
      let sum = 0;
      let share = 0;
      const end = starts[row + j + 1] as number;
      for (let at = starts[row + j] as number; at < end; at++) {
        const entry = entries[at] as number;
        const vertices = entry & MOST_VERTICES;
        sum += vertices * (values[entry >>> 16] as number);
        share += vertices * (shares[entry >>> 16] as number);
      }
      out[j] = share > 0 ? (complete ? sum : sum / share) : NaN;
    }
  }
}
