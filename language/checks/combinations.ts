// Rules of values that are right by themselves and make no sense together.
import type { Runnable } from '../generated/ast.js';
import { listed } from '../nearest.js';
import { silently } from '../reader.js';
import { METHOD_OPTIONS } from '../parameters/options.js';
import { isOwn, rowValue, settingOf, valueFor } from '../settings.js';
import type { Reader } from '../values/value-type.js';
import { CORRELATIONS, METHODS } from '../vocabulary/methods.js';
import { findTerm } from '../vocabulary/term.js';
import { rule } from './rule.js';

/** A partial correlation regresses the z maps; without any it would be the plain one under a wrong name. */
function partial(analysis: Runnable, reader: Reader): void {
  const property = settingOf(analysis, 'colocalization_method');
  const quiet = silently(reader);
  const methods = property && valueFor(analysis, 'colocalization_method', quiet);
  const names = methods?.filter((name) => name.startsWith('partial')) ?? [];
  const z = valueFor(analysis, 'z', quiet);
  // A z that cannot be read has its own error.
  if (!property || names.length === 0 || z === undefined || z.length > 0) return;
  reader.report({
    node: property,
    feature: 'value',
    code: 'partial-without-z',
    message: `${listed(names.map((name) => `\`${name}\``))} ${names.length > 1 ? 'need' : 'needs'} maps to regress out. Add \`z: …\`, or use ${listed(names.map((name) => name.replace('partial', '')))}.`,
    replacements: methods?.length === 1 ? [(names[0] ?? '').replace('partial', '')] : [],
  });
}

const BY_ROW: readonly string[] = ['maxT', 'step_maxT'];

/** maxT compares the x maps of one y map; for each x map alone there is nothing to compare. */
function dimension(analysis: Runnable, reader: Reader): void {
  const property = settingOf(analysis, 'mc_dimension');
  const quiet = silently(reader);
  if (!property || valueFor(analysis, 'mc_dimension', quiet) !== 'x') return;
  const names = valueFor(analysis, 'mc_method', quiet)?.filter((name) => BY_ROW.includes(name));
  if (!names?.length) return;
  reader.report({
    node: property,
    feature: 'value',
    code: 'correction-per-column',
    message: `${listed(names.map((name) => `\`${name}\``))} ${names.length > 1 ? 'compare' : 'compares'} the x maps of one y map and cannot be done for each x map. Use y or array.`,
    replacements: ['y', 'array'],
  });
}

/** A tail of a statistic that no chosen method tests would be ignored. */
function tails(analysis: Runnable, reader: Reader): void {
  const property = settingOf(analysis, 'p_tails');
  const quiet = silently(reader);
  const wished = property && valueFor(analysis, 'p_tails', quiet);
  const methods = valueFor(analysis, 'colocalization_method', quiet);
  if (!property || typeof wished !== 'object' || !methods?.length) return;
  const given = settingOf(analysis, 'mlr_individual');
  const individual = rowValue(METHOD_OPTIONS.mlr_individual, given, analysis, quiet);
  const tested = (method: string): readonly string[] =>
    (findTerm(METHODS, method)?.statistics ?? []).filter(
      (name) => method !== 'mlr' || name !== 'individual' || individual === true,
    );
  const known = [...new Set(methods.flatMap(tested))];
  const unknown = Object.keys(wished).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  reader.report({
    node: property,
    feature: 'value',
    code: 'statistic-not-tested',
    message: `${listed(unknown.map((name) => `\`${name}\``))} ${unknown.length > 1 ? 'are' : 'is'} not tested by ${listed(methods)}, which ${methods.length > 1 ? 'test' : 'tests'} ${listed(known)}. Remove ${unknown.length > 1 ? 'them' : 'it'}, or change colocalization_method.`,
  });
}

/** Fisher's transform is one of correlations; set for other methods it would be ignored. */
function transform(analysis: Runnable, reader: Reader): void {
  const property = settingOf(analysis, 'r_to_z');
  const methods = valueFor(analysis, 'colocalization_method', silently(reader));
  // One of `defaults` may be meant for other analyses.
  if (!property || !isOwn(analysis, property) || !methods?.length) return;
  if (methods.some((name) => CORRELATIONS.includes(name))) return;
  reader.report({
    node: property,
    feature: 'key',
    code: 'option-without-method',
    message: `\`r_to_z\` is an option of correlations, and \`${analysis.name}\` uses ${methods.join(', ')}. Remove it, or change colocalization_method.`,
  });
}

export const COMBINATION_RULES = [
  rule({
    name: 'Partial correlations have maps to regress out',
    on: 'Runnable',
    category: 'fast',
    check: partial,
  }),
  rule({
    name: 'Tails belong to statistics that are tested',
    on: 'Runnable',
    category: 'fast',
    check: tails,
  }),
  rule({
    name: 'The Fisher transform has correlations to transform',
    on: 'Runnable',
    category: 'fast',
    check: transform,
  }),
  rule({
    name: 'Corrections fit the dimension',
    on: 'Runnable',
    category: 'fast',
    check: dimension,
  }),
];
