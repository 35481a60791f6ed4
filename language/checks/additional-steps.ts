// Rules of the steps that look closer at what was compared, and of correlations across subjects: which methods and nulls they work
// with, and which properties need each other.
import type { Pipeline, Property, Step } from '../generated/ast.js';
import { movingIn, takesSets } from '../facts.js';
import { listed, nearest } from '../nearest.js';
import { stepsNamed } from '../parameters/step-places.js';
import { silently } from '../reader.js';
import { propertyIn, valueFor } from '../settings.js';
import { spelled } from '../syntax/strings.js';
import type { Reader } from '../values/value-type.js';
import { CORRELATIONS } from '../vocabulary/methods.js';
import type { CheckContext } from './rule.js';
import { rule } from './rule.js';
import { first, read } from './step-value.js';
import { summaryOf } from './table-shape.js';

const isGiven = (property: Property | undefined): property is Property =>
  property !== undefined && property.value?.$type !== 'NoneValue';

const CLOSER = ['regional_influence', 'regional_contribution', 'local_colocalization'] as const;

/** Chosen by cross-validation over parcels that lie apart. */
const PENALISED = ['lasso', 'ridge', 'elasticnet'];

/** The methods a step looks at, and where that is said. */
function chosenIn(pipeline: Pipeline, step: Step, name: (typeof CLOSER)[number], reader: Reader) {
  const own = propertyIn(step.block, 'method');
  const all = valueFor(pipeline, 'colocalization_method', silently(reader)) ?? [];
  const methods = read(step, name, 'method', reader) ?? all;
  const at = isGiven(own)
    ? ({ node: own, feature: 'value' } as const)
    : ({ node: step, feature: 'name' } as const);
  return { all, methods, at };
}

function methods(pipeline: Pipeline, reader: Reader): void {
  for (const name of CLOSER)
    for (const step of stepsNamed(pipeline, name)) {
      const { all, methods, at } = chosenIn(pipeline, step, name, reader);
      const foreign = methods.find((method) => !all.includes(method));
      if (foreign !== undefined && all.length > 0)
        reader.report({
          ...at,
          code: 'method-not-compared',
          message: `\`colocalize\` does not use ${foreign}, it has ${listed(all)}. Name one of these, or add ${foreign} to \`colocalize\`.`,
          replacements: methods.length === 1 ? all : [],
        });
      suited(pipeline, step, name, reader);
    }
}

function suited(
  pipeline: Pipeline,
  step: Step,
  name: (typeof CLOSER)[number],
  reader: Reader,
): void {
  const { methods, at } = chosenIn(pipeline, step, name, reader);
  const refuse = (message: string): void =>
    reader.report({ ...at, code: 'method-without-regions', message });
  const others = methods.filter((method) => !CORRELATIONS.includes(method));
  const penalised = others.find((method) => PENALISED.includes(method));
  if (name === 'regional_contribution') {
    const asked = isGiven(propertyIn(step.block, 'method'));
    if (others.length > 0 && (asked || others.length === methods.length))
      refuse(
        `Regional contribution is the product of two z scores, which ${listed(others)} does not have. It exists for ${listed(CORRELATIONS)}.`,
      );
    return;
  }
  if (penalised !== undefined) {
    const why =
      name === 'regional_influence'
        ? 'its penalty is chosen by cross-validation over parcels, which changes when one is left out'
        : 'it is cross-validated over distant parcels, which a neighbourhood does not have';
    refuse(
      `\`${name}\` is not defined for ${penalised}: ${why}. Name other methods with \`method\`.`,
    );
    return;
  }
  if (name !== 'local_colocalization' || others.length === 0) return;
  if (isGiven(propertyIn(step.block, 'fwhm_mm')))
    refuse(
      `${listed(others)} does not weigh parcels, and \`fwhm_mm\` is for correlations. Use \`k\` or \`radius\`.`,
    );
  else if (takesSets(pipeline, reader))
    refuse(
      `Of sets there are local values for correlations only, not for ${listed(others)}. Name a correlation with \`method\`.`,
    );
}

