// A tiny folder and plan for tests that run whole group analyses: 24 simulated subjects on the 12 made-up parcels.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RandomState } from '../../engine/nulls/rng/mt19937.js';
import type { DesignSource, GroupColocalizationPlan } from '../../engine/plan.js';
import { PARCELS, smallFolder, smallPlan } from './small-run.js';

export const SUBJECTS = 24;

/** Writes the folder of the small run and beside it `subjects.csv` and `design.csv`; patients are higher in the left hemisphere. */
export function groupFolder(folder: string): void {
  smallFolder(folder);
  const random = new RandomState(3);
  const rows = Array.from({ length: SUBJECTS }, (_, s) => {
    const age = 20 + Math.floor(30 * random.random());
    const site = s % 3 ? 'A' : 'B';
    const patient = s % 2 === 0;
    const values = PARCELS.map((parcel, i) => {
      const effect = patient && parcel.startsWith('hemi-L') ? 1.5 : 0;
      return effect + 0.05 * i * age + (site === 'B' ? 2 + i : 0) + random.normal();
    });
    return { id: `s${s}`, design: [patient ? 'PAT' : 'HC', age, site, `p${s >> 1}`], values };
  });
  writeFileSync(
    join(folder, 'subjects.csv'),
    `id,${PARCELS.join()}\n${rows.map(({ id, values }) => [id, ...values].join()).join('\n')}\n`,
  );
  // In another order than the data: rows are joined by label.
  const reversed = [...rows].reverse();
  writeFileSync(
    join(folder, 'design.csv'),
    `id,groups,age,site,pair\n${reversed.map(({ id, design }) => [id, ...design].join()).join('\n')}\n`,
  );
}

export function designSource(folder: string, changes: Partial<DesignSource> = {}): DesignSource {
  return {
    declaration: 'study',
    path: join(folder, 'design.csv'),
    index: null,
    groups: 'groups',
    covariates: ['age'],
    site: 'site',
    subjects: 'pair',
    ...changes,
  };
}

export function groupPlan(
  folder: string,
  changes: Partial<GroupColocalizationPlan> = {},
): GroupColocalizationPlan {
  const { yCovariates, mapsMethod, mapsOptions, nullSpace, mapsNulls, mapsWhich, y, ...common } =
    smallPlan(folder);
  void [yCovariates, mapsMethod, mapsOptions, nullSpace, mapsNulls, mapsWhich];
  if (y.kind !== 'table') throw new Error('The small plan has a table.');
  return {
    ...common,
    kind: 'group_colocalization',
    y: { ...y, declaration: 'subjects', path: join(folder, 'subjects.csv') },
    design: designSource(folder),
    comparison: { transform: 'hedges', levels: ['PAT', 'HC'] },
    paired: false,
    groupsStrategy: 'shuffle',
    pooled: 'auto',
    ...changes,
  };
}
