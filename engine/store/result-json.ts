// result.json: text and back. One top-level field a line, identity first, so that a listing needs to read the first lines only.
import { NspError } from '../error.js';
import { RESULT_VERSION } from '../result.js';
import type { AnalysisResult, StatisticResult } from '../result.js';

/** What a result says about itself in its first lines. */
export type ResultHead = Pick<AnalysisResult, (typeof headFields)[number]>;

const headFields = ['version', 'key', 'analysis', 'kind', 'started', 'seconds', 'seed'] as const;

/** What a listing shows of a result and judges it by; its lines follow those of the head. */
export type ResultCard = ResultHead & Pick<AnalysisResult, (typeof cardFields)[number]>;

const cardFields = [
  'plan',
  'file',
  'seedDrawn',
  'threads',
  'nullModel',
  'upstream',
  'inputs',
] as const;

/** The whole text of result.json. NaN and infinities become null. */
export function resultJson(result: AnalysisResult): string {
  const first: readonly (keyof AnalysisResult)[] = [...headFields, ...cardFields];
  const early = first.flatMap((field) =>
    field in result ? [[field, result[field]] as const] : [],
  );
  const rest = Object.entries(result).filter(([field]) => !isEarly(field));
  const lines = [...early, ...rest].map(
    ([field, value]) => `${JSON.stringify(field)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

const isEarly = (field: string): boolean =>
  ([...headFields, ...cardFields] as readonly string[]).includes(field);

/**
 * The card from the beginning of result.json, read up to the first line of another field.
 * @returns `more` when the beginning ends before that line, null when the text is no result or of an order of old
 */
export function parseCard(beginning: string): ResultCard | 'more' | null {
  const lines = beginning.split('\n').slice(1);
  const names = lines.map((line) => /^"(\w+)": /.exec(line)?.[1]);
  const end = names.findIndex((name) => name === undefined || !isEarly(name));
  if (end < 0 || end === lines.length - 1) return 'more';
  try {
    const parsed: unknown = JSON.parse(`{${lines.slice(0, end).join('\n').replace(/,\s*$/, '')}}`);
    const fits =
      isRecord(parsed)
      && [...headFields, ...cardFields].every((field) => required[field](parsed[field]));
    return fits ? (parsed as unknown as ResultCard) : null;
  } catch {
    return null;
  }
}

/** The head from the beginning of result.json, or null when it is not one. */
export function parseHead(beginning: string): ResultHead | null {
  const lines = beginning.split('\n').slice(1, headFields.length + 1);
  try {
    const parsed: unknown = JSON.parse(`{${lines.join('\n').replace(/,\s*$/, '')}}`);
    const fits = isRecord(parsed) && headFields.every((field) => required[field](parsed[field]));
    return fits ? (parsed as unknown as ResultHead) : null;
  } catch {
    return null;
  }
}

/**
 * A result from the text of result.json.
 * @param file path, for messages
 * @throws NspError `damaged-result` or `newer-result`
 */
export function parseResult(text: string, file: string): AnalysisResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(file, 'it is not complete JSON', cause);
  }
  if (!isRecord(value)) throw damaged(file, 'it does not hold a result');
  if (typeof value['version'] === 'number' && value['version'] > RESULT_VERSION)
    throw new NspError(
      'newer-result',
      `${file} was written by a newer version of this software (format ${String(value['version'])}, this one reads up to ${String(RESULT_VERSION)}); update to open it`,
    );
  for (const [field, fits] of Object.entries(required))
    if (!fits(value[field])) throw damaged(file, `its field "${field}" is missing or wrong`);
  const result = value as unknown as AnalysisResult;
  for (const statistic of result.statistics) {
    const wrong = misshapen(statistic, (statistic.columns ?? result.columns).length);
    if (wrong) throw damaged(file, wrong);
  }
  if (result.y.values.length !== result.y.labels.length * result.parcellation.parcels.length)
    throw damaged(file, 'its y maps do not fit its parcels');
  return result;
}

type Check = (value: unknown) => boolean;
const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number';
const list: Check = (value) => Array.isArray(value);
const texts: Check = (value) => Array.isArray(value) && value.every(text);
const record: Check = (value) => isRecord(value);

const required: Record<keyof AnalysisResult, Check> = {
  version: (value) => value === RESULT_VERSION,
  key: text,
  analysis: text,
  kind: text,
  plan: record,
  file: (value) => value === null || text(value),
  started: text,
  seconds: number,
  seed: number,
  seedDrawn: (value) => typeof value === 'boolean',
  threads: number,
  software: list,
  parcellation: (value) => isRecord(value) && texts(value['parcels']) && text(value['name']),
  nullModel: record,
  columns: (value) => isColumns(value),
  design: (value) => value === undefined || isRecord(value),
  preparations: (value) => value === undefined || list(value),
  y: (value) => isRecord(value) && texts(value['labels']) && list(value['values']),
  x: (value) => value === undefined || isStoredMaps(value),
  z: (value) =>
    value === undefined || (isStoredMaps(value) && isRecord(value) && texts(value['from'])),
  sets: (value) => value === undefined || (Array.isArray(value) && value.every(isSet)),
  members: (value) => value === undefined || (Array.isArray(value) && value.every(isMembers)),
  statistics: (value) => Array.isArray(value) && value.every(isStatistic),
  regions: (value) => value === undefined || (Array.isArray(value) && value.every(isRegions)),
  local: (value) => value === undefined || (Array.isArray(value) && value.every(isLocal)),
  withinRegion: (value) =>
    value === undefined || (isRecord(value) && list(value['rho']) && isRecord(value['omnibus'])),
  diagnostics: (value) => value === undefined || isRecord(value),
  meff: record,
  warnings: list,
  citations: list,
  inputs: list,
  upstream: (value) => value === undefined || list(value),
  timings: list,
  parameters: (value) => Array.isArray(value) && value.every(texts),
  methodsText: text,
};

const isColumns: Check = (value) =>
  Array.isArray(value) && value.every((column) => isRecord(column) && text(column['x']));

const isStoredMaps: Check = (value) =>
  isRecord(value) && texts(value['labels']) && text(value['file']);

const isSet: Check = (value) => isRecord(value) && list(value['members']) && list(value['weights']);

const isMembers: Check = (value) =>
  isRecord(value) && text(value['method']) && text(value['file']) && list(value['shape']);

const isRegions: Check = (value) =>
  isRecord(value) && ['method', 'quantity', 'meaning', 'file'].every((field) => text(value[field]));

const isLocal: Check = (value) =>
  isRecord(value)
  && text(value['method'])
  && texts(value['rows'])
  && texts(value['columns'])
  && isRecord(value['files']);

function isStatistic(value: unknown): boolean {
  return (
    isRecord(value)
    && ['method', 'statistic', 'label'].every((field) => text(value[field]))
    && (value['tail'] === null || text(value['tail']))
    && (value['columns'] === undefined || isColumns(value['columns']))
    && texts(value['rows'])
    && list(value['pooledRow'])
    && list(value['observed'])
    && record(value['corrected'])
    && (value['pPrecision'] === undefined || isRecord(value['pPrecision']))
  );
}

/** Says which matrix of a statistic does not have rows × columns cells, or null. */
function misshapen(statistic: StatisticResult, columns: number): string | null {
  const cells = statistic.rows.length * columns;
  const matrices: Record<string, unknown> = {
    observed: statistic.observed,
    normalized: statistic.normalized,
    p: statistic.p,
    ...statistic.corrected,
    ...statistic.pPrecision,
  };
  for (const [name, values] of Object.entries(matrices))
    if (values !== null && !(Array.isArray(values) && values.length === cells))
      return `"${name}" of ${statistic.statistic} does not have ${String(cells)} values`;
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function damaged(file: string, why: string, cause?: unknown): NspError {
  return new NspError(
    'damaged-result',
    `${file} is damaged (${why}); delete its folder and run the analysis again`,
    null,
    { cause },
  );
}
