// Rules of values that are right by themselves and make no sense together.
import type { Analysis } from '../generated/ast.js';
import { listed } from '../nearest.js';
import { silently } from '../reader.js';
import { settingOf, valueFor } from '../settings.js';
import type { Reader } from '../values/value-type.js';
import { rule } from './rule.js';

/** A partial correlation regresses the z maps; without any it would be the plain one under a wrong name. */
function partial(analysis: Analysis, reader: Reader): void {
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
function dimension(analysis: Analysis, reader: Reader): void {
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

export const COMBINATION_RULES = [
  rule({
    name: 'Partial correlations have maps to regress out',
    on: 'Analysis',
    category: 'fast',
    check: partial,
  }),
  rule({
    name: 'Corrections fit the dimension',
    on: 'Analysis',
    category: 'fast',
    check: dimension,
  }),
];
