// The steps of a pipeline in the order the toolbox knows them, and their properties (spec: workflows, section 2).
import { as, asList, manyOf, oneOf } from '../values/choice.js';
import { design, withinMaps } from '../values/declared.js';
import { boolean, integer, number, optional, sides, text, texts } from '../values/scalars.js';
import { comparison } from '../values/special.js';
import {
  CLEANINGS,
  LOCAL_CORRECTIONS,
  OMNIBUS_STATISTICS,
  PERMUTED,
  REDUCTIONS,
  SIDES,
  WITHIN_METHODS,
  Z_METHODS,
} from '../vocabulary/choices.js';
import { CORRECTIONS } from '../vocabulary/corrections.js';
import { METHODS } from '../vocabulary/methods.js';
import { ANALYSIS_PARAMETERS as a } from './analyses.js';
import { METHOD_OPTIONS, NULL_OPTIONS } from './options.js';
import type { StepPlace } from './parameter.js';
import { parameter } from './parameter.js';
import { SOURCE_PARAMETERS } from './sources.js';

const {
  background_value,
  min_num_valid_datapoints,
  min_fraction_valid_datapoints,
  resampling_target,
} = SOURCE_PARAMETERS.images;
const { n_proc } = a;

/** Of the pipeline: one, wherever it stands. */
const seed = parameter({ ...a.seed, doc: 'Seed of all random numbers of the pipeline.' });

/** Without a design all rows are one group, `y`. */
const groups = parameter({
  type: optional(design),
  initial: null,
  absent: 'none: all rows are one group, `y`',
  doc: 'The table with the groups, and with the pairs.',
});

const paired = parameter({ ...a.paired, kinds: undefined });

/** The steps that look closer take the methods of `colocalize`, or some of them. */
const methodsOfComparison = parameter({
  type: optional(manyOf(METHODS)),
  initial: null,
  absent: 'all methods of `colocalize`',
  doc: 'Only these of the methods of `colocalize`.',
});

