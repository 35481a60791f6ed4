// Every plan as steps: the four analyses are chains with a name (spec/workflows.md 1.3–1.5). What is run, and what a result is known by,
// are the steps alone.
import { methodByName } from '../colocalize/methods.js';
import type {
  AnalysisPlan,
  CleanYStep,
  ColocalizeStep,
  FitStep,
  GroupsPlan,
  MapsPlan,
  MapsSides,
  PermuteStep,
  PipelineStep,
  TransformYStep,
  WorkflowPlan,
} from '../plan.js';

/** The steps of a plan, in the order of the run. */
export function stepsOf(plan: AnalysisPlan): PipelineStep[] {
  if (plan.kind === 'pipeline') return plan.steps;
  return [
    fit(plan),
    ...preparations(plan),
    colocalize(plan),
    permute(plan),
    { step: 'correct_p', corrections: plan.corrections, mcDimension: plan.mcDimension },
    ...(plan.normalize ? [{ step: 'normalize_colocalizations', zMethod: 'robust' } as const] : []),
  ];
}

const fit = ({ parcellation, hemispheres, y, x, z, standardize }: WorkflowPlan): FitStep => ({
  step: 'fit',
  parcellation,
  hemispheres,
  y,
  x,
  z,
  standardize,
  dropNan: false,
});

function preparations(plan: WorkflowPlan): PipelineStep[] {
  switch (plan.kind) {
    case 'colocalization':
    case 'xsea':
      return covariates(plan);
    case 'group_colocalization':
    case 'group_xsea':
      return [cleanGroups(plan), compareGroups(plan)];
  }
}

const between = (
  design: CleanYStep['design'],
  combat: boolean,
  protect: string[] | null,
): CleanYStep => ({
  step: 'clean_y',
  how: ['between'],
  design,
  protect,
  combat,
  within: [],
  withinYSpecific: false,
});

/** ComBat without a design is a step, too, which says what it lacks. */
const covariates = ({ yCovariates, combat }: MapsPlan): CleanYStep[] =>
  yCovariates || combat ? [between(yCovariates, combat, null)] : [];

/** The groups, and the pairs where rows are paired, are kept. */
function cleanGroups({ design, combat, paired }: GroupsPlan): CleanYStep {
  const pairs = paired && design.subjects !== null ? [design.subjects] : [];
  return between(design, combat, [design.groups, ...pairs]);
}

const compareGroups = ({ comparison, design, paired }: GroupsPlan): TransformYStep => ({
  step: 'transform_y',
  transform: comparison.transform,
  levels: comparison.levels ?? ['a', 'b'],
  design,
  paired,
});

const isCorrelation = (name: string): boolean => methodByName.get(name)?.kind === 'correlation';

function colocalize(plan: WorkflowPlan): ColocalizeStep {
  const { rank = false, ...options } = plan.methodOptions;
  return {
    step: 'colocalize',
    methods: plan.methods,
    options,
    rank: rank === true,
    regressZ: ['x', 'y'],
    zyMatched: false,
    // Other methods have no Fisher transform.
    rToZ: plan.rToZ || !plan.methods.some(isCorrelation),
    aggregation: 'aggregation' in plan ? plan.aggregation : null,
  };
}

function permute(plan: WorkflowPlan): PermuteStep {
  const { nPerm, tails, pApproximation, pooled } = plan;
  return {
    step: 'permute',
    maps: null,
    groups: null,
    sets: null,
    pairs: false,
    ...permuted(plan),
    nPerm,
    tails,
    pApproximation,
    pooled,
  };
}

function permuted(plan: WorkflowPlan): Partial<PermuteStep> {
  switch (plan.kind) {
    case 'group_colocalization':
    case 'group_xsea':
      return { groups: { strategy: plan.groupsStrategy } };
    case 'xsea':
      if (plan.permuteSets) return { sets: { background: plan.background } };
      return nullMaps(plan);
    case 'colocalization':
      return nullMaps(plan);
  }
}

const SIDES: { [S in MapsSides]: ('X' | 'Y')[] } = { X: ['X'], Y: ['Y'], XY: ['X', 'Y'] };

const nullMaps = ({
  mapsWhich,
  mapsMethod,
  mapsOptions,
  nullSpace,
  mapsNulls,
}: MapsPlan): Partial<PermuteStep> => ({
  maps: { which: SIDES[mapsWhich], mapsMethod, mapsOptions, nullSpace, mapsNulls },
});
