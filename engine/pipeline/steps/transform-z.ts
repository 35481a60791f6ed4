// transform_z: the maps of Z are compared like those of Y and replaced by the result (spec/statistics.md 2.4).
import { NspError } from '../../error.js';
import type { TransformZStep } from '../../plan.js';
import { comparedMaps } from '../../prepare/compared.js';
import type { Preparing } from '../state.js';

export const transformZ: Preparing<TransformZStep> = (step, state, { inputs, ctx }) => {
  const { z } = state.data;
  if (!z) {
    throw new NspError('no-z', 'transform_z needs maps to transform. Add `z: …` to fit.', {
      property: 'comparison_method',
    });
  }
  const { table, facts } = comparedMaps(z, inputs.design, step, ctx);
  return {
    ...state,
    data: { ...state.data, z: table },
    facts: [...state.facts, { step: 'transform_z', ...facts }],
  };
};
