// Golden cases w01 and w03: the whole NiSpace object with null maps handed to it, which here come out of a .npy file (`maps_nulls`).
import { confoundsOf } from '../../engine/colocalize/confounds.js';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chooseMethod } from '../../engine/colocalize/chosen-method.js';
import { correlations, fixedMaps } from '../../engine/colocalize/correlation.js';
import { enrichmentOf } from '../../engine/colocalize/enrichment.js';
import { methodByName } from '../../engine/colocalize/methods.js';
import { nullCorrelations } from '../../engine/colocalize/null-correlations.js';
import { nullStepwise } from '../../engine/colocalize/null-stepwise.js';
import { observedSets } from '../../engine/colocalize/observed-sets.js';
import { writeNpy } from '../../engine/formats/npy.js';
import { permutationP } from '../../engine/inference/p-values.js';
import { InputLog } from '../../engine/library/input-log.js';
import type { MapTable } from '../../engine/library/map-table.js';
import { givenNulls, type GivenSource } from '../../engine/nulls/given-nulls.js';
import { BlockPool } from '../../engine/parallel/pool.js';
import { pool as poolValues } from '../../engine/parallel/null-output.js';
import type { Tail } from '../../engine/plan.js';
import { idle as work } from '../engine/prepare/idle.js';
import { Component, componentsDir, suite } from './component.js';

const idle = { ...work, warn: () => undefined, log: () => undefined };
const folder = mkdtempSync(join(tmpdir(), 'nsp-own-nulls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Null maps by the spins of a case `[parcel][spin]`, written to a file and read from it as a run does. */
async function fromFile(
  table: MapTable,
  spins: number[][],
  which: 'X' | 'Y',
): Promise<{ source: GivenSource; permutations: number }> {
  const parcels = spins.length;
  const permutations = spins[0]!.length;
  const values = Float64Array.from(
    { length: table.labels.length * permutations * parcels },
    (_, at) => {
      const map = Math.floor(at / (permutations * parcels));
      const spin = Math.floor(at / parcels) % permutations;
      return table.values[map * parcels + spins[at % parcels]![spin]!]!;
    },
  );
  const path = join(folder, 'nulls.npy');
  await writeNpy(path, [table.labels.length, permutations, parcels], values);
  const plan = { mapsNulls: path, mapsWhich: which, nPerm: permutations };
  const given = await givenNulls(plan, parcels, { ctx: idle, inputs: new InputLog() });
  return { source: given.source(table), permutations };
}

const pValues = (
  observed: Float64Array,
  nulls: Float64Array,
  permutations: number,
  tail: Tail,
): Float64Array =>
  observed.map((t, i) =>
    permutationP(t, nulls.subarray(i * permutations, (i + 1) * permutations), tail),
  );

describe.skipIf(!componentsDir())(suite('golden nulls of one’s own'), () => {
  it('w01: p of a colocalization, pooled and not', async () => {
    const component = new Component('w01_object_colocalization');
    const [x, y] = [component.table('X'), component.table('Y')];
    const { source, permutations } = await fromFile(x, component.input('spins'), 'X');
    for (const method of ['pearson', 'spearman'] as const) {
      const ranked = method === 'spearman';
      const request = {
        x,
        y,
        ranked,
        z: confoundsOf({ z: null }, ranked),
        which: 'X',
        permutations,
        rToZ: true,
      } as const;
      const nulls = async (pooled: 'mean' | null): Promise<Float64Array> =>
        (await nullCorrelations({ ...request, pooled, source }, new BlockPool(null, 1), idle))
          .values;
      const observed = correlations(fixedMaps(y, ranked), fixedMaps(x, ranked)).map(Math.atanh);
      component.holds(`${method}_obs_z`, observed);
      const each = await nulls(null);
      for (const tail of ['two', 'upper', 'lower'] as const)
        component.holds(`${method}_p_${tail}`, pValues(observed, each, permutations, tail));
      const columns = x.labels.length;
      const together = Float64Array.from({ length: columns }, (_, c) =>
        poolValues(
          Float64Array.from(y.labels, (_l, r) => observed[r * columns + c]!),
          'mean',
        ),
      );
      const pooled = await nulls('mean');
      component.holds(
        `${method}_p_pooled_mean_two`,
        pValues(together, pooled, permutations, 'two'),
      );
    }
  });

  it('w03: p of an enrichment whose Y maps are permuted', async () => {
    const component = new Component('w03_object_xsea');
    const y = component.table('Y');
    const genes = component.table('X');
    const cells = (name: string): string[][] =>
      readFileSync(component.inputPath(name), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(','));
    const names = cells('X').map((row) => row[0]!);
    const members = cells('sets');
    const width = genes.parcels.length;
    const x: MapTable = {
      ...genes,
      labels: members.map((row) => row[1]!),
      sets: members.map((row) => row[0]!),
      weights: members.map(() => null),
      values: Float64Array.from(
        members.flatMap((row) => {
          const at = names.indexOf(row[1]!);
          return [...genes.values.subarray(at * width, (at + 1) * width)];
        }),
      ),
    };
    const { source, permutations } = await fromFile(y, component.input('spins_Y'), 'Y');
    const pearson = chooseMethod(methodByName.get('pearson')!);
    const spearman = chooseMethod(methodByName.get('spearman')!);
    for (const [aggregation, tail] of [
      ['mean', 'two'],
      ['median', 'two'],
      ['absmean', 'upper'],
    ] as const) {
      const enrichment = enrichmentOf(x, { aggregation }, idle);
      const tables = { x: enrichment.maps, y, z: null };
      const plan = { pooled: false, rToZ: true } as const;
      const observedBy = (chosen: typeof pearson): Float64Array =>
        observedSets(chosen, tables, enrichment, plan, idle, null).statistics.find(
          ({ tested }) => tested,
        )!.values;
      const observed = observedBy(pearson);
      const common = { tables, enrichment, permutations, pooled: null, rToZ: true } as const;
      const { values } = await nullStepwise(
        pearson,
        { ...common, moving: { x: null, y: { source, standardize: false } } },
        new BlockPool(null, 1),
        idle,
      );
      // The case lists Spearman's values of the sets, and p of Pearson's.
      component.holds(`set_${aggregation}`, observedBy(spearman));
      component.holds(
        `pearson_p_mapsY_${aggregation}_${tail}`,
        pValues(observed, values, permutations, tail),
      );
    }
    expect(permutations).toBe(300);
  });
});
