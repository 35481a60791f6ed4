// The steps of a pipeline in the order the toolbox knows them, and their properties (spec: workflows, section 2).
import { manyOf, oneOf } from '../values/choice.js';
import { design, mapsOrTissues } from '../values/declared.js';
import { boolean, integer, number, optional, texts } from '../values/scalars.js';
import { comparison } from '../values/special.js';
import { CLEANINGS, PERMUTED, REDUCTIONS, Z_METHODS } from '../vocabulary/choices.js';
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
const { seed, n_proc } = a;

export const STEP_PARAMETERS = {
  fit: {
    x: a.x,
    y: parameter({
      ...a.y,
      required: undefined,
      absent: 'the X maps',
      doc: 'The maps that are asked about.',
    }),
    z: a.z,
    standardize: a.standardize,
    parcellation: a.parcellation,
    parcellation_hemi: a.parcellation_hemi,
    drop_nan: parameter({
      type: boolean,
      initial: false,
      doc: 'Drop parcels that are missing in any map.',
    }),
    background_value,
    min_num_valid_datapoints,
    min_fraction_valid_datapoints,
    resampling_target,
    n_proc,
  },
  clean_y: {
    how: parameter({
      type: manyOf(CLEANINGS),
      required: true,
      doc: 'Across subjects, across parcels, or both.',
    }),
    design: parameter({
      type: optional(design),
      initial: null,
      doc: 'The table whose covariates are regressed across subjects.',
    }),
    covariates_within: parameter({
      type: mapsOrTissues,
      initial: [],
      absent: 'none',
      doc: 'Maps regressed across parcels.',
    }),
    protect: parameter({
      type: optional(texts),
      initial: null,
      doc: 'Columns whose effects stay in the data.',
    }),
    combat: a.combat,
  },
  transform_y: {
    transform: parameter({ type: comparison, required: true, doc: 'The group comparison.' }),
    design: parameter({ type: design, required: true, doc: 'The table with the groups.' }),
  },
  transform_z: {
    transform: parameter({
      type: comparison,
      required: true,
      doc: 'The group comparison, applied to Z.',
    }),
    design: parameter({ type: design, required: true, doc: 'The table with the groups.' }),
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
      doc: 'Number of components.',
    }),
    min_ev: parameter({
      type: optional(number('a number ≥ 0', { min: 0 })),
      initial: null,
      doc: 'Smallest share of variance to keep.',
    }),
    seed,
  },
  colocalize: {
    method: parameter({
      type: manyOf(METHODS),
      initial: ['spearman'],
      doc: 'How maps are compared.',
    }),
    xsea: parameter({ type: boolean, initial: false, doc: 'Aggregate by the sets of X.' }),
    xsea_aggregation_method: a.xsea_aggregation_method,
    regress_z: parameter({ type: boolean, initial: true, doc: 'Regress Z out of X and Y.' }),
    r_to_z: a.r_to_z,
    ...METHOD_OPTIONS,
  },
  permute: {
    what: parameter({ type: manyOf(PERMUTED), required: true, doc: 'What is permuted.' }),
    n_perm: a.n_perm,
    maps_which: a.maps_which,
    maps_method: a.maps_method,
    null_space: a.null_space,
    maps_nulls: a.maps_nulls,
    groups_strategy: a.groups_strategy,
    x_background: a.x_background,
    p_tails: a.p_tails,
    p_approximation: a.p_approximation,
    pooled_p: parameter({ ...a.pooled_p, initial: 'auto' }),
    seed,
    n_proc,
    ...NULL_OPTIONS,
  },
  correct_p: { mc_method: a.mc_method, mc_dimension: a.mc_dimension },
  normalize_colocalizations: {
    z_method: parameter({
      type: oneOf(Z_METHODS),
      initial: 'robust',
      doc: 'How values are related to their nulls.',
    }),
  },
};

/** What a step does, and the steps one of which must come before it. */
export const STEPS: Readonly<Record<StepPlace, { doc: string; after: readonly StepPlace[] }>> = {
  fit: { doc: 'Load the maps, bring them into parcels, standardise them.', after: [] },
  clean_y: { doc: 'Regress covariates from Y, and remove site effects.', after: ['fit'] },
  transform_y: { doc: 'Turn subjects into maps of a group comparison.', after: ['fit'] },
  transform_z: { doc: 'The same for Z.', after: ['fit'] },
  reduce_x: { doc: 'Reduce the X maps to fewer.', after: ['fit'] },
  colocalize: { doc: 'Compare X and Y.', after: ['fit'] },
  permute: { doc: 'Null distributions and p values.', after: ['colocalize'] },
  correct_p: { doc: 'Correct p values for multiple comparisons.', after: ['permute'] },
  normalize_colocalizations: { doc: 'Give values relative to their nulls.', after: ['permute'] },
};
