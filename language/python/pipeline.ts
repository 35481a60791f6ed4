// A pipeline as calls of the NiSpace object, one for each step (spec/workflows.md, section 2), all parameters explicit.
import type {
  CleanYStep,
  ColocalizeStep,
  DesignSource,
  FitStep,
  PermuteStep,
  PipelinePlan,
  PipelineStep,
  ReduceXStep,
  TransformYStep,
  TransformZStep,
} from '../../engine/plan.js';
import { call, expression, literal, pythonName, type PythonValue } from './literal.js';
import { designVariable, mapsVariable, parcellationArguments, type Surroundings } from './maps.js';
import type { Script } from './script.js';
import {
  comparisonFormula,
  confounds,
  CORRECTIONS,
  fitArguments,
  nullArguments,
  ownNulls,
  sidesTogether,
  printed,
  spaceArguments,
  tailArguments,
  type Arguments,
} from './arguments.js';

/** What later steps have to know of earlier ones. */
interface Walk {
  /** The variable of the object. */
  name: string;
  script: Script;
  around: Surroundings;
  fit: FitStep;
  /** The maps of Y as a variable. */
  y: string;
  colocalize: ColocalizeStep | null;
  /** Formula of the last `transform_y`, as Python. */
  transform: PythonValue;
  reduction: string | null;
  nullModel: string | null;
  seed: number | null;
}

/** @param nullModel the null model that is run, given or by default */
export function addPipeline(plan: PipelinePlan, nullModel: string | null, script: Script): void {
  const fit = plan.steps.find((step): step is FitStep => step.step === 'fit');
  if (!fit) return;
  const { parcellation, ...parcels } = parcellationArguments(fit.parcellation, script);
  const around: Surroundings = {
    parcellation: typeof parcellation === 'string' ? parcellation : literal(parcellation),
    hemispheres: fit.hemispheres,
  };
  const { x } = fit;
  const xVariable = mapsVariable(x, 'x', around, script);
  const y = fit.y ? mapsVariable(fit.y, 'y', around, script) : xVariable;
  const name = pythonName(plan.name);
  const walk: Walk = {
    ...{ name, script, around, fit, y, nullModel, seed: plan.seed },
    colocalize:
      plan.steps.find((step): step is ColocalizeStep => step.step === 'colocalize') ?? null,
    transform: null,
    reduction: null,
  };
  script.use('nispace', 'NiSpace');
  const base = { ...fit, y: fit.y ?? x };
  const { init_kwargs: init = {}, fit_kwargs: fitted = {} } = fitArguments(base);
  const made = call('NiSpace', {
    x: expression(xVariable),
    y: fit.y ? expression(y) : null,
    z: confounds(fit.z, around, script),
    standardize: fit.standardize.join('') || false,
    ...spaceArguments(base),
    parcellation,
    ...parcels,
    parcellation_hemi: fit.hemispheres,
    drop_nan: fit.dropNan,
    seed: plan.seed,
    n_proc: plan.nProc,
    ...(init as Arguments),
  });
  script.add(`\n${script.takeNotes()}${name} = ${made}`);
  for (const step of plan.steps) {
    const text = stepText(step, walk, fitted as Arguments);
    script.add(`${script.takeNotes()}${text}`);
  }
  const corrections = plan.steps.flatMap((step) =>
    step.step === 'correct_p' ? step.corrections : [],
  );
  const permutes = plan.steps.some(({ step }) => step === 'permute');
  if (walk.colocalize)
    script.add(printed(name, { methods: walk.colocalize.methods, corrections }, permutes));
}

function stepText(step: PipelineStep, walk: Walk, fitted: Arguments): string {
  const of = (values: Arguments): string => call(`${walk.name}.${step.step}`, values);
  switch (step.step) {
    case 'fit':
      return of(fitted);
    case 'clean_y':
      return of(cleaning(step, walk));
    case 'transform_y':
    case 'transform_z':
      return of(transformed(step, walk));
    case 'reduce_x':
      return of(reduced(step, walk));
    case 'colocalize':
      return ofMethods(step.methods, call(`${walk.name}.colocalize`, colocalized(step, walk)));
    case 'permute':
      return ofMethods(
        walk.colocalize?.methods ?? [],
        call(`${walk.name}.permute`, permuted(step, walk)),
      );
    case 'correct_p':
      return step.corrections
        .map((name) =>
          call(`${walk.name}.correct_p`, {
            mc_method: CORRECTIONS[name] ?? name,
            mc_dimension: step.mcDimension,
          }),
        )
        .join('\n');
    case 'normalize_colocalizations':
      return of({ z_method: step.zMethod });
  }
}

