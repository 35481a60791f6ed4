// The table of the walk: for every property a value other than its default, what else has to be said for it to matter, and the first
// part of the result it changes.
import { Pcg64 } from '../engine/nulls/rng/pcg64.js';
import { encodeNpy } from '../engine/formats/npy.js';
import type { BlockAnalysis } from '../language/parameters/parameter.js';

export interface WalkRow {
  key: string;
  kinds: readonly BlockAnalysis[];
  value: string;
  /** The other value, where it is not the default (or that of every analysis of the walk). */
  before?: string;
  /** Properties of both analyses; empty text leaves one out that every analysis of the walk has. */
  given?: Readonly<Record<string, string>>;
  changes:
    | 'parcels'
    | 'y'
    | 'columns'
    | 'observed'
    | 'nulls'
    | 'p'
    | 'corrected'
    | 'normalized'
    /** Never a number. */
    | 'nothing'
    /** The demo brain has one space: naming another is refused. */
    | 'refused';
}

const MAPS: readonly BlockAnalysis[] = ['colocalization', 'xsea'];
const GROUPS: readonly BlockAnalysis[] = ['group_colocalization', 'group_xsea'];
const SETS: readonly BlockAnalysis[] = ['xsea', 'group_xsea'];
const ALL: readonly BlockAnalysis[] = [...MAPS, ...GROUPS];

const method = (name: string) => ({ colocalization_method: name });
const nulls = (name: string) => ({ maps_method: name });

/** Own nulls for the nine X maps of the walk: 20 of each, 100 parcels. */
export function NULLS_FILE(): Uint8Array {
  const random = new Pcg64(9);
  const shape = [9, 20, 100];
  const values = Float64Array.from({ length: 9 * 20 * 100 }, () => random.random());
  return encodeNpy(shape, values);
}

/** Two maps as rough as can be: a nugget is all their variogram has. */
export function ROUGH_TABLE(parcels: readonly string[]): string {
  const random = new Pcg64(3);
  const row = (name: string): string =>
    [name, ...parcels.map(() => String(random.random()))].join(',');
  return [`map,${parcels.join(',')}`, row('first'), row('second')].join('\n');
}

