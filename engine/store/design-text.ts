// The sentences of the methods paragraph about subjects: sites, covariates, the comparison of groups, and their permutation.
import type { GroupsStrategy } from '../plan.js';
import type { PreparationFacts } from '../result.js';
import { papersOf, shortReference } from './bibliography.js';
import type { Told } from './told.js';
import { count, list } from './wording.js';

type Cleaned = Extract<PreparationFacts, { step: 'clean_y between' }>;
type Compared = Extract<PreparationFacts, { step: 'transform_y' | 'transform_z' }>;

const papers = (name: string): string => {
  const found = papersOf(name).map(shortReference).join('; ');
  return found ? ` (${found})` : '';
};

/** ComBat and the sites it was used on. */
export function harmonisation({ combat, regressed, protected: columns }: Cleaned): string {
  if (!combat) return '';
  const { sites } = combat;
  const kept = [...regressed.continuous, ...regressed.categorical, ...columns];
  const preserved = kept.length ? `, keeping the effects of ${list(kept)}` : '';
  const each = list(sites.map(({ site, rows }) => `${site}: ${rows}`));
  return `Differences between ${count(sites.length, 'site')} (${each}) were removed from Y with ComBat${papers('combat')}, with empirical Bayes${preserved}.`;
}

/** Covariates regressed across subjects. */
export function cleaning({ regressed, protected: columns }: Cleaned): string {
  const { continuous, categorical } = regressed;
  const names = [...continuous, ...categorical.map((name) => `${name} (categorical)`)];
  if (names.length === 0) return '';
  const kept = columns.length ? ` jointly with ${list(columns)}, whose effect was kept` : '';
  return `${list(names)} ${names.length > 1 ? 'were' : 'was'} regressed from Y in each parcel by least squares over the subjects${kept}; only the part of the covariates was subtracted.`;
}

/** What is done to the maps of two groups, with the arguments in words. */
const comparisonWords: Readonly<Record<string, (sides: readonly string[]) => string>> = {
  meandiff: ([a, b]) => `the difference of means, ${a} minus ${b}`,
  cohen: ([a, b]) => `Cohen's d, ${a} minus ${b}`,
  hedges: ([a, b]) => `Hedges' g, ${a} minus ${b}`,
  pairedcohen: ([a, b]) => `Cohen's d of the differences of pairs, ${a} minus ${b}`,
  elemdiff: ([a, b]) => `the difference ${a} minus ${b} of each pair`,
  prc: ([a, b]) => `the difference ${a} minus ${b} in percent of ${a}, of each pair`,
  logfc: ([a, b]) => `the logarithm of the ratio of ${a} to ${b}, row by row`,
  center: ([a, b]) => `each map of ${a} minus the mean of ${b}`,
  zscore: ([a, b = a]) => `z scores of each map of ${a} relative to ${b}`,
  rzscore: ([a, b = a]) => `robust z scores of each map of ${a} relative to ${b}`,
  centile: ([a, b = a]) => `the percentile of each map of ${a} within ${b}`,
  mean: ([a]) => `the mean of ${a}`,
  median: ([a]) => `the median of ${a}`,
  std: ([a]) => `the standard deviation of ${a}`,
  var: ([a]) => `the variance of ${a}`,
};

/** Groups, their sizes and how they were compared; or how one group, or all rows, became other maps. */
export function groupComparison(facts: Compared, side: 'Y' | 'Z'): string {
  if (!facts.comparison) return '';
  const { name, sides } = facts.comparison;
  const of = side === 'Z' ? ' of Z' : '';
  const named = sides.map((one) => (one === 'y' ? `all ${side} maps` : one));
  const words = comparisonWords[name]?.(named) ?? `${name}(${sides.join(', ')})`;
  const groups = list(facts.groups.map(({ level, rows }) => `${level} (n = ${rows})`));
  if (facts.groups.length < 2 || new Set(sides).size < 2) {
    const given = facts.groups.length ? `, the groups being ${groups}` : '';
    return `In each parcel ${words} was taken of the ${side} maps${papers(name)}${given}.`;
  }
  const pairs = facts.pairs === null ? '' : `, ${count(facts.pairs, 'pair')}`;
  return `The groups ${groups}${pairs}${of} were compared in each parcel by ${words}${papers(name)}.`;
}

const strategyWords: Readonly<Record<GroupsStrategy, string>> = {
  shuffle: 'shuffled freely',
  proportional: 'exchanged so that each new group takes the same share of both groups',
  draw: 'drawn with replacement',
};

/** How the null effect maps came about. */
export function permutedGroups({ plan, nullModel }: Pick<Told, 'plan' | 'nullModel'>): string {
  const how = exchange(plan);
  if (!how) return '';
  return (
    `Significance was assessed against ${count(nullModel.permutations, 'permutation')} of the group labels, `
    + `which were ${how}; the comparison was made anew from the same cleaned maps, `
    + `and its result colocalized again (${nullModel.origin}).`
  );
}

/** The same beside something else that moves. */
export const relabelling = ({ plan }: Pick<Told, 'plan'>): string =>
  `the group labels were ${exchange(plan)} and the comparison made anew from the same cleaned maps`;

/** With the papers of the strategy. */
function exchange({ permute, comparison }: Told['plan']): string {
  const strategy = permute?.groups?.strategy;
  if (!strategy) return '';
  const how =
    comparison?.paired && strategy === 'shuffle'
      ? 'exchanged at random within each pair'
      : strategyWords[strategy];
  return `${how}${papers(strategy)}`;
}
