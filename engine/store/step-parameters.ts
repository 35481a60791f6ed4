// The parameters of a pipeline, step by step: `clean_y.how`. A step that stands twice is numbered. A new kind of step is a row.
import type {
  CleanYStep,
  DesignSource,
  NeighbourhoodKind,
  PermutedMaps,
  PermuteStep,
  PipelinePlan,
  PipelineStep,
  TransformYStep,
  TransformZStep,
} from '../plan.js';
import type { ResultNullModel } from '../result.js';
import { parameterWords as words, type ParameterRows as Rows } from './parameter-words.js';

const { list, orNone, options, maps, design } = words;

interface Facts {
  plan: PipelinePlan;
  nullModel: ResultNullModel;
  seedDrawn: boolean;
}

type Rower<S> = (step: S, nullModel: ResultNullModel) => Rows;

const ROWS: { [K in PipelineStep['step']]: Rower<PipelineStep & { step: K }> } = {
  fit: ({ x, y, z, parcellation, hemispheres, standardize, dropNan }) => [
    ['x', maps(x)],
    ['y', y ? maps(y) : 'a copy of x'],
    ['z', list(z.map(maps))],
    ['parcellation', words.parcellation(parcellation)],
    ['parcellation_hemi', list(hemispheres)],
    ['standardize', list(standardize)],
    ['drop_nan', String(dropNan)],
  ],
  clean_y: cleaning,
  transform_y: comparison,
  transform_z: comparison,
  reduce_x: (step) => [
    ['reduction', step.reduction],
    ['mean_by_set', String(step.meanBySet)],
    ['weighted_mean', String(step.weightedMean)],
    ['n_components', orNone(step.components)],
    ['min_ev', orNone(step.minEv)],
    ['seed', step.seed === null ? 'that of the pipeline' : String(step.seed)],
  ],
  correlate_within_region: (step) => [
    ['method', step.method],
    ['covariate', orNone(step.covariate)],
    ['design', design(step.design)],
    ['n_perm', step.nPerm.toLocaleString('en-US')],
    ['r_to_z', String(step.rToZ)],
    ['mc_method', orNone(step.correction)],
    ['omnibus_stat', step.omnibus],
  ],
  regional_influence: (step) => [
    ['method', step.methods ? list(step.methods) : 'all of colocalize'],
    ['signed', String(step.signed)],
  ],
  regional_contribution: (step) => [
    ['method', step.methods ? list(step.methods) : 'all of colocalize that correlate'],
  ],
  local_colocalization: (step) => [
    ['method', step.methods ? list(step.methods) : 'all of colocalize'],
    neighbourhoodRow(step.neighbourhood),
    ['mc_method', orNone(step.correction)],
  ],
  colocalize: (step) => [
    ['method', list(step.methods)],
    ...options(step.options),
    ['rank', String(step.rank)],
    ['xsea', String(step.aggregation !== null)],
    ...(step.aggregation === null
      ? []
      : [['xsea_aggregation_method', step.aggregation] as Rows[number]]),
    ['regress_z', step.regressZ.length ? step.regressZ.join('') : 'false'],
    ['zy_matched', String(step.zyMatched)],
    ['r_to_z', String(step.rToZ)],
  ],
  permute: permutation,
  correct_p: ({ corrections, mcDimension }) => [
    ['mc_method', list(corrections)],
    ['mc_dimension', mcDimension],
  ],
  normalize_colocalizations: ({ zMethod }) => [['z_method', zMethod]],
};

/** All steps in the order written, then the seed and the threads. */
export function stepRows({ plan, nullModel, seedDrawn }: Facts): Rows {
  const seen = new Map<string, number>();
  const fit = plan.steps.find((step) => step.step === 'fit');
  const compared = plan.steps.some(({ step }) => step === 'colocalize');
  // Where a covariate takes the place of X, the one table there is holds the subjects.
  const alone: Record<string, string> | null =
    !compared && fit && fit.y === null ? { x: 'none', y: maps(fit.x) } : null;
  const rows = plan.steps.flatMap((step): Rows => {
    const count = (seen.get(step.step) ?? 0) + 1;
    seen.set(step.step, count);
    const name = count === 1 ? step.step : `${step.step} ${count}`;
    return rowsOf(step, nullModel).map(([key, value]) => [
      `${name}.${key}`,
      alone && step.step === 'fit' ? (alone[key] ?? value) : value,
    ]);
  });
  return [
    ...rows,
    ['seed', words.seed(plan.seed, seedDrawn)],
    ['n_proc', words.threads(plan.nProc)],
  ];
}

function neighbourhoodRow(by: NeighbourhoodKind): Rows[number] {
  switch (by.kind) {
    case 'nearest':
      return ['k', String(by.k)];
    case 'radius':
      return ['radius', String(by.mm)];
    case 'gaussian':
      return ['fwhm_mm', String(by.fwhm)];
  }
}

function rowsOf<K extends PipelineStep['step']>(
  step: PipelineStep & { step: K },
  nullModel: ResultNullModel,
): Rows {
  return ROWS[step.step](step, nullModel);
}

/** Columns of the design, by use. */
const columns = (source: DesignSource | null): Rows =>
  source
    ? [
        ['design', design(source)],
        ['design.groups', source.groups],
        [
          'design.covariates',
          source.covariates === null ? 'every other column' : list(source.covariates),
        ],
        ['design.site', orNone(source.site)],
        ['design.subjects', orNone(source.subjects)],
      ]
    : [];

function cleaning(step: CleanYStep): Rows {
  const within: Rows = [
    ['covariates_within', step.within === 'z' ? 'z' : list(step.within.map(maps))],
    ['within_y_specific', String(step.withinYSpecific)],
  ];
  const between: Rows = [
    ...columns(step.design),
    ['protect', list(step.protect ?? [])],
    ['combat', String(step.combat)],
  ];
  return [
    ['how', list(step.how)],
    ...(step.how.includes('within') ? within : []),
    ...(step.how.includes('between') ? between : []),
  ];
}

function comparison(step: TransformYStep | TransformZStep): Rows {
  return [
    ['transform', `${step.transform}(${step.levels.join(', ')})`],
    ...columns(step.design),
    ['paired', String(step.paired)],
  ];
}

function permutation(step: PermuteStep, nullModel: ResultNullModel): Rows {
  const { maps: moved, groups, sets, pairs } = step;
  const what = Object.entries({ maps: moved, groups, sets, pairs: pairs || null });
  return [
    ['what', list(what.flatMap(([name, is]) => (is === null ? [] : [name])))],
    ['n_perm', step.nPerm.toLocaleString('en-US')],
    ...(moved ? nullMaps(moved, nullModel) : []),
    ...(groups ? ([['groups_strategy', groups.strategy]] satisfies Rows) : []),
    ...(sets
      ? ([
          ['x_background', sets.background ? maps(sets.background) : 'the whole dataset of x'],
        ] satisfies Rows)
      : []),
    ['p_tails', words.tails(step.tails)],
    ['p_approximation', step.pApproximation],
    ['pooled_p', String(step.pooled)],
  ];
}

const nullMaps = (moved: PermutedMaps, nullModel: ResultNullModel): Rows => [
  ['maps_method', words.nullModel(moved, nullModel)],
  ...options(moved.mapsOptions),
  ['maps_which', list(moved.which)],
  ['maps_nulls', orNone(moved.mapsNulls)],
  ['null_space', words.nullSpace(moved.nullSpace, nullModel)],
];
