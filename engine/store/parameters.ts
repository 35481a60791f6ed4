// The plan as the reader would have written it: property names of the language, every default spelled out. Stored with the
// result, so that methods.md and the panel show the same list.
import { basename } from 'node:path';
import type {
  AnalysisPlan,
  DesignSource,
  GroupsPlan,
  MapsPlan,
  OptionValue,
  ParcellationSource,
} from '../plan.js';
import { isEnrichment, permutesSets } from '../plan-kinds.js';
import type { ResultFacts } from './methods-text.js';
import { sourceWords } from './source-words.js';

const list = (values: readonly unknown[]): string => (values.length ? values.join(', ') : 'none');
const orNone = (value: OptionValue): string => {
  if (value === null) return 'none';
  return typeof value === 'object' ? value.join(', ') : String(value);
};
const options = (values: Record<string, OptionValue>): [string, string][] =>
  Object.entries(values).map(([name, value]) => [name, orNone(value)]);
const named = (declaration: string | null, words: string): string =>
  declaration ? `${declaration}: ${words}` : words;
const design = (source: DesignSource | null): string =>
  source ? named(source.declaration, `the table ${basename(source.path)}`) : 'none';

type Facts = Pick<ResultFacts, 'plan' | 'nullModel' | 'seedDrawn'>;
type Rows = [property: string, value: string][];

/** Property and value, in the order of the language reference. */
export function parametersOf({ plan, nullModel, seedDrawn }: Facts): Rows {
  const maps = (source: AnalysisPlan['y'] | string): string =>
    typeof source === 'string' ? source : named(source.declaration, sourceWords(source));
  const own = ownRows(plan, nullModel);
  return [
    ['y', maps(plan.y)],
    ['x', maps(plan.x)],
    ['z', list(plan.z.map(maps))],
    ...own.design,
    ['combat', String(plan.combat)],
    ['parcellation', parcellation(plan.parcellation)],
    ['parcellation_hemi', list(plan.hemispheres)],
    ['standardize', list(plan.standardize)],
    ['colocalization_method', list(plan.methods)],
    ...options(plan.methodOptions),
    ...setRows(plan, maps),
    ['r_to_z', String(plan.rToZ)],
    ['n_perm', plan.nPerm.toLocaleString('en-US')],
    ...own.nulls,
    ['p_tails', tails(plan)],
    ['p_approximation', plan.pApproximation],
    ...own.pooling,
    ['mc_method', list(plan.corrections)],
    ['mc_dimension', plan.mcDimension],
    ['normalize_colocalizations', String(plan.normalize)],
    ['seed', `${orNone(plan.seed)}${seedDrawn ? ' (drawn for this run)' : ''}`],
    ['n_proc', plan.nProc === -1 ? '-1 (all cores)' : String(plan.nProc)],
  ];
}

function setRows(plan: AnalysisPlan, maps: (source: AnalysisPlan['y']) => string): Rows {
  if (!isEnrichment(plan)) return [];
  const aggregation: Rows[number] = ['xsea_aggregation_method', plan.aggregation];
  if (plan.kind === 'group_xsea') return [aggregation];
  const background = plan.background ? maps(plan.background) : 'the whole dataset of x';
  return [
    aggregation,
    ['permute_sets', String(plan.permuteSets)],
    ...(plan.permuteSets ? [['x_background', background] as Rows[number]] : []),
  ];
}

/** The properties that one kind of analysis has for itself, by where they stand. */
function ownRows(
  plan: AnalysisPlan,
  nullModel: Facts['nullModel'],
): Record<'design' | 'nulls' | 'pooling', Rows> {
  switch (plan.kind) {
    case 'colocalization':
    case 'xsea':
      return {
        design: [['y_covariates', design(plan.yCovariates)]],
        nulls: permutesSets(plan) ? [] : nullRows(plan, nullModel),
        pooling: [['pooled_p', String(plan.pooled)]],
      };
    case 'group_colocalization':
    case 'group_xsea':
      return {
        design: [
          ['design', design(plan.design)],
          ...designRows(plan.design),
          ['comparison_method', comparison(plan)],
          ['paired', String(plan.paired)],
        ],
        nulls: [['groups_strategy', plan.groupsStrategy]],
        pooling: [],
      };
  }
}

const comparison = ({ comparison: { transform, levels } }: GroupsPlan): string =>
  `${transform}(${(levels ?? ['a', 'b']).join(', ')})`;

/** Columns of the design, by use. */
const designRows = (source: DesignSource): Rows => [
  ['design.groups', source.groups],
  [
    'design.covariates',
    source.covariates === null ? 'every other column' : list(source.covariates),
  ],
  ['design.site', orNone(source.site)],
  ['design.subjects', orNone(source.subjects)],
];

function nullRows(plan: MapsPlan, nullModel: Facts['nullModel']): Rows {
  return [
    ['maps_method', plan.mapsMethod ?? `${nullModel.method} (chosen by the parcellation)`],
    ...options(plan.mapsOptions),
    ['maps_which', plan.mapsWhich],
    ['maps_nulls', orNone(plan.mapsNulls)],
    [
      'null_space',
      plan.nullSpace === 'auto' ? `auto (${nullModel.space ?? 'none'})` : plan.nullSpace,
    ],
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
