// correlate_within_region: takes the maps of the subjects as they are by now; what is computed of them follows when all steps are done
// (additional/within-of-run.ts). Rows are matched by label (spec/decisions.md 19).
import type { WithinInput } from '../../additional/within-of-run.js';
import { NspError } from '../../error.js';
import type { MapTable } from '../../library/map-table.js';
import type { WithinRegionStep } from '../../plan.js';
import { asNumber } from '../../prepare/levels.js';
import type { StageContext } from '../../progress.js';
import type { Preparing } from '../state.js';

export const withinRegion: Preparing<WithinRegionStep> = (step, state, context) => {
  const { x, y } = state.data;
  const { ctx, run, inputs } = context;
  if (step.covariate !== null) {
    const column = inputs.design?.covariates.find(({ name }) => name === step.covariate);
    if (!column) {
      throw new NspError(
        'no-design',
        `The covariate ${step.covariate} needs a design: add \`design: …\` to correlate_within_region.`,
        { property: 'covariate' },
      );
    }
    const values = Float64Array.from(column.cells, (cell) => numberOf(cell, step.covariate ?? ''));
    return {
      ...state,
      within: { x: { values, subjects: values.length, parcels: null }, y, joined: null },
    };
  }
  if (run.self) {
    throw new NspError(
      'x-is-y',
      'correlate_within_region compares two measures of the subjects, and there is one: add `y: …` to fit, or a `covariate` of a design.',
      { property: 'method' },
    );
  }
  return { ...state, within: matched(x, y, ctx) };
};

function numberOf(cell: string | null, name: string): number {
  if (cell === null) return NaN;
  const value = asNumber(cell);
  if (value !== undefined) return value;
  throw new NspError(
    'not-a-number',
    `The covariate ${name} holds "${cell}", and a correlation needs numbers. Code it as numbers, or compare groups with transform_y.`,
    { property: 'covariate' },
  );
}

/** X rows in the order of Y. */
function matched(x: MapTable, y: MapTable, ctx: StageContext): WithinInput {
  const place = new Map(x.labels.map((label, i) => [label, i]));
  const known = y.labels.filter((label) => place.has(label));
  const width = y.parcels.length;
  const subject = { property: 'x' };
  if (known.length > 0) {
    const lacking = y.labels.length - known.length;
    const unused = x.labels.filter((label) => !y.labels.includes(label)).length;
    const twice = place.size < x.labels.length || new Set(y.labels).size < y.labels.length;
    if (twice || lacking > 0) {
      throw new NspError(
        'rows-do-not-match',
        twice
          ? 'Rows of x and y are subjects, and a label stands twice. Give every subject one row.'
          : `x has no row for ${lacking} of the ${y.labels.length} subjects of y, the first is ${y.labels.find((label) => !place.has(label)) ?? ''}. Leave them out of y (\`rows\` of its table), or add them to x.`,
        subject,
      );
    }
    if (unused > 0)
      ctx.warn(
        'unused-rows',
        `${unused} rows of x have no subject in y and are not used.`,
        subject,
      );
    const values = new Float64Array(y.labels.length * width);
    y.labels.forEach((label, row) => {
      const from = place.get(label) as number;
      values.set(x.values.subarray(from * width, (from + 1) * width), row * width);
    });
    return { x: { values, subjects: y.labels.length, parcels: width }, y, joined: 'label' };
  }
  if (x.labels.length !== y.labels.length) {
    throw new NspError(
      'rows-do-not-match',
      `Rows of x and y are subjects: x has ${x.labels.length}, y has ${y.labels.length}, and no label occurs in both ("${x.labels[0] ?? ''}", "${y.labels[0] ?? ''}"). Give them the same labels.`,
      subject,
    );
  }
  ctx.warn(
    'rows-by-position',
    `No row of x has the label of a row of y, so subjects are joined by position ("${x.labels[0] ?? ''}" with "${y.labels[0] ?? ''}"). Give them the same labels to be sure.`,
    subject,
  );
  return {
    x: { values: x.values, subjects: x.labels.length, parcels: width },
    y,
    joined: 'position',
  };
}
