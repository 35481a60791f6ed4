// A pipeline as a plan: its steps in the order written, every default filled in. A new kind of step is a row.
import type {
  CleanYStep,
  MapsSource,
  PermuteStep,
  PipelinePlan,
  PipelineStep,
} from '../../engine/plan.js';
import { movingTogether, nullModelFor, parcellationFor } from '../facts.js';
import type { Pipeline, Step } from '../generated/ast.js';
import { METHOD_OPTIONS, NULL_OPTIONS } from '../parameters/options.js';
import type { Parameter, StepPlace, ValueOf } from '../parameters/parameter.js';
import { STEP_PARAMETERS } from '../parameters/pipeline.js';
import { stepsNamed } from '../parameters/step-places.js';
import { silently } from '../reader.js';
import { optionIn, propertyIn, valueFor } from '../settings.js';
import type { DesignValue, MapsValue } from '../values/declared.js';
import type { ComparisonValue } from '../values/special.js';
import type { Reader } from '../values/value-type.js';
import { lowerDesign, lowerOptions, lowerParcellation, VERSION } from './lower-common.js';
import { lowerMaps } from './lower-source.js';

/** The plan; meaningful only when nothing was reported. */
export function lowerPipeline(pipeline: Pipeline, reader: Reader): PipelinePlan | undefined {
  const steps = pipeline.steps.map((step) => lowerStep(step, pipeline, reader));
  if (!steps.every((step) => step !== undefined)) return undefined;
  return {
    kind: 'pipeline',
    version: VERSION,
    name: pipeline.name,
    steps,
    seed: valueFor(pipeline, 'seed', reader) ?? null,
    nProc: valueFor(pipeline, 'n_proc', reader) ?? -1,
  };
}

type Rows<S extends StepPlace> = (typeof STEP_PARAMETERS)[S];

/** Reads the properties of one step. */
type Read<S extends StepPlace> = <K extends keyof Rows<S> & string>(
  key: K,
) => ValueOf<Rows<S>[K]> | undefined;

interface Place {
  step: Step;
  pipeline: Pipeline;
  reader: Reader;
}

type Lowered<S extends StepPlace> = (PipelineStep & { step: S }) | undefined;

const LOWERINGS: { [S in StepPlace]: (read: Read<S>, place: Place) => Lowered<S> } = {
  fit: lowerFit,
  clean_y: lowerCleaning,
  transform_y: (read, { reader }) => {
    const comparison = lowerComparison(read('transform'), read('design'), read('paired'), reader);
    return comparison && { step: 'transform_y', ...comparison };
  },
  transform_z: (read, { reader }) => {
    const comparison = lowerComparison(read('transform'), read('design'), read('paired'), reader);
    return comparison && { step: 'transform_z', ...comparison };
  },
  reduce_x: (read) => {
    const reduction = read('reduction');
    if (reduction === undefined) return undefined;
    return {
      step: 'reduce_x',
      reduction,
      meanBySet: read('mean_by_set') ?? false,
      weightedMean: read('weighted_mean') ?? false,
      components: read('n_components') ?? null,
      minEv: read('min_ev') ?? null,
      seed: read('seed') ?? null,
    };
  },
  colocalize: lowerColocalize,
  permute: lowerPermute,
  correct_p: (read) => ({
    step: 'correct_p',
    corrections: read('mc_method') ?? [],
    mcDimension: read('mc_dimension') ?? 'array',
  }),
  normalize_colocalizations: (read) => ({
    step: 'normalize_colocalizations',
    zMethod: read('z_method') ?? 'robust',
  }),
};

const isStep = (name: string): name is StepPlace => Object.hasOwn(LOWERINGS, name);

function lowerStep(step: Step, pipeline: Pipeline, reader: Reader): PipelineStep | undefined {
  return isStep(step.name) ? lowerNamed(step.name, { step, pipeline, reader }) : undefined;
}

function lowerNamed<S extends StepPlace>(name: S, place: Place): Lowered<S> {
  const rows: Rows<S> = STEP_PARAMETERS[name];
  const read: Read<S> = <K extends keyof Rows<S> & string>(key: K) =>
    optionIn(place.step.block, key, rows[key] as Parameter<ValueOf<Rows<S>[K]>>, place.reader);
  return LOWERINGS[name](read, place);
}

/** Options of images that stand in `fit` are for all maps of the pipeline that do not set them. */
const mapsIn =
  ({ pipeline, reader }: Place) =>
  (value: MapsValue): MapsSource | undefined =>
    lowerMaps(value, reader, stepsNamed(pipeline, 'fit')[0]?.block);

