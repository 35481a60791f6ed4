// What each colocalization method did, as a sentence for the methods paragraph: one row a method, options and papers in words.
import type { OptionValue } from '../plan.js';
import { papersOf, shortReference } from './bibliography.js';

type Options = Readonly<Record<string, OptionValue>>;

/** Correlations stand together in one sentence: their names in the plural. */
export const correlationWords: Readonly<Record<string, string>> = {
  pearson: 'Pearson correlations',
  spearman: "Spearman's rank correlations",
  partialpearson: 'partial Pearson correlations',
  partialspearman: "partial Spearman's rank correlations",
};

const cited = (method: string): string => papersOf(method).map(shortReference).join('; ');
const adjusted = ({ adj_r2: adjust = true }: Options): string =>
  adjust ? 'R² adjusted for the number of predictors' : 'R²';
const components = ({ n_components: count = 1 }: Options): string =>
  `${String(count)} component${count === 1 ? '' : 's'}`;
const EVERY = 'over the parcels that no map misses';
const BOTH = 'over the parcels with values in both maps';

/** Regression of Y on all X maps with a penalty. */
const penalised = (method: string, name: string) => (options: Options) => {
  const { parcel_train_pct: share = 0.75 } = options;
  return (
    `Each Y map was regressed on all X maps together by ${name} (${cited(method)}) ${EVERY}; the penalty was chosen by `
    + `cross-validation with one fold per parcel, trained on the nearest ${String(Math.round(Number(share) * 1000) / 10)} % of the parcels and tested on the others`
  );
};

/** Sentences of the other methods, without the full stop. */
export const fitWords: Readonly<Record<string, (options: Options) => string>> = {
  mi: ({ n_neighbors: k = 3 }) =>
    `Mutual information was estimated from the ${String(k)} nearest neighbours of each parcel (${cited('mi')}) ${BOTH}`,
  slr: (options) =>
    `Each Y map was regressed on each X map alone ${BOTH}; the statistic is ${adjusted(options)}`,
  mlr: (options) =>
    `Each Y map was regressed on all X maps together by ordinary least squares ${EVERY}; the statistics are ${adjusted(options)}`
    + `${options['mlr_individual'] ? ', the coefficients and the R² that is lost without each X map' : ' and the coefficients'}`,
  dominance: (options) =>
    `Dominance analysis (${cited('dominance')}) of a regression of each Y map on all X maps ${EVERY} gave each X map its part of the `
    + `${adjusted(options)}: what it adds, averaged over all subsets of the other X maps`,
  pls: (options) =>
    `Each Y map was regressed on all X maps together by partial least squares with ${components(options)} (${cited('pls')}) ${EVERY}`,
  pcr: (options) =>
    `Each Y map was regressed on the leading principal components of the X maps, ${components(options)} (${cited('pcr')}), ${EVERY}; `
    + `the statistic is ${adjusted(options)}`,
  lasso: penalised('lasso', 'the lasso'),
  ridge: penalised('ridge', 'ridge regression'),
  elasticnet: (options) =>
    `${penalised('elasticnet', 'an elastic net')(options)}; the absolute penalty had a share of ${String(options['l1_ratio'] ?? 0.5)}`,
};