export const STEP_PARAMETERS = {
  fit: {
    x: parameter({
      ...a.x,
      required: undefined,
      absent:
        'required, unless `correlate_within_region` takes a covariate and nothing else needs X',
    }),
    y: parameter({
      ...a.y,
      required: undefined,
      absent: 'the X maps, compared with each other',
      doc: 'The maps that are asked about.',
    }),
    z: a.z,
    standardize: parameter({
      ...a.standardize,
      absent: '`xz`; `none` without `colocalize`, so that subjects are correlated as they are',
    }),
    parcellation: a.parcellation,
    parcellation_hemi: a.parcellation_hemi,
    drop_nan: parameter({
      type: boolean,
      initial: false,
      doc: 'Leave parcels that are missing in any map out of all maps.',
    }),
    background_value,
    min_num_valid_datapoints,
    min_fraction_valid_datapoints,
    resampling_target,
    seed,
    n_proc,
  },
  clean_y: {
    how: parameter({
      type: asList<'within' | 'between'>(manyOf(CLEANINGS)),
      required: true,
      doc: 'Across subjects, across parcels, or both; within goes first.',
    }),
    design: parameter({
      type: optional(design),
      initial: null,
      doc: 'The table whose covariates are regressed across subjects.',
    }),
    protect: parameter({
      type: optional(texts),
      initial: null,
      absent: 'none',
      doc: 'Columns of the design whose effects stay in the data, such as the groups that are compared later.',
    }),
    combat: a.combat,
    covariates_within: parameter({
      type: withinMaps,
      initial: [],
      absent: 'none',
      doc: 'Maps regressed across parcels; `z` for those of `fit`, which are then not regressed from Y again.',
    }),
    within_y_specific: parameter({
      type: boolean,
      initial: false,
      doc: 'One covariate map for each map of Y, in the same order.',
    }),
  },
  transform_y: {
    transform: parameter({
      type: comparison,
      required: true,
      doc: 'The group comparison, or a summary of one group or of all rows: `mean(y)`.',
    }),
    design: groups,
    paired,
  },
  transform_z: {
    transform: parameter({
      type: comparison,
      required: true,
      doc: 'The group comparison, applied to Z.',
    }),
    design: groups,
    paired,
  },
  reduce_x: {
    reduction: parameter({
      type: oneOf(REDUCTIONS),
      required: true,
      doc: 'How X maps become fewer.',
    }),
    mean_by_set: parameter({ type: boolean, initial: false, doc: 'Reduce each set on its own.' }),
    weighted_mean: parameter({
      type: boolean,
      initial: false,
      doc: 'Weight maps by the weights of the collection.',
    }),
    n_components: parameter({
      type: optional(integer('an integer ≥ 1', { min: 1 })),
      initial: null,
      absent: 'all',
      doc: 'Number of components.',
    }),
    min_ev: parameter({
      type: optional(number('a number above 0, at most 1', { above: 0, max: 1 })),
      initial: null,
      doc: 'As many components as explain this share of the variance; goes before n_components.',
    }),
    seed: parameter({
      ...a.seed,
      absent: 'that of the pipeline',
      doc: 'Seed of the start of `ica`.',
    }),
  },
  colocalize: {
    method: parameter({
      type: manyOf(METHODS),
      initial: ['spearman'],
      doc: 'How maps are compared.',
    }),
    xsea: parameter({ type: boolean, initial: false, doc: 'Aggregate by the sets of X.' }),
    xsea_aggregation_method: parameter({ ...a.xsea_aggregation_method, kinds: undefined }),
    regress_z: parameter({
      type: sides,
      initial: ['x', 'y'],
      absent: 'true',
      doc: 'Sides that Z is regressed from: `true` for both, `false`, or `x` or `y` alone.',
    }),
    zy_matched: parameter({
      type: boolean,
      initial: false,
      doc: 'One Z map for each map of Y, in the same order, regressed from Y alone.',
    }),
    r_to_z: a.r_to_z,
    ...METHOD_OPTIONS,
  },
  regional_influence: {
    method: methodsOfComparison,
    signed: parameter({
      type: boolean,
      initial: false,
      doc: 'Of correlations: signed differences instead of differences of absolute values.',
    }),
  },
  regional_contribution: { method: methodsOfComparison },
  local_colocalization: {
    method: methodsOfComparison,
    k: parameter({
      type: optional(integer('an integer ≥ 4', { min: 4 })),
      initial: null,
      doc: 'The neighbourhood is this many nearest parcels, itself included.',
    }),
    radius: parameter({
      type: optional(number('a number above 0', { above: 0 })),
      initial: null,
      doc: 'The neighbourhood is all parcels within this distance (mm).',
    }),
    fwhm_mm: parameter({
      type: optional(number('a number above 0', { above: 0 })),
      initial: null,
      doc: 'All parcels count, weighted by a Gaussian of their distance with this full width at half maximum (mm); correlations only.',
    }),
    mc_method: parameter({
      type: as<'step_maxT' | 'maxT' | 'none'>(oneOf(LOCAL_CORRECTIONS)),
      initial: 'step_maxT',
      doc: 'Correction over parcels, or `none`.',
    }),
  },
  correlate_within_region: {
    method: parameter({
      type: as<'pearson' | 'spearman'>(oneOf(WITHIN_METHODS)),
      initial: 'pearson',
      doc: 'How the two measures are correlated across subjects, in every parcel.',
    }),
    covariate: parameter({
      type: optional(text),
      initial: null,
      absent: 'none: the X maps of the same subjects',
      doc: 'A column of numbers of the design that takes the place of X in every parcel.',
    }),
    design: parameter({
      type: optional(design),
      initial: null,
      doc: 'The table with the covariate.',
    }),
    n_perm: parameter({
      type: optional(integer('an integer ≥ 1', { min: 1 })),
      initial: 1000,
      doc: 'Permutations of the subjects; `none` for no p values.',
    }),
    r_to_z: a.r_to_z,
    mc_method: parameter({
      type: optional(oneOf(CORRECTIONS)),
      initial: 'step_maxT',
      doc: 'Correction over parcels, or `none`; those by effective numbers of tests are not for parcels.',
    }),
    omnibus_stat: parameter({
      type: as<'absrho' | 'rho' | 'rho2'>(oneOf(OMNIBUS_STATISTICS)),
      initial: 'absrho',
      doc: 'The statistic that tests all parcels together.',
    }),
    seed,
  },
  permute: {
    what: parameter({
      type: asList<'maps' | 'groups' | 'sets' | 'pairs'>(manyOf(PERMUTED)),
      required: true,
      doc: 'What is permuted.',
    }),
    n_perm: a.n_perm,
    maps_which: parameter({
      type: asList<'X' | 'Y'>(manyOf(SIDES)),
      initial: ['X'],
      absent: '`X`; together with sets `Y`',
      doc: 'Which maps are permuted.',
    }),
    maps_method: parameter({ ...a.maps_method, kinds: undefined }),
    null_space: parameter({ ...a.null_space, kinds: undefined }),
    maps_nulls: parameter({ ...a.maps_nulls, kinds: undefined }),
    groups_strategy: parameter({ ...a.groups_strategy, kinds: undefined }),
    x_background: parameter({ ...a.x_background, kinds: undefined }),
    p_tails: a.p_tails,
    p_approximation: a.p_approximation,
    pooled_p: parameter({ ...a.pooled_p, kinds: undefined, initial: 'auto' }),
    seed,
    n_proc,
    ...NULL_OPTIONS,
  },
  correct_p: { mc_method: a.mc_method, mc_dimension: a.mc_dimension },
  normalize_colocalizations: {
    z_method: parameter({
      type: as<'robust' | 'standard'>(oneOf(Z_METHODS)),
      initial: 'robust',
      doc: 'How values are related to their nulls.',
    }),
  },
};

