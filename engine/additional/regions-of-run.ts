// The stage of a run that asks which parcels drive the result, and what it says where it does not.
import type { ChosenMethod } from '../colocalize/chosen-method.js';
import type { Enrichment } from '../colocalize/enrichment.js';
import type { MapTables } from '../colocalize/kernel-setup.js';
import { resolvePooling } from '../colocalize/observed.js';
import type { PlanBase } from '../plan.js';
import type { Stages } from '../stages.js';
import { askedRegions, type AskedRegions } from './asked-regions.js';
import { MOST_VALUES, regionalArrays, regionalValues, type Regions } from './regions.js';

type Run = AskedRegions & Pick<PlanBase, 'rToZ' | 'pooled'>;

/**
 * Without a step that asks: correlations of maps.
 * @returns none where there is nothing to compute, or where there are too many pairs of maps, which is then said
 */
export async function regionsOf(
  methods: readonly ChosenMethod[],
  tables: MapTables,
  sets: Enrichment | null,
  run: Run,
  stages: Stages,
): Promise<Regions[]> {
  const asked = run.influence !== null || run.contribution !== null;
  // Columns of an enrichment are sets of maps: no single map has parcels that drive them.
  const values = asked
    ? methods.length
      * tables.y.labels.length
      * (sets?.sets.length ?? tables.x.labels.length)
      * tables.x.parcels.length
    : sets
      ? 0
      : regionalValues(methods, tables);
  if (values === 0) return [];
  if (values > MOST_VALUES) {
    const words = `Regional influence is not computed: ${values.toLocaleString('en-US')} values (methods × y maps × x maps × parcels) are more than ${MOST_VALUES.toLocaleString('en-US')}. Compare fewer maps to see which parcels drive a correlation.`;
    if (asked) stages.warn('too-many-regions', words);
    else stages.log(words);
    return [];
  }
  const pooled = resolvePooling(run.pooled, tables.y.labels.length);
  return stages.run('Regional influence', () =>
    asked
      ? askedRegions(methods, run, { tables, sets, rToZ: run.rToZ, pooled }, stages)
      : regionalArrays(methods, tables, run.rToZ, stages),
  );
}
