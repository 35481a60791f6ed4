// An analysis written out as the pipeline it stands for: the same name, the same numbers, every property that differs from the
// default of its step. What `defaults` say is written in, because pipelines do not take them.
import { CstUtils } from 'langium';
import { nullModelFor } from '../facts.js';
import type { Catalog } from '../catalog.js';
import type { Analysis, Property } from '../generated/ast.js';
import { METHOD_OPTIONS, NULL_OPTIONS } from '../parameters/options.js';
import type { Parameter, StepPlace } from '../parameters/parameter.js';
import { STEP_PARAMETERS } from '../parameters/pipeline.js';
import { STEP_PLACES } from '../parameters/step-places.js';
import { readerFor } from '../reader.js';
import { SOURCE_PARAMETERS } from '../parameters/sources.js';
import { optionIn, settingOf, valueFor } from '../settings.js';
import { spelled } from '../syntax/strings.js';
import type { Reader } from '../values/value-type.js';
import { CORRELATIONS } from '../vocabulary/methods.js';

interface WrittenStep {
  name: StepPlace;
  properties: [key: string, text: string][];
}

/** The text of the pipeline; undefined for an analysis that is not complete. Comments inside of the analysis stand above it. */
export function expanded(analysis: Analysis, catalog: Catalog): string | undefined {
  const reader = readerFor(analysis, catalog, () => undefined);
  const { name } = analysis;
  if (!name || !settingOf(analysis, 'x') || !settingOf(analysis, 'y')) return undefined;
  const writer = new Writer(analysis, reader);
  const steps: WrittenStep[] = [
    writer.step('fit', ['y', 'x', 'z', 'parcellation', 'parcellation_hemi', 'standardize']),
    ...(isGroups(analysis) ? groupSteps(writer) : cleaning(writer)),
    writer.step('colocalize', colocalizeKeys(writer), sets(writer)),
    permutation(writer),
    writer.step('correct_p', ['mc_method', 'mc_dimension']),
    ...(valueFor(analysis, 'normalize_colocalizations', reader) === false
      ? []
      : [{ name: 'normalize_colocalizations' as const, properties: [] }]),
  ];
  return [...commentsIn(analysis), `pipeline ${name} {`, ...steps.map(stepText), '}'].join('\n');
}

const isGroups = ({ kind }: Analysis): boolean => kind.startsWith('group_');
const isEnrichment = ({ kind }: Analysis): boolean => kind === 'xsea' || kind === 'group_xsea';

/** Reads what an analysis is set to and writes it as properties of steps. */
class Writer {
  constructor(
    readonly analysis: Analysis,
    readonly reader: Reader,
  ) {}

  /** The keys of an analysis that differ from the default of the step, under the names of the step; behind those that are given. */
  step(
    name: StepPlace,
    keys: readonly string[],
    given: WrittenStep['properties'] = [],
  ): WrittenStep {
    return { name, properties: [...given, ...keys.flatMap((key) => this.property(name, key))] };
  }

  private property(step: StepPlace, key: string): WrittenStep['properties'] {
    const own = STEP_PLACES[key]?.find((place) => place.step === step)?.key ?? key;
    const rows: Readonly<Record<string, Parameter>> = STEP_PARAMETERS[step];
    const property = settingOf(this.analysis, key);
    const row = rows[own];
    if (!row || !property?.value || this.isDefault(property, row)) return [];
    return [[own, textOf(property)]];
  }

  private isDefault({ value }: Property, row: Parameter): boolean {
    if (!value || row.initial === undefined) return false;
    const read = row.type.read(value, this.reader);
    const isPlain = read === null || typeof read !== 'object' || Array.isArray(read);
    return isPlain && read !== undefined && sameWords(read, row.initial);
  }
}

const sameWords = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((item, i) => typeof item !== 'object' && item === b[i])
    : a === b;

const textOf = ({ value }: Property): string => value?.$cstNode?.text ?? '';

/** Covariates without groups. */
function cleaning(writer: Writer): WrittenStep[] {
  const design = valueFor(writer.analysis, 'y_covariates', writer.reader);
  const combat = valueFor(writer.analysis, 'combat', writer.reader);
  if (!design && !combat) return [];
  return [writer.step('clean_y', ['y_covariates', 'combat'], [['how', 'between']])];
}

