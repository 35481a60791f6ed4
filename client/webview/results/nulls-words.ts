// What the tab "Nulls" says: the null model, the autocorrelation it keeps, how p settled, and how many tests there are. Pure.
import type {
  AnalysisResult,
  AutocorrelationDiagnostic,
  AutocorrelationMap,
} from '../../../engine/result.js';
import type { Convergence } from '../../../server/protocol.js';
import { formatCount, formatP, formatStatistic, plural } from './format.js';

/** What is made a null of, in words: `spins of the reference maps`. */
const MADE: Readonly<Record<string, string>> = {
  alexander_bloch: 'spins',
  vasa: 'spins',
  hungarian: 'spins',
  baum: 'spins',
  cornblath: 'spins',
  random: 'random shuffles',
  moran: 'Moran randomisations',
  variomoran: 'Moran randomisations',
  burt2018: 'surrogates',
  burt2020: 'surrogates',
};

/** `10,000 spins of the reference maps`, `1,000 permutations of the group labels`. */
export function sayNulls({ nullModel, y }: Pick<AnalysisResult, 'nullModel' | 'y'>): string {
  const { method, permuted, permutations } = nullModel;
  const count = formatCount(permutations);
  if (permuted === 'none') return 'none: nothing was permuted';
  const made = MADE[method] ?? 'null versions';
  const ofY = y.labels.length === 1 ? 'the y map' : 'the y maps';
  switch (permuted) {
    case 'X':
      return `${count} ${made} of the reference maps`;
    case 'Y':
      return `${count} ${made} of ${ofY}`;
    case 'X and Y':
      return `${count} ${made} of the reference maps and of ${ofY}, both in each permutation`;
    case 'groups':
      return `${count} permutations of the group labels`;
    case 'groups and X':
      return `${count} permutations of the group labels, each with ${made} of the reference maps`;
    case 'sets':
      return `${count} random sets of the same sizes`;
    case 'Y and sets':
      return `${count} ${made} of ${ofY}, each with random sets of the same sizes`;
    case 'groups and sets':
      return `${count} permutations of the group labels, each with random sets of the same sizes`;
    case 'pairs':
      return `${count} random matchings of y maps with reference maps`;
  }
}

const VERDICTS: Readonly<Record<AutocorrelationMap['verdict'], string>> = {
  kept: 'nulls as smooth as the map',
  rougher: 'nulls rougher than the map',
  smoother: 'nulls smoother than the map',
  unknown: 'not judged',
};

export const sayVerdict = ({ verdict }: Pick<AutocorrelationMap, 'verdict'>): string =>
  VERDICTS[verdict];

/** What follows from the verdict, for the p values. */
export function consequence({ maps, permuted }: AutocorrelationDiagnostic): string {
  if (permuted === 'groups')
    return 'Permuted labels need not keep the autocorrelation of the effect map: the null is that the groups do not differ, and noise may be rougher or smoother than an effect.';
  const rougher = maps.some(({ verdict }) => verdict === 'rougher');
  const smoother = maps.some(({ verdict }) => verdict === 'smoother');
  return [
    rougher ? 'Where nulls are rougher than their map, p values tend to be too small.' : '',
    smoother
      ? 'Where nulls are smoother than their map, p values tend to be too large: the test is careful.'
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** On what the judgement rests. */
export function basis({ nulls, total, maps, distances }: AutocorrelationDiagnostic): string {
  const looked =
    maps.length < total
      ? `${plural(maps.length, 'map')} of ${formatCount(total)}, evenly sampled,`
      : plural(total, 'map');
  return `${looked} and the first ${plural(nulls, 'null')} of each; ${distances}.`;
}

/** `I = 0.082; nulls 0.061 (5–95 %: 0.040 to 0.089); …`, parts apart by `; `. */
export function sayMoran({ label, moransI, distance, verdict }: AutocorrelationMap): string {
  const { observed, mean, low, high } = moransI;
  return [
    label,
    `I = ${formatStatistic(observed)}`,
    `nulls ${formatStatistic(mean)} (5–95 %: ${formatStatistic(low)} to ${formatStatistic(high)})`,
    `variogram distance ${formatStatistic(distance)}`,
    sayVerdict({ verdict }),
  ].join('; ');
}

/** A bin of the variogram of a map, parts apart by `; `. */
export function sayBin(
  { bins }: AutocorrelationDiagnostic,
  { variogram: { observed, mean, low, high } }: AutocorrelationMap,
  bin: number,
): string {
  return [
    `${(bins[bin] ?? 0).toFixed(0)} mm`,
    `map ${formatStatistic(observed[bin] ?? null)}`,
    `nulls ${formatStatistic(mean[bin] ?? null)} (5–95 %: ${formatStatistic(low[bin] ?? null)} to ${formatStatistic(high[bin] ?? null)})`,
  ].join('; ');
}

/** A point of the way of p, parts apart by `; `. */
export const sayPoint = ({ permutations, p, low, high }: Convergence, point: number): string =>
  [
    plural(permutations[point] ?? 0, 'permutation'),
    `p = ${formatP(p[point] ?? null)}`,
    `95 % interval ${formatP(low[point] ?? null)} to ${formatP(high[point] ?? null)}`,
  ].join('; ');

/** What the last point says about the decision at .05. */
export function settled({ permutations, p, low, high }: Convergence): string {
  const end = permutations.length - 1;
  const [last, from, to] = [p[end], low[end], high[end]];
  if (last === undefined || from === undefined || to === undefined)
    return 'This cell has no p: its value or its nulls are missing.';
  const said = `After ${plural(permutations[end] ?? 0, 'permutation')} p = ${formatP(last)}; endless permutations would give ${formatP(from)} to ${formatP(to)} (95 % interval).`;
  if (from < 0.05 && to > 0.05)
    return `${said} That interval holds .05: more permutations are needed to tell on which side p lies.`;
  return said;
}
