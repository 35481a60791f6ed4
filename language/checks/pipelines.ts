// Rules of pipelines: known steps, each where it finds what it needs and changes what is used. What single properties ask of each
// other stands in step-properties.ts.
import type { Pipeline, Step } from '../generated/ast.js';
import { listed, nearest } from '../nearest.js';
import { PARAMETERS } from '../parameters.js';
import type { StepPlace } from '../parameters/parameter.js';
import { STEP_PARAMETERS, STEPS } from '../parameters/pipeline.js';
import { stepsNamed } from '../parameters/step-places.js';
import { silently } from '../reader.js';
import { defaultsOfFile, optionIn, propertyIn } from '../settings.js';
import type { Reader } from '../values/value-type.js';
import type { CheckContext } from './rule.js';
import { rule } from './rule.js';

const isStep = (name: string): name is StepPlace => Object.hasOwn(STEPS, name);

function order(pipeline: Pipeline, reader: Reader): void {
  const done = new Set<string>();
  for (const step of pipeline.steps) {
    if (isStep(step.name)) orderOf(step, step.name, done, reader);
    done.add(step.name);
  }
}

function orderOf(step: Step, name: StepPlace, done: ReadonlySet<string>, reader: Reader): void {
  const { after, notAfter = [], late: why, repeats } = STEPS[name];
  const at = { node: step, feature: 'name' } as const;
  const missing = after.find((needed) => !done.has(needed));
  const late = notAfter.find((other) => done.has(other));
  if (missing)
    reader.report({
      ...at,
      code: 'step-order',
      message: `\`${name}\` needs \`${missing}\` before it. Put a \`${missing}\` step above.`,
    });
  else if (done.has(name) && !repeats)
    reader.report({
      ...at,
      code: 'step-twice',
      message: `A pipeline has one \`${name}\` step, and this is another. Put its properties into the first, or write a second pipeline.`,
    });
  else if (late)
    reader.report({
      ...at,
      code: 'step-order',
      message: why
        ? `\`${name}\` stands after \`${late}\`. ${why}. Put it above \`${late}\`.`
        : `\`${name}\` after \`${late}\` would change maps that have been compared already. Put it above \`${late}\`.`,
    });
}

/** Cleaning subjects makes no sense once they are compared; the null maps of permuted groups are not cleaned across parcels. */
function cleaned(pipeline: Pipeline, reader: Reader): void {
  const compared = pipeline.steps.findIndex(({ name }) => name === 'transform_y');
  if (compared < 0) return;
  const row = STEP_PARAMETERS.permute.what;
  const [permute] = stepsNamed(pipeline, 'permute');
  const what = permute && optionIn(permute.block, 'what', row, silently(reader));
  for (const step of pipeline.steps.slice(compared)) {
    if (step.name !== 'clean_y') continue;
    const how = optionIn(step.block, 'how', STEP_PARAMETERS.clean_y.how, silently(reader)) ?? [];
    const why = how.includes('between')
      ? '`transform_y` has made other maps of the subjects, so there are no subjects left to clean'
      : what?.includes('groups')
        ? 'the maps of permuted groups would not be cleaned like this'
        : undefined;
    if (why)
      reader.report({
        node: step,
        feature: 'name',
        code: 'step-order',
        message: `\`clean_y\` stands after \`transform_y\`, and ${why}. Put it above \`transform_y\`.`,
      });
  }
}

function whole(pipeline: Pipeline, reader: Reader): void {
  const lacking = (['fit', 'colocalize'] as const).filter(
    (name) =>
      stepsNamed(pipeline, name).length === 0
      && !(name === 'colocalize' && stepsNamed(pipeline, 'correlate_within_region').length > 0),
  );
  // A step that needs one of them says so itself.
  const said = pipeline.steps.some(
    ({ name }) =>
      isStep(name) && STEPS[name].after.some((needed) => lacking.includes(needed as 'fit')),
  );
  if (lacking.length === 0 || said) return;
  reader.report({
    node: pipeline,
    feature: 'name',
    code: 'incomplete-pipeline',
    message: `\`${pipeline.name}\` has no ${listed(lacking.map((name) => `\`${name}\``))} step, so nothing is ${lacking.includes('fit') ? 'read' : 'compared'}. Add ${lacking.map((name) => `\`${name} { … }\``).join(' and ')}.`,
  });
}

function complete(step: Step, reader: Reader): void {
  if (!isStep(step.name)) {
    const near = nearest(step.name, Object.keys(STEPS));
    reader.report({
      node: step,
      feature: 'name',
      code: 'unknown-step',
      message: `\`${step.name}\` is no step. ${near[0] ? `Did you mean \`${near[0]}\`?` : ''} Known: ${Object.keys(STEPS).join(', ')}.`,
      replacements: near,
    });
    return;
  }
  for (const [key, row] of Object.entries(PARAMETERS[step.name]))
    if (row.required && !propertyIn(step.block, key))
      reader.report({
        node: step,
        feature: 'name',
        code: 'missing-property',
        message: `\`${step.name}\` needs \`${key}\` (${row.type.text}): ${row.doc}`,
        missingKey: key,
      });
}

/** `defaults` are for the four analyses: whoever sets a seed or a parcellation there must know that a pipeline does not take it. */
function defaults(pipeline: Pipeline, context: CheckContext): void {
  const block = defaultsOfFile(pipeline)?.block;
  const ignored = (block?.properties ?? []).filter(({ key }) => {
    const steps = pipeline.steps.filter(({ name }) => isStep(name) && key in PARAMETERS[name]);
    return steps.length > 0 && !steps.some((step) => propertyIn(step.block, key));
  });
  if (ignored.length === 0) return;
  const keys = listed(ignored.map(({ key }) => `\`${key}\``));
  context.warn({
    node: pipeline,
    feature: 'name',
    code: 'defaults-not-used',
    message: `\`defaults\` are for the four analyses, and \`${pipeline.name}\` does not take ${keys} from them. Write ${ignored.length > 1 ? 'them' : 'it'} in the steps.`,
  });
}

export const PIPELINE_RULES = [
  rule({
    name: 'Steps stand where they find what they need and change what is used',
    on: 'Pipeline',
    category: 'fast',
    check: order,
  }),
  rule({
    name: 'Subjects are cleaned before they are compared',
    on: 'Pipeline',
    category: 'fast',
    check: cleaned,
  }),
  rule({
    name: 'A pipeline reads maps and compares them',
    on: 'Pipeline',
    category: 'fast',
    check: whole,
  }),
  rule({ name: 'Steps are known and complete', on: 'Step', category: 'fast', check: complete }),
  rule({
    name: 'Pipelines do not take defaults, and say so',
    on: 'Pipeline',
    category: 'fast',
    check: defaults,
  }),
];
