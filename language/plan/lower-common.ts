// What all analyses of a plan have in common: sources, parcellation, methods, inference. Every default filled in, every name
// canonical, every path absolute.
import type {
  DesignSource,
  MapsSource,
  OptionValue,
  ParcellationSource,
  PlanBase,
} from '../../engine/plan.js';
import { parcellationFor } from '../facts.js';
import type { Analysis, Runnable } from '../generated/ast.js';
import { METHOD_OPTIONS } from '../parameters/options.js';
import type { Parameter } from '../parameters/parameter.js';
import { SOURCE_PARAMETERS } from '../parameters/sources.js';
import type { AnalysisKey, AnalysisValue } from '../settings.js';
import { optionIn, rowValue, settingOf, valueFor } from '../settings.js';
import type { DesignValue, MapsValue, ParcellationValue } from '../values/declared.js';
import type { Reader } from '../values/value-type.js';
import { lowerMaps, sides } from './lower-source.js';

/** Version of the plans made here; `satisfies` keeps it equal to the engine's. */
export const VERSION = 1 satisfies PlanBase['version'];

/** The common part but for pooling, which groups do not choose; meaningful only when nothing was reported. */
export function lowerCommon(
  analysis: Analysis,
  reader: Reader,
): Omit<PlanBase, 'pooled'> | undefined {
  const read = <K extends AnalysisKey>(key: K): AnalysisValue<K> | undefined =>
    valueFor(analysis, key, reader);
  const parcellation = parcellationFor(analysis, reader);
  const y = lowered(required(analysis, 'y', reader), reader);
  const x = lowered(required(analysis, 'x', reader), reader);
  const methods = read('colocalization_method') ?? [];
  if (!parcellation || !y || !x) return undefined;
  return {
    version: VERSION,
    name: analysis.name,
    parcellation: lowerParcellation(parcellation, reader),
    hemispheres: read('parcellation_hemi') ?? [],
    y,
    x,
    z: (read('z') ?? []).flatMap((item): (MapsSource | string)[] => {
      const source = typeof item === 'string' ? item : lowerMaps(item, reader);
      return source === undefined ? [] : [source];
    }),
    combat: read('combat') ?? false,
    standardize: read('standardize') ?? [],
    methods,
    methodOptions: lowerOptions(analysis, METHOD_OPTIONS, 'methods', methods, reader),
    nPerm: read('n_perm') ?? 0,
    tails: read('p_tails') ?? null,
    pApproximation: read('p_approximation') ?? 'none',
    corrections: read('mc_method') ?? [],
    mcDimension: read('mc_dimension') ?? 'array',
    normalize: read('normalize_colocalizations') ?? true,
    rToZ: read('r_to_z') ?? true,
    seed: read('seed') ?? null,
    nProc: read('n_proc') ?? -1,
  };
}

function lowered(value: MapsValue | undefined, reader: Reader): MapsSource | undefined {
  return value && lowerMaps(value, reader);
}

function required(analysis: Analysis, key: 'x' | 'y', reader: Reader): MapsValue | undefined {
  if (settingOf(analysis, key)) return valueFor(analysis, key, reader);
  reader.report({
    node: analysis,
    feature: 'name',
    code: 'missing-property',
    message: `\`${analysis.name}\` needs \`${key}\`: add \`${key}: …\` with maps declared in this file.`,
    missingKey: key,
  });
  return undefined;
}

/** A parcellation as plans have it. */
export function lowerParcellation(value: ParcellationValue, reader: Reader): ParcellationSource {
  if (value.kind === 'library') return { kind: 'library', name: value.entry.name };
  if (value.kind === 'sum') return { kind: 'sum', parts: value.entries.map((entry) => entry.name) };
  const { source, declaration } = value;
  const rows = SOURCE_PARAMETERS['parcellation image'];
  const common = {
    declaration: declaration.name,
    labels: optionIn(source.options, 'labels', rows.labels, reader) ?? null,
    space: optionIn(source.options, 'space', rows.space, reader) ?? null,
  };
  return source.$type === 'ImageSource'
    ? { kind: 'image', ...common, path: reader.resolve(source.path) }
    : { kind: 'surface', ...common, ...sides(source, reader) };
}

/** A design as plans have it. */
export function lowerDesign({ declaration, source }: DesignValue, reader: Reader): DesignSource {
  const rows = SOURCE_PARAMETERS.design;
  const read = <T>(key: string, row: Parameter<T>) => optionIn(source.options, key, row, reader);
  return {
    declaration: declaration?.name ?? null,
    path: reader.resolve(source.path),
    index: read('index', rows.index) ?? null,
    groups: read('groups', rows.groups) ?? 'groups',
    covariates: read('covariates', rows.covariates) ?? null,
    site: read('site', rows.site) ?? null,
    subjects: read('subjects', rows.subjects) ?? null,
  };
}

/** The options of the chosen methods or null models under their names, defaults filled in. */
export function lowerOptions(
  analysis: Runnable,
  rows: Readonly<Record<string, Parameter<OptionValue>>>,
  belongs: 'methods' | 'nullModels',
  chosen: readonly string[],
  reader: Reader,
): Record<string, OptionValue> {
  const result: Record<string, OptionValue> = {};
  for (const [key, row] of Object.entries(rows)) {
    if (!row[belongs]?.some((name) => chosen.includes(name))) continue;
    const value = rowValue(row, settingOf(analysis, key), analysis, reader);
    if (value !== undefined) result[key] = value;
  }
  return result;
}
