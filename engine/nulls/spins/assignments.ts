// From the centroids of one hemisphere and the same turned by a rotation to the source of each parcel: the rules of the parcel-level
// spin tests. Source: spec/statistics.md 4.10.
import { LinearAssignment } from './linear-assignment.js';

/** How parcels find their sources: the nearest turned parcel, or each turned parcel once, greedily or at the least total distance. */
export type ParcelRule = 'nearest' | 'greedy' | 'optimal';

/** Source of each parcel among the parcels of the hemisphere, into `sources`; −1 where a centroid is missing (NaN). */
export type Assign = (centroids: Float64Array, turned: Float64Array, sources: Int32Array) => void;

/** One maker of assignments for hemispheres of `n` parcels; what it makes allocates nothing per spin. */
export const assignments: Readonly<Record<ParcelRule, (n: number) => Assign>> = {
  nearest: () => assignNearest,
  greedy: greedyAssignment,
  optimal: optimalAssignment,
};

/** Steps of one assignment of n parcels, roughly. */
export const assignmentSteps: Readonly<Record<ParcelRule, (n: number) => number>> = {
  nearest: (n) => n * n,
  greedy: (n) => 6 * n * n,
  optimal: (n) => 10 * n * n + n ** 3 / 10,
};

/**
 * source_i = argmin_j |c_i − c̃_j|, the first of equals; a turned parcel may serve several.
 * Source: Alexander-Bloch et al. 2018, doi:10.1016/j.neuroimage.2018.05.070.
 */
function assignNearest(c: Float64Array, turned: Float64Array, sources: Int32Array): void {
  const n = sources.length;
  for (let i = 0; i < n; i++) {
    const x = c[i * 3] as number;
    const y = c[i * 3 + 1] as number;
    const z = c[i * 3 + 2] as number;
    let best = -1;
    let least = Infinity;
    for (let j = 0; j < n; j++) {
      const dx = x - (turned[j * 3] as number);
      const dy = y - (turned[j * 3 + 1] as number);
      const dz = z - (turned[j * 3 + 2] as number);
      const distance = dx * dx + dy * dy + dz * dz;
      if (distance < least) {
        least = distance;
        best = j;
      }
    }
    sources[i] = best;
  }
}

/** Distances |c_i − c̃_j| `[i][j]` between the parcels that have a centroid; `there` lists these. */
class Distances {
  readonly values: Float64Array;
  readonly there: Int32Array;
  count = -1;

  constructor(private readonly n: number) {
    this.values = new Float64Array(n * n);
    this.there = new Int32Array(n);
  }

  fill(c: Float64Array, turned: Float64Array): void {
    const { n, values, there } = this;
    if (this.count < 0) {
      this.count = 0;
      for (let i = 0; i < n; i++) if (c[i * 3] === c[i * 3]) there[this.count++] = i;
    }
    const { count } = this;
    for (let a = 0; a < count; a++) {
      const i = 3 * (there[a] as number);
      const x = c[i] as number;
      const y = c[i + 1] as number;
      const z = c[i + 2] as number;
      for (let b = 0; b < count; b++) {
        const j = 3 * (there[b] as number);
        const dx = x - (turned[j] as number);
        const dy = y - (turned[j + 1] as number);
        const dz = z - (turned[j + 2] as number);
        values[a * count + b] = Math.sqrt(dx * dx + dy * dy + dz * dz);
      }
    }
  }
}

/**
 * Of the parcels without source the one whose nearest turned parcel is furthest away takes that one, until all have theirs; the first
 * of equals. Source: Váša et al. 2018, doi:10.1093/cercor/bhx249.
 */
function greedyAssignment(n: number): Assign {
  const distances = new Distances(n);
  const nearest = new Int32Array(n);
  const least = new Float64Array(n);
  const taken = new Uint8Array(n);
  return (c, turned, sources) => {
    distances.fill(c, turned);
    const { values, there, count } = distances;
    sources.fill(-1);
    taken.fill(0);
    const look = (a: number): void => {
      let best = Infinity;
      for (let b = 0; b < count; b++) {
        const distance = values[a * count + b] as number;
        if (taken[b] || distance >= best) continue;
        best = distance;
        nearest[a] = b;
      }
      least[a] = best;
    };
    for (let a = 0; a < count; a++) look(a);
    for (let step = 0; step < count; step++) {
      let a = -1;
      let furthest = -Infinity;
      for (let k = 0; k < count; k++) {
        if ((least[k] as number) <= furthest) continue;
        furthest = least[k] as number;
        a = k;
      }
      const b = nearest[a] as number;
      sources[there[a] as number] = there[b] as number;
      taken[b] = 1;
      least[a] = -Infinity;
      for (let k = 0; k < count; k++) if (least[k] !== -Infinity && nearest[k] === b) look(k);
    }
  };
}

/** One-to-one at the smallest total distance. Source: Markello & Misic 2021, doi:10.1016/j.neuroimage.2021.118052. */
function optimalAssignment(n: number): Assign {
  const distances = new Distances(n);
  let solver: LinearAssignment | null = null;
  return (c, turned, sources) => {
    distances.fill(c, turned);
    const { values, there, count } = distances;
    solver ??= new LinearAssignment(count);
    solver.solve(values);
    sources.fill(-1);
    for (let a = 0; a < count; a++) {
      sources[there[a] as number] = there[solver.columnOf[a] as number] as number;
    }
  };
}
