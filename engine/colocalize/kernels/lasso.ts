// Lasso regression of Y on all X maps: a penalty on absolute coefficients leaves only the X maps that are needed.
import type { KernelMaker } from './kernel.js';
import { PenalisedRegression } from './penalised.js';
import { fewestForPenalised, PENALISED_STATISTICS } from './ridge.js';

export const lasso: KernelMaker = {
  name: 'lasso',
  label: 'Lasso regression',
  papers: [
    {
      ref: 'Tibshirani, 1996, Journal of the Royal Statistical Society B',
      doi: '10.1111/j.2517-6161.1996.tb02080.x',
    },
    { ref: 'Friedman et al., 2010, Journal of Statistical Software', doi: '10.18637/jss.v033.i01' },
  ],
  options: ['parcelTrainPct'],
  univariate: false,
  needsDistances: true,
  statistics: () => PENALISED_STATISTICS,
  fewestParcels: fewestForPenalised,
  make: (shape, options) => new PenalisedRegression(PENALISED_STATISTICS, shape, options, 1),
};
