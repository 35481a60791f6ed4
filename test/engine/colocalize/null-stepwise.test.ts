// Null correlations where two things move: what one gets by making the null maps and sets of every permutation by hand and asking for
// their observed values, whatever moves and whatever the threads.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregations } from '../../../engine/colocalize/aggregate.js';
import { chooseMethod } from '../../../engine/colocalize/chosen-method.js';
import { enrichmentOf, type Enrichment } from '../../../engine/colocalize/enrichment.js';
import type { MapTables } from '../../../engine/colocalize/kernel-setup.js';
import { methodByName } from '../../../engine/colocalize/methods.js';
import type { MovingSides } from '../../../engine/colocalize/moving-sides.js';
import { nullCorrelations } from '../../../engine/colocalize/null-correlations.js';
import { nullSetDraws, setDraws } from '../../../engine/colocalize/null-set-draws.js';
import { nullSetFits } from '../../../engine/colocalize/null-set-fits.js';
import { nullStepwise, type StepwiseRequest } from '../../../engine/colocalize/null-stepwise.js';
import { observedStatistics } from '../../../engine/colocalize/observed.js';
import { observedSets } from '../../../engine/colocalize/observed-sets.js';
import { confoundsOf } from '../../../engine/colocalize/confounds.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import { chooseDistinct } from '../../../engine/nulls/rng/choice.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { nullMaps, type NullSource } from '../../../engine/parallel/null-maps.js';
import { BlockPool } from '../../../engine/parallel/pool.js';
import { workerBundle } from '../../worker-bundle.js';

const PARCELS = 24;
const PERMUTATIONS = 9;
const SEED = 31;
const idle = {
  signal: new AbortController().signal,
  report: () => undefined,
  warn: () => undefined,
  log: () => undefined,
};
const here = new BlockPool(null, 1);

function table(name: string, maps: number, seed: number, gaps: boolean): MapTable {
  const rng = new Pcg64(seed);
  const values = Float64Array.from({ length: maps * PARCELS }, () => Math.round(40 * rng.random()));
  if (gaps) for (let m = 0; m < maps; m += 2) values[m * PARCELS + (m % 4) + 3] = NaN;
  return {
    labels: Array.from({ length: maps }, (_, m) => `${name}${m}`),
    sets: Array.from({ length: maps }, (_, m) => ['b', 'a', 'b'][m % 3]!),
    weights: Array.from({ length: maps }, (_, m) => m - 1.5),
    parcels: Array.from({ length: PARCELS }, (_, i) => `p${i}`),
    values,
  };
}

const tables = (gaps: boolean, withZ = false): MapTables => ({
  x: table('x', 7, 1, gaps),
  y: table('y', 3, 2, gaps),
  z: withZ ? table('z', 2, 3, gaps) : null,
});
const background = table('g', 12, 4, true);

const spins: NullSource = {
  kind: 'spin',
  index: Int16Array.from({ length: PARCELS * PERMUTATIONS }, (_, at) =>
    at % 11 === 3 ? -1 : (at * 7 + (at >> 3)) % PARCELS,
  ),
};
const shuffles: NullSource = { kind: 'shuffle', seed: 9 };
const side = (source: NullSource) => ({ source, standardize: false });
const both: MovingSides = { x: side(spins), y: side(shuffles) };
const onlyY: MovingSides = { x: null, y: side(shuffles) };

/** The maps of each permutation. */
function nullTables(of: MapTable, source: NullSource | undefined): MapTable[] {
  if (!source) return Array.from({ length: PERMUTATIONS }, () => of);
  const row = (m: number) => of.values.slice(m * PARCELS, (m + 1) * PARCELS);
  const makers = of.labels.map((_, m) => nullMaps(source, row(m), m, 0));
  return Array.from({ length: PERMUTATIONS }, () => {
    const values = new Float64Array(of.values.length);
    makers.forEach((maker, m) => maker.next(values.subarray(m * PARCELS, (m + 1) * PARCELS)));
    return { ...of, values };
  });
}

