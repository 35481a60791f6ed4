// Rules of the properties of a pipeline that ask something of each other, in one step or across steps: what is permuted, what Z is
// for, what cleaning needs.
import type { Pipeline, Property, Step } from '../generated/ast.js';
import { listed } from '../nearest.js';
import { NULL_OPTIONS } from '../parameters/options.js';
import { stepsNamed } from '../parameters/step-places.js';
import { movingTogether } from '../facts.js';
import { silently } from '../reader.js';
import { propertyIn, settingOf, valueFor } from '../settings.js';
import { lowerDesign } from '../plan/lower-common.js';
import { spelled } from '../syntax/strings.js';
import type { Problem, Reader } from '../values/value-type.js';
import { summaryOf } from './table-shape.js';
import type { CheckContext } from './rule.js';
import { rule } from './rule.js';
import { first, read } from './step-value.js';

const atValue = (property: Property): Pick<Problem, 'node' | 'feature'> => ({
  node: property,
  feature: 'value',
});

/** Properties that belong to one way of working, by the value of another property that chooses it. */
function belonging(
  step: Step,
  owners: readonly (readonly [needed: string, keys: readonly string[]])[],
  chosen: readonly string[],
  chooser: string,
  reader: Reader,
): void {
  for (const [needed, keys] of owners) {
    if (chosen.includes(needed)) continue;
    for (const key of keys) {
      const property = propertyIn(step.block, key);
      if (property && property.value?.$type !== 'NoneValue' && !isFalse(property))
        reader.report({
          node: property,
          feature: 'key',
          code: 'property-not-used',
          message: `\`${key}\` is for \`${chooser}: ${needed}\`, and this step has ${chosen.length > 0 ? listed(chosen) : 'none'}. Remove it, or add \`${needed}\` to \`${chooser}\`.`,
        });
    }
  }
}

const isFalse = ({ value }: Property): boolean =>
  value?.$type === 'BooleanValue' && value.text === 'false';

const OF_PERMUTED = [
  ['maps', ['maps_which', 'maps_method', 'null_space', 'maps_nulls', ...Object.keys(NULL_OPTIONS)]],
  ['groups', ['groups_strategy']],
  ['sets', ['x_background']],
] as const;

/** Combinations that have a meaning (spec: statistics, 5.1), sorted. */
const TOGETHER: readonly string[] = [
  'maps',
  'groups',
  'sets',
  'pairs',
  'groups+maps',
  'maps+sets',
  'groups+sets',
];

/** Sides that move with other things, whatever is written. */
const SIDE_WITH: Readonly<Record<string, 'X' | 'Y'>> = { 'groups+maps': 'X', 'maps+sets': 'Y' };

function permuted(pipeline: Pipeline, reader: CheckContext): void {
  const step = first(pipeline, 'permute');
  const property = propertyIn(step?.block, 'what');
  const written = step && read(step, 'permute', 'what', reader);
  if (!step || !property || !written) return;
  const what = movingTogether(written);
  if (what.length < written.length)
    reader.warn({
      ...atValue(property),
      code: 'permuted-together',
      message:
        'Groups, maps and sets are not permuted all together: groups and sets are, and the maps stay. Remove `maps`.',
    });
  const kinds = [...what].sort().join('+');
  if (!TOGETHER.includes(kinds)) {
    reader.report({
      ...atValue(property),
      code: 'permuted-together',
      message: `${listed(what)} cannot be permuted together. Use one of them, or ${listed(TOGETHER.filter((one) => one.includes('+')).map((one) => `[${one.replace('+', ', ')}]`))}.`,
    });
    return;
  }
  belonging(step, OF_PERMUTED, what, 'what', reader);
  sideOf(step, kinds, reader);
  pooling(step, what, reader);
  needsOf(pipeline, property, what, reader);
}

