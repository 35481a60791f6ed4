// One block of permutations of a regression-like method. Each permutation makes all null X maps (or null Y maps) in place and hands
// them to the kernel, which keeps what the Y maps have in common: cross-products are made once per set of X maps, nothing is refitted.
import { kernelByName } from '../colocalize/kernels/kernels.js';
import type { Kernel, KernelOptions, KernelShape } from '../colocalize/kernels/kernel.js';
import type { Control } from './control.js';
import { KernelMapPreparer, type KernelPreparation } from './kernel-maps.js';
import { nullMakers, type NullMaps, type NullSource } from './null-maps.js';
import { StatisticSink, type StatisticOutput } from './null-output.js';
import type { FixedMaps } from './spun-correlator.js';

export interface KernelBlock {
  /** Row of the table of kernels. */
  method: string;
  options: KernelOptions;
  shape: Omit<KernelShape, 'maps' | 'parcels'>;
  source: NullSource;
  /** Maps that are permuted, as they are, `[map][parcel]`, NaN missing, shared. */
  moving: FixedMaps;
  /** Maps that stay, prepared. */
  fixed: FixedMaps;
  movingIsX: boolean;
  /** How null maps are prepared. */
  preparation: KernelPreparation;
  from: number;
  to: number;
  /** By statistic of the method; null: not kept. */
  outputs: (StatisticOutput | null)[];
}

/**
 * A thread that goes on where its last block of the same maps ended keeps its random generators, which could otherwise only be brought
 * there by drawing everything before. What is written does not depend on it.
 */
const loops = new WeakMap<FixedMaps, KernelLoop>();

export function runKernelBlock(block: KernelBlock, control: Control): void {
  const kept = loops.get(block.moving);
  const loop = kept?.next === block.from ? kept : new KernelLoop(block);
  loops.set(block.moving, loop);
  while (loop.next < block.to) {
    control.check();
    loop.step();
    control.advance(1);
  }
}

const rowsOf = ({ maps, parcels }: FixedMaps, values: Float64Array): Float64Array[] =>
  Array.from({ length: maps }, (_, m) => values.subarray(m * parcels, (m + 1) * parcels));

class KernelLoop {
  /** The permutation that comes next. */
  next: number;
  private readonly kernel: Kernel;
  private readonly makers: NullMaps[];
  private readonly nulls: Float64Array;
  private readonly nullRows: Float64Array[];
  private readonly yRows: Float64Array[];
  private readonly preparer: KernelMapPreparer;
  private readonly out: Float64Array[];
  private readonly sinks: (StatisticSink | null)[];
  private readonly movingIsX: boolean;

  constructor(block: KernelBlock) {
    const { moving, fixed, movingIsX, source, from } = block;
    const maker = kernelByName.get(block.method);
    if (!maker) throw new Error(`There is no kernel ${block.method}.`);
    const x = movingIsX ? moving : fixed;
    const y = movingIsX ? fixed : moving;
    this.next = from;
    this.movingIsX = movingIsX;
    this.kernel = maker.make({ ...block.shape, maps: x.maps, parcels: x.parcels }, block.options);
    this.makers = nullMakers(source, moving, [0, moving.maps], from);
    this.nulls = new Float64Array(moving.maps * moving.parcels);
    this.nullRows = rowsOf(moving, this.nulls);
    this.yRows = movingIsX ? rowsOf(fixed, fixed.values) : this.nullRows;
    this.preparer = new KernelMapPreparer(block.preparation, moving.parcels);
    this.out = this.kernel.statistics.map(
      ({ shape }) => new Float64Array(shape === 'pair' ? x.maps : 1),
    );
    this.sinks = block.outputs.map((output) => output && new StatisticSink(output, y.maps));
    if (!movingIsX) this.kernel.setX(fixed.values);
  }

  /** One permutation. */
  step(): void {
    const { makers, nullRows, yRows, kernel, out, sinks } = this;
    for (let m = 0; m < makers.length; m++) {
      const map = nullRows[m] as Float64Array;
      (makers[m] as NullMaps).next(map);
      this.preparer.prepare(map, m);
    }
    if (this.movingIsX) kernel.setX(this.nulls);
    for (let y = 0; y < yRows.length; y++) {
      kernel.run(yRows[y] as Float64Array, out);
      for (let s = 0; s < sinks.length; s++) sinks[s]?.take(out[s] as Float64Array, y, this.next);
    }
    for (let s = 0; s < sinks.length; s++) sinks[s]?.close(this.next);
    this.next++;
  }
}
