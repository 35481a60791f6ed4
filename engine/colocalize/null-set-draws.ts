// The null of random sets: each set is replaced by as many maps drawn from a background (spec/statistics.md 5.5). One generator for
// everything, so permutations follow each other; correlations with the background are made once.
import { CancelledError } from '../error.js';
import { Pcg64 } from '../nulls/rng/pcg64.js';
import { DistinctDraws } from '../nulls/rng/choice.js';
import { requireDrawable } from '../nulls/set-draws.js';
import { StatisticSink } from '../parallel/null-output.js';
import { SetFits } from '../parallel/set-fits.js';
import type { MapTable } from '../library/map-table.js';
import type { Pooling } from '../plan.js';
import type { StageContext } from '../progress.js';
import { EQUAL_TO_ONE, fisherZ } from '../stats/fisher.js';
import { Aggregator, type MapSet } from './aggregate.js';
import type { ChosenMethod } from './chosen-method.js';
import { confoundsOf } from './confounds.js';
import { correlations, fixedMaps } from './correlation.js';
import type { Enrichment } from './enrichment.js';
import { kernelSetup, type MapTables } from './kernel-setup.js';
import type { KernelMethod } from './methods.js';
import type { NullTable } from './null-correlations.js';
import { finished } from './null-stepwise.js';

export interface DrawRequest {
  tables: MapTables;
  enrichment: Pick<Enrichment, 'sets' | 'aggregation'>;
  background: MapTable;
  permutations: number;
  pooled: Pooling | null;
  rToZ: boolean;
  distances: Float64Array | null;
  /** Rows of the background for a set of that many maps, asked for set by set, permutation by permutation. */
  draw(count: number): Int32Array;
}

/**
 * `default_rng(seed).choice(maps, count, replace=False)`.
 * @throws NspError `background-too-small` when a set has more maps than there are to draw from
 */
export function setDraws(
  seed: number,
  background: MapTable,
  sets: readonly MapSet[],
): DrawRequest['draw'] {
  const maps = background.labels.length;
  requireDrawable({ maps }, sets);
  const generator = new Pcg64(seed);
  const draws = new DistinctDraws(maps);
  return (count) => {
    const out = new Int32Array(count);
    draws.draw(generator, out);
    return out;
  };
}

/** One table for each statistic that is tested, in the order of the method. */
export async function nullSetDraws(
  chosen: ChosenMethod,
  request: DrawRequest,
  ctx: StageContext,
): Promise<NullTable[]> {
  const { pooled, permutations, tables } = request;
  // Weights stay in their places; members are drawn into them.
  const sets = request.enrichment.sets.map((set) => ({ ...set, members: set.members.slice() }));
  const { method } = chosen;
  const scorer =
    method.kind === 'correlation'
      ? correlationScorer(chosen, request, sets)
      : fitScorer({ ...chosen, method }, request, sets);
  const yMaps = tables.y.labels.length;
  const rows = pooled ? 1 : yMaps;
  const columns = sets.length;
  const outputs = scorer.tested.map((tested) =>
    tested ? new Float64Array(rows * columns * permutations) : null,
  );
  const sinks = outputs.map(
    (nulls) => nulls && new StatisticSink({ nulls, columns, permutations, pooled }, yMaps),
  );
  const out = outputs.map((nulls) => nulls && new Float64Array(columns));
  const breath = breathing(ctx, permutations);
  for (let k = 0; k < permutations; k++) {
    await breath(k);
    for (const { members } of sets) members.set(request.draw(members.length));
    scorer.drawn();
    for (let y = 0; y < yMaps; y++) {
      scorer.score(y, out);
      sinks.forEach((sink, s) => sink?.take(out[s] as Float64Array, y, k));
    }
    for (const sink of sinks) sink?.close(k);
  }
  ctx.report(permutations, permutations, 'permutations');
  return outputs.flatMap((values, s) => {
    if (!values) return [];
    if (method.kind === 'correlation') return [finished(values, rows, columns, request.rToZ)];
    return [{ statistic: chosen.statistics[s]?.name ?? '', rows, columns, values }];
  });
}

interface Scorer {
  /** By statistic of the method. */
  tested: boolean[];
  /** Called when the members of the sets have changed. */
  drawn(): void;
  /** Writes one value per set, by statistic. */
  score(y: number, out: readonly (Float64Array | null)[]): void;
}

/** A perfect correlation is left out, as it is of the observed sets (spec/decisions.md 18). */
function correlationScorer(
  { ranked }: Pick<ChosenMethod, 'ranked'>,
  { tables, background, enrichment }: DrawRequest,
  sets: readonly MapSet[],
): Scorer {
  const z = confoundsOf(tables, ranked);
  const [y, x] = [fixedMaps(tables.y, ranked, z.y), fixedMaps(background, ranked, z.x)];
  const values = correlations(y, x, z.y ?? z.x).map((r) => (r >= EQUAL_TO_ONE ? NaN : fisherZ(r)));
  const aggregator = new Aggregator(sets, enrichment.aggregation);
  return {
    tested: [true],
    drawn: () => undefined,
    score(row, [out]) {
      if (out) aggregator.aggregate(values.subarray(row * x.maps, (row + 1) * x.maps), out);
    },
  };
}

function fitScorer(
  chosen: ChosenMethod<KernelMethod>,
  { tables, background, enrichment, distances }: DrawRequest,
  sets: readonly MapSet[],
): Scorer {
  const { method, options } = chosen;
  const drawnFrom = kernelSetup(chosen, { ...tables, x: background }, distances);
  const { x, y } = drawnFrom;
  // The parcels that may be used are those of the observed fits.
  const { shape } = kernelSetup(chosen, tables, distances);
  const { aggregation } = enrichment;
  const { parcels } = x;
  const fits = new SetFits({ method: method.name, options, shape, parcels, sets, aggregation });
  return {
    tested: chosen.statistics.map(({ tail }) => tail !== null),
    drawn: () => fits.setX(x.values),
    score: (row, out) => fits.run(y.values.subarray(row * parcels, (row + 1) * parcels), out),
  };
}

/** Milliseconds of work between two looks at the events (cancelling, progress). */
const STRETCH = 30;

function breathing(ctx: StageContext, permutations: number): (k: number) => Promise<void> {
  let last = performance.now();
  return async (k) => {
    if (ctx.signal.aborted) throw new CancelledError();
    if (performance.now() - last < STRETCH) return;
    ctx.report(k, permutations, 'permutations');
    await new Promise((resume) => setImmediate(resume));
    last = performance.now();
  };
}
