// Nulls of sets are what one gets by storing the nulls of every single map and aggregating them afterwards, whatever is permuted.
import { describe, expect, it } from 'vitest';
import { aggregations, Aggregator } from '../../../engine/colocalize/aggregate.js';
import { chooseMethod } from '../../../engine/colocalize/chosen-method.js';
import { confoundsOf } from '../../../engine/colocalize/confounds.js';
import { enrichmentOf } from '../../../engine/colocalize/enrichment.js';
import { methodByName } from '../../../engine/colocalize/methods.js';
import { nullCorrelations } from '../../../engine/colocalize/null-correlations.js';
import { nullSetDraws, setDraws } from '../../../engine/colocalize/null-set-draws.js';
import { nullSetFits } from '../../../engine/colocalize/null-set-fits.js';
import { nullFits } from '../../../engine/colocalize/null-fits.js';
import { nullStepwise } from '../../../engine/colocalize/null-stepwise.js';
import { pool } from '../../../engine/parallel/null-output.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import type { NullSource } from '../../../engine/parallel/null-maps.js';
import { BlockPool } from '../../../engine/parallel/pool.js';

const PARCELS = 30;
const PERMUTATIONS = 40;
const ctx = {
  signal: new AbortController().signal,
  report: () => undefined,
  warn: () => undefined,
  log: () => undefined,
};
const here = new BlockPool(null, 1);

function table(name: string, maps: number, seed: number, gaps: boolean): MapTable {
  const rng = new Pcg64(seed);
  const values = Float64Array.from({ length: maps * PARCELS }, () => rng.random());
  if (gaps) for (let m = 0; m < maps; m += 2) values[m * PARCELS + (m % 4) + 3] = NaN;
  return {
    labels: Array.from({ length: maps }, (_, m) => `${name}${m}`),
    sets: Array.from({ length: maps }, () => null),
    weights: Array.from({ length: maps }, () => null),
    parcels: Array.from({ length: PARCELS }, (_, i) => `p${i}`),
    values,
  };
}

/** Nine maps in three sets of different sizes; rows are not contiguous and one map is in two sets. */
function sets(gaps: boolean): MapTable {
  const nine = table('x', 9, 1, gaps);
  const last = nine.values.subarray(0, PARCELS);
  return {
    ...nine,
    labels: [...nine.labels, 'x0'],
    sets: ['b', 'a', 'b', 'a', 'c', 'a', 'c', 'a', 'b', 'c'],
    weights: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    values: Float64Array.from([...nine.values, ...last]),
  };
}

const spins: NullSource = {
  kind: 'spin',
  index: Int16Array.from(
    { length: PARCELS * PERMUTATIONS },
    (_, at) => (at * 7 + (at >> 3)) % PARCELS,
  ),
};
const moved = (which: 'X' | 'Y', source: NullSource) => {
  const side = { source, standardize: false };
  return { x: which === 'X' ? side : null, y: which === 'Y' ? side : null };
};
const sources: [string, NullSource][] = [
  ['spins', spins],
  ['free permutation', { kind: 'shuffle', seed: 9 }],
];

/** `[row][map][permutation]` → `[row][set][permutation]`. */
function aggregated(
  values: Float64Array,
  rows: number,
  of: ReturnType<typeof enrichmentOf>,
): Float64Array {
  const maps = of.maps.labels.length;
  const width = of.sets.length;
  const aggregator = new Aggregator(of.sets, of.aggregation);
  const out = new Float64Array(rows * width * PERMUTATIONS);
  const row = new Float64Array(width);
  for (let y = 0; y < rows; y++)
    for (let k = 0; k < PERMUTATIONS; k++) {
      const z = Float64Array.from(
        { length: maps },
        (_, m) => values[(y * maps + m) * PERMUTATIONS + k]!,
      );
      aggregator.aggregate(z, row);
      row.forEach((value, s) => (out[(y * width + s) * PERMUTATIONS + k] = value));
    }
  return out;
}

const near = (found: Float64Array, wanted: Float64Array): void => {
  expect(found).toHaveLength(wanted.length);
  // The same sums in another order.
  found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 10));
};

