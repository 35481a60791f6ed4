// Golden cases e01–e03: cleaned maps, observed comparisons and null maps of given labels; their correlations with X.
import { describe, it } from 'vitest';
import { correlations, fixedMaps } from '../../engine/colocalize/correlation.js';
import type { MapTable } from '../../engine/library/map-table.js';
import { Control } from '../../engine/parallel/control.js';
import { cleanBetween } from '../../engine/prepare/clean/between.js';
import { GroupComparison } from '../../engine/prepare/comparisons/comparison.js';
import { EffectNulls, isFastEffect } from '../../engine/prepare/comparisons/effect-nulls.js';
import { codeGroups } from '../../engine/prepare/comparisons/groups.js';
import { Component, componentsDir, suite } from './component.js';
import { idle } from '../engine/prepare/idle.js';

function prepared(id: string, transform: string, levels: string[]) {
  const component = new Component(id);
  const design = component.input('design');
  const cells = (column: number): string[] => design.map((row) => String(row[column]));
  const raw = component.table('Y');
  const paired = transform === 'pairedcohen';
  const groups = codeGroups({
    labels: raw.labels,
    groups: cells(0),
    subjects: paired ? cells(3) : null,
  });
  const y: MapTable = paired
    ? raw
    : cleanBetween(
        raw,
        {
          nuisance: [
            { name: 'age', cells: cells(1) },
            { name: 'sex', cells: cells(2) },
          ],
          protected: [{ name: 'groups', cells: cells(0), categorical: true }],
        },
        idle,
      ).table;
  const labels = Uint8Array.from(component.input('labels').flat());
  return {
    component,
    groups,
    y,
    labels,
    comparison: new GroupComparison(y, { transform, levels }, groups),
  };
}

const cases: [string, string, string[]][] = [
  ['e01_group_hedges_thickness', 'hedges', ['a', 'b']],
  ['e02_group_paired', 'pairedcohen', ['a', 'b']],
  ['e03_group_zscore_pooled', 'zscore', ['b', 'a']],
];

describe.skipIf(!componentsDir())(suite('golden group permutation with given labels'), () => {
  it.each(cases)('%s: cleaned maps and the observed comparison', (id, transform, levels) => {
    const { component, y, comparison } = prepared(id, transform, levels);
    if (transform !== 'pairedcohen') component.holds('Y_cleaned', y.values);
    component.holds('observed_map', comparison.observed().table.values);
  });

  it.each(cases)('%s: null maps', (id, transform, levels) => {
    const { component, groups, y, labels, comparison } = prepared(id, transform, levels);
    const rows = groups.rows.length;
    const count = labels.length / rows;
    const direct: number[] = [];
    for (let k = 0; k < count; k++) {
      direct.push(...comparison.relabelled(labels.subarray(k * rows, (k + 1) * rows)));
    }
    component.holds('null_maps', direct);
    if (!isFastEffect(transform)) return;
    const parcels = y.parcels.length;
    const fast = new Float64Array(count * parcels);
    new EffectNulls({ values: y.values, parcels }, groups, transform, 0).fill(
      labels,
      0,
      count,
      fast,
      new Control(),
    );
    component.holds('null_maps', fast);
  });

  it.each(cases.slice(0, 2))('%s: observed colocalization', (id, transform, levels) => {
    const { component, comparison } = prepared(id, transform, levels);
    const { table } = comparison.observed();
    const r = correlations(fixedMaps(table, true), fixedMaps(component.table('X'), true));
    component.holds('obs_z', r.map(Math.atanh));
  });
});
