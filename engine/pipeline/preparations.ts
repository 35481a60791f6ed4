// Walks the steps between reading and comparing, each on what the one before left. A new kind of step is a row and a file.
import { NspError } from '../error.js';
import type { LoadedData } from '../library/load/data.js';
import type { PreparationStep } from '../plan.js';
import type { StageContext } from '../progress.js';
import { contextInStep, errorInStep } from './places.js';
import type { RunSettings } from './settings.js';
import type { PreparedMaps, Preparing, StepContext } from './state.js';
import { cleanY } from './steps/clean-y.js';
import { reduceX } from './steps/reduce-x.js';
import { transformY } from './steps/transform-y.js';
import { transformZ } from './steps/transform-z.js';
import { withinRegion } from './steps/within-region.js';

const PREPARING: { [K in PreparationStep['step']]: Preparing<PreparationStep & { step: K }> } = {
  clean_y: cleanY,
  transform_y: transformY,
  transform_z: transformZ,
  reduce_x: reduceX,
  correlate_within_region: withinRegion,
};

/** The maps as they are compared. Throws NspError of the steps at the property that is wrong; CancelledError. */
export function preparedMaps(
  run: RunSettings & { seed: number },
  data: LoadedData,
  ctx: StageContext,
): PreparedMaps {
  let state: PreparedMaps = {
    data,
    design: null,
    groups: null,
    cleanedOfZ: false,
    made: { x: false, y: false },
    facts: [],
    within: null,
  };
  run.preparations.forEach((step, i) => {
    const inputs = data.inputs[i];
    if (!inputs) throw new Error(`Nothing was read for the step ${step.step}.`);
    const at = run.steps.indexOf(step);
    try {
      state = prepare(step, state, { run, inputs, ctx: contextInStep(at, ctx) });
    } catch (error) {
      throw errorInStep(at, error);
    }
  });
  if (run.permute?.groups && !state.groups) {
    throw new NspError(
      'nothing-to-permute',
      'Groups are permuted, and none are compared. Add a transform_y step, or permute maps.',
      { property: 'what' },
    );
  }
  return state;
}

function prepare<K extends PreparationStep['step']>(
  step: PreparationStep & { step: K },
  state: PreparedMaps,
  context: StepContext,
): PreparedMaps {
  return PREPARING[step.step](step, state, context);
}
