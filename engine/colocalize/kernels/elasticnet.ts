// Elastic net regression of Y on all X maps: the lasso's and the ridge's penalty together, so that similar X maps stay together.
import { NspError } from '../../error.js';
import type { Kernel, KernelMaker, KernelOptions, KernelShape, StatisticSpec } from './kernel.js';
import { PenalisedRegression } from './penalised.js';
import { fewestForPenalised, PENALISED_STATISTICS } from './ridge.js';

const STATISTICS: readonly StatisticSpec[] = [
  ...PENALISED_STATISTICS,
  { name: 'l1ratio', shape: 'model', tail: null, label: 'Share of the absolute penalty' },
];

/** Throws `bad-l1-ratio`. */
function make(shape: KernelShape, options: KernelOptions): Kernel {
  const { l1Ratio } = options;
  if (!(l1Ratio > 0 && l1Ratio <= 1)) {
    throw new NspError(
      'bad-l1-ratio',
      `l1_ratio is ${l1Ratio}: it must be above 0 and at most 1 (0.5 by default). Without any absolute penalty, use ridge.`,
      { property: 'l1_ratio' },
    );
  }
  return new PenalisedRegression(STATISTICS, shape, options, l1Ratio);
}

export const elasticnet: KernelMaker = {
  name: 'elasticnet',
  label: 'Elastic net regression',
  papers: [
    {
      ref: 'Zou & Hastie, 2005, Journal of the Royal Statistical Society B',
      doi: '10.1111/j.1467-9868.2005.00503.x',
    },
    { ref: 'Friedman et al., 2010, Journal of Statistical Software', doi: '10.18637/jss.v033.i01' },
  ],
  options: ['parcelTrainPct', 'l1Ratio'],
  univariate: false,
  needsDistances: true,
  statistics: () => STATISTICS,
  fewestParcels: fewestForPenalised,
  make,
};
