// reduce_x: many X maps become fewer, which go on in their place (spec/statistics.md 7.5).
import type { ReduceXStep } from '../../plan.js';
import { tellNotes } from '../../prepare/note.js';
import { reduceMaps } from '../../prepare/reduce/reduce.js';
import { completeParcels } from '../../prepare/reduce/reduction.js';
import type { Preparing } from '../state.js';

export const reduceX: Preparing<ReduceXStep> = (step, state, { run, ctx }) => {
  const { x, y, z } = state.data;
  const complete = completeParcels([x, y, ...(z ? [z] : [])]);
  const options = {
    components: step.components,
    minExplained: step.minEv,
    weighted: step.weightedMean,
    seed: step.seed ?? run.seed,
  };
  const reduced = reduceMaps(x, step.reduction, step.meanBySet, options, complete, ctx);
  tellNotes(reduced.notes, 'reduction', ctx);
  const { labels } = reduced.table;
  const explained = Array.from(reduced.explained, (share) => (Number.isNaN(share) ? null : share));
  ctx.log(`x: ${x.labels.length} maps reduced to ${labels.length} (${step.reduction})`);
  return {
    ...state,
    data: { ...state.data, x: reduced.table },
    made: { ...state.made, x: true },
    facts: [
      ...state.facts,
      {
        step: 'reduce_x',
        from: x.labels.length,
        components: labels.map((component, k) => ({ component, explained: explained[k] ?? null })),
        loadings: reduced.loadings,
      },
    ],
  };
};
