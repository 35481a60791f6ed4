// Null statistics of regression-like methods: the same numbers as a fit made afresh for every null map, whatever the threads.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseMethod } from '../../../engine/colocalize/chosen-method.js';
import type { MapTables } from '../../../engine/colocalize/kernel-setup.js';
import type { MovingSide, MovingSides } from '../../../engine/colocalize/moving-sides.js';
import { methodByName, type KernelMethod } from '../../../engine/colocalize/methods.js';
import { nullFits, type FitRequest } from '../../../engine/colocalize/null-fits.js';
import { observedFit } from '../../../engine/colocalize/observed-fit.js';
import { CancelledError } from '../../../engine/error.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { nullMaps, type NullSource } from '../../../engine/parallel/null-maps.js';
import { BlockPool } from '../../../engine/parallel/pool.js';
import { sharedInt16 } from '../../../engine/parallel/shared.js';
import { pool as pooledValue } from '../../../engine/parallel/null-output.js';
import { standardizeRows } from '../../../engine/prepare/standardize.js';
import { workerBundle } from '../../worker-bundle.js';

const PARCELS = 40;
const PERMUTATIONS = 12;
const rng = new Pcg64(11);

const table = (name: string, count: number, missing = 0): MapTable => ({
  labels: Array.from({ length: count }, (_, i) => `${name}${i}`),
  sets: Array.from({ length: count }, () => null),
  weights: Array.from({ length: count }, () => null),
  parcels: Array.from({ length: PARCELS }, (_, i) => `p${i}`),
  values: Float64Array.from({ length: count * PARCELS }, () =>
    rng.random() < missing ? NaN : Math.round(50 * rng.random()),
  ),
});

const tables: MapTables = {
  x: standardizeRows(table('x', 4, 0.03)).table,
  y: table('y', 3, 0.03),
  z: null,
};
const withZ: MapTables = { ...tables, z: table('z', 2) };

const spins = sharedInt16(400 * PARCELS);
for (let i = 0; i < spins.length; i++) {
  spins[i] = rng.random() < 0.02 ? -1 : Math.floor(rng.random() * PARCELS);
}
const sources: Record<string, NullSource> = {
  spin: { kind: 'spin', index: spins },
  shuffle: { kind: 'shuffle', seed: 5 },
};

const otherShuffles: NullSource = { kind: 'shuffle', seed: 50 };

const distances = Float64Array.from({ length: PARCELS ** 2 }, (_, at) =>
  Math.abs(Math.floor(at / PARCELS) - (at % PARCELS)),
);

const quiet = (signal = new AbortController().signal) => ({
  signal,
  report: () => undefined,
  warn: () => undefined,
  log: () => undefined,
});

const chosen = (name: string, options = {}) =>
  chooseMethod(methodByName.get(name) as KernelMethod, options);

/** Who moves, and by what. */
const of = (source: NullSource, standardize = true): MovingSide => ({ source, standardize });
const ofX = (source: NullSource): MovingSides => ({ x: of(source), y: null });

const request = (change: Partial<FitRequest> = {}): FitRequest => ({
  ...{ tables, moving: ofX(sources['spin']!), permutations: PERMUTATIONS, pooled: null },
  distances,
  ...change,
});

const here = new BlockPool(null, 1);

/** The tables of each permutation, made one after the other. */
function nullTablesOf({ tables: observed, moving, permutations }: FitRequest): MapTables[] {
  const each = Array.from({ length: permutations }, () => ({ ...observed }));
  for (const side of ['x', 'y'] as const) {
    const moves = moving[side];
    if (!moves) continue;
    const table = observed[side];
    const makers = table.labels.map((_, m) =>
      nullMaps(moves.source, table.values.slice(m * PARCELS, (m + 1) * PARCELS), m, 0),
    );
    for (const tablesOf of each) {
      const values = new Float64Array(table.values.length);
      makers.forEach((maker, m) => maker.next(values.subarray(m * PARCELS, (m + 1) * PARCELS)));
      const nulls = { ...table, values };
      tablesOf[side] = moves.standardize ? standardizeRows(nulls).table : nulls;
    }
  }
  return each;
}