const SIZES = ['k', 'radius', 'fwhm_mm'] as const;

function local(pipeline: Pipeline, reader: Reader): void {
  for (const step of stepsNamed(pipeline, 'local_colocalization')) {
    const given = SIZES.filter((key) => isGiven(propertyIn(step.block, key)));
    if (given.length !== 1)
      reader.report({
        node: given[1] ? (propertyIn(step.block, given[1]) ?? step) : step,
        feature: given[1] ? 'key' : 'name',
        code: given.length === 0 ? 'missing-property' : 'set-twice',
        message:
          given.length === 0
            ? 'local_colocalization needs the size of the neighbourhood: `k: 20` (nearest parcels), `radius: 30` (mm) or `fwhm_mm: 40` (Gaussian). There is no default, because every size asks another question.'
            : `A neighbourhood has one definition, and this step has ${listed(given)}. Remove ${given.length > 2 ? 'two' : 'one'} of them.`,
        ...(given.length === 0 && { missingKey: 'k' }),
      });
    const moving = movingIn(pipeline, reader);
    if (moving && moving.kinds !== 'maps' && moving.kinds !== 'groups')
      reader.report({
        node: step,
        feature: 'name',
        code: 'no-local-nulls',
        message: `\`local_colocalization\` needs nulls of maps of one side or of groups, and \`permute\` has ${moving.property.value?.$cstNode?.text ?? ''}. Permute maps or groups, or remove the step.`,
      });
  }
}

function across(pipeline: Pipeline, reader: Reader): void {
  const fit = first(pipeline, 'fit');
  const step = first(pipeline, 'correlate_within_region');
  const covariate = step && propertyIn(step.block, 'covariate');
  if (fit) sidesOf(pipeline, fit, isGiven(covariate), reader);
  if (!step) return;
  const design = propertyIn(step.block, 'design');
  if (isGiven(covariate) && !isGiven(design))
    reader.report({
      node: covariate,
      feature: 'key',
      code: 'missing-property',
      message: 'The covariate is a column of a design. Add `design: …`.',
    });
  if (isGiven(design) && !isGiven(covariate))
    reader.report({
      node: design,
      feature: 'key',
      code: 'property-not-used',
      message: 'The design is for a `covariate`. Add `covariate: COLUMN`, or remove `design`.',
    });
  const correction = read(step, 'correlate_within_region', 'mc_method', reader);
  if (correction?.startsWith('meff'))
    reader.report({
      node: propertyIn(step.block, 'mc_method') ?? step,
      feature: 'value',
      code: 'correction-not-usable',
      message: `${correction} counts tests by how alike maps are, and here parcels are tested. Use step_maxT, maxT, fdr_bh, holm or another correction.`,
      replacements: ['step_maxT', 'fdr_bh'],
    });
  if (read(step, 'correlate_within_region', 'n_perm', reader) === null)
    for (const key of ['mc_method', 'seed']) {
      const property = propertyIn(step.block, key);
      if (isGiven(property))
        reader.report({
          node: property,
          feature: 'key',
          code: 'property-not-used',
          message: `Without permutations (\`n_perm: none\`) there are no p values, and \`${key}\` changes nothing. Remove it.`,
        });
    }
  const own = propertyIn(step.block, 'seed');
  for (const name of ['fit', 'permute'] as const) {
    const other = propertyIn(first(pipeline, name)?.block, 'seed');
    if (own && other && own.value?.$cstNode?.text !== other.value?.$cstNode?.text)
      reader.report({
        node: own,
        feature: 'value',
        code: 'set-twice',
        message: `A pipeline has one \`seed\`, and \`${name}\` has another (${other.value?.$cstNode?.text ?? ''}). Remove one.`,
      });
  }
}

