// How well the nulls of a run keep the spatial autocorrelation of the maps that were permuted: Moran's I and variograms of the maps
// against those of their first nulls. Only describes.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { cell, cells } from '../inference/statistics.js';
import type { MapTable } from '../library/map-table.js';
import { nullMakers, type NullMaps, type NullSource } from '../parallel/null-maps.js';
import { stopIfCancelled, type Work } from '../prepare/work.js';
import type { AutocorrelationDiagnostic, AutocorrelationMap, Cell } from '../result.js';
import { parcelPairs, type ParcelPairs } from '../stats/parcel-pairs.js';
import { quantile, sortedPresent } from '../stats/quantiles.js';
import type { JudgedDistances } from './autocorrelation-distances.js';
import { profileOf, Profiler, TOGETHER, type Profile } from './autocorrelation-profile.js';
import { overallVerdict, variogramDistance, verdictOf } from './autocorrelation-verdict.js';

/** Nulls of each map that are looked at, the first ones: at most, and at least where there are many maps. */
export const MOST_NULLS = 100;
const FEWEST_NULLS = 40;
/** Pairs of parcels × nulls × maps from which fewer nulls are looked at, so that it takes about a tenth of a second. */
const USUAL_STEPS = 1.5e7;
/** Maps that are looked at; of more, an even sample. */
export const MOST_MAPS = 50;
/** Pairs of parcels × nulls × maps that are worth the time (about half a second); of large parcellations fewer maps are looked at. */
const MOST_STEPS = 6e8;
/** Digits kept of what is only looked at. */
const DIGITS = 5;
/** The band of the nulls. */
const BAND = [0.05, 0.95] as const;

export interface AutocorrelationRequest {
  /** The maps that were permuted, or the effect maps of compared groups. */
  maps: MapTable;
  source: NullSource;
  permuted: AutocorrelationDiagnostic['permuted'];
  permutations: number;
  distances: JudgedDistances;
}

/** @throws CancelledError */
export async function autocorrelationDiagnostic(
  { maps, source, permuted, permutations, distances }: AutocorrelationRequest,
  work: Work,
): Promise<AutocorrelationDiagnostic> {
  const parcels = maps.parcels.length;
  const pairs = parcelPairs(parcels, distances.blocks);
  const nulls = Math.min(
    permutations,
    nullsFor(pairs.weights.length * Math.min(MOST_MAPS, maps.labels.length)),
  );
  const affordable = Math.floor(MOST_STEPS / (Math.max(1, pairs.weights.length) * nulls));
  const sample = evenSample(maps.labels.length, Math.max(1, Math.min(MOST_MAPS, affordable)));
  const found = await nullProfiles({ maps, source, sample, nulls, pairs }, work);
  const judged = sample.map((map, at) => {
    const values = maps.values.subarray(map * parcels, (map + 1) * parcels);
    return judge(map, maps.labels[map] ?? '', values, found[at] ?? [], pairs);
  });
  return {
    permuted,
    nulls,
    total: maps.labels.length,
    distances: distances.origin,
    bins: rounded(cells(pairs.distances)),
    verdict: overallVerdict(judged.map(({ verdict }) => verdict)),
    maps: judged,
  };
}

/** Tens of nulls that the time allows. @param steps of one null of each map */
const nullsFor = (steps: number): number =>
  Math.min(
    MOST_NULLS,
    Math.max(FEWEST_NULLS, Math.floor(USUAL_STEPS / Math.max(1, steps) / 10) * 10),
  );

/** At most `most` of `count` positions, at even distances, the first and the last among them. */
export function evenSample(count: number, most: number): number[] {
  const taken = Math.min(count, most);
  if (taken === 1) return [0];
  return Array.from({ length: taken }, (_, i) => Math.round((i * (count - 1)) / (taken - 1)));
}

interface Sampled {
  maps: MapTable;
  source: NullSource;
  /** Rows of the table. */
  sample: readonly number[];
  nulls: number;
  pairs: ParcelPairs;
}

/** `[sampled map][null]`; the very nulls of the run, made once more. */
async function nullProfiles(
  { maps, source, sample, nulls, pairs }: Sampled,
  work: Work,
): Promise<Profile[][]> {
  const parcels = maps.parcels.length;
  const makers = makersOf(maps, source, sample);
  const profiler = new Profiler(pairs);
  const out = sample.map((): Profile[] => []);
  // Permutation by permutation: what all maps of one have in common is then made once.
  const buffers = sample.map(() =>
    Array.from({ length: TOGETHER }, () => new Float64Array(parcels)),
  );
  for (let done = 0; done < nulls; done += TOGETHER) {
    const now = Math.min(TOGETHER, nulls - done);
    for (let k = 0; k < now; k++)
      makers.forEach((maker, at) => maker.next(buffers[at]?.[k] as Float64Array));
    buffers.forEach((buffer, at) => out[at]?.push(...profiler.profiles(buffer.slice(0, now))));
    await nextTurn();
    stopIfCancelled(work);
    work.report(done + now, nulls, 'null maps looked at');
  }
  return out;
}

function makersOf(maps: MapTable, source: NullSource, sample: readonly number[]): NullMaps[] {
  const table = { values: maps.values, parcels: maps.parcels.length };
  // Rows of one comparison share their labels, so all are asked for.
  if (source.kind === 'groups') {
    const all = nullMakers(source, table, [0, maps.labels.length], 0);
    return sample.map((map) => all[map] as NullMaps);
  }
  return sample.flatMap((map) => nullMakers(source, table, [map, map + 1], 0));
}

function judge(
  map: number,
  label: string,
  values: Float64Array,
  nulls: readonly Profile[],
  pairs: ParcelPairs,
): AutocorrelationMap {
  const observed = profileOf(values, pairs);
  const own = spread(nulls.map(({ moransI }) => moransI));
  const bins = Array.from(observed.variogram, (_, bin) =>
    spread(nulls.map((profile) => profile.variogram[bin] as number)),
  );
  const moransI = { observed: brief(cell(observed.moransI)), ...bandOf(own) };
  const shape = {
    observed: rounded(cells(observed.variogram)),
    mean: rounded(cells(bins.map(({ mean }) => mean))),
    low: rounded(cells(bins.map(({ low }) => low))),
    high: rounded(cells(bins.map(({ high }) => high))),
  };
  const present = values.reduce((count, value) => count + (value === value ? 1 : 0), 0);
  return {
    map,
    label,
    moransI,
    variogram: shape,
    distance: brief(variogramDistance(shape.observed, shape.mean)),
    verdict: verdictOf({ observed: observed.moransI, ...own }, present),
  };
}

/** Mean and band of the values that exist; NaN of none. */
function spread(values: readonly number[]): Record<'mean' | 'low' | 'high', number> {
  const sorted = sortedPresent(values);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const [low, high] = BAND.map((share) => quantile(sorted, share)) as [number, number];
  return { mean, low, high };
}

const bandOf = ({ mean, low, high }: Record<'mean' | 'low' | 'high', number>) => ({
  mean: brief(cell(mean)),
  low: brief(cell(low)),
  high: brief(cell(high)),
});

const brief = (value: Cell): Cell => (value === null ? null : Number(value.toPrecision(DIGITS)));
const rounded = (values: readonly Cell[]): Cell[] => values.map(brief);
