// The null model of a plan, of whatever kind: null maps made in space, or the labels of groups permuted.
import type { LoadedParcellation } from '../library/load/parcellation.js';
import type { AnalysisPlan, MapsPlan } from '../plan.js';
import { comparesGroups, permutesSets } from '../plan-kinds.js';
import type { ResultNullModel } from '../result.js';
import { chooseNull, type NullChoice } from './choose.js';
import { givenNulls } from './given-nulls.js';
import { prepareNulls, type NullContext, type PreparedNulls } from './prepare.js';

/** What the nulls of a run need. `source` is null for permuted groups, whose null maps come from the compared maps, and
 * for random sets, which need no null maps. */
export type NullsOfPlan = Omit<PreparedNulls, 'source'> & {
  source: PreparedNulls['source'] | null;
};

/** The null model and how it stands in the record of the run. */
export interface PlannedNulls extends Pick<ResultNullModel, 'method' | 'permuted'> {
  /** Null for permuted groups and random sets, which are not made in space. */
  choice: NullChoice | null;
  /** Reads or makes what the nulls need; slow. */
  prepare(context: NullContext): Promise<NullsOfPlan>;
}

/** Name of the null model of group analyses. */
export const GROUPS_MODEL = 'groups';

/** Name of the null model of random sets. */
export const SETS_MODEL = 'sets';

/** Name of the null model of null maps that the user supplies. */
export const GIVEN_MODEL = 'maps_nulls';

/** @throws NspError of chooseNull */
export function plannedNulls(
  plan: AnalysisPlan & { seed: number },
  parcellation: LoadedParcellation,
): PlannedNulls {
  if (permutesSets(plan)) {
    const from = plan.background ? 'x_background' : 'the whole dataset of x';
    return {
      method: SETS_MODEL,
      permuted: 'sets',
      choice: null,
      prepare: withoutMaps(
        `sets drawn from ${from} without replacement, default_rng(${plan.seed})`,
      ),
    };
  }
  if (!comparesGroups(plan) && plan.mapsNulls !== null) {
    return {
      method: GIVEN_MODEL,
      permuted: plan.mapsWhich,
      choice: null,
      prepare: preparedGiven({ ...plan, mapsNulls: plan.mapsNulls }, parcellation),
    };
  }
  if (!comparesGroups(plan)) {
    const choice = chooseNull(plan, parcellation);
    return {
      method: choice.model.name,
      permuted: plan.mapsWhich,
      choice,
      prepare: (context) => prepareNulls(plan, parcellation, choice, context),
    };
  }
  const within = plan.paired ? ' within pairs' : '';
  return {
    method: GROUPS_MODEL,
    permuted: 'groups',
    choice: null,
    prepare: withoutMaps(
      `labels permuted${within}, strategy ${plan.groupsStrategy}, default_rng(${plan.seed} + permutation)`,
    ),
  };
}

const withoutMaps = (origin: string) => (): Promise<NullsOfPlan> =>
  Promise.resolve({ bytes: [], space: null, origin, source: null });

const preparedGiven =
  (plan: MapsPlan & { mapsNulls: string }, { labels }: LoadedParcellation) =>
  async (context: NullContext): Promise<NullsOfPlan> => {
    const given = await givenNulls(plan, labels.length, context);
    return { ...given, space: null, source: (moving) => Promise.resolve(given.source(moving)) };
  };
