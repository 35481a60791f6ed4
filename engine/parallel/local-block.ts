// One block of permutations of a local colocalization. Null values are counted at once and not kept (they would be permutations ×
// pairs × parcels): how many are as extreme as the observed value, and how many largest ones over parcels are (Westfall & Young 1993).
// Counts are whole numbers, so that the order in which blocks add theirs does not matter.
import { TIE } from '../inference/p-values.js';
import type { Control } from './control.js';
import { KernelMapPreparer, type KernelPreparation } from './kernel-maps.js';
import { LocalStatistic, rows, type LocalShape } from './local-statistic.js';
import { MapPreparer } from './map-correlator.js';
import { nullMakers, type NullMaps, type NullSource } from './null-maps.js';
import type { FixedMaps } from './spun-correlator.js';

export interface LocalBlock {
  of: LocalShape;
  source: NullSource;
  /** Maps that are permuted, as they are, shared. */
  moving: FixedMaps;
  /** Maps that stay, prepared, shared. */
  fixed: FixedMaps;
  movingIsX: boolean;
  preparation: KernelPreparation;
  /** |observed| of the tested rows `[row][column][parcel]`, NaN missing; shared. */
  observed: Float64Array;
  /** Parcels of each row and column, most extreme first, −1 behind the last; shared. */
  order: Int32Array;
  correction: 'maxT' | 'step_maxT' | null;
  counts: LocalCounts;
  from: number;
  to: number;
}

/** All `[row][column][parcel]`, shared. */
export interface LocalCounts {
  /** Nulls that are there, and of them at least as extreme as the observed value. */
  there: Int32Array;
  extreme: Int32Array;
  /** The same of the largest null over parcels. */
  largestThere: Int32Array;
  largestExtreme: Int32Array;
}

/** A thread that goes on where it ended keeps its random generators. */
const loops = new WeakMap<FixedMaps, LocalLoop>();

export function runLocalBlock(block: LocalBlock, control: Control): void {
  const kept = loops.get(block.moving);
  const loop = kept?.next === block.from ? kept : new LocalLoop(block);
  loops.set(block.moving, loop);
  while (loop.next < block.to) {
    control.check();
    loop.step();
    control.advance(1);
  }
  loop.addTo(block.counts);
}

class LocalLoop {
  next: number;
  private readonly statistic: LocalStatistic;
  private readonly makers: NullMaps[];
  private readonly nulls: Float64Array;
  private readonly nullRows: Float64Array[];
  private readonly fixedRows: Float64Array[];
  private readonly preparer: { prepare(map: Float64Array, row: number): void };
  private readonly each: Float64Array;
  private readonly tested: Float64Array;
  private readonly counts: LocalCounts;

  constructor(private readonly block: LocalBlock) {
    const { of, moving, fixed, movingIsX, source, preparation, from } = block;
    this.next = from;
    this.statistic = new LocalStatistic(of);
    this.makers = nullMakers(source, moving, [0, moving.maps], from);
    this.nulls = new Float64Array(moving.maps * moving.parcels);
    this.nullRows = rows(this.nulls, moving.maps, moving.parcels);
    this.fixedRows = rows(fixed.values, fixed.maps, fixed.parcels);
    this.preparer = of.kernel
      ? new KernelMapPreparer(preparation, moving.parcels)
      : new MapPreparer(preparation, moving.parcels);
    const width = this.statistic.columns * of.parcels;
    this.each = new Float64Array(of.yMaps * width);
    this.tested = of.pooled ? new Float64Array(width) : this.each;
    const count = (): Int32Array => new Int32Array(block.observed.length);
    this.counts = {
      there: count(),
      extreme: count(),
      largestThere: count(),
      largestExtreme: count(),
    };
    if (!movingIsX) this.statistic.setX(fixed.values);
  }

  /** One permutation. */
  step(): void {
    const { makers, nullRows, fixedRows, statistic, each, tested, block } = this;
    for (let m = 0; m < makers.length; m++) {
      const map = nullRows[m] as Float64Array;
      (makers[m] as NullMaps).next(map);
      this.preparer.prepare(map, m);
    }
    if (block.movingIsX) statistic.setX(this.nulls);
    if (block.movingIsX) statistic.run(nullRows, fixedRows, each);
    else statistic.run(fixedRows, nullRows, each);
    if (block.of.pooled) statistic.poolRows(each, block.of.pooled, tested);
    const { parcels } = block.of;
    for (let at = 0; at < tested.length; at += parcels) this.count(at);
    this.next++;
  }

  /** Counts the parcels of one row and column. */
  private count(at: number): void {
    const { tested, counts, block } = this;
    const { observed, order, correction } = block;
    const { parcels } = block.of;
    let end = 0;
    while (end < parcels && (order[at + end] as number) >= 0) end++;
    let largest = NaN;
    for (let k = end - 1; k >= 0; k--) {
      const i = at + (order[at + k] as number);
      const value = Math.abs(tested[i] as number);
      if (value === value) {
        counts.there[i] = (counts.there[i] as number) + 1;
        if (value >= (observed[i] as number) - TIE)
          counts.extreme[i] = (counts.extreme[i] as number) + 1;
        if (!(value <= largest)) largest = value;
      }
      if (correction === 'step_maxT') this.countLargest(i, largest);
    }
    if (correction === 'maxT')
      for (let k = 0; k < end; k++) this.countLargest(at + (order[at + k] as number), largest);
  }

  private countLargest(i: number, largest: number): void {
    if (largest !== largest) return;
    const { largestThere, largestExtreme } = this.counts;
    largestThere[i] = (largestThere[i] as number) + 1;
    if (largest >= (this.block.observed[i] as number) - TIE)
      largestExtreme[i] = (largestExtreme[i] as number) + 1;
  }

  /** Hands over what was counted since the last time. */
  addTo(shared: LocalCounts): void {
    for (const name of ['there', 'extreme', 'largestThere', 'largestExtreme'] as const) {
      const own = this.counts[name];
      for (let i = 0; i < own.length; i++)
        if (own[i]) Atomics.add(shared[name], i, own[i] as number);
      own.fill(0);
    }
  }
}
