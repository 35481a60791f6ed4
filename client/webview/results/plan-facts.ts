// What the page asks of a plan, whichever kind of analysis it is of.
import type {
  AnalysisPlan,
  FitStep,
  MapsSource,
  PipelineStep,
  Side,
} from '../../../engine/plan.js';

const fitOf = (steps: readonly PipelineStep[]): FitStep | undefined =>
  steps.find((step): step is FitStep => step.step === 'fit');

/** The maps of a side were standardised when they were read. */
export function standardizes(plan: AnalysisPlan, side: Side): boolean {
  if (plan.kind !== 'pipeline') return plan.standardize.includes(side);
  const fit = fitOf(plan.steps);
  if (!fit) return false;
  // Y that is a copy of X is standardised with it.
  return (
    fit.standardize.includes(side) || (side === 'y' && !fit.y && fit.standardize.includes('x'))
  );
}

/** Values were also told relative to their nulls. */
export const normalizes = (plan: AnalysisPlan): boolean =>
  plan.kind === 'pipeline'
    ? plan.steps.some(({ step }) => step === 'normalize_colocalizations')
    : plan.normalize;

/** Where the reference maps came from. */
export const referenceOf = (plan: AnalysisPlan): MapsSource | undefined =>
  plan.kind === 'pipeline' ? fitOf(plan.steps)?.x : plan.x;

/** How the values of maps become that of their set; undefined where columns are maps. */
export function aggregationOf(plan: AnalysisPlan): string | undefined {
  if (plan.kind !== 'pipeline') return 'aggregation' in plan ? plan.aggregation : undefined;
  const colocalize = plan.steps.find((step) => step.step === 'colocalize');
  return colocalize?.step === 'colocalize' ? (colocalize.aggregation ?? undefined) : undefined;
}