function sideOf(step: Step, kinds: string, reader: Reader): void {
  const side = SIDE_WITH[kinds];
  const property = propertyIn(step.block, 'maps_which');
  const which = property && read(step, 'permute', 'maps_which', reader);
  if (!side || !property || !which || which.join('') === side) return;
  reader.report({
    ...atValue(property),
    code: 'permuted-side',
    message: `Together with ${kinds.includes('sets') ? 'sets' : 'groups'} the ${side} maps are permuted. Write \`maps_which: ${side}\`, or remove it.`,
    replacements: [side],
  });
}

/** Permuted groups have other rows, so that there is one p for all of them (spec: statistics, 5.7). */
function pooling(step: Step, what: readonly string[], reader: Reader): void {
  const property = propertyIn(step.block, 'pooled_p');
  const pooled = property && read(step, 'permute', 'pooled_p', reader);
  if (!property || !pooled || pooled === 'auto' || pooled === 'mean') return;
  if (!what.includes('groups')) return;
  reader.report({
    ...atValue(property),
    code: 'pooled-groups',
    message:
      'Where groups are permuted p belongs to the mean over the maps of the comparison. Write `pooled_p: mean`, or remove it.',
    replacements: ['mean'],
  });
}

function needsOf(
  pipeline: Pipeline,
  property: Property,
  what: readonly string[],
  reader: Reader,
): void {
  const lacks = (code: string, message: string): void =>
    reader.report({ ...atValue(property), code, message });
  const compared = first(pipeline, 'transform_y');
  if (what.includes('groups') && !compared)
    lacks(
      'groups-without-comparison',
      'Permuting groups needs a comparison of groups. Add a `transform_y` step above `colocalize`, or permute maps.',
    );
  const call = compared && read(compared, 'transform_y', 'transform', reader);
  if (what.includes('groups') && call?.levels.every((level) => level === 'y'))
    lacks(
      'nothing-to-permute',
      `Permuting group labels changes nothing, because \`${call.comparison.name}(y)\` is over all rows. Permute maps, or compare groups.`,
    );
  if (what.includes('pairs') && compared)
    lacks(
      'pairs-of-groups',
      'Pairs are of maps as they are, and `transform_y` makes other maps of them. Remove one of the two.',
    );
  const step = first(pipeline, 'colocalize');
  if (what.includes('pairs') && step) correlatedPairs(step, lacks, reader);
  if (what.includes('sets') && step && read(step, 'colocalize', 'xsea', reader) === false)
    lacks(
      'sets-without-xsea',
      'Permuting sets needs an enrichment. Add `xsea: true` to `colocalize`, or permute maps.',
    );
}

/** Pairs are tested on the mean of their correlations. */
function correlatedPairs(
  step: Step,
  lacks: (code: string, message: string) => void,
  reader: Reader,
): void {
  const methods = read(step, 'colocalize', 'method', reader) ?? [];
  const others = methods.filter((name) => !/(pearson|spearman)$/.test(name));
  if (others.length > 0)
    lacks(
      'pairs-of-correlations',
      `Pairs are tested on the mean of their correlations, and ${listed(others)} ${others.length > 1 ? 'are none' : 'is none'}. Use pearson, spearman, partialpearson or partialspearman.`,
    );
  if (read(step, 'colocalize', 'xsea', reader) === true)
    lacks(
      'pairs-of-sets',
      'Pairs are of single maps, and `xsea` aggregates sets. Remove one of the two.',
    );
}

/** Tails, pooling and the like are said once; a seed too. */
function seeds(pipeline: Pipeline, reader: Reader): void {
  for (const key of ['seed', 'n_proc'] as const) {
    const [inFit, inPermute] = (['fit', 'permute'] as const).map((name) =>
      propertyIn(first(pipeline, name)?.block, key),
    );
    if (!inFit || !inPermute) continue;
    if (inFit.value?.$cstNode?.text === inPermute.value?.$cstNode?.text) continue;
    reader.report({
      ...atValue(inPermute),
      code: 'set-twice',
      message: `A pipeline has one \`${key}\`, and \`fit\` has another (${inFit.value?.$cstNode?.text ?? ''}). Remove one.`,
    });
  }
}

