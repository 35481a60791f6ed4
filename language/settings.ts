// What an analysis is set to: its own property, else the one of `defaults`, else the default of the table.
import { AstUtils } from 'langium';
import type { Analysis, Block, Defaults, Property } from './generated/ast.js';
import { isDefaults, isNspFile } from './generated/ast.js';
import { parameterAt } from './parameters.js';
import { ANALYSIS_PARAMETERS } from './parameters/analyses.js';
import type { Parameter, ValueOf } from './parameters/parameter.js';
import type { Reader } from './values/value-type.js';

export type AnalysisKey = keyof typeof ANALYSIS_PARAMETERS;
export type AnalysisValue<K extends AnalysisKey> = ValueOf<(typeof ANALYSIS_PARAMETERS)[K]>;

/** The first property of a key in a block that has a value. */
export function propertyIn(block: Block | undefined, key: string): Property | undefined {
  return block?.properties.find((property) => property.key === key && property.value);
}

/** The `defaults` of the file of an analysis. */
export function defaultsFor(analysis: Analysis): Defaults | undefined {
  return AstUtils.getContainerOfType(analysis, isNspFile)?.declarations.find(isDefaults);
}

/** The property that decides a key of an analysis: its own, or that of `defaults`. */
export function settingOf(analysis: Analysis, key: string): Property | undefined {
  if (!parameterAt(analysis.kind, key)) return undefined;
  return propertyIn(analysis.block, key) ?? propertyIn(defaultsFor(analysis)?.block, key);
}

/** The keys that an analysis or the `defaults` of its file set, for its kind of analysis. */
export function writtenKeys(analysis: Analysis): string[] {
  const blocks = [analysis.block, defaultsFor(analysis)?.block];
  const keys = blocks.flatMap((block) => block?.properties.map(({ key }) => key) ?? []);
  return [...new Set(keys)].filter((key) => settingOf(analysis, key) !== undefined);
}

/** The value of a key of an analysis; undefined when it is wrong (reported) or has no default. */
export function valueFor<K extends AnalysisKey>(
  analysis: Analysis,
  key: K,
  reader: Reader,
): AnalysisValue<K> | undefined {
  const row = ANALYSIS_PARAMETERS[key] as unknown as Parameter<AnalysisValue<K>>;
  return rowValue(row, settingOf(analysis, key), analysis, reader);
}

/** The value of a row: read from a property, or its default. */
export function rowValue<T>(
  row: Parameter<T>,
  property: Property | undefined,
  analysis: Analysis | null,
  reader: Reader,
): T | undefined {
  if (property?.value) return row.type.read(property.value, reader);
  return (analysis && row.initialIn?.[analysis.kind]) ?? row.initial;
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
