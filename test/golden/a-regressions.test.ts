// Golden cases a05–a08 and x01: regressions, dominance, components, penalised regressions and mutual information, from independent
// programs and from a published analysis.
import { describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS, type KernelOptions } from '../../engine/colocalize/kernels/kernel.js';
import { kernelByName } from '../../engine/colocalize/kernels/kernels.js';
import type { MapTable } from '../../engine/library/map-table.js';
import { standardizeRows } from '../../engine/prepare/standardize.js';
import { Component, componentsDir, suite } from './component.js';

/** Each statistic of a method, `[y][x]` or `[y]`. */
function compute(
  method: string,
  x: MapTable,
  y: MapTable,
  options: Partial<KernelOptions> = {},
  distances: Float64Array | null = null,
): Record<string, number[]> {
  const parcels = x.parcels.length;
  const maps = x.labels.length;
  const kernel = kernelByName
    .get(method)!
    .make({ maps, parcels, distances }, { ...DEFAULT_OPTIONS, ...options });
  kernel.setX(x.values);
  const results: Record<string, number[]> = {};
  const out = kernel.statistics.map(({ shape }) => new Float64Array(shape === 'pair' ? maps : 1));
  for (let row = 0; row < y.labels.length; row++) {
    kernel.run(y.values.slice(row * parcels, (row + 1) * parcels), out);
    kernel.statistics.forEach(({ name }, s) => (results[name] ??= []).push(...out[s]!));
  }
  return results;
}

const standardized = (component: Component): MapTable =>
  standardizeRows(component.table('X')).table;

const first = (table: MapTable, maps: number): MapTable => ({
  ...table,
  labels: table.labels.slice(0, maps),
  values: table.values.slice(0, maps * table.parcels.length),
});

describe.skipIf(!componentsDir())(suite('golden regressions'), () => {
  it.each([true, false])('a05: simple and multiple regression, adjusted: %s', (adjR2) => {
    const component = new Component('a05_regression_dk');
    const [x, y] = [standardized(component), component.table('Y')];
    const scale = adjR2 ? 'adj' : 'raw';
    component.holds(`slr_r2_${scale}`, compute('slr', x, y, { adjR2 })['r2']!);
    const mlr = compute('mlr', x, y, { adjR2, mlrIndividual: true });
    component.holds(`mlr_r2_${scale}`, mlr['r2']!);
    component.holds(`mlr_individual_${scale}`, mlr['individual']!);
    component.holds('mlr_intercept', mlr['intercept']!);
    component.holds('mlr_beta', mlr['beta']!);
  });

  it.each([true, false])('a05: dominance of six predictors, adjusted: %s', (adjR2) => {
    const component = new Component('a05_regression_dk');
    const x = first(
      standardized(component),
      component.json.params['dominance_predictors'] as number,
    );
    const results = compute('dominance', x, component.table('Y'), { adjR2 });
    for (const name of ['sum', 'total', 'individual', 'relative']) {
      component.holds(`dominance_${name}_${adjR2 ? 'adj' : 'raw'}`, results[name]!);
    }
  });

  it.each([1, 2, 5, 10])('a06: partial least squares and principal components, %i', (k) => {
    const component = new Component('a06_pls_pcr_dk');
    const [x, y] = [standardized(component), component.table('Y')];
    const pls = compute('pls', x, y, { nComponents: k });
    component.holds(`pls_r2_k${k}`, pls['r2']!);
    component.holds(`pls_beta_k${k}`, pls['beta']!);
    for (const adjR2 of [true, false]) {
      const { r2 } = compute('pcr', x, y, { nComponents: k, adjR2 });
      component.holds(`pcr_r2_${adjR2 ? 'adj' : 'raw'}_k${k}`, r2!);
    }
  });

  it.each(['lasso', 'ridge', 'elasticnet'])('a07: %s cross-validated over distance', (method) => {
    const component = new Component('a07_regularised_schaefer100');
    const distances = Float64Array.from(component.input('D').flat());
    const [x, y] = [standardized(component), component.table('Y')];
    const results = compute(method, x, y, {}, distances);
    component.holds(`${method}_alpha`, results['alpha']!);
    component.holds(`${method}_r2`, results['r2']!);
    if (method === 'ridge') component.holds('ridge_beta', results['beta']!);
    else {
      component.holds(`${method}_beta_exact`, results['beta']!);
      component.holds(`${method}_beta_sklearn`, results['beta']!);
    }
    if (method === 'elasticnet') expect(results['l1ratio']).toEqual([0.5, 0.5, 0.5]);
  });

  it('a08: mutual information', () => {
    const component = new Component('a08_mi_schaefer100');
    const { mi } = compute('mi', component.table('X'), component.table('Y'));
    component.holds('mi', mi!);
  });

  it('x01: the published dominance of 19 receptors for 13 disorders, 524,287 models each', () => {
    const component = new Component('x01_published_dominance');
    const results = compute('dominance', component.table('X'), component.table('Y'));
    component.holds('total_dominance', results['total']!);
    component.holds('full_model_adj_r2', results['sum']!);
  });
});
