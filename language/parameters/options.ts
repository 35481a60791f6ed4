// Options of one colocalization method or null model. They stand beside the other properties, under their NiSpace names.
import { oneOf } from '../values/choice.js';
import { boolean, integer, number, numbers, optional } from '../values/scalars.js';
import { KERNELS, MORAN_PROCEDURES, SPECTRA, VARIOGRAM_MODELS } from '../vocabulary/choices.js';
import { parameter } from './parameter.js';

const count = integer('an integer ≥ 1', { min: 1 });
const MORAN = ['moran', 'variomoran'];

/** Options of colocalization methods (spec: statistics, section 1). */
export const METHOD_OPTIONS = {
  n_components: parameter({
    type: count,
    initial: 1,
    methods: ['pls', 'pcr'],
    doc: 'Number of components; never more than there are X maps.',
  }),
  adj_r2: parameter({
    type: boolean,
    initial: true,
    methods: ['slr', 'mlr', 'dominance', 'pcr'],
    doc: 'Adjust R² for the number of predictors.',
  }),
  mlr_individual: parameter({
    type: boolean,
    initial: false,
    methods: ['mlr'],
    doc: 'Also give the R² that is lost without each X map.',
  }),
  n_neighbors: parameter({
    type: count,
    initial: 3,
    methods: ['mi'],
    doc: 'Neighbours of the mutual-information estimate.',
  }),
  dominance_max_predictors: parameter({
    type: count,
    initial: 20,
    methods: ['dominance'],
    doc: 'Largest number of X maps; the work doubles with each.',
  }),
  parcel_train_pct: parameter({
    type: number('a number above 0 and below 1', { above: 0, below: 1 }),
    initial: 0.75,
    methods: ['lasso', 'ridge', 'elasticnet'],
    doc: 'Share of the nearest parcels each fold is trained on.',
  }),
  l1_ratio: parameter({
    type: number('a number above 0, at most 1', { above: 0, max: 1 }),
    initial: 0.5,
    methods: ['elasticnet'],
    doc: 'Share of the absolute penalty beside the squared one; 1 is the lasso.',
  }),
  rank: parameter({
    type: boolean,
    initial: false,
    methods: ['mi', 'slr', 'mlr', 'dominance', 'pls', 'pcr', 'lasso', 'ridge', 'elasticnet'],
    doc: 'Rank X, Y and Z before the fit.',
  }),
};

/** Options of null models (spec: statistics, section 4). */
export const NULL_OPTIONS = {
  maps_procedure: parameter({
    type: oneOf(MORAN_PROCEDURES),
    initial: 'singleton',
    nullModels: MORAN,
    doc: 'How spatial eigenvectors are randomised.',
  }),
  maps_joint: parameter({
    type: boolean,
    initial: true,
    nullModels: MORAN,
    doc: 'With `pair`: keep the angle between the two eigenvectors of a pair.',
  }),
  maps_n_components: parameter({
    type: optional(count),
    initial: 15,
    nullModels: MORAN,
    doc: 'Number of spatial eigenvectors; `none` for all.',
  }),
  maps_spectrum: parameter({
    type: oneOf(SPECTRA),
    initial: 'nonzero',
    nullModels: MORAN,
    doc: 'Which eigenvectors count when all are taken.',
  }),
  maps_tol: parameter({
    type: number('a number ≥ 0', { min: 0 }),
    initial: 1e-6,
    nullModels: MORAN,
    doc: 'Eigenvalues below it are zero.',
  }),
  maps_variogram_model: parameter({
    type: oneOf(VARIOGRAM_MODELS),
    initial: 'exponential',
    nullModels: ['variomoran'],
    doc: 'Model of the variogram.',
  }),
  maps_variogram_n_bins: parameter({
    type: count,
    initial: 20,
    nullModels: ['variomoran'],
    doc: 'Distance bins of the variogram.',
  }),
  maps_variogram_nugget: parameter({
    type: boolean,
    initial: false,
    nullModels: ['variomoran'],
    doc: 'Fit a nugget as well.',
  }),
  maps_variogram_threshold: parameter({
    type: optional(number('a number', {})),
    initial: 0,
    nullModels: ['variomoran'],
    doc: 'Below this Moran’s I plain 1/distance weights are used; `none` for never.',
  }),
  maps_resample: parameter({
    type: boolean,
    initial: true,
    nullModels: ['burt2020'],
    doc: 'Give surrogates the values of the map itself.',
  }),
  maps_deltas: parameter({
    type: numbers(
      'numbers above 0, at most 1',
      number('a number above 0, at most 1', { above: 0, max: 1 }),
    ),
    initial: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
    nullModels: ['burt2020'],
    doc: 'Shares of the nearest parcels over which permuted maps are smoothed; the one that fits best is taken.',
  }),
  maps_kernel: parameter({
    type: oneOf(KERNELS),
    initial: 'exp',
    nullModels: ['burt2020'],
    doc: 'How much a neighbour weighs by its distance d.',
  }),
  maps_pv: parameter({
    type: number('a percentage above 0, at most 100', { above: 0, max: 100 }),
    initial: 25,
    nullModels: ['burt2020'],
    doc: 'Percentile of distances up to which variograms are matched.',
  }),
  maps_nh: parameter({
    type: integer('an integer ≥ 3', { min: 3 }),
    initial: 25,
    nullModels: ['burt2020'],
    doc: 'Distances at which variograms are compared.',
  }),
  maps_b: parameter({
    type: optional(number('a number above 0 (mm)', { above: 0 })),
    initial: null,
    absent: 'three times the spacing of the `maps_nh` distances',
    nullModels: ['burt2020'],
    doc: 'Bandwidth of the smoothed variogram, mm; `none` for the default.',
  }),
  maps_batch_size: parameter({
    type: integer('an integer from 1 to 500', { min: 1, max: 500 }),
    initial: 100,
    nullModels: ['burt2020'],
    doc: 'Surrogates drawn from one seed. Another size gives other random numbers; memory does not depend on it.',
  }),
};
