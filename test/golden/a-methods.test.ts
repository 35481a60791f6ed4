// Golden cases a05–a08 through the path of a run: the table of methods, options under their NiSpace names, maps as a run prepares them.
import { describe, it } from 'vitest';
import { chooseMethod } from '../../engine/colocalize/chosen-method.js';
import { methodByName } from '../../engine/colocalize/methods.js';
import { observedStatistics } from '../../engine/colocalize/observed.js';
import type { MapTable } from '../../engine/library/map-table.js';
import type { OptionValue } from '../../engine/plan.js';
import { standardizeRows } from '../../engine/prepare/standardize.js';
import { Component, componentsDir, suite } from './component.js';

const quiet = {
  signal: new AbortController().signal,
  report: () => undefined,
  log: () => undefined,
  warn: () => undefined,
};

function observe(
  name: string,
  x: MapTable,
  y: MapTable,
  options: Record<string, OptionValue> = {},
  distances: Float64Array | null = null,
): (statistic: string) => Float64Array {
  const chosen = chooseMethod(methodByName.get(name)!, options);
  const { statistics } = observedStatistics(
    chosen,
    { x, y, z: null },
    { pooled: false, rToZ: true },
    quiet,
    distances,
  );
  return (statistic) => statistics.find((one) => one.name === statistic)!.values;
}

const maps = (component: Component): [x: MapTable, y: MapTable] => [
  standardizeRows(component.table('X')).table,
  component.table('Y'),
];

describe.skipIf(!componentsDir())(suite('golden methods as a run computes them'), () => {
  it.each([true, false])('a05: regressions and dominance, adj_r2: %s', (adjust) => {
    const component = new Component('a05_regression_dk');
    const [x, y] = maps(component);
    const scale = adjust ? 'adj' : 'raw';
    component.holds(`slr_r2_${scale}`, observe('slr', x, y, { adj_r2: adjust })('r2'));
    const mlr = observe('mlr', x, y, { adj_r2: adjust, mlr_individual: true });
    component.holds(`mlr_r2_${scale}`, mlr('r2'));
    component.holds(`mlr_individual_${scale}`, mlr('individual'));
    component.holds('mlr_beta', mlr('beta'));
    component.holds('mlr_intercept', mlr('intercept'));
    const six = x.parcels.length * 6;
    const few = { ...x, labels: x.labels.slice(0, 6), values: x.values.slice(0, six) };
    const dominance = observe('dominance', few, y, { adj_r2: adjust });
    for (const statistic of ['sum', 'total', 'individual', 'relative']) {
      component.holds(`dominance_${statistic}_${scale}`, dominance(statistic));
    }
  });

  it.each([1, 2, 5, 10])('a06: pls and pcr, n_components: %i', (count) => {
    const component = new Component('a06_pls_pcr_dk');
    const [x, y] = maps(component);
    const pls = observe('pls', x, y, { n_components: count });
    component.holds(`pls_r2_k${count}`, pls('r2'));
    component.holds(`pls_beta_k${count}`, pls('beta'));
    const pcr = observe('pcr', x, y, { n_components: count });
    component.holds(`pcr_r2_adj_k${count}`, pcr('r2'));
  });

  it.each(['lasso', 'ridge', 'elasticnet'])('a07: %s', (name) => {
    const component = new Component('a07_regularised_schaefer100');
    const [x, y] = maps(component);
    const distances = Float64Array.from(component.input('D').flat());
    const found = observe(name, x, y, {}, distances);
    component.holds(`${name}_alpha`, found('alpha'));
    component.holds(`${name}_r2`, found('r2'));
    component.holds(name === 'ridge' ? 'ridge_beta' : `${name}_beta_exact`, found('beta'));
  });

  it('a08: mi', () => {
    const component = new Component('a08_mi_schaefer100');
    const found = observe('mi', component.table('X'), component.table('Y'), { n_neighbors: 3 });
    component.holds('mi', found('mi'));
  });
});
