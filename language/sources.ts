// Which maps an analysis uses, and which analyses it waits for.
import type { Maps, Runnable, Source, Value } from './generated/ast.js';
import { isSource } from './generated/ast.js';
import { STEP_PARAMETERS } from './parameters/pipeline.js';
import { stepsNamed } from './parameters/step-places.js';
import { optionIn, settingOf, valueFor } from './settings.js';
import { itemsOf } from './values/words.js';
import type { MapsValue } from './values/declared.js';
import type { Problem, Reader } from './values/value-type.js';

/** A source in use: for which property, and where it is declared. */
export interface UsedSource extends MapsValue {
  role: 'y' | 'x' | 'z' | 'x_background' | 'covariates_within';
}

/** The sources of an analysis that can be read. */
export function sourcesOf(analysis: Runnable, reader: Reader): UsedSource[] {
  const used: UsedSource[] = [];
  for (const role of ['y', 'x', 'x_background'] as const) {
    if (!settingOf(analysis, role)) continue;
    const value = valueFor(analysis, role, reader);
    if (value) used.push({ role, ...value });
  }
  const z = settingOf(analysis, 'z') ? valueFor(analysis, 'z', reader) : undefined;
  for (const item of z ?? []) if (typeof item !== 'string') used.push({ role: 'z', ...item });
  for (const item of withinOf(analysis, reader))
    if (typeof item !== 'string') used.push({ role: 'covariates_within', ...item });
  return used;
}

/** Maps and tissues that steps of a pipeline regress across parcels. */
export function withinOf(analysis: Runnable, reader: Reader): (MapsValue | string)[] {
  if (analysis.$type !== 'Pipeline') return [];
  const row = STEP_PARAMETERS.clean_y.covariates_within;
  return stepsNamed(analysis, 'clean_y').flatMap((step) => {
    const value = optionIn(step.block, 'covariates_within', row, reader);
    return value === undefined || value === 'z' ? [] : value;
  });
}

/** The source behind a value that names maps, or stands inline; undefined for anything else. */
function sourceBehind(value: Value): { source: Source; through: Maps | null } | undefined {
  if (isSource(value)) return { source: value, through: null };
  const target = value.$type === 'Names' ? value.parts[0]?.declaration.ref : undefined;
  // A declaration that is still being typed has no source.
  const source = target?.$type === 'Maps' ? (target.source as Source | undefined) : undefined;
  return source && target?.$type === 'Maps' ? { source, through: target } : undefined;
}

/** Values of an analysis that may name maps. */
function mapValues(analysis: Runnable): Value[] {
  const properties =
    analysis.$type === 'Pipeline'
      ? analysis.steps.flatMap((step) => step.block?.properties ?? [])
      : (['y', 'x', 'x_background', 'z'] as const).flatMap((key) => settingOf(analysis, key) ?? []);
  return properties.flatMap((property) => (property.value ? itemsOf(property.value) : []));
}

export interface Dependency {
  analysis: Runnable;
  /** The declaration that says `result of`, or null where it stands inline. */
  through: Maps | null;
  source: Source;
}

/** Analyses whose result an analysis uses, each once. */
export function dependenciesOf(analysis: Runnable): Dependency[] {
  const found = mapValues(analysis).flatMap((value): Dependency[] => {
    const behind = sourceBehind(value);
    const target =
      behind?.source.$type === 'ResultSource' ? behind.source.analysis?.ref : undefined;
    return behind && target ? [{ analysis: target, ...behind }] : [];
  });
  return found.filter(
    (item, i) => found.findIndex((other) => other.analysis === item.analysis) === i,
  );
}

/** The way from an analysis back to itself through `result of`, or null. */
export function cycleFrom(start: Runnable): Runnable[] | null {
  const visited = new Set<Runnable>();
  const walk = (node: Runnable, path: Runnable[]): Runnable[] | null => {
    for (const { analysis } of dependenciesOf(node)) {
      if (analysis === start) return [...path, start];
      if (visited.has(analysis)) continue;
      visited.add(analysis);
      const found = walk(analysis, [...path, analysis]);
      if (found) return found;
    }
    return null;
  };
  return walk(start, [start]);
}

/** The error of a cycle, at the analysis. */
export function cycleProblem(analysis: Runnable, cycle: readonly Runnable[]): Problem {
  const way = cycle.map(({ name }) => name).join(' → ');
  return {
    node: analysis,
    feature: 'name',
    code: 'cycle',
    message: `\`${analysis.name}\` waits for its own result: ${way}. Let one of them use other maps.`,
  };
}