/** `[row][column][permutation]` of the tested statistic, each permutation as if it had been observed. */
function afresh(
  name: string,
  { tables: observed, moving, pooled, rToZ }: StepwiseRequest,
  enrichment: Enrichment | null,
  drawn: boolean,
): Float64Array {
  const [xs, ys] = [
    nullTables(drawn ? background : observed.x, moving.x?.source),
    nullTables(observed.y, moving.y?.source),
  ];
  const generator = new Pcg64(SEED);
  const plan = { pooled: pooled ?? (false as const), rToZ };
  const chosen = chooseMethod(methodByName.get(name)!);
  let out = new Float64Array(0);
  xs.forEach((x, k) => {
    const at = { ...observed, x, y: ys[k]! };
    const sets = enrichment && {
      ...enrichment,
      sets: enrichment.sets.map((set) =>
        drawn
          ? { ...set, members: chooseDistinct(generator, x.labels.length, set.members.length) }
          : set,
      ),
    };
    const found = sets
      ? observedSets(chosen, at, sets, plan, idle, null)
      : observedStatistics(chosen, at, plan, idle);
    const { values } = found.statistics.find(({ tested }) => tested)!;
    const columns = values.length / found.rows.length;
    const cells = pooled ? values.subarray(values.length - columns) : values;
    if (k === 0) out = new Float64Array(cells.length * PERMUTATIONS);
    cells.forEach((value, cell) => (out[cell * PERMUTATIONS + k] = value));
  });
  return out;
}

const near = (found: Float64Array, wanted: Float64Array): void => {
  expect(found).toHaveLength(wanted.length);
  expect(found.some((value) => Number.isFinite(value))).toBe(true);
  // The same sums in another order.
  found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 12));
};

const request = (change: Partial<StepwiseRequest> = {}): StepwiseRequest => ({
  ...{ tables: tables(false), enrichment: null, moving: both, permutations: PERMUTATIONS },
  ...{ pooled: null, rToZ: true },
  ...change,
});

describe('null correlations where both sides move', () => {
  const cases = ['pearson', 'spearman'].flatMap((method) =>
    [false, true].flatMap((gaps) =>
      [null, 'mean', 'median'].map((pooled) => [method, gaps, pooled] as const),
    ),
  );
  it.each(cases)(
    'are those of the null maps themselves: %s, missing parcels %s, pooled by %s',
    async (method, gaps, pooled) => {
      for (const rToZ of [true, false]) {
        const wish = request({
          ...{ tables: tables(gaps), rToZ },
          pooled: pooled as StepwiseRequest['pooled'],
        });
        const chosen = chooseMethod(methodByName.get(method)!);
        const { values, statistic } = await nullStepwise(chosen, wish, here, idle);
        near(values, afresh(method, wish, null, false));
        expect(statistic).toBe(rToZ ? 'rho_z' : 'rho');
      }
    },
  );

  it.each(['pearson', 'partialspearman'])('are cleaned of Z on both sides: %s', async (method) => {
    const wish = request({ tables: tables(true, true) });
    const chosen = chooseMethod(methodByName.get(method)!);
    const { values } = await nullStepwise(chosen, wish, here, idle);
    near(values, afresh(method, wish, null, false));
  });

  it('are those of X alone when the null maps of Y are the maps themselves', async () => {
    const identity: NullSource = {
      kind: 'spin',
      index: Int16Array.from({ length: PARCELS * PERMUTATIONS }, (_, at) => at % PARCELS),
    };
    const { x, y } = tables(true);
    for (const method of ['pearson', 'spearman']) {
      const chosen = chooseMethod(methodByName.get(method)!);
      const { ranked } = chosen;
      const wish = request({
        tables: { x, y, z: null },
        moving: { x: side(shuffles), y: side(identity) },
      });
      const { values } = await nullStepwise(chosen, wish, here, idle);
      const z = confoundsOf({ z: null }, ranked);
      const common = { ranked, z, which: 'X', permutations: PERMUTATIONS, rToZ: true } as const;
      const alone = await nullCorrelations(
        { ...common, x, y, pooled: null, source: shuffles },
        here,
        idle,
      );
      near(values, alone.values);
    }
  });
});

