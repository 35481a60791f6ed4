// What a kernel is given besides maps: the maps in its form, and for methods that cross-validate the distances and usable parcels.
import type { MapTable } from '../library/map-table.js';
import { KernelMapPreparer, type KernelPreparation } from '../parallel/kernel-maps.js';
import { sharedUint8 } from '../parallel/shared.js';
import type { FixedMaps } from '../parallel/spun-correlator.js';
import { confoundsOf, type Confounds, type ConfoundUse } from './confounds.js';
import { rawMaps } from './correlation.js';
import type { ChosenMethod } from './chosen-method.js';
import type { KernelBlock } from '../parallel/kernel-block.js';
import type { KernelMethod } from './methods.js';

/** The maps of a run; standardised already where the plan asks. */
export interface MapTables extends ConfoundUse {
  x: MapTable;
  y: MapTable;
  z: MapTable | null;
  /** Y is a copy of X: a correlation of 1 is that of a map with itself, and says nothing (spec/statistics.md 0.2). */
  self?: boolean;
}

export interface KernelSetup {
  /** Prepared, in shared memory. */
  x: FixedMaps;
  y: FixedMaps;
  /** Z maps (ranked if the method ranks) that are regressed from each side, or null. */
  z: Confounds;
  shape: KernelBlock['shape'];
}

/** @param distances between parcels `[parcel][parcel]`, mm, shared; for methods that ask for them */
export function kernelSetup(
  { method, ranked }: ChosenMethod<KernelMethod>,
  tables: MapTables,
  distances: Float64Array | null,
): KernelSetup {
  const z = confoundsOf(tables, ranked);
  const common = { standardize: false, ranked };
  const { needsDistances } = method.maker;
  return {
    x: kernelMaps(tables.x, { ...common, z: z.x }),
    y: kernelMaps(tables.y, { ...common, z: z.y }),
    z,
    shape: {
      confounds: z.taken,
      distances: needsDistances ? distances : null,
      usable: needsDistances ? completeParcels(tables) : null,
    },
  };
}

function kernelMaps(table: MapTable, preparation: KernelPreparation): FixedMaps {
  const fixed = rawMaps(table);
  const preparer = new KernelMapPreparer(preparation, fixed.parcels);
  const map = new Float64Array(fixed.parcels);
  for (let m = 0; m < fixed.maps; m++) {
    const place = fixed.values.subarray(m * fixed.parcels, (m + 1) * fixed.parcels);
    map.set(place);
    preparer.prepare(map, m);
    place.set(map);
  }
  return fixed;
}

/** 1 for parcels that no map of X, Y and Z misses: those that cross-validated methods use, in every permutation. */
function completeParcels({ x, y, z }: MapTables): Uint8Array {
  const parcels = x.parcels.length;
  const usable = sharedUint8(parcels).fill(1);
  for (const table of [x, y, z]) {
    table?.values.forEach((value, at) => {
      if (Number.isNaN(value)) usable[at % parcels] = 0;
    });
  }
  return usable;
}
