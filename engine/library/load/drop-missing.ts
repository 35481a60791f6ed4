// `drop_nan`: a parcel that any map misses is left out of all maps. The parcels stay where they are, as missing ones, because spins
// and distances are of the whole parcellation (spec/statistics.md 0.1).
import { NspError } from '../../error.js';
import type { StageContext } from '../../progress.js';
import { completeParcels } from '../../prepare/reduce/reduction.js';
import { FEWEST_SHARED } from '../../stats/correlation.js';
import type { MapTable } from '../map-table.js';
import { someOf } from '../nearest.js';

export interface Sides {
  x: MapTable;
  y: MapTable;
  z: MapTable | null;
  /** Does not decide which parcels are left out. */
  background: MapTable | null;
}

/** Copies in which parcels without a value in any map of X, Y and Z are missing. Throws `too-few-parcels` when fewer than 3 are left. */
export function dropMissing(tables: Sides, ctx: Pick<StageContext, 'warn'>): Sides {
  const { x, y, z, background } = tables;
  const { parcels } = x;
  const kept = new Set(completeParcels([x, y, ...(z ? [z] : [])]));
  if (kept.size < FEWEST_SHARED) {
    throw new NspError(
      'too-few-parcels',
      `Only ${kept.size} of ${parcels.length} parcels have a value in every map. Set drop_nan: false, or leave out maps with many missing parcels.`,
      { property: 'drop_nan' },
    );
  }
  if (kept.size === parcels.length) return tables;
  const dropped = parcels.filter((_, i) => !kept.has(i));
  ctx.warn(
    'dropped-parcels',
    `${dropped.length} of ${parcels.length} parcels are missing in some map and are left out of all maps: ${someOf(dropped)}.`,
    { property: 'drop_nan' },
  );
  const masked = (table: MapTable): MapTable => ({
    ...table,
    values: table.values.map((value, at) => (kept.has(at % parcels.length) ? value : NaN)),
  });
  return {
    x: masked(x),
    y: masked(y),
    z: z && masked(z),
    background: background && masked(background),
  };
}
