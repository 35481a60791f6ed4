// What moves from permutation to permutation, as the loops over permutations are told it.
import type { MapTable } from '../library/map-table.js';
import type { NullSource } from '../parallel/null-maps.js';
import type { Side } from '../parallel/side-maps.js';
import type { FixedMaps } from '../parallel/spun-correlator.js';
import { rawMaps } from './correlation.js';

/** A side of which permutation k has maps of its own; they are standardised first where `standardize` says so. */
export interface MovingSide {
  source: NullSource;
  standardize: boolean;
}

/** Null where a side stays. */
export interface MovingSides {
  x: MovingSide | null;
  y: MovingSide | null;
}

/** Random sets: their members are drawn from the background, each map once (spec/statistics.md 5.5). */
export interface DrawnFrom {
  background: MapTable;
  seed: number;
}

/**
 * A side as a block takes it.
 * @param prepared its maps as they are compared where it stays
 * @param preparation how null maps are prepared where it moves
 */
export const sideOf = <P>(
  table: MapTable,
  moving: MovingSide | null,
  prepared: () => FixedMaps,
  preparation: (side: MovingSide) => P,
): Side<P> =>
  moving
    ? { maps: rawMaps(table), moving: { source: moving.source, preparation: preparation(moving) } }
    : { maps: prepared(), moving: null };
