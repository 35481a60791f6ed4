// Where the properties of the four analyses stand in the steps of a pipeline. Checks ask a pipeline by the names of an analysis, and
// an analysis is written out as a pipeline, by this table.
import type { Pipeline, Step } from '../generated/ast.js';
import { METHOD_OPTIONS, NULL_OPTIONS } from './options.js';
import type { StepPlace } from './parameter.js';

export interface StepKey {
  step: StepPlace;
  key: string;
}

const inStep = (step: StepPlace, keys: readonly string[]): [string, StepKey[]][] =>
  keys.map((key) => [key, [{ step, key }]]);

/** By property of an analysis; the first step that has it decides. */
export const STEP_PLACES: Readonly<Record<string, readonly StepKey[]>> = Object.fromEntries([
  ...inStep('fit', ['y', 'x', 'z', 'parcellation', 'parcellation_hemi', 'standardize']),
  ...inStep('clean_y', ['combat', 'covariates_within']),
  ['y_covariates', [{ step: 'clean_y', key: 'design' }]],
  ['comparison_method', [{ step: 'transform_y', key: 'transform' }]],
  ['design', [{ step: 'transform_y', key: 'design' }]],
  ...inStep('transform_y', ['paired']),
  ['colocalization_method', [{ step: 'colocalize', key: 'method' }]],
  ...inStep('colocalize', ['xsea_aggregation_method', 'r_to_z', ...Object.keys(METHOD_OPTIONS)]),
  ...inStep('permute', [
    'n_perm',
    'maps_method',
    'null_space',
    'maps_nulls',
    'maps_which',
    ...Object.keys(NULL_OPTIONS),
    'groups_strategy',
    'x_background',
    'p_tails',
    'p_approximation',
    'pooled_p',
  ]),
  ...['seed', 'n_proc'].map((key): [string, StepKey[]] => [
    key,
    [
      { step: 'permute', key },
      { step: 'fit', key },
      ...(key === 'seed' ? [{ step: 'correlate_within_region' as const, key }] : []),
    ],
  ]),
  ...inStep('correct_p', ['mc_method', 'mc_dimension']),
] as [string, StepKey[]][]);

/** The steps of a kind, in the order written. */
export const stepsNamed = (pipeline: Pipeline, name: StepPlace): Step[] =>
  pipeline.steps.filter((step) => step.name === name);