/** `[statistic][row][column][permutation]`, each permutation as if its null maps were the observed ones. */
function afresh(name: string, options: object, wish: FitRequest): Record<string, Float64Array> {
  const out: Record<string, Float64Array> = {};
  nullTablesOf(wish).forEach((tablesOf, k) => {
    const found = observedFit(chosen(name, options), tablesOf, wish.distances, quiet());
    for (const { name: statistic, values: cells, tested } of found) {
      if (!tested) continue;
      const all = (out[statistic] ??= new Float64Array(cells.length * wish.permutations));
      cells.forEach((value, at) => (all[at * wish.permutations + k] = value));
    }
  });
  return out;
}

async function fits(name: string, options: object, wish: FitRequest, pool = here) {
  const found = await nullFits(chosen(name, options), wish, pool, quiet());
  return Object.fromEntries(found.map(({ statistic, values }) => [statistic, values]));
}

const cases: [name: string, options: object][] = [
  ['mi', { n_neighbors: 2 }],
  ['slr', {}],
  ['mlr', { mlr_individual: true }],
  ['mlr', { rank: true }],
  ['dominance', { adj_r2: false }],
  ['pls', { n_components: 2 }],
  ['pcr', {}],
];

describe('nullFits', () => {
  describe.each(Object.keys(sources))('of %s nulls', (kind) => {
    it.each(cases)('of %s %j are those of fits made afresh', async (name, options) => {
      for (const change of [
        {},
        { tables: withZ },
        { moving: { x: null, y: of(sources[kind]!, false) } },
        { moving: { x: null, y: of(sources[kind]!) }, tables: withZ },
        { moving: { x: of(sources[kind]!), y: of(otherShuffles, false) } },
        { moving: { x: of(otherShuffles), y: of(sources[kind]!) }, tables: withZ },
      ] as Partial<FitRequest>[]) {
        const wish = request({ moving: ofX(sources[kind]!), ...change });
        const found = await fits(name, options, wish);
        const expected = afresh(name, options, wish);
        expect(Object.keys(found)).toEqual(Object.keys(expected));
        for (const [statistic, values] of Object.entries(expected)) {
          // Sums run over the same parcels in the same order: equal to the bit.
          expect(found[statistic], statistic).toEqual(values);
          expect(
            values.some((value) => value === value),
            statistic,
          ).toBe(true);
        }
      }
    });
  });

  it.each(['lasso', 'ridge', 'elasticnet'])(
    'of %s use the parcels that no observed map misses',
    async (name) => {
      const complete = { ...tables, x: standardizeRows(table('x', 3)).table, y: table('y', 2) };
      const wish = request({
        tables: complete,
        moving: { x: of(sources['shuffle']!), y: of(otherShuffles) },
        permutations: 3,
      });
      expect(await fits(name, {}, wish)).toEqual(afresh(name, {}, wish));
    },
  );

  it.each(['mean', 'median'] as const)('pool every statistic by the %s', async (pooled) => {
    const each = await fits('mlr', {}, request());
    const together = await fits('mlr', {}, request({ pooled }));
    for (const [statistic, values] of Object.entries(together)) {
      const cells = values.length / PERMUTATIONS;
      const expected = values.map((_, at) =>
        pooledValue(
          Float64Array.from(
            { length: 3 },
            (__, y) => each[statistic]![y * cells * PERMUTATIONS + at]!,
          ),
          pooled,
        ),
      );
      expect(values).toEqual(expected);
    }
  });

  it('stop at once when cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    const run = nullFits(chosen('mlr'), request(), here, quiet(abort.signal));
    await expect(run).rejects.toBeInstanceOf(CancelledError);
  });
});

describe('nullFits in threads', () => {
  const pools: BlockPool[] = [];
  beforeAll(async () => {
    const worker = await workerBundle('null-fits');
    pools.push(...[1, 2, 3].map((threads) => new BlockPool(worker, threads)));
  }, 60_000);
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  it.each(['mlr', 'dominance'])(
    'of %s are the same bits for one, two and three of them',
    { timeout: 60_000 },
    async (name) => {
      const x = standardizeRows(table('x', 10)).table;
      for (const source of Object.values(sources)) {
        const wish = request({
          tables: { ...tables, x },
          permutations: 400,
          moving: { x: of(source), y: of(otherShuffles, false) },
        });
        const [one, two, three] = await Promise.all(
          pools.map((pool) => fits(name, {}, wish, pool)),
        );
        expect(two).toEqual(one);
        expect(three).toEqual(one);
      }
    },
  );
});
