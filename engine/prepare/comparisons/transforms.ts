// The table of group comparisons: what becomes of the subjects' maps. Contract: spec/statistics.md 2.1.
import { centre, elementDifference, logFoldChange, percentChange } from './changes.js';
import { cohen, hedges, meanDifference, pairedCohen } from './effect-sizes.js';
import { centile, robustZscore, zscore } from './scores.js';
import { deviation, identity, mean, medianMap, variance } from './summaries.js';
import type { Transform } from './transform.js';

const one = { groups: [1], matched: 'no', result: 'one' } as const;
const two = { groups: [2], matched: 'no', result: 'one' } as const;
const scores = { groups: [1, 2], matched: 'no', result: 'rows' } as const;
const pairs = { groups: [2], matched: 'pairs', result: 'rows' } as const;
const COHEN = 'Cohen 1988, ISBN 978-0-8058-0283-2';

export const TRANSFORMS: readonly Transform[] = [
  {
    name: 'y',
    groups: [1],
    matched: 'no',
    result: 'rows',
    fewest: [1, 0],
    doc: 'The maps as they are.',
    kernel: identity,
  },
  { name: 'mean', ...one, fewest: [1, 0], doc: 'Mean over the rows.', kernel: mean },
  { name: 'median', ...one, fewest: [1, 0], doc: 'Median over the rows.', kernel: medianMap },
  {
    name: 'std',
    ...one,
    fewest: [2, 0],
    doc: 'Standard deviation (n − 1) over the rows.',
    kernel: deviation,
  },
  { name: 'var', ...one, fewest: [2, 0], doc: 'Variance (n − 1) over the rows.', kernel: variance },
  {
    name: 'meandiff',
    ...two,
    fewest: [1, 1],
    doc: 'Mean of the first group minus mean of the second.',
    kernel: meanDifference,
  },
  {
    name: 'cohen',
    ...two,
    fewest: [2, 2],
    doc: 'Difference of means over the pooled SD.',
    source: COHEN,
    kernel: cohen,
  },
  {
    name: 'hedges',
    ...two,
    fewest: [2, 2],
    doc: "Cohen's d with the small-sample correction 1 − 3/(4·df − 1).",
    source: 'Hedges 1981, doi:10.3102/10769986006002107',
    kernel: hedges,
  },
  {
    name: 'pairedcohen',
    ...pairs,
    result: 'one',
    fewest: [2, 2],
    doc: 'Mean of the differences of pairs over their SD.',
    source: COHEN,
    kernel: pairedCohen,
  },
  {
    name: 'elemdiff',
    ...pairs,
    fewest: [1, 1],
    doc: 'First minus second, one map for each pair.',
    kernel: elementDifference,
  },
  {
    name: 'prc',
    ...pairs,
    fewest: [1, 1],
    doc: 'Change in percent of the first, one map for each pair.',
    kernel: percentChange,
  },
  {
    name: 'logfc',
    ...pairs,
    matched: 'rows',
    fewest: [1, 1],
    doc: 'Logarithm of first over second, row by row.',
    kernel: logFoldChange,
  },
  {
    name: 'center',
    ...two,
    result: 'rows',
    fewest: [1, 1],
    doc: 'Each map of the first group minus the mean of the second.',
    kernel: centre,
  },
  {
    name: 'zscore',
    ...scores,
    fewest: [1, 2],
    doc: 'z score against the second group, or against the own.',
    kernel: zscore,
  },
  {
    name: 'rzscore',
    ...scores,
    fewest: [1, 2],
    reference: 30,
    doc: 'Robust z score (median, 1.4826·MAD) against the second group, or the own.',
    kernel: robustZscore,
  },
  {
    name: 'centile',
    ...scores,
    fewest: [1, 1],
    reference: 30,
    doc: 'Percentile within the second group, or the own.',
    kernel: centile,
  },
];

export const transformByName: ReadonlyMap<string, Transform> = new Map(
  TRANSFORMS.map((transform) => [transform.name, transform]),
);
