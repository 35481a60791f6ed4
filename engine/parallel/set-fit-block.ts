// One block of permutations of an enrichment by a regression-like method: null maps are made and prepared, each set is fitted anew.
import type { Control } from './control.js';
import { KernelMapPreparer, type KernelPreparation } from './kernel-maps.js';
import { nullMakers, type NullSource } from './null-maps.js';
import { StatisticSink, type StatisticOutput } from './null-output.js';
import { SetFits, type SetFitShape } from './set-fits.js';
import type { FixedMaps } from './spun-correlator.js';

export interface SetFitBlock extends SetFitShape {
  source: NullSource;
  /** Maps that are permuted, as they are, `[map][parcel]`, NaN missing, shared. */
  moving: FixedMaps;
  /** Maps that stay, prepared. */
  fixed: FixedMaps;
  movingIsX: boolean;
  preparation: KernelPreparation;
  from: number;
  to: number;
  /** By statistic of the method, columns are sets; null: not kept. */
  outputs: (StatisticOutput | null)[];
}

const rowsOf = ({ maps, parcels }: FixedMaps, values: Float64Array): Float64Array[] =>
  Array.from({ length: maps }, (_, m) => values.subarray(m * parcels, (m + 1) * parcels));

export function runSetFitBlock(block: SetFitBlock, control: Control): void {
  const { moving, fixed, movingIsX, sets, outputs } = block;
  const fits = new SetFits(block);
  const makers = nullMakers(block.source, moving, [0, moving.maps], block.from);
  const preparer = new KernelMapPreparer(block.preparation, moving.parcels);
  const nulls = new Float64Array(moving.maps * moving.parcels);
  const nullRows = rowsOf(moving, nulls);
  const yRows = movingIsX ? rowsOf(fixed, fixed.values) : nullRows;
  const out = outputs.map((output) => output && new Float64Array(sets.length));
  const sinks = outputs.map((output) => output && new StatisticSink(output, yRows.length));
  if (!movingIsX) fits.setX(fixed.values);
  for (let k = block.from; k < block.to; k++) {
    makers.forEach((maker, m) => {
      const map = nullRows[m] as Float64Array;
      maker.next(map);
      preparer.prepare(map, m);
    });
    if (movingIsX) fits.setX(nulls);
    yRows.forEach((y, row) => {
      control.check();
      fits.run(y, out);
      sinks.forEach((sink, s) => sink?.take(out[s] as Float64Array, row, k));
    });
    sinks.forEach((sink) => sink?.close(k));
    control.advance(1);
  }
}
