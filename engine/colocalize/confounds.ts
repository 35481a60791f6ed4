// Which Z maps are taken out of which side before maps are compared (spec/statistics.md 1.3). The same for observed and null maps.
import type { MapTable } from '../library/map-table.js';
import { fewestShared } from '../parallel/map-correlator.js';
import { FEWEST_SHARED } from '../stats/correlation.js';
import type { ConfoundMaps } from '../stats/residuals.js';
import { fixedMaps } from './correlation.js';

export interface ConfoundUse {
  /** Sides that Z is taken out of; absent: both. */
  regressZ?: readonly ('x' | 'y')[];
  /** Map i of Z belongs to map i of Y, the only side it is then taken out of. */
  zyMatched?: boolean;
}

export interface Confounds {
  /** Null where nothing is taken out of the side. */
  x: ConfoundMaps | null;
  y: ConfoundMaps | null;
  /** Z maps that were taken out of a map of one side or both. */
  taken: number;
  /** Parcels that a correlation needs. */
  fewest: number;
}

/** The sides that Z is taken out of. */
export const takenFrom = ({
  regressZ = ['x', 'y'],
  zyMatched = false,
}: { [K in keyof ConfoundUse]: ConfoundUse[K] | undefined }): ('x' | 'y')[] =>
  zyMatched ? ['y'] : [...regressZ];

/** @param ranked Z is ranked like the maps it is taken out of (spec/decisions.md 5) */
export function confoundsOf(
  { z, ...use }: ConfoundUse & { z: MapTable | null },
  ranked: boolean,
): Confounds {
  const of = (side: 'x' | 'y'): boolean => takenFrom(use).includes(side);
  if (!z || !(of('x') || of('y'))) return { x: null, y: null, taken: 0, fewest: FEWEST_SHARED };
  const maps: ConfoundMaps = fixedMaps(z, ranked);
  if (use.zyMatched) maps.matched = true;
  const fewest = fewestShared(maps);
  return {
    x: of('x') ? maps : null,
    y: of('y') ? maps : null,
    taken: fewest - FEWEST_SHARED,
    fewest,
  };
}
