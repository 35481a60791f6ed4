// The sentences of the methods paragraph about sets of maps: how many there are, how they are aggregated, and random sets.
import { isEnrichment, permutesSets } from '../plan-kinds.js';
import { sourceWords } from './source-words.js';
import type { Told } from './told.js';
import { count } from './wording.js';

type Facts = Pick<Told, 'plan' | 'columns' | 'nullModel'>;

/** `29 reference maps in 4 sets`, or for an enrichment `7 sets of 7 to 85 reference maps each`. */
export function inSets({ columns, plan }: Pick<Facts, 'columns' | 'plan'>): string {
  if (isEnrichment(plan)) {
    const sizes = columns.map(({ maps }) => maps ?? 0);
    const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
    const each =
      least === most ? count(most, 'reference map') : `${least} to ${most} reference maps`;
    return `${count(columns.length, 'set')} of ${each} each`;
  }
  const names = new Set(columns.map(({ x }) => x));
  const sets = new Set(columns.map(({ set }) => set).filter((set) => set !== null));
  const within = sets.size > 0 ? ` in ${count(sets.size, 'set')}` : '';
  return `${count(names.size, 'reference map')}${within}`;
}

const aggregationWords: Readonly<Record<string, string>> = {
  mean: 'the mean',
  median: 'the median',
  absmean: 'the mean of the absolute values',
  absmedian: 'the median of the absolute values',
  weightedmean: 'the mean weighted by the weights of the collection',
  weightedabsmean: 'the mean of the absolute values weighted by the weights of the collection',
};

/** How the values of the maps of a set became one; as it was done, also when weights were wished for and missing. */
export function sayAggregation({ plan, warnings }: Pick<Told, 'plan' | 'warnings'>): string {
  if (!isEnrichment(plan)) return '';
  const unweighted = warnings.some(
    ({ code, subject }) => code === 'no-weights' && subject?.property === 'xsea_aggregation_method',
  );
  const used = unweighted ? plan.aggregation.replace('weighted', '') : plan.aggregation;
  const together = plan.methods.some((method) => joint.has(method))
    ? ' Methods that fit several maps together were fitted to each set.'
    : '';
  return `The values of the maps of a set were aggregated by ${aggregationWords[used] ?? used}.${together}`;
}

/** Methods that take all maps of a set at once. */
const joint = new Set(['mlr', 'dominance', 'pls', 'pcr', 'lasso', 'ridge', 'elasticnet']);

/** How random sets came about. */
export function drawnSets({ plan, nullModel }: Facts): string {
  if (!permutesSets(plan)) return '';
  return (
    `Significance was assessed against ${count(nullModel.permutations, 'permutation')} of the sets: `
    + `${drawing({ plan })} (${nullModel.origin}).`
  );
}

/** The same beside something else that moves. */
export function drawing({ plan }: Pick<Facts, 'plan'>): string {
  const background = plan.permute?.sets?.background;
  const from = background ? sourceWords(background) : 'all maps of the reference dataset of X';
  return `each set was replaced by as many maps drawn at random, without replacement, from ${from}`;
}

/** What the effective number of tests is counted among. */
export const testedMaps = ({ plan }: Pick<Facts, 'plan'>): string =>
  isEnrichment(plan) ? 'the mean maps of the sets' : 'the maps';
