// What the rules of pipelines read of steps: the value of a property, and the first step of a name.
import type { Pipeline, Step } from '../generated/ast.js';
import type { Parameter, StepPlace, ValueOf } from '../parameters/parameter.js';
import { STEP_PARAMETERS } from '../parameters/pipeline.js';
import { stepsNamed } from '../parameters/step-places.js';
import { silently } from '../reader.js';
import { optionIn } from '../settings.js';
import type { Reader } from '../values/value-type.js';

type Rows<S extends StepPlace> = (typeof STEP_PARAMETERS)[S];

/** The value of a property of a step; undefined when it cannot be read, which is said elsewhere. */
export function read<S extends StepPlace, K extends keyof Rows<S> & string>(
  step: Step,
  name: S,
  key: K,
  reader: Reader,
): ValueOf<Rows<S>[K]> | undefined {
  const row = STEP_PARAMETERS[name][key] as Parameter<ValueOf<Rows<S>[K]>>;
  return optionIn(step.block, key, row, silently(reader));
}

export const first = (pipeline: Pipeline, name: StepPlace): Step | undefined =>
  stepsNamed(pipeline, name)[0];