function listIn(items: readonly (MapsValue | string)[], place: Place): (MapsSource | string)[] {
  const maps = mapsIn(place);
  return items.flatMap((item) => (typeof item === 'string' ? item : (maps(item) ?? [])));
}

function lowerFit(read: Read<'fit'>, place: Place): Lowered<'fit'> {
  const { pipeline, step, reader } = place;
  const parcellation = parcellationFor(pipeline, reader);
  const [xValue, yValue] = [read('x'), propertyIn(step.block, 'y') ? read('y') : null];
  const maps = mapsIn(place);
  const x = xValue && maps(xValue);
  const y = yValue === null ? null : yValue && maps(yValue);
  if (!parcellation || !x || y === undefined) return undefined;
  return {
    step: 'fit',
    parcellation: lowerParcellation(parcellation, reader),
    hemispheres: read('parcellation_hemi') ?? [],
    y,
    x,
    z: listIn(read('z') ?? [], place),
    standardize: read('standardize') ?? [],
    dropNan: read('drop_nan') ?? false,
  };
}

function lowerCleaning(read: Read<'clean_y'>, place: Place): CleanYStep | undefined {
  const how = read('how');
  const design = read('design');
  const within = read('covariates_within');
  if (!how || within === undefined) return undefined;
  return {
    step: 'clean_y',
    how: [...how].sort().reverse(),
    design: design ? lowerDesign(design, place.reader) : null,
    protect: read('protect') ?? null,
    combat: read('combat') ?? false,
    within: within === 'z' ? within : listIn(within, place),
    withinYSpecific: read('within_y_specific') ?? false,
  };
}

function lowerComparison(
  call: ComparisonValue | undefined,
  design: DesignValue | null | undefined,
  paired: boolean | undefined,
  reader: Reader,
) {
  if (!call || design === undefined) return undefined;
  return {
    transform: call.comparison.name,
    levels: call.levels,
    design: design && lowerDesign(design, reader),
    paired: paired === true || call.comparison.paired === true,
  };
}

function lowerColocalize(
  read: Read<'colocalize'>,
  { pipeline, reader }: Place,
): Lowered<'colocalize'> {
  const methods = read('method') ?? [];
  const { rank = false, ...options } = lowerOptions(
    pipeline,
    METHOD_OPTIONS,
    'methods',
    methods,
    reader,
  );
  return {
    step: 'colocalize',
    methods,
    options,
    rank: rank === true,
    regressZ: read('regress_z') ?? [],
    zyMatched: read('zy_matched') ?? false,
    rToZ: read('r_to_z') ?? true,
    aggregation: read('xsea') ? (read('xsea_aggregation_method') ?? 'mean') : null,
  };
}

function lowerPermute(read: Read<'permute'>, place: Place): PermuteStep {
  const what = movingTogether(read('what') ?? []);
  const pooled = read('pooled_p');
  const background = what.includes('sets') ? read('x_background') : null;
  return {
    step: 'permute',
    maps: what.includes('maps') ? lowerNullMaps(read, what, place) : null,
    groups: what.includes('groups') ? { strategy: read('groups_strategy') ?? 'shuffle' } : null,
    sets: what.includes('sets')
      ? { background: background ? (mapsIn(place)(background) ?? null) : null }
      : null,
    pairs: what.includes('pairs'),
    nPerm: read('n_perm') ?? 0,
    tails: read('p_tails') ?? null,
    pApproximation: read('p_approximation') ?? 'none',
    // Permuted groups are always tested on one row.
    pooled: what.includes('groups') ? 'auto' : pooled === 'false' ? false : (pooled ?? 'auto'),
  };
}

function lowerNullMaps(
  read: Read<'permute'>,
  what: readonly string[],
  { pipeline, step, reader }: Place,
): PermuteStep['maps'] {
  const models = nullModelFor(pipeline, silently(reader))?.split('+') ?? [];
  const named = propertyIn(step.block, 'maps_which') !== undefined;
  return {
    which: named || !what.includes('sets') ? [...(read('maps_which') ?? [])].sort() : ['Y'],
    mapsMethod: read('maps_method') ?? null,
    mapsOptions: lowerOptions(pipeline, NULL_OPTIONS, 'nullModels', models, reader),
    nullSpace: read('null_space') ?? 'auto',
    mapsNulls: read('maps_nulls') ?? null,
  };
}
