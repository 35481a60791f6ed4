// What goes from one preparing step to the next: the maps as they are by now, and what has to be known of how they came about.
import type { WithinInput } from '../additional/within-of-run.js';
import type { StepInputs } from '../library/load/step-inputs.js';
import type { LoadedData } from '../library/load/data.js';
import type { GroupSource } from '../nulls/relabelled.js';
import type { StageContext } from '../progress.js';
import type { PreparationFacts, ResultDesign } from '../result.js';
import type { RunSettings } from './settings.js';

/** The maps before and after a step. */
export interface PreparedMaps {
  data: LoadedData;
  /** Null where no step has a design. */
  design: ResultDesign | null;
  /** What permuted labels are made into null maps with; null where groups are not permuted. */
  groups: GroupSource | null;
  /** Z was taken out of Y in a step, and is not taken out again (spec/statistics.md 1.3). */
  cleanedOfZ: boolean;
  /** Sides whose maps were made from others: their null maps are not standardised (spec/statistics.md 4.9). */
  made: { x: boolean; y: boolean };
  /** What each step did, in their order. */
  facts: PreparationFacts[];
  /** What is correlated across subjects, as it was at the place of the step; null where nothing is. */
  within: WithinInput | null;
}

/** What a step may use besides the maps. */
export interface StepContext {
  run: RunSettings & { seed: number };
  /** What was read for this step. */
  inputs: StepInputs;
  ctx: StageContext;
}

/** One kind of step. Throws NspError at the property that is wrong, CancelledError. */
export type Preparing<S> = (step: S, state: PreparedMaps, context: StepContext) => PreparedMaps;

/** The record of designs: what a step adds to what steps before it said. */
export function withDesign(
  { design }: Pick<PreparedMaps, 'design'>,
  found: Partial<ResultDesign>,
): ResultDesign {
  const empty: ResultDesign = {
    groups: [],
    pairs: null,
    comparison: null,
    regressed: { continuous: [], categorical: [] },
    protected: [],
    combat: null,
    matrix: { columns: [], rows: [], values: [] },
  };
  return { ...empty, ...design, ...found };
}
