// An analysis as a call of the NiSpace workflow of the same name (spec/workflows.md, section 1), all parameters explicit.
import type {
  GroupColocalizationPlan,
  GroupXseaPlan,
  MapsSource,
  WorkflowPlan,
} from '../../engine/plan.js';
import {
  comparisonFormula,
  confounds,
  CORRECTIONS,
  fitArguments,
  nullArguments,
  optionArguments,
  ownNulls,
  sidesTogether,
  printed,
  spaceArguments,
  tailArguments,
  type Arguments,
} from './arguments.js';
import { call, expression, literal, pythonName } from './literal.js';
import {
  designVariable,
  filterArguments,
  mapsVariable,
  parcellationArguments,
  type Surroundings,
} from './maps.js';
import type { Script } from './script.js';

type GroupPlan = GroupColocalizationPlan | GroupXseaPlan;

const isGroups = (plan: WorkflowPlan): plan is GroupPlan =>
  plan.kind === 'group_colocalization' || plan.kind === 'group_xsea';

/**
 * Adds the call to the script, and the statements it needs before it. The result is in a variable named like the analysis.
 * @param nullModel the null model that is run, given or by default
 */
export function addWorkflow(plan: WorkflowPlan, nullModel: string | null, script: Script): void {
  script.use('nispace.workflows', plan.kind);
  const { parcellation, ...parcels } = parcellationArguments(plan.parcellation, script);
  const around: Surroundings = {
    parcellation: typeof parcellation === 'string' ? parcellation : literal(parcellation),
    hemispheres: plan.hemispheres,
  };
  const y = mapsVariable(plan.y, 'y', around, script);
  const given = isGroups(plan)
    ? groupArguments(plan, y, script)
    : mapsArguments(plan, nullModel, y, around, script);
  const values: Arguments = {
    y: expression(y),
    ...referenceArguments(plan.x, around, script),
    z: confounds(plan.z, around, script),
    standardize: plan.standardize.join('') || false,
    ...spaceArguments(plan),
    parcellation,
    ...parcels,
    parcellation_hemi: plan.hemispheres,
    colocalization_method: plan.methods,
    ...given.arguments,
    mc_method: plan.corrections.map((name) => CORRECTIONS[name] ?? name),
    normalize_colocalizations: plan.normalize,
    combat: plan.combat,
    plot: false,
    n_perm: plan.nPerm,
    seed: plan.seed,
    n_proc: plan.nProc,
    ...fitArguments(plan),
    colocalize_kwargs: { ...optionArguments(plan.methodOptions), r_to_z: plan.rToZ },
    permute_kwargs: { ...given.permute, ...tailArguments(plan) },
    correct_p_kwargs: { mc_dimension: plan.mcDimension },
    return_nispace_only: true,
  };
  if (plan.seed === null)
    script.note('No seed in the .nsp file: random numbers differ from run to run.');
  if (plan.pApproximation !== 'none')
    script.note(`p_approximation: ${plan.pApproximation} is not in NiSpace and left out here.`);
  const name = pythonName(plan.name);
  script.add(`\n${script.takeNotes()}${name} = ${call(plan.kind, values)}`);
  script.add(printed(name, plan));
}

function referenceArguments(x: MapsSource, around: Surroundings, script: Script): Arguments {
  if (x.kind !== 'reference') return { x: expression(mapsVariable(x, 'x', around, script)) };
  const filters = filterArguments(x.filter);
  return {
    x: x.dataset,
    x_collection: x.collection,
    ...(Object.keys(filters).length > 0 && { fetch_x_kwargs: filters }),
  };
}

interface Given {
  arguments: Arguments;
  permute: Arguments;
}

function mapsArguments(
  plan: Exclude<WorkflowPlan, GroupPlan>,
  nullModel: string | null,
  y: string,
  around: Surroundings,
  script: Script,
): Given {
  const drawn = plan.kind === 'xsea' && plan.permuteSets;
  const covariates =
    plan.yCovariates
    && designVariable(plan.yCovariates, { groups: false, paired: false, y }, script);
  if (!drawn && plan.nullSpace !== 'auto')
    script.note(`null_space: ${plan.nullSpace} cannot be named in NiSpace, which chooses its own.`);
  return {
    arguments: {
      pooled_p: plan.pooled,
      y_covariates: covariates ? expression(covariates) : null,
      ...(plan.kind === 'xsea' && {
        xsea_aggregation_method: plan.aggregation,
        permute_sets: plan.permuteSets,
        x_background: plan.background
          ? expression(mapsVariable(plan.background, 'x_background', around, script))
          : null,
      }),
    },
    permute: drawn
      ? {}
      : {
          maps_which: plan.mapsWhich === 'XY' ? sidesTogether(script) : plan.mapsWhich,
          ...(plan.mapsNulls
            ? {
                maps_nulls: ownNulls(plan.mapsNulls, plan.mapsWhich === 'Y' ? 'Y' : 'X', y, script),
              }
            : { maps_method: nullModel, ...nullArguments(plan.mapsOptions, script) }),
        },
  };
}

function groupArguments(plan: GroupPlan, y: string, script: Script): Given {
  const design = designVariable(plan.design, { groups: true, paired: plan.paired, y }, script);
  return {
    arguments: {
      design: expression(design),
      comparison_method: comparisonFormula(
        plan.comparison.transform,
        plan.comparison.levels,
        design,
        script,
      ),
      paired: plan.paired,
      pooled_p: 'mean',
      plot_design_between: false,
      ...(plan.kind === 'group_xsea' && { xsea_aggregation_method: plan.aggregation }),
    },
    permute: { groups_strategy: plan.groupsStrategy },
  };
}
