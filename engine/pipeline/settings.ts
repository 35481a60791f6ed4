// The steps of a run read by what they decide: the flat view that the stages and the words of the record take. A step that is not
// there leaves the value under which its stage does nothing.
import type {
  AnalysisPlan,
  CleanYStep,
  ColocalizeStep,
  CorrectPStep,
  FitStep,
  MapsPlan,
  MapsSource,
  NormalizeStep,
  PermuteStep,
  PipelineStep,
  PreparationStep,
  TransformYStep,
} from '../plan.js';
import { NspError } from '../error.js';
import { stepsOf } from './workflow-steps.js';

/** Fields as in the plans of the four analyses; `y` is X where the pipeline names no Y. */
export interface RunSettings extends Omit<MapsPlan, 'yCovariates'> {
  steps: readonly PipelineStep[];
  /** In the order written. */
  preparations: PreparationStep[];
  /** Y is a copy of X: a map equals itself, which needs no warning (spec/statistics.md 0.2). */
  self: boolean;
  dropNan: boolean;
  regressZ: ('x' | 'y')[];
  zyMatched: boolean;
  /** Null: the columns are maps, not sets. */
  aggregation: string | null;
  /** The comparison of subjects; null where there is none. */
  comparison: TransformYStep | null;
  /** Null: nothing is permuted, and there are observed values only. */
  permute: PermuteStep | null;
  zMethod: NormalizeStep['zMethod'];
}

/** @throws NspError `incomplete-pipeline` without `fit` or `colocalize`, which the editor refuses */
export function settingsOf(plan: AnalysisPlan): RunSettings {
  const steps = stepsOf(plan);
  const fit = required(stepIn<FitStep>(steps, 'fit'), 'fit');
  const colocalize = required(stepIn<ColocalizeStep>(steps, 'colocalize'), 'colocalize');
  const correction = stepIn<CorrectPStep>(steps, 'correct_p');
  const normalization = stepIn<NormalizeStep>(steps, 'normalize_colocalizations');
  const { name, version, seed, nProc } = plan;
  const { methods, options, rank, regressZ, zyMatched, rToZ, aggregation } = colocalize;
  const { parcellation, hemispheres, x, z, standardize, dropNan } = fit;
  return {
    ...{ name, version, seed, nProc, steps },
    ...{ parcellation, hemispheres, x, y: fit.y ?? x, z, dropNan },
    standardize: fit.y === null ? ofSelf(standardize) : standardize,
    self: fit.y === null,
    preparations: steps.filter(isPreparation),
    combat: steps.some((step) => step.step === 'clean_y' && step.combat),
    comparison: stepIn<TransformYStep>(steps, 'transform_y'),
    methods,
    methodOptions: rank ? { ...options, rank } : options,
    ...{ regressZ, zyMatched, rToZ, aggregation },
    ...permuted(stepIn<PermuteStep>(steps, 'permute'), fit.y === null),
    corrections: correction?.corrections ?? [],
    mcDimension: correction?.mcDimension ?? 'array',
    normalize: normalization !== null,
    zMethod: normalization?.zMethod ?? 'robust',
  };
}

type Permuted = Pick<
  RunSettings,
  | 'permute'
  | 'nPerm'
  | 'tails'
  | 'pApproximation'
  | 'pooled'
  | 'mapsMethod'
  | 'mapsOptions'
  | 'nullSpace'
  | 'mapsNulls'
  | 'mapsWhich'
>;

/** Of a comparison with itself, `auto` does not pool (spec/statistics.md 5.7). */
function permuted(permute: PermuteStep | null, self: boolean): Permuted {
  const { which, ...maps } = permute?.maps ?? NO_MAPS;
  const pooled = permute?.pooled ?? false;
  return {
    permute,
    nPerm: permute?.nPerm ?? 0,
    tails: permute?.tails ?? null,
    pApproximation: permute?.pApproximation ?? 'none',
    pooled: self && pooled === 'auto' ? false : pooled,
    ...maps,
    mapsWhich: which.length > 1 ? 'XY' : (which[0] ?? 'X'),
  };
}

const NO_MAPS = {
  which: [],
  mapsMethod: null,
  mapsOptions: {},
  nullSpace: 'auto',
  mapsNulls: null,
} satisfies PermuteStep['maps'];

/** A copy of X is standardised with it. */
const ofSelf = (sides: FitStep['standardize']): FitStep['standardize'] =>
  sides.includes('x') && !sides.includes('y') ? [...sides, 'y'] : sides;

const PREPARATIONS: readonly PipelineStep['step'][] = [
  'clean_y',
  'transform_y',
  'transform_z',
  'reduce_x',
] satisfies PreparationStep['step'][];

export const isPreparation = (step: PipelineStep): step is PreparationStep =>
  PREPARATIONS.includes(step.step);

function stepIn<S extends PipelineStep>(steps: readonly PipelineStep[], name: S['step']): S | null {
  return (steps.find(({ step }) => step === name) as S | undefined) ?? null;
}

function required<S>(step: S | null, name: string): S {
  if (step) return step;
  throw new NspError('incomplete-pipeline', `The pipeline has no step \`${name}\`. Add one.`);
}

/** All maps that a run reads besides those of `z`, by the property that names them. */
export function mapsOf(run: RunSettings): [property: string, source: MapsSource][] {
  const background = run.permute?.sets?.background ?? null;
  return [
    ...(run.self ? [] : [['y', run.y] as [string, MapsSource]]),
    ['x', run.x],
    ...(background ? [['x_background', background] as [string, MapsSource]] : []),
  ];
}

/** Maps or tissues that are regressed out, of the fit and of steps that name their own. */
export function confoundsOf(
  run: RunSettings,
): [property: 'z' | 'covariates_within', source: MapsSource | string][] {
  const within = run.preparations
    .filter((step): step is CleanYStep => step.step === 'clean_y')
    .flatMap(({ within: maps }) => (maps === 'z' ? [] : maps));
  return [
    ...run.z.map((source) => ['z', source] as ['z', MapsSource | string]),
    ...within.map(
      (source) => ['covariates_within', source] as ['covariates_within', MapsSource | string],
    ),
  ];
}
