// Null maps of the spatial autoregressive model: noise made as smooth as the map, which then lends it its values.
// Source: Burt et al. 2018, doi:10.1038/s41593-018-0195-0; spec/statistics.md 4.8.
import { SIDE_BY_SIDE, solveFour } from '../../stats/lu.js';
import { Sorter } from '../../stats/sorter.js';
import { integers } from '../rng/integers.js';
import { Pcg64 } from '../rng/pcg64.js';
import { standardNormal } from '../rng/ziggurat.js';

/** The model of one map in one block. */
export interface Burt2018Block {
  /** Positions of the parcels in the whole list. */
  parcels: Int32Array;
  /** LU factors of I − ρA, shared; null for a constant map, which stays as it is. */
  factors: Float64Array | null;
  /** Rows of the factors. */
  order: Int32Array;
}

export interface Burt2018Source {
  kind: 'burt2018';
  /** Null j of map i comes from `default_rng(s_j)`, s = `default_rng(seed + i).integers(2**31 - 1, size=n)`, in every block. */
  seed: number;
  /** Null maps in all, which decides how many seeds are drawn. */
  permutations: number;
  /** `[map][block]`. */
  blocks: Burt2018Block[][];
}

/** Largest seed of a null map, plus one. */
const SEEDS = 2 ** 31 - 1;

/** Null maps of one map, beginning with permutation `from`. */
export function burt2018Maps(
  source: Burt2018Source,
  values: Float64Array,
  map: number,
  from: number,
): { next(out: Float64Array): void } {
  const seeds = integers(new Pcg64(source.seed + map), SEEDS, source.permutations);
  const parts = (source.blocks[map] ?? []).map(
    (block) => new BlockSurrogates(block, values, seeds),
  );
  let at = from;
  return {
    next(out) {
      out.fill(NaN);
      for (const part of parts) part.write(at, out);
      at++;
    },
  };
}

/** Makes a few surrogates of one block at a time, so that the factors are read once for all of them. */
export class BlockSurrogates {
  private readonly sorted: Float64Array;
  private readonly noise: Float64Array;
  private readonly smooth: Float64Array;
  private readonly column: Float64Array;
  private readonly order: Int32Array;
  private readonly sorter: Sorter;
  /** First of the surrogates that are ready. */
  private ready = -1;

  constructor(
    private readonly block: Burt2018Block,
    values: Float64Array,
    private readonly seeds: Float64Array,
  ) {
    const { parcels } = block;
    const n = parcels.length;
    this.sorted = Float64Array.from(parcels, (i) => values[i] as number).sort();
    this.noise = new Float64Array(n * SIDE_BY_SIDE);
    this.smooth = new Float64Array(n * SIDE_BY_SIDE);
    this.column = new Float64Array(n);
    this.order = new Int32Array(n);
    this.sorter = new Sorter(n);
  }

  /** Surrogate `at` into its parcels. */
  write(at: number, out: Float64Array): void {
    const { parcels, factors } = this.block;
    if (!factors) {
      for (let i = 0; i < parcels.length; i++) out[parcels[i] as number] = this.sorted[i] as number;
      return;
    }
    const first = at - (at % SIDE_BY_SIDE);
    if (first !== this.ready) this.make(first, factors);
    this.place(at - first, out);
  }

  private make(first: number, factors: Float64Array): void {
    const { noise, seeds } = this;
    for (let side = 0; side < SIDE_BY_SIDE; side++) {
      const seed = seeds[first + side];
      if (seed === undefined) break;
      const generator = new Pcg64(seed);
      for (let i = side; i < noise.length; i += SIDE_BY_SIDE) noise[i] = standardNormal(generator);
    }
    this.solve(factors, noise);
    this.ready = first;
  }

  /** (I − ρA)·z = e for some e, `[parcel][side]`. */
  solve(factors: Float64Array, noise: Float64Array): void {
    solveFour(factors, this.block.order, noise, this.smooth);
  }

  /** The map's own values in the order of the smooth noise of one side. */
  place(side: number, out: Float64Array): void {
    const { column, smooth, order, sorted, block } = this;
    for (let i = 0; i < column.length; i++) column[i] = smooth[i * SIDE_BY_SIDE + side] as number;
    this.sorter.sort(column, order);
    for (let rank = 0; rank < order.length; rank++) {
      out[block.parcels[order[rank] as number] as number] = sorted[rank] as number;
    }
  }
}
