// The plan as the reader would have written it: property names of the language, every default spelled out. Stored with the
// result, so that methods.md and the panel show the same list.
import type { DesignSource, GroupsPlan, MapsPlan, WorkflowPlan } from '../plan.js';
import { parameterWords as words, type ParameterRows as Rows } from './parameter-words.js';
import { stepRows } from './step-parameters.js';
import type { ResultFacts } from './told.js';

const { list, orNone, options, design, maps, parcellation, tails } = words;

type Facts = Pick<ResultFacts, 'plan' | 'nullModel' | 'seedDrawn'>;

/** Property and value, in the order of the language reference; of a pipeline step by step. */
export function parametersOf(facts: Facts): Rows {
  const { plan } = facts;
  return plan.kind === 'pipeline' ? stepRows({ ...facts, plan }) : workflowRows({ ...facts, plan });
}

function workflowRows({
  plan,
  nullModel,
  seedDrawn,
}: Omit<Facts, 'plan'> & { plan: WorkflowPlan }): Rows {
  const own = ownRows(plan, nullModel);
  return [
    ['y', maps(plan.y)],
    ['x', maps(plan.x)],
    ['z', list(plan.z.map(maps))],
    ...own.design,
    ['combat', String(plan.combat)],
    ['parcellation', parcellation(plan.parcellation)],
    ['parcellation_hemi', list(plan.hemispheres)],
    ['standardize', list(plan.standardize)],
    ['colocalization_method', list(plan.methods)],
    ...options(plan.methodOptions),
    ...setRows(plan),
    ['r_to_z', String(plan.rToZ)],
    ['n_perm', plan.nPerm.toLocaleString('en-US')],
    ...own.nulls,
    ['p_tails', tails(plan.tails)],
    ['p_approximation', plan.pApproximation],
    ...own.pooling,
    ['mc_method', list(plan.corrections)],
    ['mc_dimension', plan.mcDimension],
    ['normalize_colocalizations', String(plan.normalize)],
    ['seed', words.seed(plan.seed, seedDrawn)],
    ['n_proc', words.threads(plan.nProc)],
  ];
}

function setRows(plan: WorkflowPlan): Rows {
  if (!('aggregation' in plan)) return [];
  const aggregation: Rows[number] = ['xsea_aggregation_method', plan.aggregation];
  if (plan.kind === 'group_xsea') return [aggregation];
  const background = plan.background ? maps(plan.background) : 'the whole dataset of x';
  return [
    aggregation,
    ['permute_sets', String(plan.permuteSets)],
    ...(plan.permuteSets ? [['x_background', background] as Rows[number]] : []),
  ];
}

/** The properties that one kind of analysis has for itself, by where they stand. */
function ownRows(
  plan: WorkflowPlan,
  nullModel: Facts['nullModel'],
): Record<'design' | 'nulls' | 'pooling', Rows> {
  switch (plan.kind) {
    case 'colocalization':
    case 'xsea':
      return {
        design: [['y_covariates', design(plan.yCovariates)]],
        nulls: plan.kind === 'xsea' && plan.permuteSets ? [] : nullRows(plan, nullModel),
        pooling: [['pooled_p', String(plan.pooled)]],
      };
    case 'group_colocalization':
    case 'group_xsea':
      return {
        design: [
          ['design', design(plan.design)],
          ...designRows(plan.design),
          ['comparison_method', comparison(plan)],
          ['paired', String(plan.paired)],
        ],
        nulls: [['groups_strategy', plan.groupsStrategy]],
        pooling: [],
      };
  }
}

const comparison = ({ comparison: { transform, levels } }: GroupsPlan): string =>
  `${transform}(${(levels ?? ['a', 'b']).join(', ')})`;

/** Columns of the design, by use. */
const designRows = (source: DesignSource): Rows => [
  ['design.groups', source.groups],
  [
    'design.covariates',
    source.covariates === null ? 'every other column' : list(source.covariates),
  ],
  ['design.site', orNone(source.site)],
  ['design.subjects', orNone(source.subjects)],
];

function nullRows(plan: MapsPlan, nullModel: Facts['nullModel']): Rows {
  return [
    ['maps_method', words.nullModel(plan, nullModel)],
    ...options(plan.mapsOptions),
    ['maps_which', list([...plan.mapsWhich])],
    ['maps_nulls', orNone(plan.mapsNulls)],
    ['null_space', words.nullSpace(plan.nullSpace, nullModel)],
  ];
}
