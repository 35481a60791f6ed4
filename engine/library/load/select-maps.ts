// Applies a collection and its filters to a table: which rows are used, in which order, with which set and weight.
import { NspError } from '../../error.js';
import type { ReferenceFilter } from '../../plan.js';
import { quantile, sortedPresent } from '../../stats/quantiles.js';
import type { CollectionContent, CollectionMember } from '../entries.js';
import { nameTest, requireKeys } from './map-filter.js';
import { didYouMean, someOf } from '../nearest.js';

export interface Selection {
  /** Rows in collection order; a map in two sets stands twice. */
  members: CollectionMember[];
  /** Maps the filters would keep but the table does not have, each once, in collection order. */
  missing: string[];
  /** Entries listed again within the same set and left out. */
  repeated: string[];
}

/**
 * Selects the members of a collection: by set, weight and name, then those the table has, then by the size of what is left of each
 * set. The weight quantile is taken over the whole collection (linear interpolation); members at the limits are kept.
 * @param available the maps of the table, or those with an image
 * @param where names the collection in messages, e.g. `collection UniqueTracers of pet`
 * @throws NspError `unknown-set`, `no-sets`, `no-weights`, `empty-collection`, `no-maps-left`
 */
export function selectMaps(
  collection: CollectionContent,
  available: readonly string[],
  filter: ReferenceFilter,
  where: string,
): Selection {
  const unique = withoutRepeats(collection.members);
  const wanted = filtered({ ...collection, members: unique.members }, filter, where);
  const table = new Set(available);
  const present = wanted.filter(({ map }) => table.has(map));
  const missing = [...new Set(wanted.flatMap(({ map }) => (table.has(map) ? [] : [map])))];
  if (present.length === 0) {
    throw new NspError(
      'empty-collection',
      `None of the ${missing.length} maps of ${where} is available for this parcellation (${someOf(missing)}). Available are ${someOf(available)}.`,
    );
  }
  const members = filter.setSizeRange ? bySetSize(present, filter.setSizeRange, where) : present;
  return { members, missing, repeated: unique.repeated };
}

function withoutRepeats(members: readonly CollectionMember[]): {
  members: CollectionMember[];
  repeated: string[];
} {
  const seen = new Set<string>();
  const repeated: string[] = [];
  const kept = members.filter(({ set, map }) => {
    const key = JSON.stringify([set, map]);
    if (seen.has(key)) repeated.push(set === null ? map : `${map} (${set})`);
    return !seen.has(key) && seen.add(key);
  });
  return { members: kept, repeated };
}

function filtered(
  collection: CollectionContent,
  filter: ReferenceFilter,
  where: string,
): CollectionMember[] {
  const tests: [option: string, test: (member: CollectionMember) => boolean][] = [];
  if (filter.sets) tests.push(['sets', setTest(collection, filter.sets, where)]);
  const weights = weightTests(collection, filter, where);
  tests.push(...weights);
  if (filter.maps) {
    const holds = nameTest(filter.maps);
    const names = collection.members.map(({ map }) => map);
    if (names.length > 0) requireKeys(filter.maps, names, where);
    tests.push(['maps', ({ map }) => holds(map)]);
  }
  let left: CollectionMember[] = collection.members;
  for (const [option, test] of tests) {
    const next = left.filter(test);
    if (next.length === 0) throw nothingLeft(option, left, where);
    left = next;
  }
  return left;
}

function nothingLeft(option: string, before: readonly CollectionMember[], where: string): NspError {
  const names = [...new Set(before.map(({ map }) => map))];
  return new NspError(
    'no-maps-left',
    `The filter ${option} leaves no map of ${where}; it chose among ${names.length} (${someOf(names)}). Widen the filter.`,
  );
}

function setTest(
  collection: CollectionContent,
  sets: readonly string[],
  where: string,
): (member: CollectionMember) => boolean {
  if (collection.sets.length === 0) {
    throw new NspError(
      'no-sets',
      `The filter sets cannot be used: ${where} has no sets. Remove it or name another collection.`,
    );
  }
  const unknown = sets.find((set) => !collection.sets.includes(set));
  if (unknown !== undefined) {
    throw new NspError(
      'unknown-set',
      `There is no set "${unknown}" in ${where}.${didYouMean(unknown, collection.sets)} Its sets are ${someOf(collection.sets, 12)}.`,
    );
  }
  return ({ set }) => set !== null && sets.includes(set);
}

function weightTests(
  collection: CollectionContent,
  { weightRange, weightQuantile }: ReferenceFilter,
  where: string,
): [option: string, test: (member: CollectionMember) => boolean][] {
  if (!weightRange && weightQuantile === null) return [];
  const weights = collection.members.flatMap(({ weight }) => (weight === null ? [] : [weight]));
  if (weights.length === 0) {
    throw new NspError(
      'no-weights',
      `Weights cannot be filtered: ${where} has none. Remove the filter or name another collection.`,
    );
  }
  const between = (low: number, high: number) => (member: CollectionMember) =>
    member.weight !== null && member.weight >= low && member.weight <= high;
  const tests: [string, (member: CollectionMember) => boolean][] = [];
  if (weightRange) tests.push(['weight_range', between(...weightRange)]);
  if (weightQuantile !== null) {
    tests.push([
      'weight_quantile',
      between(quantile(sortedPresent(weights), weightQuantile), Infinity),
    ]);
  }
  return tests;
}

function bySetSize(
  members: CollectionMember[],
  [low, high]: readonly [number, number],
  where: string,
): CollectionMember[] {
  const sizes = new Map<string | null, number>();
  for (const { set } of members) sizes.set(set, (sizes.get(set) ?? 0) + 1);
  if (sizes.size === 1 && sizes.has(null)) {
    throw new NspError(
      'no-sets',
      `The filter set_size_range cannot be used: ${where} has no sets.`,
    );
  }
  const kept = members.filter(
    ({ set }) => (sizes.get(set) ?? 0) >= low && (sizes.get(set) ?? 0) <= high,
  );
  if (kept.length > 0) return kept;
  const largest = Math.max(...sizes.values());
  throw new NspError(
    'no-maps-left',
    `The filter set_size_range leaves no set of ${where}: with the maps of this table its sets have up to ${largest} maps, asked for were ${low} to ${high}.`,
  );
}