function cleaning(step: Step, reader: Reader): void {
  if (step.name !== 'clean_y') return;
  const how = read(step, 'clean_y', 'how', reader);
  if (!how) return;
  belonging(
    step,
    [
      ['between', ['design', 'protect', 'combat']],
      ['within', ['covariates_within', 'within_y_specific']],
    ],
    how,
    'how',
    reader,
  );
  const at = propertyIn(step.block, 'how') ?? step;
  if (how.includes('between') && read(step, 'clean_y', 'design', reader) === null)
    reader.report({
      node: at,
      code: 'missing-property',
      message: 'Cleaning between subjects needs the covariates. Add `design: …`.',
    });
  const within = read(step, 'clean_y', 'covariates_within', reader);
  if (how.includes('within') && within?.length === 0)
    reader.report({
      node: at,
      code: 'missing-property',
      message:
        'Cleaning within maps needs maps to regress. Add `covariates_within: …`, `z` for those of `fit`.',
    });
}

function aggregation(step: Step, reader: Reader): void {
  const property = propertyIn(step.block, 'xsea_aggregation_method');
  if (step.name !== 'colocalize' || !property) return;
  if (read(step, 'colocalize', 'xsea', reader) !== false) return;
  reader.report({
    node: property,
    feature: 'key',
    code: 'property-not-used',
    message: '`xsea_aggregation_method` is for enrichments. Add `xsea: true`, or remove it.',
  });
}

/** Properties that say something of Z, and need one. */
function confounds(pipeline: Pipeline, reader: Reader): void {
  const z = valueFor(pipeline, 'z', silently(reader));
  const colocalize = first(pipeline, 'colocalize');
  if (colocalize) partials(pipeline, colocalize, reader);
  if (!z || z.length > 0) return;
  const asks: (Property | Step | undefined)[] = [
    ...['zy_matched', 'regress_z'].map((key) => {
      const property = propertyIn(colocalize?.block, key);
      return property && !isFalse(property) ? property : undefined;
    }),
    first(pipeline, 'transform_z'),
    ...stepsNamed(pipeline, 'clean_y').map((step) =>
      read(step, 'clean_y', 'covariates_within', reader) === 'z'
        ? propertyIn(step.block, 'covariates_within')
        : undefined,
    ),
  ];
  for (const node of asks) {
    if (!node) continue;
    const name = node.$type === 'Step' ? node.name : node.key;
    reader.report({
      node,
      feature: node.$type === 'Step' ? 'name' : 'key',
      code: 'no-z',
      message: `\`${name}\` is about Z, and there are no Z maps. Add \`z: …\` to \`fit\`, or remove it.`,
    });
  }
}

/** A partial correlation takes Z out of both sides. */
function partials(pipeline: Pipeline, step: Step, reader: Reader): void {
  const methods = valueFor(pipeline, 'colocalization_method', silently(reader)) ?? [];
  const partial = methods.filter((name) => name.startsWith('partial'));
  const sides = read(step, 'colocalize', 'regress_z', reader);
  const matched = read(step, 'colocalize', 'zy_matched', reader);
  if (partial.length === 0 || !sides || (sides.length === 2 && !matched)) return;
  const key = matched ? 'zy_matched' : 'regress_z';
  reader.report({
    node: settingOf(pipeline, 'colocalization_method') ?? step,
    code: 'partial-of-one-side',
    message: `${listed(partial)} ${partial.length > 1 ? 'take' : 'takes'} Z out of X and Y, and \`${key}\` does not. Use ${listed(partial.map((name) => name.replace('partial', '')))}, or remove \`${key}\`.`,
    replacements: methods.length === 1 ? partial.map((name) => name.replace('partial', '')) : [],
  });
}

