// Explicit null maps of one map, one permutation after the other: one maker per kind of null. A maker belongs to one map and walks
// its permutations in order, because the random numbers of a map follow each other.
import { burt2018Maps, type Burt2018Source } from '../nulls/burt2018/maps.js';
import { burt2020Maps, type Burt2020Source } from '../nulls/burt2020/maps.js';
import type { GivenSource } from '../nulls/given-nulls.js';
import { MoranDraws, type MoranOptions } from '../nulls/moran.js';
import { RelabelledMaps, type GroupSource } from '../nulls/relabelled.js';
import { Pcg64 } from '../nulls/rng/pcg64.js';
import { OverlapMaps, type OverlapSource } from '../nulls/spins/overlap.js';

/** Spatial eigenvectors over some parcels: those of a block that a map has. */
export interface MoranBasis {
  /** Positions of the parcels in the whole list. */
  parcels: Int32Array;
  components: number;
  /** `[component][parcel of the basis]`, shared. */
  vectors: Float64Array;
}

export interface MoranSource {
  kind: 'moran';
  seed: number;
  options: Pick<MoranOptions, 'procedure' | 'joint'>;
  /** Maps that miss the same parcels share their bases. */
  bases: MoranBasis[];
  /** Positions in `bases`, `[map][block]`. */
  basesOfMap: number[][];
}

/** True for null maps that can begin at any permutation without drawing those before it. */
export const beginsAnywhere = ({ kind }: NullSource): boolean =>
  kind === 'spin' || kind === 'overlap' || kind === 'given' || kind === 'groups';

/** What decides the null maps besides the maps themselves. */
export type NullSource =
  | { kind: 'spin'; /** Source parcel `[spin][parcel]`, shared; −1 for none. */ index: Int16Array }
  | { kind: 'shuffle'; seed: number }
  | OverlapSource
  | GivenSource
  | MoranSource
  | Burt2018Source
  | Burt2020Source
  | GroupSource
  | SplitSource;

/** Cortex and subcortex, each with nulls of its own; positions of the parcels of a part in the whole list. */
export interface SplitSource {
  kind: 'split';
  parts: { parcels: Int32Array; source: NullSource }[];
}

export interface NullMaps {
  /** Writes the next null map, NaN missing. */
  next(out: Float64Array): void;
}

/**
 * Null maps of one map, beginning with permutation `from`.
 * @param values the map, `[parcel]`, NaN missing
 * @param map its row, which its random numbers depend on
 */
export function nullMaps(
  source: NullSource,
  values: Float64Array,
  map: number,
  from: number,
): NullMaps {
  switch (source.kind) {
    case 'spin':
      return spunMaps(source.index, values, from);
    case 'overlap':
      return overlapMaps(source, values, from);
    case 'given':
      return givenMaps(source, values.length, map, from);
    case 'shuffle':
      return shuffledMaps(source.seed + map, values, from);
    case 'moran':
      return moranMaps(source, values, map, from);
    case 'burt2018':
      return burt2018Maps(source, values, map, from);
    case 'burt2020':
      return burt2020Maps(source, values, map, from);
    case 'groups':
      return relabelledMaps(new RelabelledMaps(source), map, from);
    case 'split':
      return splitMaps(source, values, map, from);
  }
}

/**
 * Makers of the maps `range` of a table, for callers that ask all of them for a permutation before the next: what maps of one
 * permutation have in common (the labels of the groups) is then made once.
 */
export function nullMakers(
  source: NullSource,
  { values, parcels }: { values: Float64Array; parcels: number },
  range: readonly [from: number, to: number],
  from: number,
): NullMaps[] {
  const maps = Array.from({ length: range[1] - range[0] }, (_, i) => range[0] + i);
  if (source.kind === 'groups') {
    const shared = new RelabelledMaps(source);
    return maps.map((map) => relabelledMaps(shared, map, from));
  }
  return maps.map((map) =>
    nullMaps(source, values.subarray(map * parcels, (map + 1) * parcels), map, from),
  );
}

/** Row `map` of the comparison of permuted groups; missing where a permutation has fewer rows. */
function relabelledMaps(relabelled: RelabelledMaps, map: number, from: number): NullMaps {
  let at = from;
  return {
    next(out) {
      const row = relabelled.maps(at++).subarray(map * out.length, (map + 1) * out.length);
      if (row.length === out.length) out.set(row);
      else out.fill(NaN);
    },
  };
}

