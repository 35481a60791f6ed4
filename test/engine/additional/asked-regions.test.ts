import { describe, expect, it } from 'vitest';
import { askedRegions, requireRegions } from '../../../engine/additional/asked-regions.js';
import { enrichmentOf } from '../../../engine/colocalize/enrichment.js';
import { chooseMethod, type ChosenMethod } from '../../../engine/colocalize/chosen-method.js';
import { methodByName } from '../../../engine/colocalize/methods.js';
import { observedSets } from '../../../engine/colocalize/observed-sets.js';
import { observedStatistics } from '../../../engine/colocalize/observed.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import type { StageContext } from '../../../engine/progress.js';
import { noise } from '../prepare/simulated.js';

const P = 25;
const { values } = noise(6, P, 12);
const table = (name: string, from: number, count: number): MapTable => ({
  labels: Array.from({ length: count }, (_, i) => `${name}${i}`),
  sets: Array.from({ length: count }, (_, i) => (i < 2 ? 'first' : 'second')),
  weights: Array.from({ length: count }, () => null),
  parcels: Array.from({ length: P }, (_, i) => `p${i}`),
  values: Float64Array.from(values.subarray(from * P, (from + count) * P)),
});
const x = table('x', 0, 4);
const y = table('y', 4, 2);
y.values.forEach((_, i) => (y.values[i]! += 0.7 * x.values[i]!));
const tables = { x, y, z: null };
const ctx: StageContext = {
  signal: new AbortController().signal,
  report: () => undefined,
  log: () => undefined,
  warn: () => undefined,
};
const chosen = (name: string, options = {}): ChosenMethod =>
  chooseMethod(methodByName.get(name)!, options, 1);
const signed = (is = true) => ({
  influence: { step: 'regional_influence', methods: null, signed: is } as const,
  contribution: null,
});
const plain = { tables, sets: null, rToZ: true, pooled: null } as const;

/** The tables without a parcel, as a new analysis would have them. */
function without(parcel: number, of = tables): typeof tables {
  const cut = (one: MapTable): MapTable => ({
    ...one,
    parcels: one.parcels.filter((_, i) => i !== parcel),
    values: one.values.filter((_, i) => i % P !== parcel),
  });
  return { x: cut(of.x), y: cut(of.y), z: null };
}
const first = (method: ChosenMethod, of: typeof tables): Float64Array =>
  observedStatistics(method, of, { pooled: false, rToZ: true }, ctx).statistics.find(
    ({ name }) =>
      name === (method.method.kind === 'correlation' ? 'rho_z' : method.statistics[0]!.name),
  )!.values;

describe('askedRegions', () => {
  it.each(['pearson', 'slr', 'mlr', 'dominance', 'pls', 'pcr', 'mi'])(
    'is the statistic minus that of an analysis without the parcel: %s',
    async (name) => {
      const method = chosen(name);
      const [array] = await askedRegions([method], signed(), plain, ctx);
      const full = first(method, tables);
      const columns = full.length / 2;
      expect(array!.shape).toEqual([2, columns, P]);
      for (const parcel of [0, 7, P - 1]) {
        const less = first(method, without(parcel));
        full.forEach((value, pair) =>
          expect(array!.data[pair * P + parcel]).toBeCloseTo(value - less[pair]!, 9),
        );
      }
    },
  );

  it('of sets aggregates the members before it takes the difference, absolute unless signed', async () => {
    const sets = enrichmentOf(x, { aggregation: 'mean' }, ctx);
    const setting = { ...plain, sets, tables: { ...tables, x: sets.maps } };
    for (const name of ['pearson', 'mlr', 'slr']) {
      const method = chosen(name);
      const valueOf = (of: typeof tables): Float64Array =>
        observedSets(
          method,
          of,
          enrichmentOf(of.x, { aggregation: 'mean' }, ctx),
          { pooled: false, rToZ: true },
          ctx,
          null,
        ).statistics.find(({ tested }) => tested)!.values;
      const full = valueOf(tables);
      const less = valueOf(without(3));
      const [one] = await askedRegions([method], signed(), setting, ctx);
      full.forEach((v, cell) => expect(one!.data[cell * P + 3]).toBeCloseTo(v - less[cell]!, 9));
      if (name !== 'pearson') continue;
      const [absolute] = await askedRegions([method], signed(false), setting, ctx);
      full.forEach((v, cell) =>
        expect(absolute!.data[cell * P + 3]).toBeCloseTo(Math.abs(v) - Math.abs(less[cell]!), 9),
      );
    }
  });

  it('adds a row that pools Y maps', async () => {
    const [array] = await askedRegions(
      [chosen('mlr')],
      signed(),
      { ...plain, pooled: 'mean' },
      ctx,
    );
    expect(array!.shape).toEqual([3, 1, P]);
    expect(array!.data[2 * P + 5]).toBeCloseTo((array!.data[5]! + array!.data[P + 5]!) / 2, 12);
  });

  it('leaves out parcels that a map misses, and gives contributions whose mean is r', async () => {
    const holed = { ...tables, y: { ...y, values: y.values.map((v, i) => (i === 4 ? NaN : v)) } };
    const asked = {
      ...signed(),
      contribution: { step: 'regional_contribution', methods: null } as const,
    };
    const [influence, contribution] = await askedRegions(
      [chosen('pearson')],
      asked,
      { ...plain, tables: holed },
      ctx,
    );
    expect(influence!.data[4]).toBeNaN();
    const parts = contribution!.data.subarray(0, P).filter((v) => v === v);
    expect(parts).toHaveLength(P - 1);
    const r = Math.tanh(first(chosen('pearson'), holed)[0]!);
    expect(parts.reduce((sum, v) => sum + v, 0) / parts.length).toBeCloseTo(r, 10);
    const [fit] = await askedRegions([chosen('slr')], signed(), { ...plain, tables: holed }, ctx);
    expect(fit!.data[4]).toBeNaN();
    expect(fit!.data[5]).not.toBeNaN();
  });

  it('is refused in words where it does not exist', () => {
    expect(() => requireRegions([chosen('ridge')], signed())).toThrow(/not defined for ridge/);
    const contribution = { step: 'regional_contribution', methods: null } as const;
    expect(() => requireRegions([chosen('mlr')], { influence: null, contribution })).toThrow(
      /exists for pearson/,
    );
    expect(() =>
      requireRegions([chosen('mlr'), chosen('pearson')], { influence: null, contribution }),
    ).not.toThrow();
  });
});
