// What came out of a comparison, in sentences. Pure.
import { formatStatistic, plural } from '../results/format.js';
import type { Joined, Pair } from './join.js';

/** `29 rows are in both runs. The largest difference is +0.123 (SERT). 2 rows are significant in one run only.` */
export function summary({ pairs, renamed }: Joined): string {
  if (pairs.length === 0)
    return 'Nothing in these runs can be compared: they share no map with this statistic.';
  const both = `${plural(pairs.length, 'row')} ${pairs.length === 1 ? 'is' : 'are'} in both runs.`;
  const one = pairs.filter(({ change }) => change === 'only A' || change === 'only B').length;
  const same = pairs.every(({ difference }) => difference === 0 || difference === null);
  const top = largest(pairs);
  const said =
    same || top?.difference === undefined || top.difference === null
      ? 'The statistic is the same in all of them.'
      : `The largest difference is ${signed(top.difference)} (${top.label}).`;
  const changed =
    one === 0
      ? 'Significance is the same everywhere.'
      : `${plural(one, 'row')} ${one === 1 ? 'is' : 'are'} significant in one run only.`;
  const names = renamed ? `${renamed[0]} of A is compared with ${renamed[1]} of B.` : '';
  return [both, said, changed, names].filter(Boolean).join(' ');
}

function largest(pairs: readonly Pair[]): Pair | undefined {
  return pairs.reduce<Pair | undefined>(
    (best, pair) =>
      Math.abs(pair.difference ?? 0) > Math.abs(best?.difference ?? 0) ? pair : best,
    undefined,
  );
}

/** `+0.123`, `−0.020`. */
export function signed(value: number | null): string {
  const text = formatStatistic(value);
  return value !== null && value > 0 ? `+${text}` : text;
}

/** A list of names, cut where it gets long. */
export function someOf(names: readonly string[], most = 12): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
