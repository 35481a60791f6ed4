// The short closed lists: tails, sides, aggregations, strategies and the like.
import type { Term, Vocabulary } from './term.js';

const choice = (noun: string, rows: Record<string, string>): Vocabulary => ({
  noun,
  code: 'unknown-value',
  terms: Object.entries(rows).map(([name, doc]): Term => ({ name, doc })),
});

export const TAILS = choice('tail', {
  two: 'Two-sided: twice the smaller of the two one-sided p values.',
  upper: 'Larger than the nulls.',
  lower: 'Smaller than the nulls.',
});

export const HEMISPHERES = choice('hemisphere', { L: 'Left.', R: 'Right.' });

export const TISSUES = choice('tissue', {
  gm: 'Grey-matter probability.',
  wm: 'White-matter probability.',
  csf: 'Cerebrospinal-fluid probability.',
  veins: 'Density of veins.',
  arteries: 'Density of arteries.',
});

export const AGGREGATIONS = choice('aggregation', {
  mean: 'Mean over the maps of a set.',
  median: 'Median over the maps of a set.',
  absmean: 'Mean of the absolute values; tested one-sided.',
  absmedian: 'Median of the absolute values; tested one-sided.',
  weightedmean: 'Mean weighted by the weights of the collection.',
  weightedabsmean: 'Weighted mean of the absolute values; tested one-sided.',
});

export const SIDES = choice('side', {
  X: 'The reference maps are permuted.',
  Y: 'The maps of interest are permuted.',
});

export const STRATEGIES = choice('strategy', {
  shuffle: 'Labels are shuffled freely (within subjects when paired).',
  proportional: 'Each permuted group keeps the original mix of groups (raises false positives).',
  draw: 'Labels are drawn with replacement.',
});

export const APPROXIMATIONS = choice('approximation', {
  none: 'p values are counted.',
  gpd: 'p values with fewer than 10 nulls as extreme are extrapolated from a generalised Pareto tail fitted to the nulls; the others are counted.',
});

export const POOLINGS = choice('pooling', {
  false: 'One p value for each Y map and X map.',
  mean: 'One p value for each X map: the mean over Y maps, observed and null.',
  median: 'One p value for each X map: the median over Y maps, observed and null.',
  auto: '`mean` when there are several Y maps, else `false`.',
});

export const DIMENSIONS = choice('dimension', {
  array: 'All p values of the table together.',
  x: 'For each X map, over the Y maps.',
  y: 'For each Y map, over the X maps.',
});

export const RESAMPLING_TARGETS = choice('resampling target', {
  data: 'The parcellation is brought to the grid of each image (nearest neighbour).',
  parcellation: 'The image is brought to the grid of the parcellation (linear).',
});

export const MORAN_PROCEDURES = choice('procedure', {
  singleton: 'Random signs for the spatial eigenvectors.',
  pair: 'Random rotations of pairs of spatial eigenvectors.',
});

export const SPECTRA = choice('spectrum', {
  nonzero: 'Eigenvectors with a non-zero eigenvalue.',
  all: 'All eigenvectors but one.',
});

export const VARIOGRAM_MODELS = choice('variogram model', {
  exponential: 'ρ = exp(−h/r).',
  gaussian: 'ρ = exp(−(h/r)²).',
  spherical: 'ρ = 1 − 1.5u + 0.5u³ with u = h/r.',
});

export const KERNELS = choice('kernel', {
  exp: 'exp(−d/dₖ), dₖ the distance of the farthest neighbour.',
  gaussian: 'exp(−1.25 (d/dₖ)²).',
  invdist: '1/d.',
  uniform: 'The same for all neighbours.',
});

export const CLEANINGS = choice('way of cleaning', {
  between: 'Across subjects, for each parcel.',
  within: 'Across parcels, for each map.',
});

export const REDUCTIONS = choice('reduction', {
  mean: 'Mean over the X maps (or over each set).',
  median: 'Median over the X maps (or over each set).',
  pca: 'Principal components.',
  ica: 'Independent components.',
  fa: 'Factor analysis.',
});

export const PERMUTED = choice('thing to permute', {
  maps: 'Maps, by a null model.',
  groups: 'Group labels of the subjects.',
  sets: 'Membership of the sets.',
  pairs: 'Which X map belongs to which Y map.',
});

export const Z_METHODS = choice('normalisation', {
  robust: '(observed − median of nulls) / (1.4826·MAD).',
  standard: '(observed − mean of nulls) / SD.',
});

export const LOCAL_CORRECTIONS = choice('correction over parcels', {
  step_maxT: 'Step-down maxT over the parcels of each pair of maps.',
  maxT: 'maxT over the parcels of each pair of maps.',
  none: 'Not corrected.',
});

export const WITHIN_METHODS = choice('method', {
  pearson: 'Pearson correlation across subjects.',
  spearman: 'Spearman correlation across subjects, ranked over those that have both.',
});

export const OMNIBUS_STATISTICS = choice('omnibus statistic', {
  absrho: 'Mean absolute correlation over parcels.',
  rho: 'Mean correlation over parcels, averaged as Fisher z.',
  rho2: 'Mean squared correlation over parcels.',
});
