// clean_y: covariates are taken out of Y, across parcels first, then across subjects (spec/statistics.md 3).
import { NspError } from '../../error.js';
import type { MapTable } from '../../library/map-table.js';
import type { CleanYStep } from '../../plan.js';
import { cleanedMaps } from '../../prepare/cleaned.js';
import { cleanWithin } from '../../prepare/clean/within.js';
import { designMatrix } from '../../prepare/design-matrix.js';
import { tellNotes } from '../../prepare/note.js';
import { withDesign, type PreparedMaps, type Preparing, type StepContext } from '../state.js';

export const cleanY: Preparing<CleanYStep> = (step, state, context) => {
  const within = step.how.includes('within') ? cleanedWithin(step, state, context) : state;
  return step.how.includes('between') ? cleanedBetween(step, within, context) : within;
};

const withY = (state: PreparedMaps, y: MapTable): PreparedMaps => ({
  ...state,
  data: { ...state.data, y },
});

function cleanedWithin(step: CleanYStep, state: PreparedMaps, context: StepContext): PreparedMaps {
  const { ctx, inputs } = context;
  const { y, z } = state.data;
  const ofZ = step.within === 'z';
  const covariates = ofZ ? z : inputs.within;
  if (!covariates) {
    throw new NspError(
      'no-covariates',
      `clean_y within needs maps to regress from y across parcels. ${ofZ ? 'Add `z: …` to fit.' : 'Name them with covariates_within.'}`,
      { property: 'covariates_within' },
    );
  }
  const { table, notes } = cleanWithin(y, covariates, step.withinYSpecific, ctx);
  tellNotes(notes, 'covariates_within', ctx);
  ctx.log(`Regressed from y across parcels: ${covariates.labels.join(', ')}`);
  return {
    ...withY(state, table),
    cleanedOfZ: state.cleanedOfZ || ofZ,
    facts: [
      ...state.facts,
      { step: 'clean_y within', maps: covariates.labels, matched: step.withinYSpecific },
    ],
  };
}

function cleanedBetween(
  { combat, design: source }: CleanYStep,
  state: PreparedMaps,
  { ctx, inputs }: StepContext,
): PreparedMaps {
  const { design } = inputs;
  const { y } = state.data;
  if (!design || !source) {
    throw combat
      ? new NspError(
          'combat-without-site',
          'ComBat needs to know the sites: set `design` to a design with `site: COLUMN`.',
          { property: 'combat' },
        )
      : new NspError(
          'no-design',
          'clean_y between needs the covariates: add `design: …`, or use `how: within`.',
          { property: 'how' },
        );
  }
  const { kept } = design;
  const { table, nuisance, facts } = cleanedMaps(y, design, { combat, kept }, ctx);
  const found = { ...facts, protected: kept.map(({ name }) => name) };
  const matrix = designMatrix(y.labels, {
    regressed: nuisance,
    // Pairs would be many columns.
    kept: kept.filter(({ name }) => name !== source.subjects),
    site: combat ? design.site : null,
  });
  return {
    ...withY(state, table),
    design: withDesign(state, { ...found, matrix }),
    facts: [...state.facts, { step: 'clean_y between', ...found }],
  };
}