/** X is there unless a covariate takes its place; two measures of the subjects are two. */
function sidesOf(pipeline: Pipeline, fit: Step, covariate: boolean, reader: Reader): void {
  const within = first(pipeline, 'correlate_within_region');
  const needsX = pipeline.steps.some(({ name }) => ['colocalize', 'reduce_x'].includes(name));
  const [x, y] = (['x', 'y'] as const).map((key) => propertyIn(fit.block, key));
  const lacks = (key: 'x' | 'y', message: string): void =>
    reader.report({
      node: fit,
      feature: 'name',
      code: 'missing-property',
      message,
      missingKey: key,
    });
  if (!x && (!covariate || needsX || !y))
    lacks('x', `\`fit\` needs \`x\` (maps): the maps Y is compared with.`);
  if (within && x && !y && !covariate)
    lacks(
      'y',
      '`correlate_within_region` compares two measures of the subjects. Add `y: …` to `fit`, or a `covariate`.',
    );
  if (x && covariate && !needsX)
    reader.report({
      node: x,
      feature: 'key',
      code: 'property-not-used',
      message:
        'The covariate takes the place of X, and nothing else uses these maps. Remove `x`, or `covariate`.',
    });
}

/** Subjects are standardised map by map for `colocalize`, which changes what is correlated across them. */
function standardised(pipeline: Pipeline, context: CheckContext): void {
  const [fit, step, colocalize] = (['fit', 'correlate_within_region', 'colocalize'] as const).map(
    (name) => first(pipeline, name),
  );
  if (!fit || !step) return;
  const sides =
    !colocalize && !propertyIn(fit.block, 'standardize')
      ? []
      : (read(fit, 'fit', 'standardize', context) ?? []);
  const covariate = isGiven(propertyIn(step.block, 'covariate'));
  const used = sides.filter((side) => side === 'y' || (side === 'x' && !covariate));
  if (used.length === 0) return;
  context.warn({
    node: step,
    feature: 'name',
    code: 'standardised-subjects',
    message: `\`fit\` standardises ${used.map((side) => side.toUpperCase()).join(' and ')} across parcels, subject by subject, and these values are correlated across subjects. Write \`standardize: none\` in \`fit\` to correlate them as they are.`,
  });
}

/** The covariate is in the design. */
async function covariates(step: Step, context: CheckContext): Promise<void> {
  if (step.name !== 'correlate_within_region') return;
  const property = propertyIn(step.block, 'covariate');
  const name = read(step, 'correlate_within_region', 'covariate', context);
  const design = read(step, 'correlate_within_region', 'design', context);
  if (!property || !name || !design) return;
  const summary = await summaryOf(context.resolve(design.source.path), context);
  const known = summary ? [summary.index, ...summary.columns] : [];
  if (!summary || known.includes(name)) return;
  context.report({
    node: property,
    feature: 'value',
    code: 'unknown-column',
    message: `${design.source.path} has no column \`${name}\`. It has: ${listed(known)}.`,
    replacements: nearest(name, known, 3).map(spelled),
  });
}

export const ADDITIONAL_STEP_RULES = [
  rule({
    name: 'Steps that look closer have methods that can be looked at',
    on: 'Pipeline',
    category: 'fast',
    check: methods,
  }),
  rule({
    name: 'A neighbourhood has one size, and nulls to be compared with',
    on: 'Pipeline',
    category: 'fast',
    check: local,
  }),
  rule({
    name: 'Two measures of the subjects are correlated',
    on: 'Pipeline',
    category: 'fast',
    check: across,
  }),
  rule({
    name: 'Subjects are correlated as they are, or it is said',
    on: 'Pipeline',
    category: 'fast',
    check: standardised,
  }),
  rule({
    name: 'A covariate is a column of its design',
    on: 'Step',
    category: 'slow',
    check: covariates,
  }),
];