describe('null statistics of sets', () => {
  const each = aggregations.map(({ name }) => name);
  const moves = [
    ['both sides', both, false],
    ['Y and random sets', onlyY, true],
  ] as const;
  for (const [what, moving, drawn] of moves)
    it.each(each)(`are those of the null maps themselves: ${what}, %s`, async (aggregation) => {
      for (const method of ['pearson', 'spearman'])
        for (const pooled of [null, 'mean'] as const) {
          const enrichment = enrichmentOf(tables(true).x, { aggregation }, idle);
          const wish = request({
            ...{ tables: { ...tables(true), x: enrichment.maps }, enrichment, moving, pooled },
            drawn: drawn ? { background, seed: SEED } : null,
          });
          const chosen = chooseMethod(methodByName.get(method)!);
          const { values } = await nullStepwise(chosen, wish, here, idle);
          near(values, afresh(method, wish, enrichment, drawn));
        }
    });

  for (const [what, moving, drawn] of moves)
    it.each(['mlr', 'slr', 'pls'])(`are those of fits made afresh: ${what}, %s`, async (name) => {
      const method = methodByName.get(name)!;
      if (method.kind !== 'kernel') throw new Error(`${name} is a kernel.`);
      const enrichment = enrichmentOf(tables(false).x, { aggregation: 'mean' }, idle);
      const wish = request({
        ...{ tables: { ...tables(false), x: enrichment.maps }, enrichment, moving },
        drawn: drawn ? { background, seed: SEED } : null,
      });
      const [found] = await nullSetFits(
        chooseMethod(method),
        { ...wish, enrichment, distances: null },
        here,
        idle,
      );
      near(found!.values, afresh(name, wish, enrichment, drawn));
    });

  it('are those of random sets alone when the null maps of Y are the maps themselves', async () => {
    const identity: NullSource = {
      kind: 'spin',
      index: Int16Array.from({ length: PARCELS * PERMUTATIONS }, (_, at) => at % PARCELS),
    };
    const enrichment = enrichmentOf(tables(false).x, { aggregation: 'weightedmean' }, idle);
    const wish = request({
      ...{ tables: { ...tables(false), x: enrichment.maps }, enrichment },
      moving: { x: null, y: side(identity) },
      drawn: { background, seed: SEED },
    });
    const chosen = chooseMethod(methodByName.get('spearman')!);
    const { values } = await nullStepwise(chosen, wish, here, idle);
    const draw = setDraws(SEED, background, enrichment.sets);
    const [alone] = await nullSetDraws(
      chosen,
      { ...wish, enrichment, background, draw, distances: null },
      idle,
    );
    near(values, alone!.values);
  });
});

describe('in threads', () => {
  const pools: BlockPool[] = [];
  beforeAll(async () => {
    const worker = await workerBundle('null-stepwise');
    pools.push(...[1, 2, 3].map((threads) => new BlockPool(worker, threads)));
  }, 60_000);
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  it.each(['maps', 'sets'])(
    'one, two and three give the same bits: %s',
    { timeout: 60_000 },
    async (of) => {
      const permutations = 900;
      const enrichment =
        of === 'sets' ? enrichmentOf(tables(true).x, { aggregation: 'median' }, idle) : null;
      const wish = request({
        permutations,
        enrichment,
        tables: tables(true),
        moving:
          of === 'sets' ? onlyY : { x: side({ kind: 'shuffle', seed: 77 }), y: side(shuffles) },
        drawn: of === 'sets' ? { background, seed: SEED } : null,
      });
      const chosen = chooseMethod(methodByName.get('spearman')!);
      const [one, two, three] = await Promise.all(
        pools.map(async (pool) => (await nullStepwise(chosen, wish, pool, idle)).values),
      );
      expect(two).toEqual(one);
      expect(three).toEqual(one);
    },
  );
});
