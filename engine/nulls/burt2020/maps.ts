// Null maps with the variogram of a map: batches of surrogates, each batch from a generator of its own (spec/statistics.md 4.8).
// Source: Burt et al. 2020, doi:10.1016/j.neuroimage.2020.117038.
import { Sorter } from '../../stats/sorter.js';
import { RandomState } from '../rng/mt19937.js';
import type { Geometry } from './geometry.js';
import { SIDE_BY_SIDE, VariogramMatcher } from './matcher.js';
import type { Burt2020Options } from './options.js';

/** One block of one pattern of missing parcels. */
export interface Burt2020Block {
  /** Positions of the parcels in the whole list. */
  parcels: Int32Array;
  geometry: Geometry | null;
}

export interface Burt2020Source {
  kind: 'burt2020';
  /** Batch b of map i comes from `RandomState(s_b)`, s = `RandomState(seed + i).randint(2**31 - 1, size=batches)`, in every block. */
  seed: number;
  /** Null maps in all, which decides the size of the last batch. */
  permutations: number;
  options: Pick<Burt2020Options, 'resample' | 'batchSize'>;
  /** Maps that miss the same parcels share their blocks. */
  blocks: Burt2020Block[];
  /** Positions in `blocks`, `[map][block]`. */
  blocksOfMap: number[][];
}

/** Largest seed of a batch. */
const LAST_SEED = 2 ** 31 - 2;

/** Null maps of one map, beginning with permutation `from`. */
export function burt2020Maps(
  source: Burt2020Source,
  values: Float64Array,
  map: number,
  from: number,
): { next(out: Float64Array): void } {
  const { permutations, options } = source;
  const rng = new RandomState(source.seed + map);
  const batches = Math.ceil(permutations / options.batchSize);
  const seeds = Float64Array.from({ length: batches }, () => rng.interval(LAST_SEED));
  const parts = (source.blocksOfMap[map] ?? []).flatMap((at) => {
    const { parcels, geometry } = source.blocks[at] as Burt2020Block;
    return geometry ? [new BatchedSurrogates(parcels, geometry, values, source, seeds)] : [];
  });
  let at = from;
  return {
    next(out) {
      out.fill(NaN);
      for (const part of parts) part.write(at, out);
      at++;
    },
  };
}

class BatchedSurrogates {
  private readonly map: Float64Array;
  private readonly sorted: Float64Array;
  private readonly matcher: VariogramMatcher;
  /** Of the present batch, `[parcel][surrogate]`. */
  private readonly uniform: Float64Array;
  private readonly normal: Float64Array;
  private readonly permuted: Float64Array;
  private readonly column: Float64Array;
  private readonly order: Int32Array;
  private readonly sorter: Sorter;
  /** Surrogates in the present batch. */
  private width = 0;
  private batch = -1;
  /** First of the surrogates that are matched, in the whole count. */
  private ready = -1;

  constructor(
    private readonly parcels: Int32Array,
    geometry: Geometry,
    values: Float64Array,
    private readonly source: Pick<Burt2020Source, 'permutations' | 'options'>,
    private readonly seeds: Float64Array,
  ) {
    const n = parcels.length;
    const most = Math.min(source.options.batchSize, source.permutations);
    this.map = Float64Array.from(parcels, (i) => values[i] as number);
    this.sorted = this.map.slice().sort();
    this.matcher = new VariogramMatcher(geometry, this.map);
    this.uniform = new Float64Array(n * most);
    this.normal = new Float64Array(n * most);
    this.permuted = new Float64Array(n * SIDE_BY_SIDE);
    this.column = new Float64Array(n);
    this.order = new Int32Array(n);
    this.sorter = new Sorter(n);
  }

  /** Surrogate `at` into its parcels. */
  write(at: number, out: Float64Array): void {
    const { batchSize } = this.source.options;
    const batch = Math.floor(at / batchSize);
    if (batch !== this.batch) this.draw(batch);
    const inBatch = at - batch * batchSize;
    const side = inBatch % SIDE_BY_SIDE;
    if (at - side !== this.ready) this.matchFrom(inBatch - side, at - side);
    this.finish(inBatch, side);
    const { column, parcels, order, sorted } = this;
    if (!this.source.options.resample) {
      this.takeMean();
      for (let i = 0; i < parcels.length; i++) out[parcels[i] as number] = column[i] as number;
      return;
    }
    this.sorter.sort(column, order);
    for (let rank = 0; rank < order.length; rank++) {
      out[parcels[order[rank] as number] as number] = sorted[rank] as number;
    }
  }

  /** `random_sample((n, m))`, then `randn(n, m)`. */
  private draw(batch: number): void {
    const { batchSize } = this.source.options;
    this.width = Math.min(batchSize, this.source.permutations - batch * batchSize);
    const rng = new RandomState(this.seeds[batch] as number);
    const count = this.parcels.length * this.width;
    for (let i = 0; i < count; i++) this.uniform[i] = rng.random();
    for (let i = 0; i < count; i++) this.normal[i] = rng.normal();
    this.batch = batch;
    this.ready = -1;
  }

  /** Permutes by `argsort` down the columns, and matches a few columns at once. */
  private matchFrom(first: number, ready: number): void {
    const { column, uniform, permuted, order, map, width } = this;
    for (let side = 0; side < SIDE_BY_SIDE; side++) {
      // Beyond the last surrogate the last one is matched again.
      const at = Math.min(first + side, width - 1);
      for (let i = 0; i < column.length; i++) column[i] = uniform[i * width + at] as number;
      this.sorter.sort(column, order);
      for (let i = 0; i < column.length; i++) {
        permuted[i * SIDE_BY_SIDE + side] = map[order[i] as number] as number;
      }
    }
    this.matcher.match(permuted);
    this.ready = ready;
  }

  /** √|β|·smoothed + √|α|·noise, into `column`. */
  private finish(inBatch: number, side: number): void {
    const { column, matcher, normal, width } = this;
    const smooth = Math.sqrt(Math.abs(matcher.beta[side] as number));
    const noise = Math.sqrt(Math.abs(matcher.alpha[side] as number));
    for (let i = 0; i < column.length; i++) {
      column[i] =
        smooth * (matcher.best[i * SIDE_BY_SIDE + side] as number)
        + noise * (normal[i * width + inBatch] as number);
    }
  }

  private takeMean(): void {
    const { column } = this;
    let mean = 0;
    for (let i = 0; i < column.length; i++) mean += column[i] as number;
    mean /= column.length;
    for (let i = 0; i < column.length; i++) column[i] = (column[i] as number) - mean;
  }
}
