// What the file asks for and this version cannot run yet. The editor shows it as information, a run is refused with it.
import type { AstNode } from 'langium';
import type { Catalog } from './catalog.js';
import { kindOf, movingIn, nullModelFor, parcellationFor, permutesMaps } from './facts.js';
import type { Property, Runnable } from './generated/ast.js';
import { listed } from './nearest.js';
import { ANALYSIS_PARAMETERS } from './parameters/analyses.js';
import { readerFor, silently } from './reader.js';
import type { AnalysisKey } from './settings.js';
import { settingOf, valueFor } from './settings.js';
import { sourcesOf } from './sources.js';
import type { Problem, Reader } from './values/value-type.js';

const KEYWORDS: Readonly<Record<string, string>> = {
  ReferenceSource: 'reference',
  ExampleSource: 'example',
  TableSource: 'table',
  ImageSource: 'image',
  ImagesSource: 'images',
  SurfaceSource: 'surface',
  ResultSource: 'result',
};

/** `comes` or `come`, as the subject of the sentence wants. */
function later(
  node: AstNode,
  subject: `${string} comes` | `${string} come`,
  runs: string,
  feature: string,
): Problem {
  return {
    node,
    feature,
    code: 'later-version',
    message: `${subject} with a later version; this version runs ${runs}.`,
  };
}

/** Everything of an analysis that this version cannot run; empty when it can. */
export function laterProblems(analysis: Runnable, reader: Reader): Problem[] {
  const { capabilities } = reader.catalog;
  const runs = listed(capabilities.analyses);
  const kind = kindOf(analysis);
  if (!capabilities.analyses.includes(kind))
    return kind === 'pipeline'
      ? [later(analysis, 'Pipelines come', runs, 'name')]
      : [later(analysis, `\`${kind}\` comes`, runs, 'kind')];
  const quiet = silently(reader);
  return [
    ...laterNames(analysis, 'colocalization_method', capabilities.methods, quiet),
    ...laterNames(analysis, 'mc_method', capabilities.corrections, quiet),
    ...laterNullModel(analysis, quiet),
    ...laterPermutations(analysis, quiet),
    ...laterParcellation(analysis, quiet),
    ...laterProperties(analysis, quiet),
    ...laterSources(analysis, quiet),
  ];
}

/** At the value of the property that asks for it, or at the name of an analysis that has it by default. */
function atValue(
  property: Property | undefined,
  analysis: Runnable,
  subject: Parameters<typeof later>[1],
  runs: string,
): Problem {
  return property
    ? later(property, subject, runs, 'value')
    : later(analysis, subject, runs, 'name');
}

function laterNames(
  analysis: Runnable,
  key: 'colocalization_method' | 'mc_method',
  able: readonly string[],
  reader: Reader,
): Problem[] {
  const missing = (valueFor(analysis, key, reader) ?? []).filter((name) => !able.includes(name));
  if (missing.length === 0) return [];
  const names = missing.map((name) => `\`${name}\``).join(', ');
  const subject = missing.length > 1 ? (`${names} come` as const) : (`${names} comes` as const);
  return [atValue(settingOf(analysis, key), analysis, subject, listed(able, 20))];
}

function laterNullModel(analysis: Runnable, reader: Reader): Problem[] {
  if (!permutesMaps(analysis, reader)) return [];
  const model = nullModelFor(analysis, reader);
  const able = reader.catalog.capabilities.nullModels;
  // A sum needs more than its members: both are made together (cortex and subcortex apart).
  if (!model || able.includes(model)) return [];
  const given = settingOf(analysis, 'maps_method') ?? settingOf(analysis, 'parcellation');
  const name = model.replace('+', ' + ');
  const subject = settingOf(analysis, 'maps_method')
    ? (`The null model ${name} comes` as const)
    : (`The default null model of this parcellation, ${name}, comes` as const);
  return [atValue(given, analysis, subject, `${listed(able)} (\`maps_method\`)`)];
}

/** Combinations of things that move together. */
function laterPermutations(analysis: Runnable, reader: Reader): Problem[] {
  const moving = analysis.$type === 'Pipeline' ? movingIn(analysis, reader) : null;
  if (!moving || reader.catalog.capabilities.permutations.includes(moving.kinds)) return [];
  const words =
    moving.kinds === 'maps+both' ? 'maps of X and Y' : moving.kinds.split('+').join(' and ');
  const able = reader.catalog.capabilities.permutations.join(', ');
  return [later(moving.property, `Permuting ${words} comes`, able, 'value')];
}

function laterParcellation(analysis: Runnable, reader: Reader): Problem[] {
  const value = parcellationFor(analysis, reader);
  if (value?.kind !== 'sum' || reader.catalog.capabilities.sources.includes('sum')) return [];
  const subject = 'Combined parcellations (cortex + subcortex) come';
  const property = settingOf(analysis, 'parcellation');
  return [atValue(property, analysis, subject, 'one parcellation at a time')];
}

/** Properties that change nothing yet; one that is set to its default is harmless. */
function laterProperties(analysis: Runnable, reader: Reader): Problem[] {
  return reader.catalog.capabilities.laterProperties.flatMap((key) => {
    const property = settingOf(analysis, key);
    return property?.value && !isDefault(property, analysis, reader)
      ? [later(property, `\`${key}\` comes`, 'analyses that do not set it', 'key')]
      : [];
  });
}

function isDefault(property: Property, analysis: Runnable, reader: Reader): boolean {
  if (!Object.hasOwn(ANALYSIS_PARAMETERS, property.key)) return false;
  const key = property.key as AnalysisKey;
  const row = ANALYSIS_PARAMETERS[key];
  if (!('initial' in row)) return false;
  const value = valueFor(analysis, key, reader);
  const kind = analysis.$type === 'Analysis' ? analysis.kind : undefined;
  const initial = (kind && row.initialIn?.[kind]) ?? row.initial;
  // Resolved declarations are no plain data; only scalars and lists of words can equal a default.
  const isPlain = value === null || typeof value !== 'object' || Array.isArray(value);
  return isPlain && value !== undefined && sameWords(value, initial);
}

const sameWords = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((item, i) => typeof item !== 'object' && item === b[i])
    : a === b;

function laterSources(analysis: Runnable, reader: Reader): Problem[] {
  const able = reader.catalog.capabilities.sources;
  return sourcesOf(analysis, reader).flatMap(({ role, source }) => {
    const keyword = KEYWORDS[source.$type] ?? '';
    const property = settingOf(analysis, role);
    return able.includes(keyword) || !property
      ? []
      : [later(property, `The source \`${keyword}\` comes`, listed(able), 'value')];
  });
}

/** True when this version can run the analysis as it stands. */
export function isRunnable(analysis: Runnable, catalog: Catalog): boolean {
  const reader = readerFor(analysis, catalog, () => undefined);
  return laterProblems(analysis, reader).length === 0;
}
