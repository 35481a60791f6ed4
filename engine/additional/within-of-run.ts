// The stage of a run that correlates across subjects in every parcel, corrects over parcels and tests all of them together
// (spec/statistics.md 7.4).
import { correctionByName } from '../inference/corrections.js';
import { cell, cells } from '../inference/statistics.js';
import { NspError } from '../error.js';
import type { MapTable } from '../library/map-table.js';
import type { WithinRegionStep } from '../plan.js';
import type { StatisticResult, WithinRegionResult } from '../result.js';
import type { Stages } from '../stages.js';
import {
  clipped,
  correlateWithinRegions,
  omnibus,
  type SubjectSide,
  type WithinRegion,
} from './within-region.js';

/** The maps as they were at the place of the step, rows of X in the order of Y. */
export interface WithinInput {
  x: SubjectSide;
  y: MapTable;
  /** Null for a covariate. */
  joined: 'label' | 'position' | null;
}

/** Below this a correlation across subjects says little. */
const FEW_SUBJECTS = 20;

/** @throws NspError `meff-within` and those of correlateWithinRegions */
export async function withinOf(
  step: WithinRegionStep,
  input: WithinInput,
  seed: number,
  stages: Stages,
): Promise<WithinRegionResult> {
  requireCorrection(step);
  const { x, y } = input;
  const { nPerm, rToZ, method } = step;
  if (x.subjects < FEW_SUBJECTS)
    stages.warn(
      'few-subjects',
      `Correlations across ${x.subjects} subjects are unstable; ${FEW_SUBJECTS} or more are usual.`,
      { property: 'method' },
    );
  const side = { values: y.values, subjects: y.labels.length, parcels: y.parcels.length };
  const found = await stages.run('Within regions', () =>
    correlateWithinRegions(x, side, { method, rToZ, permutations: nPerm, seed }, stages),
  );
  const all = omnibus(found, step.omnibus, nPerm, rToZ);
  const { observed } = found;
  stages.log(
    `Within regions: ${step.omnibus} over ${y.parcels.length} parcels ${all.observed.toPrecision(3)}${nPerm ? `, p = ${all.p.toPrecision(3)}` : ''}`,
  );
  return {
    method,
    covariate: step.covariate,
    subjects: x.subjects,
    joined: input.joined,
    permutations: nPerm,
    rToZ,
    correction: nPerm ? step.correction : null,
    omnibus: { statistic: step.omnibus, observed: cell(all.observed), p: cell(all.p) },
    counts: pairsBy(x, side),
    rho: cells(rToZ ? observed.map(Math.tanh) : observed),
    rhoZ: rToZ ? cells(observed) : null,
    p: nPerm ? cells(found.p) : null,
    corrected:
      nPerm && step.correction !== null
        ? cells(correctedWithin(step.correction, found, nPerm))
        : null,
  };
}

/** Effective numbers of tests come from maps × maps, and there is one map of correlations. */
export function requireCorrection({ correction }: WithinRegionStep): void {
  const known = correction === null ? null : correctionByName.get(correction);
  if (correction === null || (known && known.kind !== 'meff')) return;
  throw new NspError(
    'meff-within',
    `${correction} counts tests by how alike maps are, and here parcels are tested. Use step_maxT, maxT, fdr_bh, holm or another correction.`,
    { property: 'mc_method' },
  );
}

/** Corrected p over the parcels that have one; by the nulls within [1/m, 1 − 1/m] like p itself. */
export function correctedWithin(
  name: string,
  { observed, nulls, p }: WithinRegion,
  permutations: number,
): Float64Array {
  const correction = correctionByName.get(name);
  if (!correction || correction.kind === 'meff') throw new Error(`No correction ${name}.`);
  if (correction.kind === 'nulls')
    return clipped(
      correction.correct({ observed, nulls, permutations, tail: 'two' }),
      permutations,
    );
  const present = [...p.keys()].filter((i) => p[i] === p[i]);
  const corrected = correction.correct(present.map((i) => p[i] as number));
  const out = new Float64Array(p.length).fill(NaN);
  present.forEach((i, k) => (out[i] = corrected[k] as number));
  return out;
}

/** Subjects that have both, in each parcel. */
function pairsBy(x: SubjectSide, y: SubjectSide & { parcels: number }): number[] {
  return Array.from({ length: y.parcels }, (_, i) => {
    let n = 0;
    for (let s = 0; s < y.subjects; s++) {
      const a = x.parcels === null ? x.values[s] : x.values[s * x.parcels + i];
      const sum = (a as number) + (y.values[s * y.parcels + i] as number);
      if (sum === sum) n++;
    }
    return n;
  });
}

const OMNIBUS_LABELS = {
  absrho: 'Mean |r| over parcels',
  rho: 'Mean r over parcels',
  rho2: 'Mean r² over parcels',
} as const;

/** The test of all parcels together as a table of one cell: what a pipeline without `colocalize` has as its statistic. */
export function omnibusStatistic({ method, omnibus: of }: WithinRegionResult): StatisticResult {
  const label = OMNIBUS_LABELS[of.statistic];
  return {
    method,
    statistic: of.statistic,
    label,
    tail: of.p === null ? null : of.statistic === 'rho' ? 'two' : 'upper',
    columns: [{ set: null, x: of.statistic, weight: null }],
    rows: ['all parcels'],
    pooledRow: [false],
    observed: [of.observed],
    normalized: null,
    p: of.p === null ? null : [of.p],
    corrected: {},
    nulls: null,
  };
}
