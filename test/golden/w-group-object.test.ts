// Golden case w02: the whole NiSpace object with given permuted labels, paired: from subjects to p, through our comparison and its nulls.
import { describe, it } from 'vitest';
import { correlations, fixedMaps } from '../../engine/colocalize/correlation.js';
import { permutationP } from '../../engine/inference/p-values.js';
import { Control } from '../../engine/parallel/control.js';
import { GroupComparison } from '../../engine/prepare/comparisons/comparison.js';
import { EffectNulls } from '../../engine/prepare/comparisons/effect-nulls.js';
import { codeGroups } from '../../engine/prepare/comparisons/groups.js';
import { Component, componentsDir, suite } from './component.js';

const TRANSFORM = 'pairedcohen';

describe.skipIf(!componentsDir())(suite('golden object with permuted pairs'), () => {
  it('w02: the effect map, its colocalizations and their p', () => {
    const component = new Component('w02_object_group_paired');
    const [x, y] = [component.table('X'), component.table('Y')];
    const design = component.input('design');
    const column = (at: number): string[] => design.map((row) => String(row[at]));
    const groups = codeGroups({ labels: y.labels, groups: column(0), subjects: column(3) });
    const call = { transform: TRANSFORM, levels: ['a', 'b'] };
    const { table } = new GroupComparison(y, call, groups).observed();
    component.holds('observed_map', table.values);
    const zOf = (values: Float64Array): Float64Array =>
      correlations(fixedMaps({ ...table, values }, true), fixedMaps(x, true)).map(Math.atanh);
    const observed = zOf(table.values);
    component.holds('obs_z', observed);

    const labels = Uint8Array.from(component.input('labels').flat());
    const count = labels.length / groups.rows.length;
    const parcels = y.parcels.length;
    const maps = new Float64Array(count * parcels);
    new EffectNulls({ values: y.values, parcels }, groups, TRANSFORM, 0).fill(
      labels,
      0,
      count,
      maps,
      new Control(),
    );
    const nulls = Array.from({ length: count }, (_, k) =>
      zOf(maps.slice(k * parcels, (k + 1) * parcels)),
    );
    for (const tail of ['two', 'upper', 'lower'] as const) {
      const p = observed.map((value, c) =>
        permutationP(
          value,
          nulls.map((row) => row[c]!),
          tail,
        ),
      );
      component.holds(`p_${tail}`, p);
    }
  });
});
