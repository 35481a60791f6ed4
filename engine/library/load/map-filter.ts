// The `maps` filter of a reference: substrings of map names, or conditions on their `key-value` parts.
import { NspError } from '../../error.js';
import type { ReferenceFilter } from '../../plan.js';
import { didYouMean } from '../nearest.js';

type Comparison = (value: number, limit: number) => boolean;

/** Comparisons by sign, longer signs first. */
const comparisons: readonly (readonly [sign: string, holds: Comparison])[] = [
  ['>=', (value, limit) => value >= limit],
  ['<=', (value, limit) => value <= limit],
  ['>', (value, limit) => value > limit],
  ['<', (value, limit) => value < limit],
  ['=', (value, limit) => value === limit],
];

/** The parts of a name such as `target-5HT1a_tracer-way100635_n-35`, keys in lower case. */
export function nameParts(name: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of name.split('_')) {
    const dash = part.indexOf('-');
    if (dash > 0) parts.set(part.slice(0, dash).toLowerCase(), part.slice(dash + 1));
  }
  return parts;
}

/**
 * The test that a filter sets on map names. Substrings are case-sensitive and any one suffices; conditions must all hold, their
 * values match without regard to case, and `>`, `>=`, `<`, `<=`, `=` compare numbers.
 */
export function nameTest(filter: NonNullable<ReferenceFilter['maps']>): (name: string) => boolean {
  if (Array.isArray(filter)) return (name) => filter.some((part) => name.includes(part));
  const conditions = Object.entries(filter).map(([key, text]) => conditionOf(key, text.trim()));
  return (name) => {
    const parts = nameParts(name);
    return conditions.every(([key, holds]) => {
      const value = parts.get(key);
      return value !== undefined && holds(value);
    });
  };
}

/**
 * Refuses a condition on a part that none of the maps has in its name: misspelled, it would only seem too narrow.
 * @throws NspError `unknown-key` naming the parts there are
 */
export function requireKeys(
  filter: NonNullable<ReferenceFilter['maps']>,
  maps: readonly string[],
  where: string,
): void {
  if (Array.isArray(filter)) return;
  const known = new Set(maps.flatMap((name) => [...nameParts(name).keys()]));
  const absent = Object.keys(filter).filter((key) => !known.has(key.toLowerCase()));
  if (absent.length === 0) return;
  throw new NspError(
    'unknown-key',
    `The filter maps asks for ${absent.join(', ')}, which no map of ${where} has in its name.${didYouMean(absent[0] ?? '', [...known])} ${known.size > 0 ? `There are ${[...known].join(', ')}` : 'Filter by a part of the name'}.`,
  );
}

function conditionOf(key: string, text: string): [key: string, holds: (value: string) => boolean] {
  const comparison = comparisons.find(([sign]) => text.startsWith(sign));
  if (!comparison)
    return [key.toLowerCase(), (value) => value.toLowerCase() === text.toLowerCase()];
  const [sign, holds] = comparison;
  const limit = Number(text.slice(sign.length));
  if (text.length === sign.length || !Number.isFinite(limit)) {
    throw new NspError(
      'bad-filter',
      `The condition ${key}: "${text}" needs a number after ${sign}, e.g. "${sign}10".`,
    );
  }
  return [key.toLowerCase(), (value) => value !== '' && holds(Number(value), limit)];
}
