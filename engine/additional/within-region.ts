// Across subjects instead of parcels: in every parcel, does one measure of the subjects go with another? (spec/statistics.md 7.4)
import { NspError } from '../error.js';
import { Pcg64 } from '../nulls/rng/pcg64.js';
import { stopIfCancelled, type Work } from '../prepare/work.js';
import { pearson } from '../stats/correlation.js';
import { fisherZ } from '../stats/fisher.js';
import { midRanks } from '../stats/ranks.js';
import { absoluteP } from './local-colocalization.js';

/** One side: `[subject][parcel]`, or `[subject]` for a measure that has no parcels. NaN missing. */
export interface SubjectSide {
  values: Float64Array;
  subjects: number;
  /** Null: one value for each subject, used in every parcel. */
  parcels: number | null;
}

export interface WithinRegionOptions {
  method: 'pearson' | 'spearman';
  rToZ: boolean;
  /** 0: no p. */
  permutations: number;
  seed: number;
}

export interface WithinRegion {
  /** r (or Fisher's z) `[parcel]`; NaN with fewer than 3 subjects or without variance. */
  observed: Float64Array;
  /** `[parcel][permutation]`. */
  nulls: Float64Array;
  /** #{|null| ≥ |observed|}/m within [1/m, 1 − 1/m]; empty without permutations. */
  p: Float64Array;
}

/**
 * Pair-wise over the subjects that have both in the parcel; Spearman ranks are made over these, in every permutation anew where values
 * are missing. Nulls give the Y of subject σ(i) to subject i, σ by sorting column k of default_rng(seed).random((subjects, permutations)).
 * @throws NspError `subjects-do-not-match`, `no-parcels`, CancelledError
 */
export function correlateWithinRegions(
  x: SubjectSide,
  y: SubjectSide,
  { method, rToZ, permutations, seed }: WithinRegionOptions,
  work: Work,
): WithinRegion {
  const parcels = sharedParcels(x, y);
  const of = (a: Float64Array, b: Float64Array): number => {
    const r = correlation[method](a, b);
    return rToZ ? fisherZ(r) : r;
  };
  const orders = subjectOrders(x.subjects, permutations, seed);
  const observed = new Float64Array(parcels);
  const nulls = new Float64Array(parcels * permutations);
  const moved = new Float64Array(x.subjects);
  for (let i = 0; i < parcels; i++) {
    stopIfCancelled(work);
    const a = column(x, i);
    const b = column(y, i);
    observed[i] = of(a, b);
    // Without gaps ranks stay with their subjects, so they are made once.
    const complete = ![...a, ...b].some(Number.isNaN);
    const ranked = complete && method === 'spearman';
    const first = ranked ? midRanks(a) : a;
    const second = ranked ? midRanks(b) : b;
    const nullOf = complete ? pearson : correlation[method];
    for (let k = 0; k < permutations; k++) {
      for (let s = 0; s < moved.length; s++)
        moved[s] = second[orders[k * moved.length + s] as number] as number;
      const r = nullOf(first, moved);
      nulls[i * permutations + k] = rToZ ? fisherZ(r) : r;
    }
    work.report(i + 1, parcels, 'parcels');
  }
  const p = permutations
    ? clipped(absoluteP(observed, nulls, permutations), permutations)
    : new Float64Array(0);
  return { observed, nulls, p };
}

const correlation = {
  pearson: (a: Float64Array, b: Float64Array): number => pearson(a, b),
  spearman: (a: Float64Array, b: Float64Array): number => {
    const both = a.map((value, i) => (Number.isNaN(b[i]) ? NaN : value));
    return pearson(
      midRanks(both),
      midRanks(b.map((value, i) => (Number.isNaN(a[i]) ? NaN : value))),
    );
  },
} as const;

/** p stays off 0 and 1, as many permutations allow. */
export const clipped = (p: Float64Array, permutations: number): Float64Array =>
  p.map((value) => Math.min(Math.max(value, 1 / permutations), 1 - 1 / permutations));

/** How the parcels become one number. */
export const OMNIBUS = {
  /** Mean strength. */
  absrho: (r: Float64Array): number => mean(r.map(Math.abs)),
  /** Mean, taken over Fisher's z and transformed back. */
  rho: (r: Float64Array): number => Math.tanh(mean(r.map(Math.atanh))),
  /** Mean share of variance. */
  rho2: (r: Float64Array): number => mean(r.map((value) => value * value)),
} as const;

/**
 * One test of all parcels together.
 * @param rToZ whether observed and nulls are Fisher's z
 */
export function omnibus(
  { observed, nulls }: Pick<WithinRegion, 'observed' | 'nulls'>,
  statistic: keyof typeof OMNIBUS,
  permutations: number,
  rToZ: boolean,
): { observed: number; p: number } {
  const parcels = observed.length;
  const raw = (values: Float64Array): Float64Array => (rToZ ? values.map(Math.tanh) : values);
  const value = OMNIBUS[statistic](raw(observed));
  const others = Float64Array.from({ length: permutations }, (_, k) =>
    OMNIBUS[statistic](
      raw(Float64Array.from({ length: parcels }, (_, i) => nulls[i * permutations + k] as number)),
    ),
  );
  const p = permutations
    ? clipped(absoluteP(Float64Array.of(value), others, permutations), permutations)
    : Float64Array.of(NaN);
  return { observed: value, p: p[0] as number };
}

/** Mean of the present values. */
function mean(values: Float64Array): number {
  const present = values.filter((value) => value === value);
  return present.reduce((sum, value) => sum + value, 0) / present.length;
}

function column({ values, subjects, parcels }: SubjectSide, parcel: number): Float64Array {
  if (parcels === null) return values;
  return Float64Array.from({ length: subjects }, (_, s) => values[s * parcels + parcel] as number);
}

/** `[permutation][subject]`: whose Y a subject gets. */
function subjectOrders(subjects: number, permutations: number, seed: number): Int32Array {
  const generator = new Pcg64(seed);
  const draws = Float64Array.from({ length: subjects * permutations }, () => generator.random());
  const out = new Int32Array(subjects * permutations);
  const order = Int32Array.from({ length: subjects }, (_, s) => s);
  for (let k = 0; k < permutations; k++) {
    const key = (s: number): number => draws[s * permutations + k] as number;
    out.set(
      Int32Array.from(order).sort((a, b) => key(a) - key(b)),
      k * subjects,
    );
  }
  return out;
}

function sharedParcels(x: SubjectSide, y: SubjectSide): number {
  if (x.subjects !== y.subjects) {
    throw new NspError(
      'subjects-do-not-match',
      `x has ${x.subjects} subjects and y has ${y.subjects}. Both need the same subjects in the same order.`,
    );
  }
  const parcels = x.parcels ?? y.parcels;
  if (parcels === null) {
    throw new NspError(
      'no-parcels',
      'x and y both have one value for each subject. One of them needs a value for every parcel.',
    );
  }
  if ((y.parcels ?? parcels) !== parcels) {
    throw new NspError(
      'parcels-do-not-match',
      `x has ${parcels} parcels and y has ${y.parcels}. Use maps of the same parcellation.`,
    );
  }
  return parcels;
}
