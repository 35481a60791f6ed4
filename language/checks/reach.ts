// A corrected p value that cannot fall below .05 with so few permutations, or with so few subjects, is said before the run.
import type { ReachFinding, ReachQuery, Tail } from '../../engine/plan.js';
import { designUses } from '../design-uses.js';
import { movingIn, permutesGroups, takesSets } from '../facts.js';
import type { Runnable } from '../generated/ast.js';
import { silently } from '../reader.js';
import type { Reader } from '../values/value-type.js';
import { settingOf, valueFor } from '../settings.js';
import { CORRELATIONS, METHODS } from '../vocabulary/methods.js';
import { findTerm } from '../vocabulary/term.js';
import { designQuery } from './designs.js';
import { contentOf } from './references.js';
import { rowLabels } from './row-labels.js';
import type { CheckContext } from './rule.js';
import { rule } from './rule.js';
import { summaryOf } from './table-shape.js';

/** Maps that are compared are not those that are declared: a step has made others. */
const changes = (analysis: Runnable, step: string): boolean =>
  analysis.$type === 'Pipeline' && analysis.steps.some(({ name }) => name === step);

/** Columns of the table of p values: X maps, sets, or the one model; undefined when they are not known yet. */
async function columnsOf(analysis: Runnable, context: CheckContext): Promise<number | undefined> {
  const quiet = silently(context);
  const methods = valueFor(analysis, 'colocalization_method', quiet) ?? [];
  if (methods.some((name) => findTerm(METHODS, name)?.ofModel)) return 1;
  const x = valueFor(analysis, 'x', quiet);
  if (!x || changes(analysis, 'reduce_x')) return undefined;
  if (!takesSets(analysis, quiet)) return (await rowLabels(analysis, x, context))?.length;
  const { source } = x;
  if (source.$type !== 'ReferenceSource') return undefined;
  const filtered = source.options?.properties.some(({ key }) => key !== 'collection');
  return filtered ? undefined : (await contentOf(source, context))?.sets.length;
}

/** Rows of the table of p values: Y maps, or one where they are pooled; permuted groups have one. */
async function rowsOf(analysis: Runnable, context: CheckContext): Promise<number | undefined> {
  const quiet = silently(context);
  if (permutesGroups(analysis, quiet) || valueFor(analysis, 'pooled_p', quiet) !== 'false')
    return 1;
  if (changes(analysis, 'transform_y')) return undefined;
  const self = analysis.$type === 'Pipeline' && !settingOf(analysis, 'y');
  const y = self ? undefined : valueFor(analysis, 'y', quiet);
  return y && (await rowLabels(analysis, y, context))?.length;
}

/** The tail of the first method. */
function tailOf(analysis: Runnable, context: CheckContext): Tail {
  const quiet = silently(context);
  const given = valueFor(analysis, 'p_tails', quiet);
  if (typeof given === 'string') return given;
  const [method = ''] = valueFor(analysis, 'colocalization_method', quiet) ?? [];
  const [statistic = ''] = findTerm(METHODS, method)?.statistics ?? [];
  return given?.[statistic] ?? (CORRELATIONS.includes(method) ? 'two' : 'upper');
}

/** What moves in a pipeline; empty for analyses, where nothing moves together. */
const kindsOf = (analysis: Runnable, reader: Reader): string =>
  (analysis.$type === 'Pipeline' && movingIn(analysis, reader)?.kinds) || '';

/** Whose labels are permuted; null for other analyses, undefined while the design cannot be read. */
async function groupsOf(
  analysis: Runnable,
  context: CheckContext,
): Promise<ReachQuery['groups'] | undefined> {
  const quiet = silently(context);
  // Where something else moves too, there are more permutations than labels can be given.
  if (!permutesGroups(analysis, quiet) || kindsOf(analysis, context).includes('+')) return null;
  const use = designUses(analysis, quiet).find(({ compared, rows }) => compared && rows === 'y');
  const strategy = valueFor(analysis, 'groups_strategy', quiet);
  if (!use?.design || !strategy) return undefined;
  if (!(await summaryOf(context.resolve(use.design.source.path), context))) return undefined;
  return { design: await designQuery(analysis, use, use.design, context), strategy };
}

/** The property that a finding belongs to. */
const PLACES: Readonly<Record<ReachFinding['code'], string>> = {
  'few-relabelings': 'design',
  'few-nulls': 'p_approximation',
  'unreachable-threshold': 'n_perm',
  'needs-several-tests': 'n_perm',
  'needs-approximation': 'n_perm',
};

async function reach(analysis: Runnable, context: CheckContext): Promise<void> {
  const quiet = silently(context);
  const permutations = valueFor(analysis, 'n_perm', quiet);
  const corrections = valueFor(analysis, 'mc_method', quiet) ?? [];
  const dimension = valueFor(analysis, 'mc_dimension', quiet);
  const groups = await groupsOf(analysis, context);
  if (!permutations || corrections.length === 0 || !dimension || groups === undefined) return;
  // Pairs are one test.
  const pairs = kindsOf(analysis, context) === 'pairs';
  const columns = pairs ? 1 : await columnsOf(analysis, context);
  const rows = pairs ? 1 : await rowsOf(analysis, context);
  // Of groups something can be said however many tests there are.
  if ((columns === undefined || rows === undefined) && !groups) return;
  const findings = await context.catalog.reach({
    corrections,
    dimension,
    permutations,
    rows: rows ?? 1,
    columns: columns ?? 1,
    tail:
      pairs && (valueFor(analysis, 'p_tails', quiet) ?? null) === null
        ? 'upper'
        : tailOf(analysis, context),
    approximated: valueFor(analysis, 'p_approximation', quiet) === 'gpd',
    groups,
  });
  for (const { severity, code, message } of findings) {
    const property = settingOf(analysis, PLACES[code]);
    const say = severity === 'warning' ? context.warn : context.inform;
    say({
      node: property ?? analysis,
      ...(property ? {} : { feature: 'name' }),
      code,
      message: `${analysis.name}: ${message}`,
    });
  }
}

export const REACH_RULES = [
  rule({
    name: 'The corrected threshold can be reached with these permutations',
    on: 'Runnable',
    category: 'slow',
    check: reach,
  }),
];
