// The parcels around each parcel, and how much each of them counts: the nearest k, all within a radius, or a Gaussian.
import { NspError } from '../error.js';
import type { NeighbourhoodKind } from '../plan.js';

export type { NeighbourhoodKind } from '../plan.js';

export interface Neighbourhood {
  /** Of each parcel: its neighbours, itself included. */
  members: Int32Array[];
  /** Their weights; null where all count the same. */
  weights: Float64Array[] | null;
}

const FWHM_TO_SIGMA = 2 * Math.sqrt(2 * Math.log(2));

/** Weights below this are left out: together they move no correlation by more than rounding. */
const NEGLIGIBLE = 1e-16;

/**
 * @param distances `[i][j]`, mm, 0 on the diagonal; not finite: never neighbours
 * @throws NspError `bad-neighbourhood` when a neighbourhood cannot hold the parcels a correlation needs
 */
export function neighbourhoods(
  distances: Float64Array,
  parcels: number,
  by: NeighbourhoodKind,
): Neighbourhood {
  requireSize(parcels, by);
  const row = (i: number): Float64Array => distances.subarray(i * parcels, (i + 1) * parcels);
  const all = Int32Array.from({ length: parcels }, (_, j) => j);
  const finite = (i: number): Int32Array => all.filter((j) => Number.isFinite(row(i)[j]));
  const each = (of: (i: number) => Int32Array): Int32Array[] => Array.from(all, of);
  switch (by.kind) {
    case 'nearest':
      return {
        members: each((i) =>
          finite(i)
            .sort((a, b) => (row(i)[a] as number) - (row(i)[b] as number) || a - b)
            .slice(0, by.k),
        ),
        weights: null,
      };
    case 'radius':
      return {
        members: each((i) => finite(i).filter((j) => (row(i)[j] as number) <= by.mm)),
        weights: null,
      };
    case 'gaussian': {
      const sigma = by.fwhm / FWHM_TO_SIGMA;
      const weight = (i: number, j: number): number =>
        Math.exp(-0.5 * ((row(i)[j] as number) / sigma) ** 2);
      const members = each((i) => finite(i).filter((j) => weight(i, j) > NEGLIGIBLE));
      return {
        members,
        weights: members.map((of, i) => Float64Array.from(of, (j) => weight(i, j))),
      };
    }
  }
}

function requireSize(parcels: number, by: NeighbourhoodKind): void {
  const size = by.kind === 'nearest' ? by.k : by.kind === 'radius' ? by.mm : by.fwhm;
  const sound =
    by.kind === 'nearest' ? Number.isInteger(size) && size >= 4 && size <= parcels : size > 0;
  if (sound) return;
  throw new NspError(
    'bad-neighbourhood',
    by.kind === 'nearest'
      ? `A neighbourhood holds 4 to ${parcels} parcels (as many as there are), not ${size}.`
      : `The size of a neighbourhood is a distance in mm above 0, not ${size}.`,
    { property: by.kind === 'nearest' ? 'k' : by.kind === 'radius' ? 'radius' : 'fwhm_mm' },
  );
}
