// An analysis as a call of the NiSpace workflow of the same name (spec/workflows.md, section 1), all parameters explicit.
import type {
  AnalysisPlan,
  GroupColocalizationPlan,
  GroupXseaPlan,
  MapsSource,
  OptionValue,
  PlanBase,
} from '../../engine/plan.js';
import { METHODS } from '../vocabulary/methods.js';
import { findTerm } from '../vocabulary/term.js';
import { call, expression, literal, pythonName, type PythonValue } from './literal.js';
import {
  designVariable,
  filterArguments,
  imageOptionsOf,
  mapsVariable,
  parcellationArguments,
  type Surroundings,
} from './maps.js';
import type { Script } from './script.js';

/** A plan and what the language knows of it besides. */
export interface ExportedPlan {
  plan: AnalysisPlan;
  /** The null model that is run, given or by default (`a+b` for cortex + subcortex); null where none is needed. */
  nullModel: string | null;
}

type Arguments = Record<string, PythonValue>;
type GroupPlan = GroupColocalizationPlan | GroupXseaPlan;

const isGroups = (plan: AnalysisPlan): plan is GroupPlan =>
  plan.kind === 'group_colocalization' || plan.kind === 'group_xsea';

/** Adds the call to the script, and the statements it needs before it. The result is in a variable named like the analysis. */
export function addWorkflow({ plan, nullModel }: ExportedPlan, script: Script): void {
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

/** Names that statsmodels spells with a hyphen. */
const CORRECTIONS: Readonly<Record<string, string>> = {
  holm_sidak: 'holm-sidak',
  simes_hochberg: 'simes-hochberg',
};

function referenceArguments(x: MapsSource, around: Surroundings, script: Script): Arguments {
  if (x.kind !== 'reference') return { x: expression(mapsVariable(x, 'x', around, script)) };
  const filters = filterArguments(x.filter);
  return {
    x: x.dataset,
    x_collection: x.collection,
    ...(Object.keys(filters).length > 0 && { fetch_x_kwargs: filters }),
  };
}

/** Tissue names or maps; NiSpace takes either, not both. */
function confounds(z: PlanBase['z'], around: Surroundings, script: Script): PythonValue {
  const tissues = z.filter((each) => typeof each === 'string');
  const maps = z
    .filter((each) => typeof each !== 'string')
    .map((source, i) => mapsVariable(source, `z${i + 1}`, around, script));
  if (tissues.length > 0 && maps.length > 0) {
    script.use('nispace.datasets', 'fetch_reference');
    maps.unshift(
      `fetch_reference("tpm", maps=${literal(tissues)}, parcellation=${literal(around.parcellation)})`,
    );
  } else if (tissues.length > 0) return tissues.length === 1 ? (tissues[0] ?? null) : tissues;
  if (maps.length === 0) return null;
  if (maps.length > 1) script.use('pandas');
  return expression(maps.length === 1 ? (maps[0] ?? 'None') : `pd.concat([${maps.join(', ')}])`);
}

/** Space of images, where a file names one. */
function spaceArguments({ x, y }: PlanBase): Arguments {
  const space = imageOptionsOf(y)?.space ?? imageOptionsOf(x)?.space ?? null;
  return space ? { data_space: space } : {};
}

/** How images become parcels. */
function fitArguments({ x, y }: PlanBase): Arguments {
  const images = [
    ['y', imageOptionsOf(y)],
    ['x', imageOptionsOf(x)],
  ] as const;
  const [first] = images.flatMap(([, options]) => options ?? []);
  if (!first) return {};
  return {
    init_kwargs: { resampling_target: first.resamplingTarget },
    fit_kwargs: {
      background_value: Object.fromEntries(
        images.flatMap(([side, options]) => (options ? [[side, options.background]] : [])),
      ),
      min_num_valid_datapoints: first.minValidCount,
      min_fraction_valid_datapoints: first.minValidFraction,
    },
  };
}

interface Given {
  arguments: Arguments;
  permute: Arguments;
}

function mapsArguments(
  plan: Exclude<AnalysisPlan, GroupPlan>,
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
          maps_which: plan.mapsWhich,
          ...(plan.mapsNulls
            ? { maps_nulls: ownNulls(plan.mapsNulls, plan.mapsWhich, y, script) }
            : { maps_method: nullModel, ...optionArguments(plan.mapsOptions) }),
        },
  };
}

/** NiSpace wants the nulls of each map by its label. */
function ownNulls(path: string, which: 'X' | 'Y', y: string, script: Script): PythonValue {
  script.use('numpy');
  const array = `np.load(${literal(script.path(path))})`;
  if (which === 'Y') return expression(`dict(zip(getattr(${y}, "index", ${y}), ${array}))`);
  script.note('maps_nulls: put the labels of the X maps in their order where X_LABELS stands.');
  return expression(`dict(zip(X_LABELS, ${array}))`);
}

function groupArguments(plan: GroupPlan, y: string, script: Script): Given {
  const design = designVariable(plan.design, { groups: true, paired: plan.paired, y }, script);
  return {
    arguments: {
      design: expression(design),
      comparison_method: comparison(plan, design, script),
      paired: plan.paired,
      pooled_p: 'mean',
      plot_design_between: false,
      ...(plan.kind === 'group_xsea' && { xsea_aggregation_method: plan.aggregation }),
    },
    permute: { groups_strategy: plan.groupsStrategy },
  };
}

/** NiSpace calls the groups a and b in sorted order; the names of the file are translated when the script runs. */
function comparison(
  { comparison: { transform, levels } }: GroupPlan,
  design: string,
  script: Script,
): PythonValue {
  if (!levels) return `${transform}(a,b)`;
  const plain = levels.every((level) => ['a', 'b', 'y'].includes(level));
  if (plain) return `${transform}(${levels.join(',')})`;
  const letters = script.declare(
    `${design}_letter`,
    () =>
      `${design}_letter = dict(zip(sorted(${design}["groups"].dropna().astype(str).unique()), "ab"))  # NiSpace's names of the groups`,
  );
  const names = levels.map((level) => `{${letters}[${literal(level).replaceAll('"', "'")}]}`);
  return expression(`f"${transform}(${names.join(',')})"`);
}

/** Tails by statistic, which NiSpace wants as soon as a method has several. */
function tailArguments({ tails, methods }: PlanBase): Arguments {
  if (tails === null || typeof tails !== 'string') return { p_tails: tails };
  const statistics = new Set(methods.flatMap((name) => findTerm(METHODS, name)?.statistics ?? []));
  if (statistics.size < 2) return { p_tails: tails };
  return { p_tails: Object.fromEntries([...statistics].map((name) => [name, tails])) };
}

/** Options carry their NiSpace names already. */
const optionArguments = (options: Record<string, OptionValue>): Arguments => ({ ...options });

/** Shows what was computed. */
function printed(name: string, { methods, corrections }: PlanBase): string {
  return methods
    .flatMap((method) => [
      `print(${name}.get_colocalizations(method=${literal(method)}))  # correlations as Fisher z`,
      `print(${name}.get_p_values(method=${literal(method)}))`,
      ...corrections.map(
        (correction) =>
          `print(${name}.get_p_values(method=${literal(method)}, mc_method=${literal(CORRECTIONS[correction] ?? correction)}))`,
      ),
    ])
    .join('\n');
}
