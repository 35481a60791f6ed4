// An enrichment of the difference between groups as a plan: a group colocalization with sets.
import type { GroupXseaPlan } from '../../engine/plan.js';
import type { Analysis } from '../generated/ast.js';
import { valueFor } from '../settings.js';
import type { Reader } from '../values/value-type.js';
import { lowerGroupsPlan } from './lower-group-colocalization.js';

/** The plan; meaningful only when nothing was reported. */
export function lowerGroupXsea(analysis: Analysis, reader: Reader): GroupXseaPlan | undefined {
  const plan = lowerGroupsPlan(analysis, reader);
  const aggregation = valueFor(analysis, 'xsea_aggregation_method', reader);
  if (!plan || aggregation === undefined) return undefined;
  return { ...plan, kind: 'group_xsea', aggregation };
}
