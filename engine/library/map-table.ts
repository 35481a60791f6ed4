// Maps × parcels, as every loader returns them: from a reference table, an example, a user's table or parcellated images.

export interface MapTable {
  /** Map names, one per row. */
  labels: string[];
  /** Set of each row (null where the collection has none); a map in two sets stands in two rows. */
  sets: (string | null)[];
  /** Weight of each row within its set, or null. */
  weights: (number | null)[];
  /** Parcel names, one per column. */
  parcels: string[];
  /** `[map][parcel]`, row-major; NaN is missing. */
  values: Float64Array;
}
