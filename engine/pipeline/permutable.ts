// What can move together in a permutation (spec/statistics.md 5.1). The editor says the same of a file; this is for plans from elsewhere.
import { NspError } from '../error.js';
import { permutedKinds } from '../plan-kinds.js';
import type { RunSettings } from './settings.js';

/** Every combination that has a meaning, as `permutedKinds` names it. */
export const PERMUTABLE: readonly string[] = [
  'maps',
  'maps+both',
  'groups',
  'sets',
  'pairs',
  'groups+maps',
  'maps+sets',
  'groups+sets',
];

/** The side whose maps move together with groups, or with sets. */
const SIDES: Readonly<Record<string, 'X' | 'Y'>> = { 'groups+maps': 'X', 'maps+sets': 'Y' };

/** @throws NspError `permuted-together`, `permuted-side`, `sets-without-xsea`; before anything is read */
export function requireMovable(run: Pick<RunSettings, 'permute' | 'aggregation'>): void {
  const kinds = permutedKinds(run);
  if (kinds === '') return;
  const words = kinds.split('+').filter((kind) => kind !== 'both');
  const both = kinds.endsWith('+both');
  const together = words.length > 1 && both ? words.join('+') : kinds;
  if (!PERMUTABLE.includes(together)) {
    throw new NspError(
      'permuted-together',
      `${words.join(', ')} cannot be permuted together. Permute one of them, or groups and maps, maps and sets, or groups and sets.`,
      { property: 'what' },
    );
  }
  const side = SIDES[together];
  if (side && run.permute?.maps?.which.join('') !== side) {
    throw new NspError(
      'permuted-side',
      `Together with ${words.find((word) => word !== 'maps') ?? ''} the ${side} maps are permuted. Set maps_which: ${side}.`,
      { property: 'maps_which' },
    );
  }
  if (run.permute?.sets && run.aggregation === null) {
    throw new NspError(
      'sets-without-xsea',
      'Permuting sets needs an enrichment. Set xsea: true, or permute maps.',
      { property: 'what' },
    );
  }
}
