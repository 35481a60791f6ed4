// Golden cases a01–a04: correlations and partial correlations with complete, missing and tied data, from independent programs.
import { describe, expect, it } from 'vitest';
import { correlations, fixedMaps } from '../../engine/colocalize/correlation.js';
import { pool } from '../../engine/parallel/null-output.js';
import { standardizeRows } from '../../engine/prepare/standardize.js';
import { midRanks } from '../../engine/stats/ranks.js';
import { Component, componentsDir, suite } from './component.js';

const r = (component: Component, ranked: boolean): Float64Array =>
  correlations(fixedMaps(component.table('Y'), ranked), fixedMaps(component.table('X'), ranked));
/** With the Z maps of the case regressed out, ranked likewise. */
function partial(component: Component, ranked: boolean): Float64Array {
  const z = fixedMaps(component.table('Z'), ranked);
  const [y, x] = ['Y', 'X'].map((name) => fixedMaps(component.table(name), ranked, z));
  return correlations(y!, x!, z);
}
const z = (values: Float64Array): Float64Array => values.map(Math.atanh);

describe.skipIf(!componentsDir())(suite('golden correlations'), () => {
  it.each(['a01_corr_schaefer100', 'a02_corr_schaefer200'])('%s: complete data', (id) => {
    const component = new Component(id);
    component.holds('pearson_r', r(component, false));
    component.holds('pearson_z', z(r(component, false)));
    component.holds('spearman_r', r(component, true));
    component.holds('spearman_z', z(r(component, true)));
    component.holds('partialpearson_r', partial(component, false));
    component.holds('partialpearson_z', z(partial(component, false)));
    component.holds('partialspearman_r', partial(component, true));
    component.holds('partialspearman_z', z(partial(component, true)));
    component.holds(
      'Y_ranks0',
      component.input('Y').flatMap((row) => [...midRanks(row)]),
    );
    component.holds('X_zscored', standardizeRows(component.table('X')).table.values);
  });

  it('a03: ranks on the parcels of each map, then the parcels both have', () => {
    const component = new Component('a03_nan_schaefer200');
    component.holds('pearson_r', r(component, false));
    component.holds('spearman_preranked_r', r(component, true));
    component.holds('spearman_preranked_z', z(r(component, true)));
    component.holds('partialpearson_2026_r', partial(component, false));
    component.holds('partialspearman_2026_r', partial(component, true));
    component.holds('X_zscored', standardizeRows(component.table('X')).table.values);
  });

  it('a04: mid-ranks for ties, pooling on the Fisher scale', () => {
    const component = new Component('a04_ties_dk');
    const spearman = r(component, true);
    component.holds('spearman_midrank_r', spearman);
    component.holds('pearson_r', r(component, false));
    const columns = Array.from({ length: 19 }, (_, x) =>
      Float64Array.from({ length: 8 }, (_, y) => Math.atanh(spearman[y * 19 + x]!)),
    );
    component.holds(
      'spearman_mean_over_Y_z',
      columns.map((column) => pool(column, 'mean')),
    );
    component.holds(
      'spearman_median_over_Y_z',
      columns.map((column) => pool(column, 'median')),
    );
    expect(columns).toHaveLength(19);
  });
});
