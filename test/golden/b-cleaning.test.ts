// Golden cases b03–b05: covariate regression, ComBat, and Hedges' g after both.
import { describe, expect, it } from 'vitest';
import type { MapTable } from '../../engine/library/map-table.js';
import { cleanBetween } from '../../engine/prepare/clean/between.js';
import type { DesignColumn } from '../../engine/prepare/clean/encode.js';
import { cleanWithin } from '../../engine/prepare/clean/within.js';
import { harmonize } from '../../engine/prepare/combat/harmonize.js';
import { GroupComparison } from '../../engine/prepare/comparisons/comparison.js';
import { codeGroups } from '../../engine/prepare/comparisons/groups.js';
import { idle } from '../engine/prepare/idle.js';
import { Component, componentsDir, suite } from './component.js';

/** Columns groups, age, sex, site of a case. */
function columnsOf(component: Component) {
  const rows = component.input('design');
  const column = (name: string, at: number, categorical = false): DesignColumn => ({
    name,
    cells: rows.map((row) => String(row[at])),
    categorical,
  });
  return {
    groups: column('groups', 0, true),
    age: column('age', 1),
    sex: column('sex', 2),
    site: column('site', 3),
  };
}

function hedges(table: MapTable, groups: DesignColumn): Float64Array {
  const coded = codeGroups({ labels: table.labels, groups: groups.cells, subjects: null });
  return new GroupComparison(table, { transform: 'hedges', levels: ['a', 'b'] }, coded).observed()
    .table.values;
}

describe.skipIf(!componentsDir())(suite('golden cleaning of Y'), () => {
  it('b03: only the part of the covariates is subtracted, with and without a protected group', () => {
    const component = new Component('b03_clean_thickness');
    const y = component.table('Y');
    const { groups, age, sex, site } = columnsOf(component);
    const clean = (nuisance: DesignColumn[], kept: DesignColumn[]) =>
      cleanBetween(y, { nuisance, protected: kept }, idle);
    component.holds('age_sex_no_protect', clean([age, sex], []).table.values);
    const kept = clean([age, sex], [groups]);
    component.holds('age_sex_protect_group', kept.table.values);
    component.holds('hedges_after_age_sex_protect_group', hedges(kept.table, groups));
    const withSite = clean([age, site, sex], [groups]);
    component.holds('age_sex_site_protect_group', withSite.table.values);
    expect([withSite.continuous, withSite.categorical]).toEqual([['age', 'sex'], ['site']]);
  });

  it('b03: residuals within maps', () => {
    const component = new Component('b03_clean_thickness');
    const { table } = cleanWithin(component.table('Y'), component.table('within_cov'), false, idle);
    component.holds('within_residual', table.values);
  });

  it.each(['b04_combat_thickness', 'b05_combat_thickness_3sites'])('%s: ComBat', (id) => {
    const component = new Component(id);
    const { groups, age, sex, site } = columnsOf(component);
    const y = component.table('Y');
    const kept = [age, sex, groups];
    for (const [name, eb] of [
      ['eb', true],
      ['noeb', false],
    ] as const) {
      const result = harmonize(y, { site, kept }, eb, idle);
      component.holds(`harmonised_${name}`, result.table.values);
      component.holds(`gamma_star_${name}`, result.gamma);
      component.holds(`delta_star_${name}`, result.delta);
      if (!eb) continue;
      const cleaned = cleanBetween(
        result.table,
        { nuisance: [age, sex], protected: [groups] },
        idle,
      );
      component.holds('hedges_after_combat_and_cleaning', hedges(cleaned.table, groups));
    }
  });
});
