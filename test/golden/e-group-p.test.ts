// Golden cases e01–e03: from null maps of given labels to null statistics, pooled over the rows where there are several, and p.
import { describe, it } from 'vitest';
import { correlations, fixedMaps } from '../../engine/colocalize/correlation.js';
import { permutationP } from '../../engine/inference/p-values.js';
import type { MapTable } from '../../engine/library/map-table.js';
import { pool } from '../../engine/parallel/null-output.js';
import type { Tail } from '../../engine/plan.js';
import { Component, componentsDir, suite } from './component.js';

const cases = ['e01_group_hedges_thickness', 'e02_group_paired', 'e03_group_zscore_pooled'];

/** Fisher z of each X map with some maps, averaged over them. */
function pooledZ(values: readonly number[], x: MapTable): number[] {
  const rows = values.length / x.parcels.length;
  const labels = Array.from({ length: rows }, (_, i) => `y${i}`);
  const empty = labels.map(() => null);
  const y = { ...x, labels, sets: empty, weights: empty, values: Float64Array.from(values) };
  const z = correlations(fixedMaps(y, true), fixedMaps(x, true)).map(Math.atanh);
  const columns = x.labels.length;
  return x.labels.map((_, c) =>
    pool(
      z.filter((_z, at) => at % columns === c),
      'mean',
    ),
  );
}

describe.skipIf(!componentsDir())(suite('golden p of permuted groups'), () => {
  it.each(cases)('%s', (id) => {
    const component = new Component(id);
    const x = component.table('X');
    const observed = pooledZ(component.expected('observed_map'), x);
    component.holds('obs_z', observed);
    const maps = component.expected('null_maps');
    const permutations = component.json.expected['null_maps']!.shape[0]!;
    const width = maps.length / permutations;
    const nulls = Array.from({ length: permutations }, (_, k) =>
      pooledZ(maps.slice(k * width, (k + 1) * width), x),
    );
    component.holds('null_z', nulls.flat());
    for (const tail of ['two', 'upper', 'lower'] as const satisfies readonly Tail[]) {
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
