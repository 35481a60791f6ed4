// transform_y: the maps of subjects become the maps of a comparison, which go on (spec/statistics.md 2). Where groups are permuted,
// the comparison is what null maps are made with.
import type { TransformYStep } from '../../plan.js';
import { comparedMaps, requirePermutable, warnOfPooling } from '../../prepare/compared.js';
import { withDesign, type Preparing } from '../state.js';

export const transformY: Preparing<TransformYStep> = (step, state, { run, inputs, ctx }) => {
  const compared = comparedMaps(state.data.y, inputs.design, step, ctx);
  const permuted = run.permute?.groups ?? null;
  if (permuted) {
    requirePermutable(compared, permuted.strategy);
    warnOfPooling(compared, ctx);
  }
  const { table, source, facts } = compared;
  return {
    ...state,
    data: { ...state.data, y: table },
    design: withDesign(state, facts),
    groups: permuted && { kind: 'groups', ...source, strategy: permuted.strategy, seed: run.seed },
    made: { ...state.made, y: true },
    facts: [...state.facts, { step: 'transform_y', ...facts }],
  };
};