function splitMaps(
  { parts }: SplitSource,
  values: Float64Array,
  map: number,
  from: number,
): NullMaps {
  const makers = parts.map(({ parcels, source }) => {
    const own = Float64Array.from(parcels, (parcel) => values[parcel] as number);
    return { parcels, part: new Float64Array(own.length), nulls: nullMaps(source, own, map, from) };
  });
  return {
    next(out) {
      out.fill(NaN);
      for (const { parcels, part, nulls } of makers) {
        nulls.next(part);
        for (let p = 0; p < part.length; p++) out[parcels[p] as number] = part[p] as number;
      }
    },
  };
}

function spunMaps(index: Int16Array, values: Float64Array, from: number): NullMaps {
  const parcels = values.length;
  let at = from * parcels;
  return {
    next(out) {
      for (let i = 0; i < parcels; i++) {
        const source = index[at++] as number;
        out[i] = source < 0 ? NaN : (values[source] as number);
      }
    },
  };
}

function overlapMaps(source: OverlapSource, values: Float64Array, from: number): NullMaps {
  const maps = new OverlapMaps(source, values);
  const spins = source.chunks.reduce((sum, chunk) => sum + chunk.spins, 0);
  let at = from + (source.shift ?? 0);
  return { next: (out) => maps.write(at++ % spins, out) };
}

function givenMaps(
  { values, permutations }: GivenSource,
  parcels: number,
  map: number,
  from: number,
): NullMaps {
  let at = (map * permutations + from) * parcels;
  return { next: (out) => out.set(values.subarray(at, (at += parcels))) };
}

/** Present values change places among present parcels (spec/statistics.md 4.5). */
function shuffledMaps(seed: number, values: Float64Array, from: number): NullMaps {
  const generator = new Pcg64(seed);
  const places = [...values.keys()].filter((i) => values[i] === values[i]);
  const original = Float64Array.from(places, (i) => values[i] as number);
  const shuffled = new Float64Array(original.length);
  const shuffle = (): void => {
    shuffled.set(original);
    generator.shuffle(shuffled);
  };
  for (let k = 0; k < from; k++) shuffle();
  return {
    next(out) {
      shuffle();
      out.fill(NaN);
      places.forEach((place, i) => (out[place] = shuffled[i] as number));
    },
  };
}

/**
 * Σ c′ₖ vₖ + mean over the parcels of each block; all blocks draw from the same seed (spec/statistics.md 4.3). The sd of a map cancels.
 * Nulls are not z-scored, whatever `standardize` says: no correlation depends on the scale of a map.
 */
function moranMaps(source: MoranSource, values: Float64Array, map: number, from: number): NullMaps {
  const parts = (source.basesOfMap[map] ?? []).map((at) =>
    moranPart(source, source.bases[at] as MoranBasis, values, map, from),
  );
  return {
    next(out) {
      out.fill(NaN);
      for (const part of parts) part(out);
    },
  };
}

function moranPart(
  { seed, options }: MoranSource,
  { parcels, components, vectors }: MoranBasis,
  values: Float64Array,
  map: number,
  from: number,
): (out: Float64Array) => void {
  const n = parcels.length;
  const draws = new MoranDraws(seed + map, components, options);
  for (let k = 0; k < from; k++) draws.skip();
  const mean = parcels.reduce((sum, i) => sum + (values[i] as number), 0) / n;
  const own = Float64Array.from({ length: components }, (_, k) =>
    parcels.reduce(
      (sum, i, p) => sum + (vectors[k * n + p] as number) * ((values[i] as number) - mean),
      0,
    ),
  );
  const coefficients = new Float64Array(components);
  const part = new Float64Array(n);
  return (out) => {
    draws.next(own, coefficients);
    part.fill(mean);
    addWeighted(vectors, coefficients, part);
    for (let p = 0; p < n; p++) out[parcels[p] as number] = part[p] as number;
  };
}

/** Adds Σ cₖ vₖ to a map; three vectors at a time, because reading and writing the map costs more than the sums. */
function addWeighted(vectors: Float64Array, coefficients: Float64Array, map: Float64Array): void {
  const n = map.length;
  let k = 0;
  for (; k + 2 < coefficients.length; k += 3) {
    const [a, b, c] = [k * n, (k + 1) * n, (k + 2) * n];
    const wa = coefficients[k] as number;
    const wb = coefficients[k + 1] as number;
    const wc = coefficients[k + 2] as number;
    for (let p = 0; p < n; p++) {
      map[p] =
        (map[p] as number)
        + wa * (vectors[a + p] as number)
        + wb * (vectors[b + p] as number)
        + wc * (vectors[c + p] as number);
    }
  }
  for (; k < coefficients.length; k++) {
    const from = k * n;
    const weight = coefficients[k] as number;
    for (let p = 0; p < n; p++) {
      map[p] = (map[p] as number) + weight * (vectors[from + p] as number);
    }
  }
}
