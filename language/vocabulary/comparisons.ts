// Group comparisons: what becomes of the subjects' maps (spec: statistics, section 2).
import type { Term, Vocabulary } from './term.js';

export interface Comparison extends Term {
  /** Numbers of groups it takes. */
  readonly groups: readonly (1 | 2)[];
  /** Compares pairs of rows of the same subject. */
  readonly paired?: true;
}

export const COMPARISONS: Vocabulary<Comparison> = {
  noun: 'comparison',
  code: 'unknown-comparison',
  terms: [
    { name: 'meandiff', groups: [2], doc: 'Mean of the first group minus mean of the second.' },
    { name: 'cohen', groups: [2], doc: "Cohen's d: difference of means over the pooled SD." },
    {
      name: 'hedges',
      groups: [2],
      doc: "Hedges' g: Cohen's d with the small-sample correction 1 − 3/(4·df − 1).",
      source: 'Hedges, 1981, J Educ Stat, doi:10.3102/10769986006002107',
    },
    {
      name: 'pairedcohen',
      groups: [2],
      paired: true,
      doc: "Cohen's d of pairs: mean of the differences over their SD.",
    },
    {
      name: 'elemdiff',
      groups: [2],
      paired: true,
      doc: 'First minus second, one map for each pair.',
    },
    {
      name: 'prc',
      groups: [2],
      paired: true,
      doc: 'Change in percent of the first, one map for each pair.',
    },
    { name: 'logfc', groups: [2], doc: 'Logarithm of first over second, row by row.' },
    {
      name: 'center',
      groups: [2],
      doc: 'Each map of the first group minus the mean of the second.',
    },
    {
      name: 'zscore',
      groups: [1, 2],
      doc: 'z score of each map of the first group against the second (or against itself).',
    },
    {
      name: 'rzscore',
      groups: [1, 2],
      doc: 'Robust z score (median and 1.4826·MAD) against the second group (or itself).',
    },
    {
      name: 'centile',
      groups: [1, 2],
      doc: 'Percentile of each map of the first group within the second (or itself).',
    },
    { name: 'mean', groups: [1], doc: 'Mean over the subjects of one group.' },
    { name: 'median', groups: [1], doc: 'Median over the subjects of one group.' },
    { name: 'std', groups: [1], doc: 'Standard deviation (n − 1) over the subjects of one group.' },
    { name: 'var', groups: [1], doc: 'Variance (n − 1) over the subjects of one group.' },
  ],
};