describe('nulls of sets', () => {
  for (const [what, source] of sources)
    for (const which of ['X', 'Y'] as const)
      for (const gaps of [false, true])
        for (const method of ['pearson', 'spearman'])
          it(`aggregate those of single maps: ${what} of ${which}, ${method}${gaps ? ', missing parcels' : ''}`, async () => {
            const chosen = chooseMethod(methodByName.get(method)!);
            const y = table('y', 2, 2, gaps);
            const ranked = chosen.ranked;
            const common = { permutations: PERMUTATIONS, pooled: null, rToZ: true, which, source };
            for (const { name } of aggregations) {
              const of = enrichmentOf(sets(gaps), { aggregation: name }, ctx);
              const tables = { x: of.maps, y, z: null };
              const single = await nullCorrelations(
                { ...common, ...tables, z: confoundsOf(tables, ranked), ranked },
                here,
                ctx,
              );
              const request = { ...common, tables, enrichment: of, moving: moved(which, source) };
              const { values } = await nullStepwise(chosen, request, here, ctx);
              near(values, aggregated(single.values, 2, of));
            }
          });

  it('regress Z out of every null map', async () => {
    const chosen = chooseMethod(methodByName.get('spearman')!);
    const of = enrichmentOf(sets(false), { aggregation: 'mean' }, ctx);
    const tables = { x: of.maps, y: table('y', 1, 2, false), z: table('z', 2, 3, false) };
    const common = {
      permutations: PERMUTATIONS,
      pooled: null,
      rToZ: true,
      which: 'Y',
      source: spins,
    } as const;
    const z = confoundsOf(tables, true);
    const single = await nullCorrelations({ ...common, ...tables, z, ranked: true }, here, ctx);
    const { values } = await nullStepwise(
      chosen,
      { ...common, tables, enrichment: of, moving: moved('Y', spins) },
      here,
      ctx,
    );
    near(values, aggregated(single.values, 1, of));
  });

  it('are pooled over the y maps after aggregation, and brought back to rho where z is not wanted', async () => {
    const chosen = chooseMethod(methodByName.get('spearman')!);
    const enrichment = enrichmentOf(sets(false), { aggregation: 'median' }, ctx);
    const tables = { x: enrichment.maps, y: table('y', 2, 2, false), z: null };
    const common = {
      permutations: PERMUTATIONS,
      moving: moved('Y', spins),
      tables,
      enrichment,
    } as const;
    const each = await nullStepwise(chosen, { ...common, pooled: null, rToZ: true }, here, ctx);
    const both = await nullStepwise(chosen, { ...common, pooled: 'mean', rToZ: false }, here, ctx);
    expect(both).toMatchObject({ statistic: 'rho', rows: 1, columns: 3 });
    const half = each.values.length / 2;
    near(
      both.values,
      each.values
        .subarray(0, half)
        .map((value, i) => Math.tanh(pool(Float64Array.of(value, each.values[half + i]!), 'mean'))),
    );
  });

  it('of a joint fit are those of the method on the maps of the set alone', async () => {
    const method = methodByName.get('mlr')!;
    if (method.kind !== 'kernel') throw new Error('mlr is a kernel.');
    const chosen = chooseMethod(method);
    const of = enrichmentOf(sets(false), { aggregation: 'mean' }, ctx);
    const y = table('y', 1, 2, false);
    const common = {
      permutations: PERMUTATIONS,
      pooled: null,
      moving: moved('Y', spins),
      distances: null,
    } as const;
    const found = await nullSetFits(
      chosen,
      { ...common, tables: { x: of.maps, y, z: null }, enrichment: of },
      here,
      ctx,
    );
    for (const [s, set] of of.sets.entries()) {
      const x: MapTable = {
        ...of.maps,
        labels: Array.from(set.members, (row) => of.maps.labels[row]!),
        values: Float64Array.from(
          [...set.members].flatMap((row) => [
            ...of.maps.values.subarray(row * PARCELS, (row + 1) * PARCELS),
          ]),
        ),
      };
      const alone = await nullFits(chosen, { ...common, tables: { x, y, z: null } }, here, ctx);
      const r2 = found.find(({ statistic }) => statistic === 'r2')!.values;
      near(
        r2.slice(s * PERMUTATIONS, (s + 1) * PERMUTATIONS),
        alone.find(({ statistic }) => statistic === 'r2')!.values,
      );
      const beta = alone.find(({ statistic }) => statistic === 'beta')!.values;
      const means = Float64Array.from({ length: PERMUTATIONS }, (_, k) =>
        pool(
          Float64Array.from(set.members, (_m, j) => beta[j * PERMUTATIONS + k]!),
          'mean',
        ),
      );
      near(
        found
          .find(({ statistic }) => statistic === 'beta')!
          .values.slice(s * PERMUTATIONS, (s + 1) * PERMUTATIONS),
        means,
      );
    }
  });
});

describe('random sets', () => {
  const of = enrichmentOf(sets(false), { aggregation: 'mean' }, ctx);
  const tables = { x: of.maps, y: table('y', 1, 2, false), z: null };
  const request = (background: MapTable) => ({
    tables,
    enrichment: of,
    background,
    permutations: PERMUTATIONS,
    pooled: null,
    rToZ: true,
    distances: null,
    draw: setDraws(5, background, of.sets),
  });

  it('that must take every map of the background give every set the same mean', async () => {
    const whole = {
      ...of,
      sets: [{ ...of.sets[0]!, members: Int32Array.from({ length: 9 }, (_, i) => i) }],
    };
    const [found] = await nullSetDraws(
      chooseMethod(methodByName.get('spearman')!),
      { ...request(of.maps), enrichment: whole },
      ctx,
    );
    const { values } = found!;
    values.forEach((value) => expect(value).toBeCloseTo(values[0]!, 12));
  });

  it('serve joint fits too: each drawn set is fitted anew', async () => {
    const tablesOf = await nullSetDraws(
      chooseMethod(methodByName.get('mlr')!),
      request(of.maps),
      ctx,
    );
    const r2 = tablesOf.find(({ statistic }) => statistic === 'r2')!;
    expect(r2.values.every((value) => Number.isFinite(value))).toBe(true);
    expect(new Set(r2.values).size).toBeGreaterThan(PERMUTATIONS);
  });

  it('larger than the background are refused with both numbers', () => {
    expect(() => setDraws(5, table('b', 3, 4, false), of.sets)).toThrow(
      /has 4 maps.*only 3 to draw from/,
    );
  });
});

it('an x without sets is refused, and weights that are not there are said to be missing', () => {
  expect(() => enrichmentOf(table('x', 3, 1, false), { aggregation: 'mean' }, ctx)).toThrow(
    /no sets/,
  );
  const warned: string[] = [];
  const x = { ...sets(false), weights: sets(false).weights.map(() => null) };
  const { aggregation } = enrichmentOf(
    x,
    { aggregation: 'weightedabsmean' },
    { ...ctx, warn: (code) => warned.push(code) },
  );
  expect([aggregation.name, warned]).toEqual(['absmean', ['no-weights']]);
});
