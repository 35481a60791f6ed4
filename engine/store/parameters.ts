// The plan as the reader would have written it: property names of the language, every default spelled out. Stored with the
// result, so that methods.md and the panel show the same list.
import { basename } from 'node:path';
import type { AnalysisPlan, DesignSource, OptionValue, ParcellationSource } from '../plan.js';
import type { ResultFacts } from './methods-text.js';
import { sourceWords } from './source-words.js';

const list = (values: readonly unknown[]): string => (values.length ? values.join(', ') : 'none');
const orNone = (value: OptionValue): string => (value === null ? 'none' : String(value));
const options = (values: Record<string, OptionValue>): [string, string][] =>
  Object.entries(values).map(([name, value]) => [name, orNone(value)]);
const named = (declaration: string | null, words: string): string =>
  declaration ? `${declaration}: ${words}` : words;
const design = (source: DesignSource | null): string =>
  source ? named(source.declaration, `the table ${basename(source.path)}`) : 'none';

/** Property and value, in the order of the language reference. */
export function parametersOf(
  facts: Pick<ResultFacts, 'plan' | 'nullModel' | 'seedDrawn'>,
): [property: string, value: string][] {
  const { plan, nullModel, seedDrawn } = facts;
  const maps = (source: AnalysisPlan['y'] | string): string =>
    typeof source === 'string' ? source : named(source.declaration, sourceWords(source));
  return [
    ['y', maps(plan.y)],
    ['x', maps(plan.x)],
    ['z', list(plan.z.map(maps))],
    ['y_covariates', design(plan.yCovariates)],
    ['combat', String(plan.combat)],
    ['parcellation', parcellation(plan.parcellation)],
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
    [
      'null_space',
      plan.nullSpace === 'auto' ? `auto (${nullModel.space ?? 'none'})` : plan.nullSpace,
    ],
    ['p_tails', tails(plan)],
    ['p_approximation', plan.pApproximation],
    ['pooled_p', String(plan.pooled)],
    ['mc_method', list(plan.corrections)],
    ['mc_dimension', plan.mcDimension],
    ['normalize_colocalizations', String(plan.normalize)],
    ['seed', `${orNone(plan.seed)}${seedDrawn ? ' (drawn for this run)' : ''}`],
    ['n_proc', plan.nProc === -1 ? '-1 (all cores)' : String(plan.nProc)],
  ];
}

function tails({ tails: value }: AnalysisPlan): string {
  if (value === null) return 'default of each statistic';
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([statistic, tail]) => `${statistic}: ${tail}`)
    .join(', ');
}

function parcellation(source: ParcellationSource): string {
  switch (source.kind) {
    case 'library':
      return source.name;
    case 'sum':
      return source.parts.join(' + ');
    case 'image':
      return `${source.declaration}: the label image ${basename(source.path)}`;
    case 'surface':
      return `${source.declaration}: the label files ${basename(source.left)}, ${basename(source.right)}`;
  }
}
