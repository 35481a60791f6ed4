// Null statistics where two things move in each permutation (spec/statistics.md 5.1 and 5.2): null maps of both sides, permuted groups
// with null X maps, random sets with null Y maps or permuted groups; and the matching of pairs (5.6). The one place a run hands
// both of them to.
import { NspError } from '../error.js';
import type { MapTable } from '../library/map-table.js';
import type { NullSource } from '../parallel/null-maps.js';
import type { BlockPool } from '../parallel/pool.js';
import type { RunSettings } from '../pipeline/settings.js';
import type { StageContext } from '../progress.js';
import { permutedKinds } from '../plan-kinds.js';
import type { Enrichment } from './enrichment.js';
import type { MapTables } from './kernel-setup.js';
import type { NullTable } from './null-correlations.js';
import type { ObservedStatistics } from './observed.js';

/** A side of which permutation k has maps of its own; they are standardised first where `standardize` says so. */
export interface MovingSide {
  source: NullSource;
  standardize: boolean;
}

/** Everything that moves. A side that stays is null. */
export interface CombinedNulls {
  x: MovingSide | null;
  /** Null maps, or the comparison of permuted groups. */
  y: MovingSide | null;
  /** Maps that random sets are drawn from, each once. */
  background: MapTable | null;
  /** Rows of Y are matched with X maps anew. */
  pairs: boolean;
  /** Between parcels, for methods that ask for them. */
  distances: Float64Array | null;
}

/** True where `combinedNulls` is asked rather than the loops with one moving side. */
export const isCombined = (run: Pick<RunSettings, 'permute'>): boolean =>
  permutedKinds(run).includes('+') || run.permute?.pairs === true;

/** Throws `later-version` before anything is read, for what `combinedNulls` cannot do. */
export function requireCombinable(run: Pick<RunSettings, 'permute'>): void {
  if (!isCombined(run)) return;
  throw new NspError(
    'later-version',
    `Permuting ${permutedKinds(run).split('+').join(' and ')} comes with a later version; this version permutes maps of one side, groups or sets, one at a time.`,
    { property: 'what' },
  );
}

/** By method, then by tested statistic, as the loops with one moving side give them. Throws `later-version`. */
export function combinedNulls(
  run: RunSettings & { seed: number },
  observed: readonly ObservedStatistics[],
  tables: MapTables,
  sets: Enrichment | null,
  moving: CombinedNulls,
  pool: BlockPool,
  ctx: StageContext,
): Promise<NullTable[][]> {
  void [observed, tables, sets, moving, pool, ctx];
  requireCombinable(run);
  throw new Error('One side moves: this is none of the combinations.');
}
