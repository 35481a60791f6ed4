// The plan as the reader would have written it: property names of the language, every default spelled out. Pure.
import type { AnalysisPlan, DesignSource, OptionValue } from '../../../engine/plan.js';
import type { AnalysisResult } from '../../../engine/result.js';
import { sayMaps, sayParcellation } from './words.js';

const list = (values: readonly unknown[]): string => (values.length ? values.join(', ') : 'none');
const orNone = (value: OptionValue): string => (value === null ? 'none' : String(value));
const design = (source: DesignSource | null): string =>
  source ? (source.declaration ? `${source.declaration} = ${source.path}` : source.path) : 'none';
const options = (values: Record<string, OptionValue>): [string, string][] =>
  Object.entries(values).map(([name, value]) => [name, orNone(value)]);

function tails(plan: AnalysisPlan): string {
  const value = plan.tails;
  if (value === null) return 'default of each statistic';
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([statistic, tail]) => `${statistic}: ${tail}`)
    .join(', ');
}

/** Property and value, in the order of the language reference. */
export function parametersOf({ plan, nullModel, seedDrawn }: AnalysisResult): [string, string][] {
  return [
    ['y', sayMaps(plan.y)],
    ['x', sayMaps(plan.x)],
    ['z', list(plan.z.map(sayMaps))],
    ['y_covariates', design(plan.yCovariates)],
    ['combat', String(plan.combat)],
    ['parcellation', sayParcellation(plan.parcellation)],
    ['parcellation_hemi', list(plan.hemispheres)],
    ['standardize', list(plan.standardize)],
    ['colocalization_method', list(plan.methods)],
    ...options(plan.methodOptions),
    ['r_to_z', String(plan.rToZ)],
    ['n_perm', plan.nPerm.toLocaleString('en-US')],
    ['maps_method', plan.mapsMethod ?? `${nullModel.method} (chosen by the parcellation)`],
    ...options(plan.mapsOptions),
    ['maps_which', plan.mapsWhich],
    ['maps_nulls', orNone(plan.mapsNulls)],
    ['null_space', plan.nullSpace],
    ['p_tails', tails(plan)],
    ['p_approximation', plan.pApproximation],
    ['pooled_p', String(plan.pooled)],
    ['mc_method', list(plan.corrections)],
    ['mc_dimension', plan.mcDimension],
    ['normalize_colocalizations', String(plan.normalize)],
    ['seed', `${orNone(plan.seed)}${seedDrawn ? ' (drawn)' : ''}`],
    ['n_proc', plan.nProc === -1 ? '-1 (all cores)' : String(plan.nProc)],
  ];
}
