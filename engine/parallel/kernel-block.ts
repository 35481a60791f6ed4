// One block of permutations of a regression-like method. Each permutation makes all null maps of the sides that move in place and hands
// them to the kernel, which keeps what the Y maps have in common: cross-products are made once per set of X maps, nothing is refitted.
import { kernelByName } from '../colocalize/kernels/kernels.js';
import type { Kernel, KernelOptions, KernelShape } from '../colocalize/kernels/kernel.js';
import type { Control } from './control.js';
import { kernelSideMaps, type KernelPreparation } from './kernel-maps.js';
import { StatisticSink, type StatisticOutput } from './null-output.js';
import type { Side, SideMaps } from './side-maps.js';

export interface KernelBlock {
  /** Row of the table of kernels. */
  method: string;
  options: KernelOptions;
  shape: Omit<KernelShape, 'maps' | 'parcels'>;
  /** One of the two moves, or both. */
  x: Side<KernelPreparation>;
  y: Side<KernelPreparation>;
  from: number;
  to: number;
  /** By statistic of the method; null: not kept. */
  outputs: (StatisticOutput | null)[];
}

/**
 * A thread that goes on where its last block of the same maps ended keeps its random generators, which could otherwise only be brought
 * there by drawing everything before. What is written does not depend on it.
 */
const loops = new WeakMap<KernelBlock['outputs'], KernelLoop>();

export function runKernelBlock(block: KernelBlock, control: Control): void {
  const kept = loops.get(block.outputs);
  const loop = kept?.next === block.from ? kept : new KernelLoop(block);
  loops.set(block.outputs, loop);
  while (loop.next < block.to) {
    control.check();
    loop.step();
    control.advance(1);
  }
}

class KernelLoop {
  /** The permutation that comes next. */
  next: number;
  private readonly kernel: Kernel;
  private readonly x: SideMaps;
  private readonly y: SideMaps;
  private readonly out: Float64Array[];
  private readonly sinks: (StatisticSink | null)[];

  constructor({ method, options, shape, x, y, from, outputs }: KernelBlock) {
    const maker = kernelByName.get(method);
    if (!maker) throw new Error(`There is no kernel ${method}.`);
    const { maps, parcels } = x.maps;
    this.next = from;
    this.kernel = maker.make({ ...shape, maps, parcels }, options);
    this.x = kernelSideMaps(x, from);
    this.y = kernelSideMaps(y, from);
    this.out = this.kernel.statistics.map(
      ({ shape: of }) => new Float64Array(of === 'pair' ? maps : 1),
    );
    this.sinks = outputs.map((output) => output && new StatisticSink(output, y.maps.maps));
    if (!this.x.moves) this.kernel.setX(this.x.values);
  }

  /** One permutation. */
  step(): void {
    const { x, y, kernel, out, sinks } = this;
    x.next();
    y.next();
    if (x.moves) kernel.setX(x.values);
    for (let row = 0; row < y.rows.length; row++) {
      kernel.run(y.rows[row] as Float64Array, out);
      for (let s = 0; s < sinks.length; s++) sinks[s]?.take(out[s] as Float64Array, row, this.next);
    }
    for (let s = 0; s < sinks.length; s++) sinks[s]?.close(this.next);
    this.next++;
  }
}
