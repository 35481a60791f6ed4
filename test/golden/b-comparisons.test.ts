// Golden cases b01 and b02: group comparisons of real subjects, complete and with missing parcels.
import { describe, expect, it } from 'vitest';
import { GroupComparison } from '../../engine/prepare/comparisons/comparison.js';
import { codeGroups } from '../../engine/prepare/comparisons/groups.js';
import { EffectNulls } from '../../engine/prepare/comparisons/effect-nulls.js';
import { Control } from '../../engine/parallel/control.js';
import { Component, componentsDir, suite } from './component.js';

/** Name in the case, comparison, arguments, and whether the rows are paired by the design. */
const cases: [string, string, string[], boolean][] = [
  ['hedges(a,b)', 'hedges', ['a', 'b'], false],
  ['hedges(b,a)', 'hedges', ['1', '0'], false],
  ['cohen(a,b)', 'cohen', ['0', '1'], false],
  ['mean(a)-mean(b)', 'meandiff', ['a', 'b'], false],
  ['a-mean(b)', 'center', ['a', 'b'], false],
  ['mean(y)', 'mean', ['y'], false],
  ['median(a)', 'median', ['a'], false],
  ['std(a)', 'std', ['a'], false],
  ['var(b)', 'var', ['b'], false],
  ['zscore(a,b)', 'zscore', ['a', 'b'], false],
  ['zscore(b,a)', 'zscore', ['b', 'a'], false],
  ['zscore(y)', 'zscore', ['y'], false],
  ['rzscore(a,b)_2026', 'rzscore', ['a', 'b'], false],
  ['centile(a,b)_2026', 'centile', ['a', 'b'], false],
  ['pairedcohen(a,b)', 'pairedcohen', ['a', 'b'], true],
  ['a-b', 'elemdiff', ['a', 'b'], true],
  ['prc(a,b)_2026', 'prc', ['a', 'b'], true],
  ['logfc(a,b)_2026', 'logfc', ['a', 'b'], true],
];

function design(component: Component, paired: boolean) {
  const y = component.table('Y');
  const rows = component.input('design');
  const groups = codeGroups({
    labels: y.labels,
    groups: rows.map((row) => String(row[0])),
    subjects: paired ? rows.map((row) => String(row[3])) : null,
  });
  return { y, groups };
}

describe.skipIf(!componentsDir())(suite('golden group comparisons'), () => {
  describe.each(['b01_effects_thickness', 'b02_effects_thickness_nan'])('%s', (id) => {
    const component = new Component(id);

    it.each(cases)('%s', (name, transform, levels, paired) => {
      const { y, groups } = design(component, paired);
      const { table } = new GroupComparison(y, { transform, levels }, groups).observed();
      component.holds(name, table.values);
    });

    it.each(['hedges', 'cohen', 'pairedcohen'] as const)('%s, made as a null', (effect) => {
      const { y, groups } = design(component, effect === 'pairedcohen');
      const out = new Float64Array(y.parcels.length);
      const data = { values: y.values, parcels: y.parcels.length };
      new EffectNulls(data, groups, effect, 0).fill(groups.codes, 0, 1, out, new Control());
      component.holds(`${effect}(a,b)`, out);
      expect(groups.levels).toEqual(['0', '1']);
    });
  });
});
