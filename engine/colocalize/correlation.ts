// Pearson and Spearman between two tables of maps, with missing parcels: ranks per map on its own parcels, then the parcels
// both maps have (spec/statistics.md 1.2). Also lays maps out in shared memory for the inner loops.
import type { MapTable } from '../library/map-table.js';
import { sharedFloat64, sharedInt16, sharedInt32, sharedUint8 } from '../parallel/shared.js';
import { fewestShared, MapPreparer } from '../parallel/map-correlator.js';
import type { FixedMaps, MovingMaps } from '../parallel/spun-correlator.js';
import { centred, pearson } from '../stats/correlation.js';
import { sortedIndices } from '../stats/ranks.js';
import type { ConfoundMaps } from '../stats/residuals.js';

const row = (table: MapTable, index: number): Float64Array =>
  table.values.subarray(index * table.parcels.length, (index + 1) * table.parcels.length);

/** The values as they are, in shared memory. */
export function rawMaps(table: MapTable): FixedMaps {
  const values = sharedFloat64(table.values.length);
  values.set(table.values);
  return { maps: table.labels.length, parcels: table.parcels.length, values };
}

/**
 * Centred values, or doubled centred ranks, of every map, in shared memory; with Z what is left of them when the Z maps (ranked
 * likewise) are regressed out (spec/statistics.md 1.3).
 */
export function fixedMaps(
  table: MapTable,
  ranked: boolean,
  z: ConfoundMaps | null = null,
): FixedMaps {
  const fixed = rawMaps(table);
  const preparer = new MapPreparer({ ranked, z }, fixed.parcels);
  const map = new Float64Array(fixed.parcels);
  for (let m = 0; m < fixed.maps; m++) {
    const place = fixed.values.subarray(m * fixed.parcels, (m + 1) * fixed.parcels);
    map.set(place);
    preparer.prepare(map, m);
    place.set(map);
  }
  return fixed;
}

/** The maps with what the spin loop wants to know of them, in shared memory. */
export function movingMaps(table: MapTable): MovingMaps {
  const maps = table.labels.length;
  const parcels = table.parcels.length;
  const values = sharedFloat64(maps * parcels);
  const order = sharedInt16(maps * parcels).fill(-1);
  const present = sharedInt32(maps);
  const tied = sharedUint8(maps);
  for (let m = 0; m < maps; m++) {
    const map = centred(row(table, m));
    const sorted = sortedIndices(map);
    values.set(map, m * parcels);
    order.set(sorted, m * parcels);
    present[m] = sorted.length;
    tied[m] = sorted.some((at, j) => j > 0 && map[at] === map[sorted[j - 1] as number]) ? 1 : 0;
  }
  return { maps, parcels, values, order, present, tied };
}

/**
 * Correlations `[y][x]`; NaN where fewer than 3 parcels are shared (one more for each Z map that was regressed out) or a map has
 * no variance.
 */
export function correlations(
  y: FixedMaps,
  x: FixedMaps,
  z: ConfoundMaps | null = null,
): Float64Array {
  const out = new Float64Array(y.maps * x.maps);
  for (let i = 0; i < y.maps; i++) {
    const a = y.values.subarray(i * y.parcels, (i + 1) * y.parcels);
    for (let j = 0; j < x.maps; j++) {
      const b = x.values.subarray(j * x.parcels, (j + 1) * x.parcels);
      out[i * x.maps + j] = pearson(b, a, fewestShared(z));
    }
  }
  return out;
}
