// A corrected p value that cannot fall below .05 with so few permutations is said before the run.
import type { Runnable } from '../generated/ast.js';
import { permutesMaps, takesSets } from '../facts.js';
import { silently } from '../reader.js';
import { settingOf, valueFor } from '../settings.js';
import { CORRECTIONS } from '../vocabulary/corrections.js';
import { findTerm } from '../vocabulary/term.js';
import { rowLabels } from './row-labels.js';
import type { CheckContext } from './rule.js';
import type { Reader } from '../values/value-type.js';
import { rule } from './rule.js';

const THRESHOLD = 0.05;

/** The columns are the maps of x and the rows those of y, as far as can be told before the run. */
function countsMaps(analysis: Runnable, reader: Reader): boolean {
  if (analysis.$type === 'Analysis') return analysis.kind === 'colocalization';
  const changed = analysis.steps.some(({ name }) => name === 'transform_y' || name === 'reduce_x');
  return !changed && permutesMaps(analysis, reader) && !takesSets(analysis, reader);
}

/** Number of p values in one family; undefined when it is not known yet. */
async function tests(analysis: Runnable, context: CheckContext): Promise<number | undefined> {
  const quiet = silently(context);
  const x = valueFor(analysis, 'x', quiet);
  const columns = x && (await rowLabels(analysis, x, context))?.length;
  if (columns === undefined || !countsMaps(analysis, quiet)) return undefined;
  const dimension = valueFor(analysis, 'mc_dimension', quiet);
  const y = valueFor(analysis, 'y', quiet);
  const pooled = valueFor(analysis, 'pooled_p', quiet) !== 'false';
  const self = analysis.$type === 'Pipeline' && !settingOf(analysis, 'y');
  if (self) return undefined;
  const rows = pooled ? 1 : y && (await rowLabels(analysis, y, context))?.length;
  if (rows === undefined) return undefined;
  return dimension === 'y' ? columns : dimension === 'x' ? rows : rows * columns;
}

async function reach(analysis: Runnable, context: CheckContext): Promise<void> {
  const quiet = silently(context);
  const permutations = valueFor(analysis, 'n_perm', quiet);
  const chosen = valueFor(analysis, 'mc_method', quiet) ?? [];
  const names = chosen.filter((name) => findTerm(CORRECTIONS, name)?.singleStep);
  if (
    !permutations
    || names.length === 0
    || valueFor(analysis, 'p_approximation', quiet) !== 'none'
  )
    return;
  const count = await tests(analysis, context);
  if (count === undefined) return;
  // Šidák and Bonferroni differ by less than 3 % here; the kinder one decides.
  const smallest = 1 - (1 - 1 / permutations) ** count;
  if (smallest <= THRESHOLD) return;
  context.warn({
    node: settingOf(analysis, 'n_perm') ?? analysis,
    ...(settingOf(analysis, 'n_perm') ? {} : { feature: 'name' }),
    code: 'correction-out-of-reach',
    message: `With ${permutations} permutations and ${count} tests, ${names.join(', ')} cannot give a corrected p below ${smallest.toPrecision(2)} in \`${analysis.name}\`. Use at least ${Math.ceil(count / THRESHOLD)} permutations.`,
  });
}

export const REACH_RULES = [
  rule({
    name: 'The corrected threshold can be reached with this number of permutations',
    on: 'Runnable',
    category: 'slow',
    check: reach,
  }),
];
