// The null model of a run: null maps made in space, permuted labels of groups, random sets, or none.
import type { LoadedParcellation } from '../library/load/parcellation.js';
import type { RunSettings } from '../pipeline/settings.js';
import { permutedKinds, permutesMaps } from '../plan-kinds.js';
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

/** Name of the null model of permuted pairs. */
export const PAIRS_MODEL = 'pairs';

/** @throws NspError of chooseNull */
export function plannedNulls(
  run: RunSettings & { seed: number },
  parcellation: LoadedParcellation,
): PlannedNulls {
  const permuted = permutedOf(run);
  const besides = [labels(run), draws(run), matchings(run)].filter((words) => words !== null);
  if (!permutesMaps(run)) {
    const [origin = 'nothing was permuted: there are observed values only'] = besides;
    return withoutMaps(modelOf(run), permuted, besides.length > 1 ? besides.join('; ') : origin);
  }
  const planned = nullMapsOf(run, parcellation);
  const both = run.permute.maps.which.length > 1;
  const moreWords = both ? [...besides, BOTH_SIDES] : besides;
  return {
    ...planned,
    permuted,
    async prepare(context) {
      const nulls = await planned.prepare(context);
      return { ...nulls, origin: [nulls.origin, ...moreWords].join('; ') };
    },
  };
}

const BOTH_SIDES = 'maps numbered through, X first; Y takes the spin of the next permutation';

type Seeded = RunSettings & { seed: number };

function nullMapsOf(
  run: Seeded,
  parcellation: LoadedParcellation,
): Pick<PlannedNulls, 'method' | 'choice' | 'prepare'> {
  const { mapsNulls } = run;
  if (mapsNulls !== null) {
    const prepare = preparedGiven({ ...run, mapsNulls }, parcellation);
    return { method: GIVEN_MODEL, choice: null, prepare };
  }
  const choice = chooseNull(run, parcellation);
  return {
    method: choice.model.name,
    choice,
    prepare: (context) => prepareNulls(run, parcellation, choice, context),
  };
}

/** What moves, as the record calls it, by what a run permutes (`permutedKinds`). */
const MOVING: Readonly<Record<string, ResultNullModel['permuted']>> = {
  '': 'none',
  groups: 'groups',
  'groups+maps': 'groups and X',
  sets: 'sets',
  'maps+sets': 'Y and sets',
  'groups+sets': 'groups and sets',
  pairs: 'pairs',
};

function permutedOf(run: Seeded): ResultNullModel['permuted'] {
  const { mapsWhich } = run;
  return MOVING[permutedKinds(run)] ?? (mapsWhich === 'XY' ? 'X and Y' : mapsWhich);
}

function modelOf({ permute }: Seeded): string {
  if (!permute) return NO_MODEL;
  if (permute.pairs) return PAIRS_MODEL;
  const models = [permute.groups && GROUPS_MODEL, permute.sets && SETS_MODEL];
  return models.filter((name) => name !== null).join('+');
}

function labels({ permute, comparison, seed }: Seeded): string | null {
  if (!permute?.groups) return null;
  const within = comparison?.paired ? ' within pairs' : '';
  return `labels permuted${within}, strategy ${permute.groups.strategy}, default_rng(${seed} + permutation)`;
}

function draws({ permute, seed }: Seeded): string | null {
  if (!permute?.sets) return null;
  const from = permute.sets.background ? 'x_background' : 'the whole dataset of x';
  return `sets drawn from ${from} without replacement, default_rng(${seed})`;
}

const matchings = ({ permute, seed }: Seeded): string | null =>
  permute?.pairs ? `rows of y matched with x maps anew, default_rng(${seed})` : null;

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
