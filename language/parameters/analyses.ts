// The properties of the four analyses. `defaults` takes all of them.
import type { GroupsStrategy, Hemisphere, McDimension, Side } from '../../engine/plan.js';
import { as, asList, manyOf, oneOf, sumOf } from '../values/choice.js';
import { design, maps, mapsOrTissues, parcellation } from '../values/declared.js';
import { boolean, integer, letters, optional, path } from '../values/scalars.js';
import { comparison, nullSpace, tails } from '../values/special.js';
import * as choices from '../vocabulary/choices.js';
import { CORRECTIONS } from '../vocabulary/corrections.js';
import { METHODS } from '../vocabulary/methods.js';
import { NULL_MODELS } from '../vocabulary/null-models.js';
import type { BlockAnalysis } from './parameter.js';
import { parameter } from './parameter.js';

const GROUPS: readonly BlockAnalysis[] = ['group_colocalization', 'group_xsea'];
const MAPS: readonly BlockAnalysis[] = ['colocalization', 'xsea'];
const SETS: readonly BlockAnalysis[] = ['xsea', 'group_xsea'];

/** Used when neither the analysis nor `defaults` names one. */
export const DEFAULT_PARCELLATION = 'Schaefer200';

export const ANALYSIS_PARAMETERS = {
  y: parameter({
    type: maps,
    required: true,
    doc: 'The maps (or the subjects, in group analyses) that are asked about.',
  }),
  x: parameter({ type: maps, required: true, doc: 'The reference maps they are compared with.' }),
  z: parameter({
    type: mapsOrTissues,
    initial: [],
    absent: 'none',
    doc: 'Maps regressed out of X and Y across parcels.',
  }),
  design: parameter({
    type: design,
    required: true,
    kinds: GROUPS,
    doc: 'The table of subjects: groups, covariates, site, pairs.',
  }),
  y_covariates: parameter({
    type: optional(design),
    initial: null,
    kinds: MAPS,
    doc: 'Design whose covariates are regressed from Y across subjects before the comparison.',
  }),
  parcellation: parameter({
    type: parcellation,
    absent: DEFAULT_PARCELLATION,
    doc: 'The parcels in which maps are compared.',
  }),
  parcellation_hemi: parameter({
    type: asList<Hemisphere>(manyOf(choices.HEMISPHERES)),
    initial: ['L', 'R'],
    doc: 'Hemispheres that are used.',
  }),
  standardize: parameter({
    type: letters<Side>(['x', 'y', 'z']),
    initial: ['x', 'z'],
    absent: 'xz',
    doc: 'Which of X, Y and Z are z-scored map by map across parcels.',
  }),
  colocalization_method: parameter({
    type: manyOf(METHODS),
    initial: ['spearman'],
    doc: 'How maps are compared.',
  }),
  comparison_method: parameter({
    type: comparison,
    kinds: GROUPS,
    absent: '`hedges(a, b)`; paired `pairedcohen(a, b)`',
    doc: 'How groups are compared; the arguments are levels of the groups column, the first minus the second.',
  }),
  paired: parameter({
    type: boolean,
    initial: false,
    kinds: GROUPS,
    doc: 'Compare two rows of the same subject; the design names the pairs in `subjects`. Comparisons of pairs are paired anyway.',
  }),
  combat: parameter({
    type: boolean,
    initial: false,
    doc: 'Remove site effects from Y with ComBat; the design names the column in `site`.',
  }),
  xsea_aggregation_method: parameter({
    type: oneOf(choices.AGGREGATIONS),
    initial: 'mean',
    kinds: SETS,
    doc: 'How the colocalizations of the maps of a set become one number.',
  }),
  permute_sets: parameter({
    type: boolean,
    initial: false,
    kinds: ['xsea'],
    doc: 'Draw random sets from the background instead of permuting Y maps.',
  }),
  x_background: parameter({
    type: optional(maps),
    initial: null,
    kinds: ['xsea'],
    absent: 'the whole dataset of `x`',
    doc: 'Maps from which random sets are drawn.',
  }),
  n_perm: parameter({
    type: integer('an integer ≥ 1', { min: 1 }),
    initial: 10000,
    doc: 'Number of permutations; the smallest counted p is 1 / n_perm.',
  }),
  maps_method: parameter({
    type: optional(sumOf(NULL_MODELS)),
    initial: null,
    kinds: MAPS,
    absent: 'by parcellation: `alexander_bloch` for a cortex with a surface, else `moran`',
    doc: 'Null model of the maps.',
  }),
  null_space: parameter({
    type: nullSpace,
    initial: 'auto',
    kinds: MAPS,
    doc: 'Space of the spins or distances; `auto` takes the first the parcellation has.',
  }),
  maps_nulls: parameter({
    type: optional(path),
    initial: null,
    kinds: MAPS,
    doc: 'File of your own nulls instead of a null model (`.npy`: map × permutation × parcel).',
  }),
  maps_which: parameter({
    type: asList<'X' | 'Y'>(manyOf(choices.SIDES)),
    initial: ['X'],
    initialIn: { xsea: ['Y'] },
    kinds: MAPS,
    doc: 'Which maps are permuted: one side, or `[X, Y]` for both in each permutation.',
  }),
  groups_strategy: parameter({
    type: as<GroupsStrategy>(oneOf(choices.STRATEGIES)),
    initial: 'shuffle',
    kinds: GROUPS,
    doc: 'How group labels are permuted.',
  }),
  p_tails: parameter({
    type: tails,
    absent: 'by statistic',
    doc: 'Tail of the test, one for all statistics or one for each.',
  }),
  p_approximation: parameter({
    type: as<'none' | 'gpd'>(oneOf(choices.APPROXIMATIONS)),
    initial: 'none',
    doc: 'How small p values are found: counted, or extrapolated from the tail of the nulls (`gpd`).',
  }),
  pooled_p: parameter({
    type: as<'false' | 'mean' | 'median' | 'auto'>(oneOf(choices.POOLINGS)),
    initial: 'false',
    kinds: MAPS,
    doc: 'One p for each Y map, or one for all of them together.',
  }),
  mc_method: parameter({
    type: manyOf(CORRECTIONS),
    initial: ['meff_galwey'],
    absent: 'meff',
    doc: 'Corrections for multiple comparisons; each gives its own column.',
  }),
  mc_dimension: parameter({
    type: as<McDimension>(oneOf(choices.DIMENSIONS)),
    initial: 'array',
    doc: 'Which p values form one family.',
  }),
  normalize_colocalizations: parameter({
    type: boolean,
    initial: true,
    doc: 'Also give each value relative to its nulls (robust z).',
  }),
  r_to_z: parameter({
    type: boolean,
    initial: true,
    doc: 'Test the Fisher transform of correlations.',
  }),
  seed: parameter({
    type: optional(integer('an integer ≥ 0', { min: 0 })),
    initial: null,
    absent: 'drawn, shown and stored with the result',
    doc: 'Seed of all random numbers.',
  }),
  n_proc: parameter({
    type: integer('an integer ≥ 1, or -1 for all cores', { min: 1, also: -1 }),
    initial: -1,
    doc: 'Threads; never changes a number.',
  }),
};
