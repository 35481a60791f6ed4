// The mean of the valid points (voxels or vertices) of every parcel, and what was left out on the way (spec/workflows.md 3.3).

/** What one image gave, parcel by parcel. */
export interface ParcelMeans {
  /** Mean of the valid points, `[parcel]`; NaN where there are none or too few. */
  values: Float64Array;
  /** Points of each parcel on the grid that was used. */
  voxels: Int32Array;
  /** Points that entered the mean. */
  valid: Int32Array;
  /** Values that counted as background, in the order of the rule; NaN (an undecided automatic value) matches nothing. */
  background: number[];
  /** Points inside parcels that were left out: background, or missing (NaN, or outside the image). */
  ignored: { background: number; missing: number };
  /** Parcels without a single point after resampling. */
  vanished: number[];
  /** Parcels whose points are all background or missing. */
  empty: number[];
  /** Parcels set to NaN because they have fewer valid points than asked for. */
  sparse: number[];
  /** Parcels whose mean is infinite because the image holds infinite values. */
  infinite: number[];
}

export interface ValidityRule {
  /** Least number of valid points of a parcel; null: 1. */
  minValidCount: number | null;
  /** Least share of valid points among all points of a parcel; null: none. */
  minValidFraction: number | null;
}

/** Sums up points one by one. */
export class ParcelSums {
  private readonly sums: Float64Array;
  private readonly voxels: Int32Array;
  private readonly valid: Int32Array;
  private readonly ignored = { background: 0, missing: 0 };

  constructor(
    parcels: number,
    private readonly background: number[],
  ) {
    this.sums = new Float64Array(parcels);
    this.voxels = new Int32Array(parcels);
    this.valid = new Int32Array(parcels);
  }

  /** A point with a value; NaN is missing. */
  add(parcel: number, value: number): void {
    this.addSample(parcel, value, this.background.includes(value));
  }

  /** A point of which somebody else knows whether it is background; NaN is missing. */
  addSample(parcel: number, value: number, isBackground: boolean): void {
    this.voxels[parcel] = (this.voxels[parcel] as number) + 1;
    if (Number.isNaN(value)) {
      this.ignored.missing++;
    } else if (isBackground) {
      this.ignored.background++;
    } else {
      this.valid[parcel] = (this.valid[parcel] as number) + 1;
      this.sums[parcel] = (this.sums[parcel] as number) + value;
    }
  }

  /** As {@link add} for every point of an image; points of no parcel (-1) are skipped. This is the inner loop of volumes. */
  addAll(parcels: Int16Array | Int32Array, data: Float32Array | Float64Array): void {
    const { sums, voxels, valid, background } = this;
    const [first = NaN, second = NaN, ...more] = background;
    let dropped = 0;
    let missing = 0;
    for (let point = 0; point < parcels.length; point++) {
      const parcel = parcels[point] as number;
      if (parcel < 0) continue;
      const value = data[point] as number;
      voxels[parcel] = (voxels[parcel] as number) + 1;
      if (value !== value) missing++;
      else if (value === first || value === second || (more.length > 0 && more.includes(value)))
        dropped++;
      else {
        valid[parcel] = (valid[parcel] as number) + 1;
        sums[parcel] = (sums[parcel] as number) + value;
      }
    }
    this.ignored.background += dropped;
    this.ignored.missing += missing;
  }

  /** True once any parcel has a point. */
  get touched(): boolean {
    return this.voxels.some((count) => count > 0);
  }

  finish({ minValidCount, minValidFraction }: ValidityRule): ParcelMeans {
    const { voxels, valid } = this;
    const values = this.sums.map((sum, p) => sum / (valid[p] as number));
    const kinds = {
      vanished: [] as number[],
      empty: [] as number[],
      sparse: [] as number[],
      infinite: [] as number[],
    };
    for (let p = 0; p < values.length; p++) {
      const [all, kept] = [voxels[p] as number, valid[p] as number];
      if (all === 0) kinds.vanished.push(p);
      else if (kept === 0) kinds.empty.push(p);
      else if (kept < (minValidCount ?? 1) || kept / all < (minValidFraction ?? 0))
        kinds.sparse.push(p);
      else if (!Number.isFinite(values[p])) kinds.infinite.push(p);
    }
    for (const p of [...kinds.vanished, ...kinds.empty, ...kinds.sparse]) values[p] = NaN;
    return { values, voxels, valid, background: this.background, ignored: this.ignored, ...kinds };
  }
}
