// The parameter table: every property, what it takes and where it may stand. Validation, completion, hover, defaults and
// docs/parameters.md are all read off it; the rows stand by topic in parameters/.
import { ANALYSIS_PARAMETERS } from './parameters/analyses.js';
import { METHOD_OPTIONS, NULL_OPTIONS } from './parameters/options.js';
import type { BlockAnalysis, Parameter, Place } from './parameters/parameter.js';
import { STEP_PARAMETERS } from './parameters/pipeline.js';
import { SOURCE_PARAMETERS } from './parameters/sources.js';

export const BLOCK_ANALYSES: readonly BlockAnalysis[] = [
  'colocalization',
  'group_colocalization',
  'xsea',
  'group_xsea',
];

/** Kinds of analyses whose nulls come from a null model of maps. */
const WITH_NULL_MODEL: readonly BlockAnalysis[] = ['colocalization', 'xsea'];

type Rows = Readonly<Record<string, Parameter>>;

function ofAnalysis(kind: BlockAnalysis): Rows {
  const rows: Rows = {
    ...ANALYSIS_PARAMETERS,
    ...METHOD_OPTIONS,
    ...(WITH_NULL_MODEL.includes(kind) ? NULL_OPTIONS : {}),
  };
  return Object.fromEntries(
    Object.entries(rows).filter(([, row]) => row.kinds?.includes(kind) ?? true),
  );
}

const optionalRows = (rows: Rows): Rows =>
  Object.fromEntries(
    Object.entries(rows).map(([key, row]) => [key, { ...row, required: undefined }]),
  );

/** All properties by the kind of block they stand in. */
export const PARAMETERS: Readonly<Record<Place, Rows>> = {
  colocalization: ofAnalysis('colocalization'),
  group_colocalization: ofAnalysis('group_colocalization'),
  xsea: ofAnalysis('xsea'),
  group_xsea: ofAnalysis('group_xsea'),
  defaults: optionalRows({ ...ANALYSIS_PARAMETERS, ...METHOD_OPTIONS, ...NULL_OPTIONS }),
  ...SOURCE_PARAMETERS,
  ...STEP_PARAMETERS,
};

/** The row of a key in a place; undefined when the key does not belong there. */
export function parameterAt(place: Place, key: string): Parameter | undefined {
  return Object.hasOwn(PARAMETERS[place], key) ? PARAMETERS[place][key] : undefined;
}

/** Places that have a key, for messages. */
export function placesOf(key: string): Place[] {
  return (Object.keys(PARAMETERS) as Place[]).filter((place) => parameterAt(place, key));
}

/** The default of a row as a person reads it: `10000`, `xz`, `by statistic`, `required`. */
export function defaultText(row: Parameter, kind?: BlockAnalysis): string {
  if (row.required) return 'required';
  const value: unknown = (kind && row.initialIn?.[kind]) ?? row.initial;
  if (row.absent && value === row.initial) return row.absent;
  if (value === undefined) return row.absent ?? 'none';
  return worded(value);
}

function worded(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 1 ? worded(value[0]) : `[${value.map(worded).join(', ')}]`;
  return value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value);
}
