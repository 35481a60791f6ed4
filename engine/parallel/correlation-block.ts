// One block of permutations of correlations, made one permutation after the other: for enrichments, which keep one number per set (the
// correlations of single maps would take gigabytes with ten thousand genes), and wherever both sides move, so that nothing can be
// prepared once for all.
import { Aggregator, type Aggregation, type MapSet } from '../colocalize/aggregate.js';
import { DrawnSets, type DrawSource } from '../nulls/set-draws.js';
import { fisherZ } from '../stats/fisher.js';
import type { Control } from './control.js';
import { MapCorrelator, MapPreparer, type Preparation } from './map-correlator.js';
import { StatisticSink, type StatisticOutput } from './null-output.js';
import { SideMaps, type Side } from './side-maps.js';

/** Sets whose members are rows of the X maps. */
export interface AggregatedSets {
  sets: MapSet[];
  aggregation: Aggregation;
  /** Members are drawn from the X maps; null: they stay. */
  draws: DrawSource | null;
}

export interface CorrelationBlock {
  /** One of the two moves, or both. */
  x: Side<Preparation>;
  y: Side<Preparation>;
  /** Null: the columns are the X maps. */
  aggregated: AggregatedSets | null;
  from: number;
  to: number;
  /** Values are on the Fisher scale. */
  output: StatisticOutput;
}

export function runCorrelationBlock(block: CorrelationBlock, control: Control): void {
  const loop = new CorrelationLoop(block);
  for (let k = block.from; k < block.to; k++) {
    control.check();
    loop.step(k, control);
    control.advance(1);
  }
}

/** Null maps between two looks at the stop flag. */
const STRIDE = 64;

const AS_IS: Preparation = { ranked: false, z: null };

const sideMaps = (side: Side<Preparation>, from: number): SideMaps =>
  new SideMaps(side, new MapPreparer(side.moving?.preparation ?? AS_IS, side.maps.parcels), from);

class CorrelationLoop {
  /** The side whose null maps are made one by one and correlated with all maps of the other, which may have been made before. */
  private readonly walked: SideMaps;
  private readonly other: SideMaps;
  private readonly walkedIsX: boolean;
  private readonly correlator: MapCorrelator;
  private readonly drawn: DrawnSets | null;
  private readonly aggregator: Aggregator | null;
  private readonly sink: StatisticSink;
  private readonly map: Float64Array;
  private readonly correlations: Float64Array;
  /** Fisher z of every X map: one row for each Y map. */
  private readonly z: Float64Array[];
  private readonly perSet: Float64Array;

  constructor({ x, y, aggregated, from, output }: CorrelationBlock) {
    const walked = x.moving ?? y.moving;
    if (!walked) throw new Error('Neither side moves.');
    this.walkedIsX = x.moving !== null;
    const [walking, other] = this.walkedIsX ? [x, y] : [y, x];
    this.walked = sideMaps(walking, from);
    this.other = sideMaps(other, from);
    const { maps, parcels } = other.maps;
    this.correlator = new MapCorrelator(
      { maps, parcels, values: this.other.values },
      walked.preparation,
    );
    const { draws = null, sets = [] } = aggregated ?? {};
    this.drawn = draws && new DrawnSets(draws, sets, from);
    this.aggregator =
      aggregated && new Aggregator(this.drawn?.sets ?? sets, aggregated.aggregation);
    this.sink = new StatisticSink(output, y.maps.maps);
    this.map = new Float64Array(parcels);
    this.correlations = new Float64Array(maps);
    this.z = Array.from({ length: y.maps.maps }, () => new Float64Array(x.maps.maps));
    this.perSet = new Float64Array(sets.length);
  }

  /** Permutation `k`; they have to be asked for in order. */
  step(k: number, control: Control): void {
    const { walked, other, correlator, map } = this;
    if (other.moves) {
      other.next();
      correlator.refresh();
    }
    for (let m = 0; m < walked.rows.length; m++) {
      if (m % STRIDE === 0) control.check();
      walked.make(m, map);
      correlator.correlate(map, m, this.correlations);
      this.keep(m);
    }
    this.drawn?.next();
    for (let y = 0; y < this.z.length; y++) this.take(this.z[y] as Float64Array, y, k);
    this.sink.close(k);
  }

  private take(row: Float64Array, y: number, k: number): void {
    if (!this.aggregator) {
      this.sink.take(row, y, k);
      return;
    }
    this.aggregator.aggregate(row, this.perSet);
    this.sink.take(this.perSet, y, k);
  }

  /** Puts the correlations of one walked map in their places. */
  private keep(m: number): void {
    const { correlations, z, walkedIsX } = this;
    const own = z[walkedIsX ? 0 : m] as Float64Array;
    for (let f = 0; f < correlations.length; f++) {
      const value = fisherZ(correlations[f] as number);
      if (walkedIsX) (z[f] as Float64Array)[m] = value;
      else own[f] = value;
    }
  }
}
