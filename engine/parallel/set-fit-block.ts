// One block of permutations of an enrichment by a regression-like method: null maps of the sides that move are made and prepared, random
// sets are drawn where sets move, and each set is fitted anew.
import { DrawnSets, type DrawSource } from '../nulls/set-draws.js';
import type { Control } from './control.js';
import { kernelSideMaps, type KernelPreparation } from './kernel-maps.js';
import { StatisticSink, type StatisticOutput } from './null-output.js';
import { SetFits, type SetFitShape } from './set-fits.js';
import type { Side } from './side-maps.js';

export interface SetFitBlock extends SetFitShape {
  x: Side<KernelPreparation>;
  y: Side<KernelPreparation>;
  /** Members of the sets are drawn from the X maps; null: they stay. */
  draws: DrawSource | null;
  from: number;
  to: number;
  /** By statistic of the method, columns are sets; null: not kept. */
  outputs: (StatisticOutput | null)[];
}

export function runSetFitBlock(block: SetFitBlock, control: Control): void {
  const { sets, outputs, draws, from, to } = block;
  const drawn = draws && new DrawnSets(draws, sets, from);
  const fits = new SetFits(drawn ? { ...block, sets: drawn.sets } : block);
  const [x, y] = [kernelSideMaps(block.x, from), kernelSideMaps(block.y, from)];
  const out = outputs.map((output) => output && new Float64Array(sets.length));
  const sinks = outputs.map((output) => output && new StatisticSink(output, y.rows.length));
  if (!x.moves) fits.setX(x.values);
  for (let k = from; k < to; k++) {
    x.next();
    y.next();
    drawn?.next();
    if (x.moves || drawn) fits.setX(x.values);
    for (let row = 0; row < y.rows.length; row++) {
      control.check();
      fits.run(y.rows[row] as Float64Array, out);
      for (let s = 0; s < sinks.length; s++) sinks[s]?.take(out[s] as Float64Array, row, k);
    }
    for (let s = 0; s < sinks.length; s++) sinks[s]?.close(k);
    control.advance(1);
  }
}
