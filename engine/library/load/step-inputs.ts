// What the steps between reading and comparing read for themselves: the design of a cleaning or comparison, joined to the rows it
// belongs to, and the maps that are regressed out of Y.
import { contextInStep, errorInStep } from '../../pipeline/places.js';
import type { RunSettings } from '../../pipeline/settings.js';
import type { Citation, PreparationStep } from '../../plan.js';
import type { LoadContext } from '../context.js';
import type { MapTable } from '../map-table.js';
import { loadConfounds } from './confounds.js';
import { loadDesign, type DesignTable } from './design.js';
import type { LoadedParcellation } from './parcellation.js';

export interface StepInputs {
  /** Null where the step has none. */
  design: DesignTable | null;
  /** Maps that `clean_y` regresses; null where it has none of its own. */
  within: MapTable | null;
}

/**
 * By step, in their order.
 * @param tables as read: rows of designs are those of Y, or of Z for `transform_z`
 * @throws NspError of designs and maps, tied to the property
 */
export async function loadStepInputs(
  { preparations, steps }: Pick<RunSettings, 'preparations' | 'steps'>,
  { y, z }: { y: MapTable; z: MapTable | null },
  parcellation: LoadedParcellation,
  context: LoadContext,
): Promise<{ inputs: StepInputs[]; citations: Citation[] }> {
  const inputs: StepInputs[] = [];
  const citations: Citation[] = [];
  for (const step of preparations) {
    const rows = step.step === 'transform_z' ? (z?.labels ?? []) : y.labels;
    const at = steps.indexOf(step);
    const inStep = { ...context, ctx: contextInStep(at, context.ctx) };
    try {
      const within = await maps(step, inStep);
      inputs.push({ design: await design(step, rows, inStep), within: within?.table ?? null });
      citations.push(...(within?.citations ?? []));
    } catch (error) {
      throw errorInStep(at, error);
    }
  }
  return { inputs, citations };

  function design(
    step: PreparationStep,
    labels: readonly string[],
    inStep: LoadContext,
  ): Promise<DesignTable> | null {
    if (!('design' in step) || !step.design) return null;
    const protect = step.step === 'clean_y' ? (step.protect ?? []) : [];
    const source =
      step.step === 'correlate_within_region' && step.covariate !== null
        ? { ...step.design, covariates: [step.covariate], site: null }
        : step.design;
    return loadDesign(source, labels, 'design', inStep, protect);
  }

  function maps(step: PreparationStep, inStep: LoadContext) {
    if (step.step !== 'clean_y' || step.within === 'z') return null;
    const { within, withinYSpecific: matched } = step;
    return loadConfounds(within, parcellation, inStep, { property: 'covariates_within', matched });
  }
}