function reduction(step: Step, reader: Reader): void {
  if (step.name !== 'reduce_x') return;
  const name = read(step, 'reduce_x', 'reduction', reader);
  if (!name) return;
  const average = name === 'mean' || name === 'median';
  const keys = average ? ['n_components', 'min_ev', 'seed'] : ['weighted_mean'];
  for (const key of name === 'ica' || average ? keys : [...keys, 'seed']) {
    const property = propertyIn(step.block, key);
    if (!property || property.value?.$type === 'NoneValue' || isFalse(property)) continue;
    reader.report({
      node: property,
      feature: 'key',
      code: 'option-without-method',
      message: `\`${key}\` means nothing with \`${name}\`. Remove it, or change \`reduction\`.`,
    });
  }
  const lacks = (key: 'n_components' | 'min_ev'): boolean =>
    read(step, 'reduce_x', key, reader) === null;
  if (name === 'fa' && lacks('n_components') && lacks('min_ev'))
    reader.report({
      node: propertyIn(step.block, 'reduction') ?? step,
      code: 'missing-property',
      message: '`fa` needs to know how many factors there are. Add `n_components` or `min_ev`.',
    });
}

/** Regressing covariates that go with the groups takes part of their difference, too, unless the groups are kept. */
function unprotected(pipeline: Pipeline, context: CheckContext): void {
  const quiet = silently(context);
  const compared = first(pipeline, 'transform_y');
  const design = compared && read(compared, 'transform_y', 'design', quiet);
  if (!design) return;
  const { groups } = lowerDesign(design, quiet);
  for (const step of stepsNamed(pipeline, 'clean_y')) {
    const how = read(step, 'clean_y', 'how', quiet) ?? [];
    const protect = read(step, 'clean_y', 'protect', quiet) ?? [];
    if (!how.includes('between') || protect.includes(groups)) continue;
    context.warn({
      node: step,
      feature: 'name',
      code: 'groups-not-protected',
      message: `What the groups have in common with the covariates is taken out of their difference, too. Add \`protect: ${spelled(groups)}\` to keep it, as the analyses of groups do.`,
    });
  }
}

/** Protected columns are in the design. */
async function protectedColumns(step: Step, context: CheckContext): Promise<void> {
  if (step.name !== 'clean_y') return;
  const property = propertyIn(step.block, 'protect');
  const names = read(step, 'clean_y', 'protect', context) ?? [];
  const design = read(step, 'clean_y', 'design', context);
  if (!property || !design) return;
  const summary = await summaryOf(context.resolve(design.source.path), context);
  if (!summary) return;
  const known = [summary.index, ...summary.columns];
  for (const name of names.filter((one) => !known.includes(one)))
    context.report({
      ...atValue(property),
      code: 'unknown-column',
      message: `${design.source.path} has no column \`${name}\`. It has: ${listed(known)}.`,
    });
}

export const STEP_PROPERTY_RULES = [
  rule({
    name: 'What is permuted can be permuted, together and with these properties',
    on: 'Pipeline',
    category: 'fast',
    check: permuted,
  }),
  rule({ name: 'A pipeline has one seed', on: 'Pipeline', category: 'fast', check: seeds }),
  rule({
    name: 'Cleaning has what it needs and nothing else',
    on: 'Step',
    category: 'fast',
    check: cleaning,
  }),
  rule({
    name: 'Sets are aggregated in enrichments only',
    on: 'Step',
    category: 'fast',
    check: aggregation,
  }),
  rule({ name: 'What is said of Z has a Z', on: 'Pipeline', category: 'fast', check: confounds }),
  rule({
    name: 'Reductions have the options that they use',
    on: 'Step',
    category: 'fast',
    check: reduction,
  }),
  rule({
    name: 'Groups are kept when covariates are regressed',
    on: 'Pipeline',
    category: 'fast',
    check: unprotected,
  }),
  rule({
    name: 'Protected columns are in the design',
    on: 'Step',
    category: 'slow',
    check: protectedColumns,
  }),
];
