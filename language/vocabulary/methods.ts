// Colocalization methods and the statistics each computes (spec: statistics, section 1.1).
import type { Term, Vocabulary } from './term.js';

export interface Method extends Term {
  /** Statistics that are tested, and may be named in `p_tails`. */
  readonly statistics: readonly string[];
  /** True when all of them are of the whole model: one for each Y map, however many X maps there are. */
  readonly ofModel?: true;
}

/** Methods whose statistic is a correlation. */
export const CORRELATIONS: readonly string[] = [
  'pearson',
  'spearman',
  'partialpearson',
  'partialspearman',
];

export const METHODS: Vocabulary<Method> = {
  noun: 'colocalization method',
  code: 'unknown-method',
  terms: [
    {
      name: 'pearson',
      statistics: ['rho'],
      doc: "Pearson's correlation across parcels; pairs of maps use the parcels both have.",
    },
    {
      name: 'spearman',
      statistics: ['rho'],
      doc: "Spearman's rank correlation across parcels; each map is ranked on its own parcels.",
    },
    {
      name: 'partialpearson',
      statistics: ['rho'],
      doc: "Pearson's correlation after the maps in `z` are regressed out of X and Y.",
    },
    {
      name: 'partialspearman',
      statistics: ['rho'],
      doc: "Spearman's correlation after the ranked maps in `z` are regressed out of the ranked X and Y.",
    },
    {
      name: 'mi',
      statistics: ['mi'],
      doc: 'Mutual information from nearest neighbours, in natural-log units.',
      source: 'Kraskov et al., 2004, Phys Rev E, doi:10.1103/PhysRevE.69.066138',
    },
    {
      name: 'slr',
      statistics: ['r2'],
      doc: 'Simple linear regression of Y on each X map alone; R², adjusted unless `adj_r2: false`.',
    },
    {
      name: 'mlr',
      statistics: ['r2', 'beta', 'individual'],
      doc: 'Multiple linear regression of Y on all X maps: R² of the model and a coefficient for each map.',
    },
    {
      name: 'dominance',
      statistics: ['sum', 'total', 'individual', 'relative'],
      doc: 'Dominance analysis: each X map’s average share of the R² over all subsets of the X maps.',
      source: 'Azen & Budescu, 2003, Psychol Methods, doi:10.1037/1082-989X.8.2.129',
    },
    {
      name: 'pls',
      statistics: ['r2', 'beta'],
      doc: 'Partial least squares regression of Y on all X maps (SIMPLS), one component by default.',
      source: 'de Jong, 1993, Chemometr Intell Lab, doi:10.1016/0169-7439(93)85002-X',
    },
    {
      name: 'pcr',
      statistics: ['r2'],
      ofModel: true,
      doc: 'Regression of Y on the leading principal components of the X maps, one component by default.',
      source: 'Massy, 1965, J Am Stat Assoc, doi:10.1080/01621459.1965.10480787',
    },
    {
      name: 'lasso',
      statistics: ['r2', 'beta'],
      doc: 'Lasso regression of Y on all X maps; the penalty is chosen by cross-validation over distance.',
      source: 'Tibshirani, 1996, J R Stat Soc B, doi:10.1111/j.2517-6161.1996.tb02080.x',
    },
    {
      name: 'ridge',
      statistics: ['r2', 'beta'],
      doc: 'Ridge regression of Y on all X maps; the penalty is chosen by cross-validation over distance.',
      source: 'Hoerl & Kennard, 1970, Technometrics, doi:10.1080/00401706.1970.10488634',
    },
    {
      name: 'elasticnet',
      statistics: ['r2', 'beta'],
      doc: 'Elastic-net regression of Y on all X maps; the penalty is chosen by cross-validation over distance.',
      source: 'Zou & Hastie, 2005, J R Stat Soc B, doi:10.1111/j.1467-9868.2005.00503.x',
    },
  ],
};
