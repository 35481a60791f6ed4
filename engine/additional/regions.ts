// Which parcels drive each correlation of a result: influence and contribution of every parcel to every pair of maps
// (spec/statistics.md 7.1 and 7.2). A stage of a run of its own, after inference; only describes, tests nothing.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChosenMethod } from '../colocalize/chosen-method.js';
import { confoundsOf } from '../colocalize/confounds.js';
import { fixedMaps } from '../colocalize/correlation.js';
import type { MapTables } from '../colocalize/kernel-setup.js';
import type { FixedMaps } from '../parallel/spun-correlator.js';
import { stopIfCancelled, type Work } from '../prepare/work.js';
import type { RegionalArray, RegionalQuantity } from '../result.js';
import { EQUAL_TO_ONE, fisherZ } from '../stats/fisher.js';
import { regionalContribution } from './regional-contribution.js';
import { correlationLeaveOneOut, influence } from './regional-influence.js';

/** More values than these of one quantity are not worth their disk space (40 MB): nobody looks at so many pairs one by one. */
export const MOST_VALUES = 5_000_000;

/** Values after which the event loop gets its turn, so that cancelling is heard. */
const TURN = 50_000;

/** One array of a result: what it is, and its values `[y][x][parcel]`, NaN missing. */
export interface Regions extends RegionalArray {
  data: Float64Array;
}

interface Quantity {
  name: RegionalQuantity;
  meaning: (rToZ: boolean) => string;
  /** `[parcel]` of one pair that shares enough parcels. */
  of: (x: Float64Array, y: Float64Array, transform: (r: number) => number) => Float64Array;
  /** Parcels it needs beyond those of the correlation. */
  extra: number;
}

/** What is computed, one row each; the quantity gives the file its name. */
export const quantities: readonly Quantity[] = [
  {
    name: 'influence',
    meaning: (rToZ) =>
      `${rToZ ? "|z| (z: Fisher's transform of the correlation)" : 'The absolute correlation'} with all parcels minus that without this parcel: positive where the parcel makes the relationship stronger. Ranks and residuals are made once, on all parcels.`,
    of: (x, y, transform) => influence(correlationLeaveOneOut(x, y, transform), true),
    extra: 1,
  },
  {
    name: 'contribution',
    meaning: () =>
      'Product of the two z scores of this parcel over the shared parcels (population standard deviation), of values, ranks or residuals as the method takes them: the mean over parcels is the correlation.',
    of: (x, y) => regionalContribution(x, y).values,
    extra: 0,
  },
];

/** Name of the side file. */
export const regionsFile = (method: string, quantity: RegionalQuantity): string =>
  `regions-${quantity}-${method}.npy`;

const isCorrelation = ({ method }: ChosenMethod): boolean => method.kind === 'correlation';

/** Values of each quantity that the correlations among `methods` would have; 0 without any. */
export const regionalValues = (
  methods: readonly ChosenMethod[],
  { x, y }: Pick<MapTables, 'x' | 'y'>,
): number =>
  methods.filter(isCorrelation).length * y.labels.length * x.labels.length * x.parcels.length;

/** Seconds that many values take, roughly. */
export const regionalSeconds = (values: number): number =>
  values > MOST_VALUES ? 0 : values * 600e-9;

/**
 * All quantities of all correlations.
 * A parcel that the pair does not share is NaN, and so are all parcels of a pair without a correlation, and the influence where the
 * correlation with or without the parcel is 1 or shares too few parcels.
 * @param tables as they were correlated
 * @throws CancelledError
 */
export async function regionalArrays(
  methods: readonly ChosenMethod[],
  tables: MapTables,
  rToZ: boolean,
  work: Work,
): Promise<Regions[]> {
  const chosen = methods.filter(isCorrelation);
  const [rows, columns] = [tables.y.labels.length, tables.x.labels.length];
  const parcels = tables.x.parcels.length;
  const out: Regions[] = [];
  const progress = { done: 0, total: chosen.length * rows * columns, sinceTurn: 0 };
  for (const { method, ranked } of chosen) {
    const arrays = quantities.map(({ name, meaning }) => ({
      method: method.name,
      quantity: name,
      meaning: meaning(rToZ),
      shape: [rows, columns, parcels] as [number, number, number],
      file: regionsFile(method.name, name),
      data: new Float64Array(rows * columns * parcels).fill(NaN),
    }));
    await fill(arrays, prepared(tables, ranked), rToZ, progress, work);
    out.push(...arrays);
  }
  return out;
}

interface PreparedTables {
  x: FixedMaps;
  y: FixedMaps;
  /** Shared parcels that a correlation needs. */
  fewest: number;
}

/** Values, ranks or residuals, as they are correlated. */
function prepared(tables: MapTables, ranked: boolean): PreparedTables {
  const z = confoundsOf(tables, ranked);
  return {
    x: fixedMaps(tables.x, ranked, z.x),
    y: fixedMaps(tables.y, ranked, z.y),
    fewest: z.fewest,
  };
}

async function fill(
  arrays: readonly Regions[],
  { x, y, fewest }: PreparedTables,
  rToZ: boolean,
  progress: { done: number; total: number; sinceTurn: number },
  work: Work,
): Promise<void> {
  const transform = (r: number): number => (r >= EQUAL_TO_ONE ? NaN : rToZ ? fisherZ(r) : r);
  for (let pair = 0; pair < y.maps * x.maps; pair++) {
    const a = row(x, pair % x.maps);
    const b = row(y, Math.floor(pair / x.maps));
    const shared = sharedParcels(a, b);
    quantities.forEach(({ of, extra }, q) => {
      if (shared < fewest + extra) return;
      const values = of(a, b, transform);
      arrays[q]?.data.set(values.map(finite), pair * x.parcels);
    });
    progress.done++;
    progress.sinceTurn += x.parcels;
    if (progress.sinceTurn < TURN && pair + 1 < y.maps * x.maps) continue;
    progress.sinceTurn = 0;
    await nextTurn();
    stopIfCancelled(work);
    work.report(progress.done, progress.total, 'pairs of maps');
  }
}

const row = ({ values, parcels }: FixedMaps, index: number): Float64Array =>
  values.subarray(index * parcels, (index + 1) * parcels);

const finite = (value: number): number => (Number.isFinite(value) ? value : NaN);

function sharedParcels(a: Float64Array, b: Float64Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++)
    if (!Number.isNaN((a[i] as number) + (b[i] as number))) count++;
  return count;
}