interface StepFacts {
  doc: string;
  /** Steps that must come before it. */
  after: readonly StepPlace[];
  /** Steps it must not come after: it would change nothing that they use. */
  notAfter?: readonly StepPlace[];
  /** Why not, where it is not that maps have been compared already. */
  late?: string;
  /** May stand several times. */
  repeats?: true;
}

/** What a step does, and where it may stand. */
export const STEPS: Readonly<Record<StepPlace, StepFacts>> = {
  fit: { doc: 'Load the maps, bring them into parcels, standardise them.', after: [] },
  clean_y: {
    doc: 'Regress covariates from Y, and remove site effects.',
    after: ['fit'],
    notAfter: ['colocalize'],
    repeats: true,
  },
  transform_y: {
    doc: 'Turn subjects into maps of a group comparison.',
    after: ['fit'],
    notAfter: ['colocalize'],
  },
  transform_z: { doc: 'The same for Z.', after: ['fit'], notAfter: ['colocalize'] },
  reduce_x: { doc: 'Reduce the X maps to fewer.', after: ['fit'], notAfter: ['colocalize'] },
  colocalize: { doc: 'Compare X and Y.', after: ['fit'] },
  permute: { doc: 'Null distributions and p values.', after: ['colocalize'] },
  correct_p: { doc: 'Correct p values for multiple comparisons.', after: ['permute'] },
  normalize_colocalizations: { doc: 'Give values relative to their nulls.', after: ['permute'] },
  regional_influence: {
    doc: 'How strongly each parcel drives a colocalization: the statistic with all parcels minus that without it.',
    after: ['colocalize'],
  },
  regional_contribution: {
    doc: 'What each parcel adds to a correlation: the product of its two z scores.',
    after: ['colocalize'],
  },
  local_colocalization: {
    doc: 'A colocalization in the neighbourhood of every parcel, with p values from the nulls of `permute`.',
    after: ['colocalize', 'permute'],
  },
  correlate_within_region: {
    doc: 'Correlate two measures of the same subjects in every parcel: X maps, or a covariate, with Y maps. Needs no `colocalize`.',
    after: ['fit'],
    notAfter: ['transform_y', 'reduce_x'],
    late: 'The rows would not be subjects any more',
  },
};
