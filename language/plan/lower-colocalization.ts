// A colocalization as a plan: what analyses of maps have for themselves are covariates of Y and the null model of the maps.
import type { ColocalizationPlan, MapsPlan, MapsSides } from '../../engine/plan.js';
import { nullModelFor } from '../facts.js';
import type { Analysis } from '../generated/ast.js';
import { NULL_OPTIONS } from '../parameters/options.js';
import { silently } from '../reader.js';
import type { AnalysisKey, AnalysisValue } from '../settings.js';
import { valueFor } from '../settings.js';
import type { Reader } from '../values/value-type.js';
import { lowerCommon, lowerDesign, lowerOptions } from './lower-common.js';

/** The plan; meaningful only when nothing was reported. */
export function lowerColocalization(
  analysis: Analysis,
  reader: Reader,
): ColocalizationPlan | undefined {
  const plan = lowerMapsPlan(analysis, reader);
  return plan && { ...plan, kind: 'colocalization' };
}

/** What a colocalization and an enrichment of maps have in common. */
export function lowerMapsPlan(analysis: Analysis, reader: Reader): MapsPlan | undefined {
  const read = <K extends AnalysisKey>(key: K): AnalysisValue<K> | undefined =>
    valueFor(analysis, key, reader);
  const common = lowerCommon(analysis, reader);
  const covariates = read('y_covariates');
  const models = nullModelFor(analysis, silently(reader))?.split('+') ?? [];
  const mapsMethod = read('maps_method') ?? null;
  if (!common) return undefined;
  return {
    ...common,
    yCovariates: covariates ? lowerDesign(covariates, reader) : null,
    mapsMethod,
    mapsOptions: lowerOptions(analysis, NULL_OPTIONS, 'nullModels', models, reader),
    nullSpace: read('null_space') ?? 'auto',
    mapsNulls: read('maps_nulls') ?? null,
    mapsWhich: sidesOf(read('maps_which') ?? []),
    pooled: pooling(read('pooled_p')),
  };
}

const sidesOf = (sides: readonly ('X' | 'Y')[]): MapsSides =>
  sides.length > 1 ? 'XY' : (sides[0] ?? 'X');

const pooling = (word: AnalysisValue<'pooled_p'> | undefined): MapsPlan['pooled'] =>
  word === undefined || word === 'false' ? false : word;
