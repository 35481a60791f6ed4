// The inner loop of the spin test: correlations of spun maps with fixed maps, without sorting and without building a null map.
// A spin is a list of sources; what a map needs of it is how often each source is drawn (c) and the sum of the fixed map's
// values over the places it is drawn to (w). Ranks follow from walking the presorted sources with a running count.
import { correlationFromSums, pearson } from '../stats/correlation.js';
import type { ConfoundMaps } from '../stats/residuals.js';
import { fewestShared, MapPreparer } from './map-correlator.js';

/** Maps that travel with the spin. All arrays are over the source parcels of one map after another. */
export interface MovingMaps {
  maps: number;
  parcels: number;
  /** Centred values `[map][parcel]`, NaN missing. Used by Pearson. */
  values: Float64Array;
  /** Present parcels in ascending order of value, `[map][parcel]`, padded by −1. Used by Spearman. */
  order: Int16Array;
  /** Number of present parcels per map. */
  present: Int32Array;
  /** 1 where the map has equal values, per map. */
  tied: Uint8Array;
}

/** Maps that stay. Centred values or doubled centred ranks `[map][parcel]`, NaN missing. */
export interface FixedMaps {
  maps: number;
  parcels: number;
  values: Float64Array;
}

/** Z maps that are regressed out of complete spun maps. */
export interface SpunConfounds {
  /** How many of the fixed maps, the last ones, are no maps but orthonormal rows that span the centred Z maps. */
  rows: number;
  /** The Z maps, ranked if maps are. */
  z: ConfoundMaps;
}

/**
 * Where less than this share of a null map is left when Z is regressed out, too many digits would cancel in the difference of sums: the
 * residuals are then made one by one.
 */
const CANCELLED = 1e-6;

/** Room for one spin at a time, made once per block of permutations. */
export class SpunCorrelator {
  /** Fixed maps that are correlated. */
  private readonly targets: number;
  private readonly fewest: number;
  private preparer: MapPreparer | null = null;
  private readonly counts: Float64Array;
  private readonly weights: Float64Array;
  private readonly squares: Float64Array;
  private readonly maskCounts: Float64Array;
  private readonly ranks: Float64Array;
  private readonly fixedComplete: boolean[];
  private readonly fixedSquares: number[];
  private readonly fixedSums: number[];
  private readonly orders: Int16Array[];
  /** True when some correlation needs the sums over shared places only. */
  private readonly masked: boolean;

  constructor(
    private readonly moving: MovingMaps,
    private readonly fixed: FixedMaps,
    private readonly ranked: boolean,
    private readonly confounds: SpunConfounds | null = null,
  ) {
    const { parcels } = moving;
    this.targets = fixed.maps - (confounds?.rows ?? 0);
    this.fewest = fewestShared(confounds?.z ?? null);
    this.counts = new Float64Array(parcels);
    this.weights = new Float64Array(fixed.maps * parcels);
    this.squares = new Float64Array(fixed.maps * parcels);
    this.maskCounts = new Float64Array(fixed.maps * parcels);
    this.ranks = new Float64Array(parcels);
    const rows = Array.from({ length: fixed.maps }, (_, f) =>
      fixed.values.subarray(f * parcels, (f + 1) * parcels),
    );
    this.fixedComplete = rows.map((row) => row.every((v) => v === v));
    this.fixedSums = rows.map((row) => row.reduce((sum, v) => sum + v, 0));
    this.fixedSquares = rows.map((row) => row.reduce((sum, v) => sum + v * v, 0));
    this.orders = Array.from({ length: moving.maps }, (_, m) =>
      moving.order.subarray(m * parcels, m * parcels + (moving.present[m] as number)),
    );
    this.masked =
      this.fixedComplete.includes(false) || moving.present.some((count) => count < parcels);
  }

