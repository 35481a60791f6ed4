// What an analysis is set to: its own property, else the one of `defaults`, else the default of the table. Of a pipeline the
// property of the step that stands for it.
import { AstUtils } from 'langium';
import type { Block, Defaults, Property, Runnable } from './generated/ast.js';
import { isDefaults, isNspFile } from './generated/ast.js';
import { parameterAt } from './parameters.js';
import { ANALYSIS_PARAMETERS } from './parameters/analyses.js';
import type { Parameter, ValueOf } from './parameters/parameter.js';
import { STEP_PARAMETERS } from './parameters/pipeline.js';
import { STEP_PLACES, stepsNamed, type StepKey } from './parameters/step-places.js';
import type { Reader } from './values/value-type.js';

export type AnalysisKey = keyof typeof ANALYSIS_PARAMETERS;
export type AnalysisValue<K extends AnalysisKey> = ValueOf<(typeof ANALYSIS_PARAMETERS)[K]>;

/** The first property of a key in a block that has a value. */
export function propertyIn(block: Block | undefined, key: string): Property | undefined {
  return block?.properties.find((property) => property.key === key && property.value);
}

/** The `defaults` of the file. */
export const defaultsOfFile = (node: Runnable): Defaults | undefined =>
  AstUtils.getContainerOfType(node, isNspFile)?.declarations.find(isDefaults);

/** The `defaults` that an analysis takes; pipelines do not take any. */
export const defaultsFor = (analysis: Runnable): Defaults | undefined =>
  analysis.$type === 'Pipeline' ? undefined : defaultsOfFile(analysis);

/** The property that decides a key of an analysis: its own, or that of `defaults`. */
export function settingOf(analysis: Runnable, key: string): Property | undefined {
  if (analysis.$type === 'Pipeline') {
    for (const place of STEP_PLACES[key] ?? [])
      for (const step of stepsNamed(analysis, place.step)) {
        const property = propertyIn(step.block, place.key);
        if (property) return property;
      }
    return undefined;
  }
  if (!parameterAt(analysis.kind, key)) return undefined;
  return propertyIn(analysis.block, key) ?? propertyIn(defaultsFor(analysis)?.block, key);
}

/** The keys that an analysis or the `defaults` of its file set, for its kind of analysis. */
export function writtenKeys(analysis: Exclude<Runnable, { $type: 'Pipeline' }>): string[] {
  const blocks = [analysis.block, defaultsFor(analysis)?.block];
  const keys = blocks.flatMap((block) => block?.properties.map(({ key }) => key) ?? []);
  return [...new Set(keys)].filter((key) => settingOf(analysis, key) !== undefined);
}

/** True for a property that stands in the analysis itself, not in `defaults`. */
export function isOwn(analysis: Runnable, { $container: block }: Property): boolean {
  const owner = block.$container;
  return owner === analysis || owner.$container === analysis;
}

/** The value of a key of an analysis; undefined when it is wrong (reported) or has no default. */
export function valueFor<K extends AnalysisKey>(
  analysis: Runnable,
  key: K,
  reader: Reader,
): AnalysisValue<K> | undefined {
  const row = rowFor(analysis, key) as unknown as Parameter<AnalysisValue<K>>;
  return rowValue(row, settingOf(analysis, key), analysis, reader);
}

/** Defaults of a pipeline are those of its steps. */
function rowFor(analysis: Runnable, key: AnalysisKey): Parameter {
  const [place] = analysis.$type === 'Pipeline' ? (STEP_PLACES[key] ?? []) : [];
  return place ? stepRow(place) : ANALYSIS_PARAMETERS[key];
}

function stepRow({ step, key }: StepKey): Parameter {
  const rows: Readonly<Record<string, Parameter>> = STEP_PARAMETERS[step];
  const row = rows[key];
  if (!row) throw new Error(`The step ${step} has no property ${key}.`);
  return row;
}

/** The value of a row: read from a property, or its default. */
export function rowValue<T>(
  row: Parameter<T>,
  property: Property | undefined,
  analysis: Runnable | null,
  reader: Reader,
): T | undefined {
  if (property?.value) return row.type.read(property.value, reader);
  const kind = analysis?.$type === 'Analysis' ? analysis.kind : undefined;
  return (kind && row.initialIn?.[kind]) ?? row.initial;
}

/** The value of a row in a block of options; absent blocks give defaults. */
export function optionIn<T>(
  block: Block | undefined,
  key: string,
  row: Parameter<T>,
  reader: Reader,
): T | undefined {
  return rowValue(row, propertyIn(block, key), null, reader);
}
