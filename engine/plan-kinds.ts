// What is asked of a run in many places, asked in one: what is permuted, and whether X is taken in sets.
import type { RunSettings } from './pipeline/settings.js';
import type { PermutedMaps, PermuteStep } from './plan.js';

type Permuting = Pick<RunSettings, 'permute'>;

/** Labels of groups are permuted. */
export const permutesGroups = ({ permute }: Permuting): boolean =>
  permute !== null && permute.groups !== null;

/** Each set of X maps gives one number. */
export const isEnrichment = <R extends Pick<RunSettings, 'aggregation'>>(
  run: R,
): run is R & { aggregation: string } => run.aggregation !== null;

/** Random sets of maps are drawn. */
export const permutesSets = <R extends Permuting>(
  run: R,
): run is R & { permute: PermuteStep & { sets: NonNullable<PermuteStep['sets']> } } =>
  run.permute !== null && run.permute.sets !== null;

/** Null maps of one or both sides are made. */
export const permutesMaps = <R extends Permuting>(
  run: R,
): run is R & { permute: PermuteStep & { maps: PermutedMaps } } =>
  run.permute !== null && run.permute.maps !== null;

/** What moves in a permutation, sorted, as NiSpace names it: `groups+maps`. */
export function permutedKinds({ permute }: Permuting): string {
  if (!permute) return '';
  const { maps, groups, sets, pairs } = permute;
  const moving = { groups, maps, pairs: pairs || null, sets };
  const kinds = Object.entries(moving).flatMap(([kind, is]) => (is === null ? [] : [kind]));
  return maps && maps.which.length > 1 ? [...kinds, 'both'].join('+') : kinds.join('+');
}
