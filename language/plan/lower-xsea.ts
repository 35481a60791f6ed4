// An enrichment of maps as a plan: a colocalization with sets, and random sets as another null.
import type { XseaPlan } from '../../engine/plan.js';
import type { Analysis } from '../generated/ast.js';
import { valueFor } from '../settings.js';
import type { Reader } from '../values/value-type.js';
import { lowerMapsPlan } from './lower-colocalization.js';
import { lowerMaps } from './lower-source.js';

/** The plan; meaningful only when nothing was reported. Where sets are drawn, no null model of maps is in it. */
export function lowerXsea(analysis: Analysis, reader: Reader): XseaPlan | undefined {
  const plan = lowerMapsPlan(analysis, reader);
  const aggregation = valueFor(analysis, 'xsea_aggregation_method', reader);
  const permuteSets = valueFor(analysis, 'permute_sets', reader) ?? false;
  const named = valueFor(analysis, 'x_background', reader);
  const background = named && permuteSets ? (lowerMaps(named, reader) ?? null) : null;
  if (!plan || aggregation === undefined) return undefined;
  return {
    ...plan,
    ...(permuteSets ? NO_NULL_MODEL : {}),
    kind: 'xsea',
    aggregation,
    permuteSets,
    background,
  };
}

/** What `defaults` may say of null maps changes nothing when none are made. */
const NO_NULL_MODEL = {
  mapsMethod: null,
  mapsOptions: {},
  nullSpace: 'auto',
  mapsNulls: null,
  mapsWhich: 'Y',
} as const;
