// What is left of a map when other maps (Z) are regressed out of it across parcels: least squares with an intercept, over the
// parcels that the map and all Z maps have (spec/statistics.md 1.3).
import { centre, NO_VARIANCE } from './correlation.js';

/** Z maps: values or doubled centred ranks `[map][parcel]`, NaN missing. */
export interface ConfoundMaps {
  maps: number;
  parcels: number;
  values: Float64Array;
  /** Map i is taken out of map i alone; else all of them out of every map. */
  matched?: boolean;
}

/** One set of residuals for each map, or one for all of them. */
export function residualsFor(z: ConfoundMaps): (map: number) => Residuals {
  if (!z.matched) {
    const together = new Residuals(z);
    return () => together;
  }
  const { parcels, values } = z;
  const each = Array.from(
    { length: z.maps },
    (_, m) =>
      new Residuals({ maps: 1, parcels, values: values.subarray(m * parcels, (m + 1) * parcels) }),
  );
  return (map) => {
    const own = each[map];
    if (!own) throw new Error(`There is no z map for map ${map}.`);
    return own;
  };
}

/**
 * Residuals v − Dβ with D = [Z | 1] and β = (DᵀD)⁺Dᵀv, made with an orthonormal basis of the centred Z maps. The basis belongs to a set
 * of parcels; the last one is kept, because null maps of one map mostly miss the same parcels. Allocates nothing per map.
 */
export class Residuals {
  /** 1 where the map and all Z maps have a value. */
  private readonly mask: Uint8Array;
  private readonly present: Uint8Array;
  /** `[map][parcel]`, orthonormal rows, 0 outside of the mask; the first `rank` are used. */
  private readonly basis: Float64Array;
  private rank = 0;
  private count = -1;

  constructor(private readonly z: ConfoundMaps) {
    this.mask = new Uint8Array(z.parcels);
    this.present = new Uint8Array(z.parcels).fill(1);
    this.basis = new Float64Array(z.maps * z.parcels);
    for (let at = 0; at < z.values.length; at++) {
      if (z.values[at] !== z.values[at]) this.present[at % z.parcels] = 0;
    }
  }

  /**
   * Replaces a map by its residuals (mean 0). Parcels that the map or a Z map misses become NaN. A map that the Z maps explain
   * altogether becomes all 0, which no correlation takes for a map with variance.
   */
  remove(map: Float64Array): void {
    this.fit(map);
    const { mask, basis } = this;
    const { parcels } = this.z;
    for (let i = 0; i < parcels; i++) if (!mask[i]) map[i] = NaN;
    centre(map);
    const before = squares(map);
    for (let k = 0; k < this.rank; k++) {
      const from = k * parcels;
      let product = 0;
      for (let i = 0; i < parcels; i++) {
        if (mask[i]) product += (map[i] as number) * (basis[from + i] as number);
      }
      for (let i = 0; i < parcels; i++) {
        if (mask[i]) map[i] = (map[i] as number) - product * (basis[from + i] as number);
      }
    }
    if (squares(map) > NO_VARIANCE * before) return;
    for (let i = 0; i < parcels; i++) if (mask[i]) map[i] = 0;
  }

  /** Orthonormal rows `[row][parcel]` that span the centred Z maps over the parcels of a map; 0 elsewhere. */
  basisOf(map: Float64Array): Float64Array {
    this.fit(map);
    return this.basis.slice(0, this.rank * this.z.parcels);
  }

  /** Number of Z maps that say something of their own over the parcels of the last map. */
  get independent(): number {
    return this.rank;
  }

  /** Number of parcels that the last map and all Z maps have. */
  get shared(): number {
    return this.count;
  }

  /** Makes the basis for the parcels of a map, unless it is there already. */
  private fit(map: Float64Array): void {
    const { mask, present } = this;
    let changed = this.count < 0;
    let count = 0;
    for (let i = 0; i < mask.length; i++) {
      const value = map[i] as number;
      const here = present[i] && value === value ? 1 : 0;
      if (here !== mask[i]) changed = true;
      mask[i] = here;
      count += here;
    }
    this.count = count;
    if (!changed) return;
    this.rank = 0;
    for (let m = 0; m < this.z.maps; m++) this.add(m);
  }

  /** Adds a Z map to the basis: modified Gram–Schmidt, done twice so that the rows are orthogonal to machine precision. */
  private add(m: number): void {
    const { mask, basis, z } = this;
    const { parcels } = z;
    const row = basis.subarray(this.rank * parcels, (this.rank + 1) * parcels);
    for (let i = 0; i < parcels; i++)
      row[i] = mask[i] ? (z.values[m * parcels + i] as number) : NaN;
    centre(row);
    const before = squares(row);
    for (let i = 0; i < parcels; i++) if (!mask[i]) row[i] = 0;
    for (let pass = 0; pass < 2; pass++) {
      for (let k = 0; k < this.rank; k++) {
        const from = k * parcels;
        let product = 0;
        for (let i = 0; i < parcels; i++)
          product += (row[i] as number) * (basis[from + i] as number);
        for (let i = 0; i < parcels; i++) {
          row[i] = (row[i] as number) - product * (basis[from + i] as number);
        }
      }
    }
    const after = squares(row);
    if (!(after > NO_VARIANCE * before)) return;
    const length = Math.sqrt(after);
    for (let i = 0; i < parcels; i++) row[i] = (row[i] as number) / length;
    this.rank++;
  }
}

/** Σ v² of the present values. */
function squares(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value === value) sum += value * value;
  }
  return sum;
}