export const ROWS: readonly WalkRow[] = [
  { key: 'y', kinds: MAPS, value: 'other', changes: 'y' },
  { key: 'y', kinds: GROUPS, before: 'subjects', value: 'few', changes: 'refused' },
  { key: 'x', kinds: ALL, value: 'less', changes: 'columns' },
  { key: 'z', kinds: ALL, value: '[other]', changes: 'observed' },
  { key: 'design', kinds: GROUPS, value: 'bare', changes: 'y' },
  { key: 'y_covariates', kinds: MAPS, given: { y: 'subjects' }, value: 'groups', changes: 'y' },
  { key: 'parcellation', kinds: MAPS, given: { y: 'both' }, value: 'DemoSub8', changes: 'parcels' },
  { key: 'parcellation', kinds: GROUPS, value: 'DemoSub8', changes: 'refused' },
  { key: 'parcellation_hemi', kinds: ALL, value: '[L]', changes: 'parcels' },
  {
    key: 'standardize',
    kinds: ['colocalization', 'group_colocalization'],
    given: method('mlr'),
    value: 'none',
    changes: 'observed',
  },
  {
    key: 'standardize',
    kinds: SETS,
    given: { ...method('mlr'), x: 'less' },
    value: 'none',
    changes: 'observed',
  },
  { key: 'colocalization_method', kinds: ALL, value: 'pearson', changes: 'observed' },
  { key: 'comparison_method', kinds: GROUPS, value: 'cohen(PAT, HC)', changes: 'y' },
  {
    key: 'paired',
    kinds: GROUPS,
    given: { comparison_method: 'meandiff(PAT, HC)' },
    value: 'true',
    changes: 'y',
  },
  { key: 'combat', kinds: GROUPS, value: 'true', changes: 'y' },
  {
    key: 'combat',
    kinds: MAPS,
    given: { y: 'subjects', y_covariates: 'groups' },
    value: 'true',
    changes: 'y',
  },
  { key: 'xsea_aggregation_method', kinds: SETS, value: 'median', changes: 'observed' },
  {
    key: 'xsea_aggregation_method',
    kinds: SETS,
    given: { x: 'weighted' },
    value: 'weightedmean',
    changes: 'observed',
  },
  {
    key: 'permute_sets',
    kinds: ['xsea'],
    given: { maps_method: '' },
    value: 'true',
    changes: 'nulls',
  },
  {
    key: 'x_background',
    kinds: ['xsea'],
    given: { permute_sets: 'true', maps_method: '' },
    value: 'plain',
    changes: 'nulls',
  },
  { key: 'n_perm', kinds: ALL, value: '21', changes: 'nulls' },
  { key: 'maps_method', kinds: MAPS, value: 'alexander_bloch', changes: 'nulls' },
  {
    key: 'null_space',
    kinds: MAPS,
    given: nulls('alexander_bloch'),
    value: 'fsLR',
    changes: 'refused',
  },
  {
    key: 'null_space',
    kinds: MAPS,
    given: nulls('alexander_bloch'),
    value: 'demo',
    changes: 'nothing',
  },
  // No null model stands beside own nulls.
  {
    key: 'maps_nulls',
    kinds: ['colocalization'],
    given: { maps_method: '' },
    value: '"nulls.npy"',
    changes: 'nulls',
  },
  {
    key: 'maps_nulls',
    kinds: ['xsea'],
    given: { maps_method: '', maps_which: 'X' },
    value: '"nulls.npy"',
    changes: 'nulls',
  },
  { key: 'maps_which', kinds: ['colocalization'], value: 'Y', changes: 'nulls' },
  { key: 'maps_which', kinds: ['xsea'], value: 'X', changes: 'nulls' },
  { key: 'maps_which', kinds: MAPS, value: '[X, Y]', changes: 'nulls' },
  { key: 'groups_strategy', kinds: GROUPS, value: 'proportional', changes: 'nulls' },
  { key: 'groups_strategy', kinds: GROUPS, value: 'draw', changes: 'nulls' },
  { key: 'p_tails', kinds: ALL, value: 'upper', changes: 'p' },
  { key: 'p_approximation', kinds: ALL, given: { n_perm: '1000' }, value: 'gpd', changes: 'p' },
  { key: 'pooled_p', kinds: MAPS, value: 'mean', changes: 'observed' },
  { key: 'mc_method', kinds: ALL, value: 'holm', changes: 'corrected' },
  {
    key: 'mc_dimension',
    kinds: MAPS,
    given: { mc_method: 'fdr_bh' },
    value: 'x',
    changes: 'corrected',
  },
  {
    key: 'mc_dimension',
    kinds: GROUPS,
    given: { mc_method: 'bonferroni' },
    value: 'x',
    changes: 'corrected',
  },
  { key: 'normalize_colocalizations', kinds: ALL, value: 'false', changes: 'normalized' },
  { key: 'r_to_z', kinds: ALL, value: 'false', changes: 'observed' },
  { key: 'seed', kinds: ALL, value: '2', changes: 'nulls' },
  { key: 'n_proc', kinds: ALL, value: '1', changes: 'nothing' },

  { key: 'n_components', kinds: ALL, given: method('pls'), value: '2', changes: 'observed' },
  { key: 'n_components', kinds: ALL, given: method('pcr'), value: '2', changes: 'observed' },
  { key: 'adj_r2', kinds: ALL, given: method('slr'), value: 'false', changes: 'observed' },
  { key: 'mlr_individual', kinds: ALL, given: method('mlr'), value: 'true', changes: 'observed' },
  { key: 'n_neighbors', kinds: ALL, given: method('mi'), value: '5', changes: 'observed' },
  {
    key: 'dominance_max_predictors',
    kinds: ALL,
    given: { ...method('dominance'), x: 'less' },
    value: '2',
    changes: 'refused',
  },
  {
    key: 'parcel_train_pct',
    kinds: ALL,
    given: { ...method('lasso'), n_perm: '2' },
    value: '0.6',
    changes: 'observed',
  },
  {
    key: 'l1_ratio',
    kinds: ALL,
    given: { ...method('elasticnet'), n_perm: '2' },
    value: '0.9',
    changes: 'observed',
  },
  { key: 'rank', kinds: ALL, given: method('slr'), value: 'true', changes: 'observed' },

  { key: 'maps_procedure', kinds: MAPS, given: nulls('moran'), value: 'pair', changes: 'nulls' },
  {
    key: 'maps_joint',
    kinds: MAPS,
    given: { ...nulls('moran'), maps_procedure: 'pair' },
    value: 'false',
    changes: 'nulls',
  },
  { key: 'maps_n_components', kinds: MAPS, given: nulls('moran'), value: '10', changes: 'nulls' },
  {
    key: 'maps_spectrum',
    kinds: MAPS,
    given: { ...nulls('moran'), maps_n_components: 'none', maps_tol: '1' },
    value: 'all',
    changes: 'nulls',
  },
  { key: 'maps_tol', kinds: MAPS, given: nulls('moran'), value: '2', changes: 'nulls' },

  {
    key: 'maps_variogram_model',
    kinds: MAPS,
    given: nulls('variomoran'),
    value: 'gaussian',
    changes: 'nulls',
  },
  {
    key: 'maps_variogram_n_bins',
    kinds: MAPS,
    given: nulls('variomoran'),
    value: '12',
    changes: 'nulls',
  },
  {
    key: 'maps_variogram_nugget',
    kinds: MAPS,
    given: {
      ...nulls('variomoran'),
      y: 'rough',
      maps_which: 'Y',
      maps_variogram_threshold: 'none',
    },
    value: 'true',
    changes: 'nulls',
  },
  // No map is as autocorrelated as this asks for, so all get plain weights.
  {
    key: 'maps_variogram_threshold',
    kinds: MAPS,
    given: nulls('variomoran'),
    value: '2',
    changes: 'nulls',
  },
  // Ranks do not see whose values a surrogate carries.
  {
    key: 'maps_resample',
    kinds: MAPS,
    given: { ...nulls('burt2020'), ...method('pearson') },
    value: 'false',
    changes: 'nulls',
  },
  {
    key: 'maps_deltas',
    kinds: MAPS,
    given: nulls('burt2020'),
    value: '[0.2, 0.6]',
    changes: 'nulls',
  },
  { key: 'maps_kernel', kinds: MAPS, given: nulls('burt2020'), value: 'uniform', changes: 'nulls' },
  { key: 'maps_pv', kinds: MAPS, given: nulls('burt2020'), value: '60', changes: 'nulls' },
  { key: 'maps_nh', kinds: MAPS, given: nulls('burt2020'), value: '10', changes: 'nulls' },
  { key: 'maps_b', kinds: MAPS, given: nulls('burt2020'), value: '5', changes: 'nulls' },
  { key: 'maps_batch_size', kinds: MAPS, given: nulls('burt2020'), value: '7', changes: 'nulls' },
];
