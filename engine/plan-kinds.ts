// What the kinds of plans have in common, asked in one place: whether groups are compared, whether X is taken in sets, what is permuted.
import type {
  AnalysisPlan,
  ColocalizationPlan,
  GroupColocalizationPlan,
  GroupXseaPlan,
  XseaPlan,
} from './plan.js';

/** Groups of subjects are compared and their labels permuted. */
export const comparesGroups = (
  plan: AnalysisPlan,
): plan is GroupColocalizationPlan | GroupXseaPlan =>
  plan.kind === 'group_colocalization' || plan.kind === 'group_xsea';

/** Each set of X maps gives one number. */
export const isEnrichment = (plan: AnalysisPlan): plan is XseaPlan | GroupXseaPlan =>
  plan.kind === 'xsea' || plan.kind === 'group_xsea';

/** Random sets of maps are the null. */
export const permutesSets = (plan: AnalysisPlan): plan is XseaPlan & { permuteSets: true } =>
  plan.kind === 'xsea' && plan.permuteSets;

/** Null maps of one side are the null. */
export const permutesMaps = (
  plan: AnalysisPlan,
): plan is ColocalizationPlan | (XseaPlan & { permuteSets: false }) =>
  !comparesGroups(plan) && !permutesSets(plan);
