// Rules of pipelines: known steps, in an order in which each finds what it needs.
import type { Pipeline, Step } from '../generated/ast.js';
import { nearest } from '../nearest.js';
import { PARAMETERS } from '../parameters.js';
import type { StepPlace } from '../parameters/parameter.js';
import { STEPS } from '../parameters/pipeline.js';
import { propertyIn } from '../settings.js';
import type { Reader } from '../values/value-type.js';
import { rule } from './rule.js';

const isStep = (name: string): name is StepPlace => Object.hasOwn(STEPS, name);

function order(pipeline: Pipeline, reader: Reader): void {
  const done = new Set<string>();
  for (const step of pipeline.steps) {
    const missing = isStep(step.name)
      ? STEPS[step.name].after.find((needed) => !done.has(needed))
      : undefined;
    if (missing)
      reader.report({
        node: step,
        feature: 'name',
        code: 'step-order',
        message: `\`${step.name}\` needs \`${missing}\` before it. Put a \`${missing}\` step above.`,
      });
    done.add(step.name);
  }
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

export const PIPELINE_RULES = [
  rule({
    name: 'Steps follow the steps they need',
    on: 'Pipeline',
    category: 'fast',
    check: order,
  }),
  rule({ name: 'Steps are known and complete', on: 'Step', category: 'fast', check: complete }),
];