/** Covariates with the groups kept, and the comparison. */
function groupSteps(writer: Writer): WrittenStep[] {
  const { analysis, reader } = writer;
  const call = settingOf(analysis, 'comparison_method');
  const paired = valueFor(analysis, 'paired', reader) === true;
  const pairs =
    paired || !!(call && valueFor(analysis, 'comparison_method', reader)?.comparison.paired);
  const design = valueFor(analysis, 'design', reader);
  const rows = SOURCE_PARAMETERS.design;
  const groups = optionIn(design?.source.options, 'groups', rows.groups, reader) ?? 'groups';
  const subjects = optionIn(design?.source.options, 'subjects', rows.subjects, reader) ?? null;
  const kept = [groups, ...(pairs && subjects !== null ? [subjects] : [])].map(spelled);
  const named = settingOf(analysis, 'design');
  const designText: WrittenStep['properties'] = named ? [['design', textOf(named)]] : [];
  const protect = kept.length > 1 ? `[${kept.join(', ')}]` : (kept[0] ?? '');
  return [
    writer.step('clean_y', ['combat'], [['how', 'between'], ...designText, ['protect', protect]]),
    writer.step(
      'transform_y',
      ['paired'],
      [
        ['transform', call ? textOf(call) : `${paired ? 'pairedcohen' : 'hedges'}(a, b)`],
        ...designText,
      ],
    ),
  ];
}

/** Options of the methods that are used; those of others may stand in `defaults`. */
function colocalizeKeys(writer: Writer): string[] {
  const { analysis, reader } = writer;
  const methods = valueFor(analysis, 'colocalization_method', reader) ?? [];
  const correlates = methods.some((name) => CORRELATIONS.includes(name));
  return [
    'colocalization_method',
    ...methodOptions(writer),
    ...(isEnrichment(analysis) ? ['xsea_aggregation_method'] : []),
    ...(correlates ? ['r_to_z'] : []),
  ];
}

function methodOptions({ analysis, reader }: Writer): string[] {
  const methods = valueFor(analysis, 'colocalization_method', reader) ?? [];
  const rows: Readonly<Record<string, Parameter>> = METHOD_OPTIONS;
  return Object.keys(rows).filter((key) =>
    rows[key]?.methods?.some((name) => methods.includes(name)),
  );
}

const sets = ({ analysis }: Writer): WrittenStep['properties'] =>
  isEnrichment(analysis) ? [['xsea', 'true']] : [];

function permutation(writer: Writer): WrittenStep {
  const { analysis, reader } = writer;
  const common = ['p_tails', 'p_approximation', 'seed', 'n_proc'];
  if (isGroups(analysis))
    return writer.step('permute', ['n_perm', 'groups_strategy', ...common], [['what', 'groups']]);
  const draws = analysis.kind === 'xsea' && valueFor(analysis, 'permute_sets', reader) === true;
  const pooled: [string, string][] =
    valueFor(analysis, 'pooled_p', reader) === 'false' ? [['pooled_p', 'false']] : [];
  if (draws)
    return writer.step(
      'permute',
      ['n_perm', 'x_background', ...(pooled.length ? [] : ['pooled_p']), ...common],
      [['what', 'sets'], ...pooled],
    );
  const sides = valueFor(analysis, 'maps_which', reader) ?? ['X'];
  const which = sides.length > 1 ? `[${sides.join(', ')}]` : sides.join('');
  return writer.step(
    'permute',
    [
      'n_perm',
      'maps_method',
      ...nullOptions(writer),
      'null_space',
      'maps_nulls',
      ...(pooled.length ? [] : ['pooled_p']),
      ...common,
    ],
    [
      ['what', 'maps'],
      ...(which === 'X' ? [] : [['maps_which', which] as [string, string]]),
      ...pooled,
    ],
  );
}

/** Options of the null model that is used. */
function nullOptions({ analysis, reader }: Writer): string[] {
  const models = nullModelFor(analysis, reader)?.split('+') ?? [];
  const rows: Readonly<Record<string, Parameter>> = NULL_OPTIONS;
  return Object.keys(rows).filter((key) =>
    rows[key]?.nullModels?.some((name) => models.includes(name)),
  );
}

/** Letters of a line with a whole step on it. */
const WIDTH = 100;
const INDENT = '    ';

function stepText({ name, properties }: WrittenStep): string {
  const written = properties.map(([key, text]) => `${key}: ${text}`);
  const line = `${INDENT}${name} { ${written.join(', ')} }`.replace('{  }', '{ }');
  if (line.length <= WIDTH && !line.includes('\n')) return line;
  const lines = written.map((property) => `${INDENT}${INDENT}${property}`);
  return [`${INDENT}${name} {`, ...lines, `${INDENT}}`].join('\n');
}

/** Comments between the braces that belong to no value; those in values are kept with them. */
function commentsIn({ block }: Analysis): string[] {
  const root = block.$cstNode;
  if (!root) return [];
  const values = block.properties.flatMap(({ value }) => value?.$cstNode ?? []);
  return CstUtils.flattenCst(root)
    .filter((leaf) => leaf.hidden && /^\/[/*]/.test(leaf.text))
    .filter((leaf) => !values.some((value) => value.offset <= leaf.offset && leaf.end <= value.end))
    .map((leaf) => leaf.text)
    .toArray();
}
