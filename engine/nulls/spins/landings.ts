// Where the vertices of a parcellation come from in one spin of the vertices, counted parcel by parcel, and the parcel most of them
// come from. Source: spec/statistics.md 4.10; Baum et al. 2020, doi:10.1073/pnas.1912034117.
import type { Hemisphere } from '../../plan.js';
import { rotate, type Rotation } from './rotation.js';
import { nearestVertex, type VertexLookup } from './vertex-lookup.js';

/** The vertices of one hemisphere; arrays are shared. */
export interface HemisphereVertices {
  hemisphere: Hemisphere;
  lookup: VertexLookup;
  /** Per vertex: position in `parcels`, −1 for none (medial wall). */
  parcelOfVertex: Int32Array;
  /** Vertices that belong to a parcel, neighbours close together: only these need a source. */
  targets: Int32Array;
  /** Where they lie, `[target][xyz]`. */
  places: Float64Array;
  /** Index of each parcel of the hemisphere in the analysis. */
  parcels: Int32Array;
}

/** Counts one spin after another without allocating. */
export class Landings {
  /** Vertices of parcel j whose source lies in parcel i, `[j][i]`. */
  readonly counts: Int32Array;
  private readonly n: number;
  private readonly turned: Float64Array;

  constructor(private readonly side: HemisphereVertices) {
    this.n = side.parcels.length;
    this.counts = new Int32Array(this.n * this.n);
    this.turned = new Float64Array(side.places.length);
  }

  /**
   * The source of vertex v is argmin_u |c_v − c_u·R|. Turning v back instead of all others forwards, |c_v·Rᵀ − c_u|, is the same and
   * lets the vertices stay where they are.
   */
  count(rotation: Rotation): void {
    const { counts, n, turned } = this;
    const { lookup, parcelOfVertex, targets, places } = this.side;
    rotate(places, transposed(rotation), turned);
    counts.fill(0);
    for (let t = 0; t < targets.length; t++) {
      const source = nearestVertex(
        lookup,
        turned[3 * t] as number,
        turned[3 * t + 1] as number,
        turned[3 * t + 2] as number,
      );
      const from = parcelOfVertex[source] as number;
      if (from < 0) continue;
      const at = (parcelOfVertex[targets[t] as number] as number) * n + from;
      counts[at] = (counts[at] as number) + 1;
    }
  }

  /** The parcel from which most vertices of parcel j come, the first of equals; −1 when they come from none. */
  modal(j: number): number {
    const { counts, n } = this;
    let best = -1;
    let most = 0;
    for (let i = 0; i < n; i++) {
      const count = counts[j * n + i] as number;
      if (count <= most) continue;
      most = count;
      best = i;
    }
    return best;
  }
}

const transposed = (m: Rotation): Rotation =>
  [0, 3, 6, 1, 4, 7, 2, 5, 8].map((at) => m[at] as number);
