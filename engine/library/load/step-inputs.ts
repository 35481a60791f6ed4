// What the steps between reading and comparing read for themselves: the design of a cleaning or comparison, joined to the rows it
// belongs to, and the maps that are regressed out of Y.
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
  { preparations }: Pick<RunSettings, 'preparations'>,
  { y, z }: { y: MapTable; z: MapTable | null },
  parcellation: LoadedParcellation,
  context: LoadContext,
): Promise<{ inputs: StepInputs[]; citations: Citation[] }> {
  const inputs: StepInputs[] = [];
  const citations: Citation[] = [];
  for (const step of preparations) {
    const rows = step.step === 'transform_z' ? (z?.labels ?? []) : y.labels;
    const within = await maps(step);
    inputs.push({ design: await design(step, rows), within: within?.table ?? null });
    citations.push(...(within?.citations ?? []));
  }
  return { inputs, citations };

  function design(step: PreparationStep, labels: readonly string[]): Promise<DesignTable> | null {
    if (!('design' in step) || !step.design) return null;
    const protect = step.step === 'clean_y' ? (step.protect ?? []) : [];
    return loadDesign(step.design, labels, 'design', context, protect);
  }

  function maps(step: PreparationStep) {
    if (step.step !== 'clean_y' || step.within === 'z') return null;
    const { within, withinYSpecific: matched } = step;
    return loadConfounds(within, parcellation, context, { property: 'covariates_within', matched });
  }
}
