// The maps as they are compared: Y cleaned, and, where groups are compared, replaced by the effect map of the groups.
import { NspError } from '../error.js';
import type { LoadedData } from '../library/load/data.js';
import type { GroupSource } from '../nulls/relabelled.js';
import type { AnalysisPlan } from '../plan.js';
import { comparesGroups } from '../plan-kinds.js';
import type { StageContext } from '../progress.js';
import type { ResultDesign } from '../result.js';
import { cleanedMaps } from './cleaned.js';
import { comparedMaps } from './compared.js';
import { designMatrix } from './design-matrix.js';

export interface PreparedMaps {
  data: LoadedData;
  /** Null where the plan has no design. */
  design: ResultDesign | null;
  /** What permuted labels are made into null maps with; null where no groups are compared. */
  groups: GroupSource | null;
}

/** True for plans of which Y changes between reading and comparing. */
export const isPrepared = (plan: AnalysisPlan): boolean =>
  comparesGroups(plan) || plan.yCovariates !== null || plan.combat;

const withoutDesign = (): NspError =>
  new NspError(
    'combat-without-site',
    'ComBat needs to know the sites: set `y_covariates` to a design with `site: COLUMN`.',
    { property: 'combat' },
  );

/** For plans that isPrepared. @throws NspError of cleaning and comparing, at the property that names the design; CancelledError */
export function preparedMaps(
  plan: AnalysisPlan & { seed: number },
  data: LoadedData,
  ctx: StageContext,
): PreparedMaps {
  const { y, design } = data;
  if (!design) throw withoutDesign();
  if (comparesGroups(plan)) {
    const compared = comparedMaps(y, design, plan, ctx);
    return { data: { ...data, y: compared.y }, design: compared.design, groups: compared.source };
  }
  const wish = { combat: plan.combat, kept: [], property: 'y_covariates' as const };
  const { table, nuisance, facts } = cleanedMaps(y, design, wish, ctx);
  const site = plan.combat ? design.site : null;
  return {
    data: { ...data, y: table },
    design: {
      groups: [],
      pairs: null,
      comparison: null,
      ...facts,
      protected: [],
      matrix: designMatrix(y.labels, { regressed: nuisance, kept: [], site }),
    },
    groups: null,
  };
}