  /**
   * Correlations of every moving map, spun, with every fixed map. With confounds only of maps that miss nothing: others are NaN,
   * because what Z explains of them differs from null to null.
   * @param sources source parcel of each parcel, −1 where there is none (the null is missing there)
   * @param out r as `[fixed][moving]`; NaN where it does not exist
   */
  correlate(sources: Int16Array, out: Float64Array): void {
    const covered = this.collect(sources);
    const { maps, parcels, present, tied } = this.moving;
    const single = this.ranked && this.fixed.maps === 1 && this.fixedComplete[0];
    for (let m = 0; m < maps; m++) {
      const complete = covered === parcels && present[m] === parcels;
      if (single && complete && !tied[m]) {
        out[m] = this.distinctCorrelation(m, parcels);
        continue;
      }
      if (this.confounds && !complete) {
        for (let f = 0; f < this.targets; f++) out[f * maps + m] = NaN;
        continue;
      }
      const { sum, squares } = this.ranked ? this.rank(m) : this.take(m);
      const left = this.confounds ? squares - this.explained() : squares;
      if (left < CANCELLED * squares) {
        this.residualCorrelations(m, sources, out);
        continue;
      }
      for (let f = 0; f < this.targets; f++) {
        out[f * maps + m] =
          complete && this.fixedComplete[f]
            ? this.completeCorrelation(f, parcels, sum, left)
            : this.maskedCorrelation(m, f);
      }
    }
  }

  /** Σ squares of what the Z maps explain of the spun map: its squared products with the rows that span them. */
  private explained(): number {
    let sum = 0;
    for (let f = this.targets; f < this.fixed.maps; f++) sum += this.product(f) ** 2;
    return sum;
  }

  /** The null map itself, its residuals, their correlations. */
  private residualCorrelations(m: number, sources: Int16Array, out: Float64Array): void {
    const { maps, parcels, values } = this.moving;
    const z = this.confounds?.z ?? null;
    this.preparer ??= new MapPreparer({ ranked: this.ranked, z }, parcels);
    const map = Float64Array.from(sources, (s) => values[m * parcels + s] as number);
    this.preparer.prepare(map, m);
    for (let f = 0; f < this.targets; f++) {
      const fixed = this.fixed.values.subarray(f * parcels, (f + 1) * parcels);
      out[f * maps + m] = pearson(map, fixed, this.fewest);
    }
  }

  /**
   * The common case in one walk: a complete map without ties against one complete fixed map. Doubled centred mid-rank of
   * the source at running count u with c draws: 2u + c − n.
   */
  private distinctCorrelation(m: number, parcels: number): number {
    const { counts, weights } = this;
    const order = this.orders[m] as Int16Array;
    let before = -parcels;
    let product = 0;
    let squares = 0;
    for (let j = 0; j < order.length; j++) {
      const s = order[j] as number;
      const c = counts[s] as number;
      const d = before + c;
      before = d + c;
      product += d * (weights[s] as number);
      squares += c * d * d;
    }
    const y = this.fixedSums[0] as number;
    return correlationFromSums(parcels, 0, y, squares, this.fixedSquares[0] as number, product);
  }

  /** c and, per fixed map, w by source; returns the number of parcels that have a source. */
  private collect(sources: Int16Array): number {
    const { counts, weights } = this;
    const { parcels, values, maps } = this.fixed;
    counts.fill(0);
    weights.fill(0);
    let covered = 0;
    for (let i = 0; i < parcels; i++) {
      const s = sources[i] as number;
      if (s < 0) continue;
      covered++;
      counts[s] = (counts[s] as number) + 1;
    }
    for (let f = 0; f < maps; f++) {
      const base = f * parcels;
      for (let i = 0; i < parcels; i++) {
        const s = sources[i] as number;
        const v = values[base + i] as number;
        if (s >= 0 && v === v) weights[base + s] = (weights[base + s] as number) + v;
      }
    }
    if (this.masked || covered < parcels) this.collectMask(sources);
    return covered;
  }

  /** Σ squares of the fixed maps and number of their present places, by source. */
  private collectMask(sources: Int16Array): void {
    const { squares, maskCounts } = this;
    const { parcels, values, maps } = this.fixed;
    squares.fill(0);
    maskCounts.fill(0);
    for (let at = 0; at < maps * parcels; at++) {
      const s = sources[at % parcels] as number;
      const v = values[at] as number;
      if (s < 0 || v !== v) continue;
      const cell = at - (at % parcels) + s;
      squares[cell] = (squares[cell] as number) + v * v;
      maskCounts[cell] = (maskCounts[cell] as number) + 1;
    }
  }

