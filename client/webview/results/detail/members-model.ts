// The maps of a set by what each has by itself, the leading ones first: those that point where the set points, strongest first. Pure.
import type { AnalysisResult, Cell } from '../../../../engine/result.js';
import { shortLabel } from '../labels.js';

export interface Member {
  /** Into the stored x maps. */
  map: number;
  name: string;
  label: string;
  weight: Cell;
  value: Cell;
  /** Reaches as far as the set as a whole, or further. */
  leading: boolean;
}

/**
 * @param z Fisher z of the members, in their order
 * @param statistic what is shown: the correlation or its Fisher transform
 * @param aggregate of the set
 * @param absolute the set was made of absolute values
 */
export function membersOf(
  { x, sets }: Pick<AnalysisResult, 'x' | 'sets'>,
  column: number,
  z: readonly Cell[],
  { statistic, aggregate, absolute }: { statistic: string; aggregate: Cell; absolute: boolean },
): Member[] {
  const set = sets?.[column];
  if (!set || !x) return [];
  const sign = aggregate !== null && aggregate < 0 ? -1 : 1;
  const size = (value: number): number => (absolute ? Math.abs(value) : sign * value);
  const rank = ({ value }: Member): number => (value === null ? -Infinity : size(value));
  return set.members
    .map((map, i): Member => {
      const own = z[i] ?? null;
      const value = own === null ? null : statistic === 'rho' ? Math.tanh(own) : own;
      const name = x.labels[map] ?? '';
      return {
        map,
        name,
        label: shortLabel(name),
        weight: set.weights[i] ?? null,
        value,
        leading: value !== null && aggregate !== null && size(value) >= size(aggregate),
      };
    })
    .sort((a, b) => (rank(b) === rank(a) ? 0 : rank(b) - rank(a)));
}

/** `Leading: A, B and 3 more` among those that point as the set does. */
export function sayLeading(members: readonly Member[], most = 5): string {
  const leading = members.filter((member) => member.leading);
  const named = leading.slice(0, most).map(({ label }) => label);
  const more = leading.length > most ? ` and ${leading.length - most} more` : '';
  return named.length
    ? `Leading (at least as far as the set): ${named.join(', ')}${more}.`
    : 'No map reaches as far as the set.';
}
