// Golden cases f01–f03: null statistics of sets from fixed spins, fixed labels and fixed draws, their p, and the effective number of
// tests from the mean maps of the sets, from independent programs.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  aggregationByName,
  type Aggregation,
  type MapSet,
} from '../../engine/colocalize/aggregate.js';
import { methodByName } from '../../engine/colocalize/methods.js';
import { chooseMethod } from '../../engine/colocalize/chosen-method.js';
import { enrichmentOf } from '../../engine/colocalize/enrichment.js';
import { nullSetDraws } from '../../engine/colocalize/null-set-draws.js';
import { nullStepwise } from '../../engine/colocalize/null-stepwise.js';
import { observedSets } from '../../engine/colocalize/observed-sets.js';
import { effectiveTests, galwey, mapEigenvalues } from '../../engine/inference/meff.js';
import { permutationP } from '../../engine/inference/p-values.js';
import type { MapTable } from '../../engine/library/map-table.js';
import type { NullSource } from '../../engine/parallel/null-maps.js';
import { BlockPool } from '../../engine/parallel/pool.js';
import type { Tail } from '../../engine/plan.js';
import { standardizeRows } from '../../engine/prepare/standardize.js';
import { GroupComparison } from '../../engine/prepare/comparisons/comparison.js';
import { codeGroups } from '../../engine/prepare/comparisons/groups.js';
import { idle as work } from '../engine/prepare/idle.js';
import { Component, componentsDir, suite } from './component.js';

const idle = { ...work, warn: () => undefined, log: () => undefined };
const spearman = chooseMethod(methodByName.get('spearman')!);

class Case {
  readonly component: Component;
  readonly y: MapTable;
  /** A gene in several sets stands in several rows, as a collection gives it. */
  readonly x: MapTable;
  /** The genes in the order of the case, to which its draws refer. */
  readonly genes: MapTable;

  constructor(id: string) {
    this.component = new Component(id);
    this.y = this.component.table('Y');
    const genes = standardizeRows(this.component.table('X')).table;
    const cells = (name: string): string[][] =>
      readFileSync(this.component.inputPath(name), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(','));
    const names = cells('X').map((row) => row[0]!);
    const members = cells('sets');
    const width = genes.parcels.length;
    this.x = {
      ...genes,
      labels: members.map((row) => row[1]!),
      sets: members.map((row) => row[0]!),
      weights: members.map((row) => Number(row[2])),
      values: Float64Array.from(
        members.flatMap((row) => {
          const at = names.indexOf(row[1]!);
          return [...genes.values.subarray(at * width, (at + 1) * width)];
        }),
      ),
    };
    this.genes = { ...genes, labels: names };
  }

  enrichment(aggregation: string) {
    return enrichmentOf(this.x, { aggregation }, idle);
  }

  observed(aggregation: string): Float64Array {
    const sets = this.enrichment(aggregation);
    const tables = { x: sets.maps, y: this.y, z: null };
    const plan = { pooled: false, rToZ: true } as const;
    const { statistics } = observedSets(spearman, tables, sets, plan, idle, null);
    return statistics.find(({ tested }) => tested)!.values;
  }

  async nulls(aggregation: string, source: NullSource, permutations: number) {
    const enrichment = this.enrichment(aggregation);
    const tables = { x: enrichment.maps, y: this.y, z: null };
    const common = { tables, enrichment, permutations, pooled: null, rToZ: true } as const;
    return (
      await nullStepwise(
        spearman,
        { ...common, moving: { x: null, y: { source, standardize: false } } },
        new BlockPool(null, 1),
        idle,
      )
    ).values;
  }

  async draws(aggregation: string): Promise<{ values: Float64Array; permutations: number }> {
    const enrichment = this.enrichment(aggregation);
    const rows = this.component.input('set_draws');
    let at = 0;
    const flat = rows.flat();
    const draw = (count: number): Int32Array => Int32Array.from(flat.slice(at, (at += count)));
    const tables = { x: enrichment.maps, y: this.y, z: null };
    const background = this.genes;
    const permutations = rows.length;
    const common = { tables, enrichment, background, permutations, pooled: null, rToZ: true };
    const [table] = await nullSetDraws(spearman, { ...common, distances: null, draw }, idle);
    return { values: table!.values, permutations };
  }

