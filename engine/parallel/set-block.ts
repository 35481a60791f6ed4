// One block of an enrichment by correlations: each permutation makes its null maps, correlates them, and keeps one number per set.
// The correlations of single maps are not stored: with ten thousand genes they would take gigabytes.
import { Aggregator, type Aggregation, type MapSet } from '../colocalize/aggregate.js';
import { fisherZ } from '../stats/fisher.js';
import type { Control } from './control.js';
import { MapCorrelator, type Preparation } from './map-correlator.js';
import { nullMakers, type NullMaps, type NullSource } from './null-maps.js';
import { StatisticSink, type StatisticOutput } from './null-output.js';
import type { FixedMaps } from './spun-correlator.js';

export interface SetBlock {
  source: NullSource;
  /** Maps that are permuted, as they are, `[map][parcel]`, NaN missing, shared. */
  moving: FixedMaps;
  /** Maps that stay, prepared (ranked, residuals). */
  fixed: FixedMaps;
  /** True: the X maps are permuted. */
  movingIsX: boolean;
  preparation: Preparation;
  /** Members are rows of the X maps. */
  sets: MapSet[];
  aggregation: Aggregation;
  from: number;
  to: number;
  /** Columns are the sets; values are on the Fisher scale. */
  output: StatisticOutput;
}

export function runSetBlock(block: SetBlock, control: Control): void {
  const loop = new SetLoop(block);
  for (let k = block.from; k < block.to; k++) {
    control.check();
    loop.step(k, control);
    control.advance(1);
  }
}

/** Null maps between two looks at the stop flag. */
const STRIDE = 64;

class SetLoop {
  private readonly makers: NullMaps[];
  private readonly correlator: MapCorrelator;
  private readonly aggregator: Aggregator;
  private readonly sink: StatisticSink;
  private readonly map: Float64Array;
  private readonly correlations: Float64Array;
  /** Fisher z of every X map, `[y][x]`. */
  private readonly z: Float64Array;
  private readonly row: Float64Array;
  private readonly yMaps: number;
  private readonly xMaps: number;

  constructor(private readonly block: SetBlock) {
    const { source, moving, fixed, movingIsX, from, sets } = block;
    this.xMaps = movingIsX ? moving.maps : fixed.maps;
    this.yMaps = movingIsX ? fixed.maps : moving.maps;
    this.makers = nullMakers(source, moving, [0, moving.maps], from);
    this.correlator = new MapCorrelator(fixed, block.preparation);
    this.aggregator = new Aggregator(sets, block.aggregation);
    this.sink = new StatisticSink(block.output, this.yMaps);
    this.map = new Float64Array(moving.parcels);
    this.correlations = new Float64Array(fixed.maps);
    this.z = new Float64Array(this.yMaps * this.xMaps);
    this.row = new Float64Array(sets.length);
  }

  /** Permutation `k`; they have to be asked for in order. */
  step(k: number, control: Control): void {
    const { makers, z, xMaps, yMaps, row } = this;
    for (let m = 0; m < makers.length; m++) {
      if (m % STRIDE === 0) control.check();
      (makers[m] as NullMaps).next(this.map);
      this.correlator.correlate(this.map, m, this.correlations);
      this.keep(m);
    }
    for (let y = 0; y < yMaps; y++) {
      this.aggregator.aggregate(z.subarray(y * xMaps, (y + 1) * xMaps), row);
      this.sink.take(row, y, k);
    }
    this.sink.close(k);
  }

  private keep(m: number): void {
    const { correlations, z, xMaps } = this;
    const [start, stride] = this.block.movingIsX ? [m, xMaps] : [m * xMaps, 1];
    for (let f = 0; f < correlations.length; f++) {
      z[start + f * stride] = fisherZ(correlations[f] as number);
    }
  }
}