/** The call for each of the methods. */
const ofMethods = (methods: readonly string[], text: string): string =>
  `for method in ${literal(methods)}:\n${text.replace(/^/gm, '    ')}`;

/** Names of columns as the script has them. */
function columnName(column: string, { groups, subjects, site }: DesignSource): string {
  if (column === groups) return 'groups';
  return column === subjects ? 'subjects' : column === site ? 'site' : column;
}

function cleaning(step: CleanYStep, { script, around, y }: Walk): Arguments {
  const { design, within } = step;
  const values: Arguments = { how: step.how };
  if (design) {
    const frame = designVariable(
      design,
      { groups: true, paired: design.subjects !== null, y },
      script,
    );
    const kept = (step.protect ?? []).map((column) => columnName(column, design));
    const dropped = [...new Set(['groups', 'subjects', ...kept])];
    values['covariates_between'] = expression(
      `${frame}.drop(columns=${literal(dropped)}, errors="ignore")`,
    );
    const protect = kept.length > 0 ? expression(`${frame}[${literal(kept)}]`) : null;
    values['protect'] = protect;
    values['combat'] = step.combat;
    values['combat_protect'] = step.combat ? protect : null;
  }
  if (step.how.includes('within')) {
    values['covariates_within'] = within === 'z' ? 'z' : confounds(within, around, script);
    values['within_y_specific'] = step.withinYSpecific;
  }
  return values;
}

function transformed(step: TransformYStep | TransformZStep, walk: Walk): Arguments {
  const { design, paired } = step;
  const frame =
    design
    && designVariable(
      design,
      { groups: true, paired: design.subjects !== null, y: walk.y },
      walk.script,
    );
  const formula = comparisonFormula(step.transform, step.levels, frame, walk.script);
  if (step.step === 'transform_y') walk.transform = formula;
  return {
    transform: formula,
    groups: frame ? expression(`${frame}["groups"]`) : null,
    subjects: frame && paired ? expression(`${frame}["subjects"]`) : null,
  };
}

function reduced(step: ReduceXStep, walk: Walk): Arguments {
  walk.reduction = step.reduction;
  return {
    reduction: step.reduction,
    mean_by_set: step.meanBySet,
    weighted_mean: step.weightedMean,
    n_components: step.components,
    min_ev: step.minEv,
    seed: step.seed ?? walk.seed,
  };
}

function colocalized(step: ColocalizeStep, { transform, reduction }: Walk): Arguments {
  const { regressZ, aggregation } = step;
  return {
    method: expression('method'),
    X_reduction: reduction ?? false,
    Y_transform: transform ?? false,
    xsea: aggregation !== null,
    ...(aggregation !== null && { xsea_aggregation_method: aggregation }),
    regress_z: regressZ.length === 2 ? true : regressZ.join('') || false,
    zy_matched: step.zyMatched,
    ...(step.rank && { rank: true }),
    r_to_z: step.rToZ,
    ...step.options,
  };
}

function permuted(step: PermuteStep, walk: Walk): Arguments {
  const { maps, groups, sets, pairs } = step;
  const what = [maps && 'maps', groups && 'groups', sets && 'sets', pairs && 'pairs'].filter(
    (each): each is string => typeof each === 'string',
  );
  if (step.pApproximation !== 'none')
    walk.script.note(
      `p_approximation: ${step.pApproximation} is not in NiSpace and left out here.`,
    );
  const which = maps?.which ?? [];
  return {
    what,
    method: expression('method'),
    X_reduction: walk.reduction ?? false,
    Y_transform: walk.transform ?? false,
    xsea: walk.colocalize !== null && walk.colocalize.aggregation !== null,
    n_perm: step.nPerm,
    ...(maps && {
      maps_which: which.length === 1 ? (which[0] ?? 'X') : sidesTogether(walk.script),
    }),
    ...(maps
      && (maps.mapsNulls
        ? { maps_nulls: ownNulls(maps.mapsNulls, which[0] ?? 'X', walk.y, walk.script) }
        : { maps_method: walk.nullModel, ...nullArguments(maps.mapsOptions, walk.script) })),
    ...(groups && { groups_strategy: groups.strategy }),
    ...(sets?.background && {
      sets_X_background: expression(
        mapsVariable(sets.background, 'x_background', walk.around, walk.script),
      ),
    }),
    ...tailArguments({ tails: step.tails, methods: walk.colocalize?.methods ?? [] }),
    pooled_p: step.pooled,
    seed: walk.seed,
  };
}
