// The stage of a run that asks which parcels drive the correlations, and what it says where it does not.
import type { ChosenMethod } from '../colocalize/chosen-method.js';
import type { MapTables } from '../colocalize/kernel-setup.js';
import type { Stages } from '../stages.js';
import { MOST_VALUES, regionalArrays, regionalValues, type Regions } from './regions.js';

/** @returns none where no method correlates, or where there are too many pairs of maps, which the log then says */
export async function regionsOf(
  methods: readonly ChosenMethod[],
  tables: MapTables,
  rToZ: boolean,
  stages: Stages,
): Promise<Regions[]> {
  const values = regionalValues(methods, tables);
  if (values === 0) return [];
  if (values > MOST_VALUES) {
    stages.log(
      `Regional influence is not computed: ${values.toLocaleString('en-US')} values (methods × y maps × x maps × parcels) are more than ${MOST_VALUES.toLocaleString('en-US')}. Compare fewer maps to see which parcels drive a correlation.`,
    );
    return [];
  }
  return stages.run('Regional influence', () => regionalArrays(methods, tables, rToZ, stages));
}
