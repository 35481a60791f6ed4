// The null model of a run: null maps made in space, permuted labels of groups, random sets, or none.
import type { LoadedParcellation } from '../library/load/parcellation.js';
import type { RunSettings } from '../pipeline/settings.js';
import { permutesMaps, permutesSets } from '../plan-kinds.js';
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
  /** Null for what is not made in space. */
  choice: NullChoice | null;
  /** Reads or makes what the nulls need; slow. */
  prepare(context: NullContext): Promise<NullsOfPlan>;
}

/** Name of the null model of permuted groups. */
export const GROUPS_MODEL = 'groups';

/** Name of the null model of random sets. */
export const SETS_MODEL = 'sets';

/** Where nothing is permuted. */
export const NO_MODEL = 'none';

/** Name of the null model of null maps that the user supplies. */
export const GIVEN_MODEL = 'maps_nulls';

/** @throws NspError of chooseNull */
export function plannedNulls(
  run: RunSettings & { seed: number },
  parcellation: LoadedParcellation,
): PlannedNulls {
  if (permutesMaps(run) && run.mapsNulls !== null) {
    return {
      method: GIVEN_MODEL,
      permuted: run.mapsWhich,
      choice: null,
      prepare: preparedGiven({ ...run, mapsNulls: run.mapsNulls }, parcellation),
    };
  }
  if (permutesMaps(run)) {
    const choice = chooseNull(run, parcellation);
    return {
      method: choice.model.name,
      permuted: run.mapsWhich,
      choice,
      prepare: (context) => prepareNulls(run, parcellation, choice, context),
    };
  }
  if (permutesSets(run)) return plannedDraws(run);
  const groups = run.permute?.groups;
  if (!groups)
    return withoutMaps(NO_MODEL, 'none', 'nothing was permuted: there are observed values only');
  const within = run.comparison?.paired ? ' within pairs' : '';
  return withoutMaps(
    GROUPS_MODEL,
    'groups',
    `labels permuted${within}, strategy ${groups.strategy}, default_rng(${run.seed} + permutation)`,
  );
}

function plannedDraws({ permute, seed }: RunSettings & { seed: number }): PlannedNulls {
  const from = permute?.sets?.background ? 'x_background' : 'the whole dataset of x';
  return withoutMaps(
    SETS_MODEL,
    'sets',
    `sets drawn from ${from} without replacement, default_rng(${seed})`,
  );
}

const withoutMaps = (
  method: string,
  permuted: PlannedNulls['permuted'],
  origin: string,
): PlannedNulls => ({
  method,
  permuted,
  choice: null,
  prepare: () => Promise.resolve({ bytes: [], space: null, origin, source: null }),
});

const preparedGiven =
  (run: RunSettings & { mapsNulls: string }, { labels }: LoadedParcellation) =>
  async (context: NullContext): Promise<NullsOfPlan> => {
    const given = await givenNulls(run, labels.length, context);
    return { ...given, space: null, source: (moving) => Promise.resolve(given.source(moving)) };
  };