  p(aggregation: string, nulls: Float64Array, permutations: number, tail: Tail): Float64Array {
    return this.observed(aggregation).map((t, i) =>
      permutationP(t, nulls.subarray(i * permutations, (i + 1) * permutations), tail),
    );
  }

  spins(): { source: NullSource; permutations: number } {
    const spins = this.component.input('spins_Y');
    const parcels = spins.length;
    const permutations = spins[0]!.length;
    const index = Int16Array.from(
      { length: parcels * permutations },
      (_, at) => spins[at % parcels]![Math.floor(at / parcels)]!,
    );
    return { source: { kind: 'spin', index }, permutations };
  }
}

const AGGREGATIONS = [...aggregationByName.values()];
const tailsOf = ({ absolute }: Aggregation): Tail[] => (absolute ? ['upper'] : ['two', 'upper']);

/** `[row][permutation]` → the case's `[permutation][row]`. */
const byPermutation = (values: Float64Array, permutations: number): number[] =>
  Array.from({ length: permutations }, (_, k) =>
    Array.from({ length: values.length / permutations }, (_v, i) => values[i * permutations + k]!),
  ).flat();

describe.skipIf(!componentsDir())(suite('golden enrichment'), () => {
  it.each(['f01_xsea_schaefer100', 'f02_xsea_dk_nan'])('%s: spins of Y and draws', async (id) => {
    const of = new Case(id);
    const { source, permutations } = of.spins();
    for (const aggregation of AGGREGATIONS) {
      const { name } = aggregation;
      of.component.holds(`set_${name}`, of.observed(name));
      const nulls = await of.nulls(name, source, permutations);
      if (name === 'mean')
        of.component.holds('null_mapsY_mean', byPermutation(nulls, permutations));
      for (const tail of tailsOf(aggregation))
        of.component.holds(`p_mapsY_${name}_${tail}`, of.p(name, nulls, permutations, tail));
    }
    for (const [name, tail] of [
      ['mean', 'two'],
      ['absmean', 'upper'],
      ['median', 'two'],
    ] as const) {
      const drawn = await of.draws(name);
      of.component.holds(
        `p_sets_${name}_${tail}`,
        of.p(name, drawn.values, drawn.permutations, tail),
      );
    }
  });

  it('f03: maps of permuted groups', () => {
    const of = new Case('f03_group_xsea_dk');
    const labels = of.component.input('labels');
    const codes = of.component.input('groups').flat();
    const subjects = of.component.table('subjects');
    const named = (code: number): string => (code === 0 ? 'a' : 'b');
    const groups = codeGroups({
      labels: subjects.labels,
      groups: codes.map(named),
      subjects: null,
    });
    const comparison = new GroupComparison(
      subjects,
      { transform: 'hedges', levels: ['a', 'b'] },
      groups,
    );
    const parcels = of.y.parcels.length;
    const maps = labels.map((row) => comparison.relabelled(Uint8Array.from(row)).slice());
    expect(maps[0]).toHaveLength(parcels);
    const permutations = labels.length;
    for (const aggregation of AGGREGATIONS) {
      const { name } = aggregation;
      of.component.holds(`set_${name}`, of.observed(name));
      const nulls = new Float64Array(of.enrichment(name).sets.length * permutations);
      maps.forEach((values, k) => {
        const one = Object.assign(Object.create(Case.prototype) as Case, of, {
          y: { ...of.y, values: Float64Array.from(values) },
        });
        one.observed(name).forEach((value, s) => (nulls[s * permutations + k] = value));
      });
      if (name === 'mean')
        of.component.holds('null_groups_mean', byPermutation(nulls, permutations));
      for (const tail of tailsOf(aggregation))
        of.component.holds(`p_groups_${name}_${tail}`, of.p(name, nulls, permutations, tail));
    }
  });

  it.each(['f01_xsea_schaefer100', 'f02_xsea_dk_nan', 'f03_group_xsea_dk'])(
    '%s: mean maps of the sets and their effective number',
    (id) => {
      const of = new Case(id);
      const { means, sets } = of.enrichment('mean');
      of.component.holds(
        'set_sizes',
        sets.map(({ members }: MapSet) => members.length),
      );
      of.component.holds('set_mean_maps', means.values);
      of.component.holds('meff_setmeans_galwey', [
        effectiveTests(mapEigenvalues(means, 'the sets'), galwey),
      ]);
    },
  );
});