  /** Doubled centred mid-ranks of the spun map by source into `ranks`; Σ and Σ² over the places. */
  private rank(m: number): { sum: number; squares: number } {
    return this.moving.tied[m] ? this.rankTied(m) : this.rankDistinct(m);
  }

  private rankDistinct(m: number): { sum: number; squares: number } {
    const { counts, ranks } = this;
    const { order, parcels } = this.moving;
    const start = m * parcels;
    const end = start + (this.moving.present[m] as number);
    const total = this.drawn(start, end);
    let before = 0;
    let squares = 0;
    for (let j = start; j < end; j++) {
      const s = order[j] as number;
      const c = counts[s] as number;
      const d = before + before + c - total;
      before += c;
      ranks[s] = d;
      squares += c * d * d;
    }
    return { sum: 0, squares };
  }

  private rankTied(m: number): { sum: number; squares: number } {
    const { counts, ranks } = this;
    const { order, parcels, values } = this.moving;
    const start = m * parcels;
    const end = start + (this.moving.present[m] as number);
    const total = this.drawn(start, end);
    let before = 0;
    let squares = 0;
    for (let j = start; j < end;) {
      const value = values[start + (order[j] as number)];
      let c = 0;
      let stop = j;
      while (stop < end && values[start + (order[stop] as number)] === value) {
        c += counts[order[stop++] as number] as number;
      }
      const d = before + before + c - total;
      before += c;
      squares += c * d * d;
      for (; j < stop; j++) ranks[order[j] as number] = d;
    }
    return { sum: 0, squares };
  }

  /** Places whose source is a present parcel of the map. */
  private drawn(start: number, end: number): number {
    const { counts } = this;
    const { order } = this.moving;
    let total = 0;
    for (let j = start; j < end; j++) total += counts[order[j] as number] as number;
    return total;
  }

  /** Pearson: the spun values are the values; Σ and Σ² over the places. */
  private take(m: number): { sum: number; squares: number } {
    const { counts, ranks } = this;
    const { values, parcels } = this.moving;
    let sum = 0;
    let squares = 0;
    for (let s = 0; s < parcels; s++) {
      const v = values[m * parcels + s] as number;
      ranks[s] = v;
      if (v !== v) continue;
      const c = counts[s] as number;
      sum += c * v;
      squares += c * v * v;
    }
    return { sum, squares };
  }

  private completeCorrelation(f: number, parcels: number, sum: number, squares: number): number {
    return correlationFromSums(
      parcels,
      sum,
      this.fixedSums[f] as number,
      squares,
      this.fixedSquares[f] as number,
      this.product(f),
      this.fewest,
    );
  }

  /** Σ over the places of the spun map times a fixed one. */
  private product(f: number): number {
    const { ranks, weights } = this;
    const { parcels } = this.fixed;
    const base = f * parcels;
    let product = 0;
    for (let s = 0; s < parcels; s++) {
      product += (ranks[s] as number) * (weights[base + s] as number);
    }
    return product;
  }

  /** Over the places where both maps are present; ranks were made before, on all places of the spun map. */
  private maskedCorrelation(m: number, f: number): number {
    const { ranks, weights, squares, maskCounts } = this;
    const { order, parcels, present } = this.moving;
    const base = f * parcels;
    const start = m * parcels;
    const end = start + (present[m] as number);
    let n = 0;
    let x = 0;
    let xx = 0;
    let y = 0;
    let yy = 0;
    let xy = 0;
    for (let j = start; j < end; j++) {
      const s = order[j] as number;
      const c = maskCounts[base + s] as number;
      if (c === 0) continue;
      const r = ranks[s] as number;
      const w = weights[base + s] as number;
      n += c;
      x += c * r;
      xx += c * r * r;
      y += w;
      yy += squares[base + s] as number;
      xy += r * w;
    }
    return correlationFromSums(n, x, y, xx, yy, xy);
  }
}
