// The two maps behind one value of a result, parcel by parcel: as they were compared, and as the method took them (ranks, residuals).
// x comes out of the side file, y out of the result; ranks and residuals are made again by the functions that made them in the run.
import { join } from 'node:path';
import { chooseMethod } from '../colocalize/chosen-method.js';
import { fixedMaps } from '../colocalize/correlation.js';
import { methodByName } from '../colocalize/methods.js';
import { NspError } from '../error.js';
import { readNpy, readNpySlice } from '../formats/npy.js';
import { cells } from '../inference/statistics.js';
import type { MapTable } from '../library/map-table.js';
import type { AnalysisResult, Cell, StoredConfounds, StoredMaps } from '../result.js';
import { settingsOf } from '../pipeline/settings.js';
import { ifThere } from './side-file.js';

export interface MapPair {
  method: string;
  /** Into the labels of `y`. */
  y: number;
  /** Into the columns. */
  column: number;
  /** Of an enrichment: one of the stored x maps; null: the mean of the maps of the set. */
  member: number | null;
}

/** What the method has made of the maps before it compared them. */
export type TakenAs = 'ranks' | 'residuals' | 'residuals of ranks';

/** Values `[parcel]` of both maps, null missing. */
export interface PairValues {
  x: Cell[];
  y: Cell[];
  /** Null where the method takes the values as they are. */
  taken: { as: TakenAs; x: Cell[]; y: Cell[] } | null;
}

/**
 * @param result in `folder`
 * @throws NspError `no-x-maps` for results of older versions, `no-such-pair`, and those of damaged .npy files
 */
export async function readPair(
  folder: string,
  result: AnalysisResult,
  pair: MapPair,
): Promise<PairValues> {
  const { parcels } = result.parcellation;
  const method = methodByName.get(pair.method);
  if (!method || !(pair.y in result.y.labels)) throw noSuchPair(folder, pair);
  const { ranked } = chooseMethod(method, settingsOf(result.plan).methodOptions, result.seed);
  const x = tableOf([await xValues(folder, result, pair)], parcels);
  const yValues = result.y.values.slice(pair.y * parcels.length, (pair.y + 1) * parcels.length);
  const y = tableOf([Float64Array.from(yValues, (value) => value ?? NaN)], parcels);
  const z = result.z ? await zTable(folder, result.z, parcels, pair.y) : null;
  const from = result.z?.from ?? [];
  const of = (side: 'x' | 'y', table: MapTable): Cell[] =>
    taken(table, from.includes(side) ? z : null, ranked);
  return {
    x: cells(x.values),
    y: cells(y.values),
    taken: ranked || z ? { as: takenAs(ranked, z !== null), x: of('x', x), y: of('y', y) } : null,
  };
}

const takenAs = (ranked: boolean, confounds: boolean): TakenAs =>
  confounds ? (ranked ? 'residuals of ranks' : 'residuals') : 'ranks';

/** Ranks count from 1, ties have their mean; residuals have mean 0, those of ranks in ranks. */
function taken(table: MapTable, z: MapTable | null, ranked: boolean): Cell[] {
  const confounds = z && fixedMaps(z, ranked);
  const values = Float64Array.from(fixedMaps(table, ranked, confounds).values);
  if (ranked) return cells(fromDoubled(values, confounds ? 0 : 1));
  return cells(confounds ? values : table.values);
}

/** Doubled centred ranks as ranks, which begin at `first`; 0 leaves them centred. */
function fromDoubled(doubled: Float64Array, first: 0 | 1): Float64Array {
  const present = doubled.reduce((count, value) => count + (value === value ? 1 : 0), 0);
  const middle = first === 1 ? (present + 1) / 2 : 0;
  return doubled.map((value) => value / 2 + middle);
}

async function xValues(
  folder: string,
  { x, sets, columns, parcellation }: AnalysisResult,
  pair: MapPair,
): Promise<Float64Array> {
  if (!x) throw older(folder);
  if (!(pair.column in columns)) throw noSuchPair(folder, pair);
  const set = sets?.[pair.column]?.members;
  if (set && pair.member !== null && !set.includes(pair.member)) throw noSuchPair(folder, pair);
  const wanted = pair.member === null ? (set ?? [pair.column]) : [pair.member];
  const file = join(folder, fileName(x));
  const maps = await Promise.all(wanted.map((map) => ifThere(readNpySlice(file, [map]))));
  const there = maps.filter((map) => map?.length === parcellation.parcels.length);
  if (there.length < wanted.length) throw older(folder);
  return meanMap(there as ArrayLike<number>[], parcellation.parcels.length);
}

/** Mean over the maps that have a value, parcel by parcel; NaN where none has. Of one map the map itself. */
function meanMap(maps: readonly ArrayLike<number>[], parcels: number): Float64Array {
  return Float64Array.from({ length: parcels }, (_, i) => {
    const values = maps.map((map) => map[i] ?? NaN).filter((value) => !Number.isNaN(value));
    return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : NaN;
  });
}

/** The maps to be taken out of y map `y`, and of any x map: all, or its own. */
async function zTable(
  folder: string,
  z: StoredConfounds,
  parcels: string[],
  y: number,
): Promise<MapTable> {
  const stored = await ifThere(readNpy(join(folder, fileName(z))));
  if (!stored || stored.data.length !== z.labels.length * parcels.length) throw older(folder);
  const values = Float64Array.from(stored.data);
  const own = values.subarray(y * parcels.length, (y + 1) * parcels.length);
  return {
    ...tableOf([z.matched ? own : values], parcels),
    labels: z.matched ? [z.labels[y] ?? ''] : z.labels,
  };
}

/** The name becomes part of a path. */
function fileName({ file }: StoredMaps): string {
  if (/^[\w-]+\.npy$/.test(file)) return file;
  throw new NspError('damaged-result', `The result names ${file}, which is not one of its files.`);
}

function tableOf(maps: readonly Float64Array[], parcels: string[]): MapTable {
  return {
    labels: maps.map((_, i) => String(i)),
    sets: maps.map(() => null),
    weights: maps.map(() => null),
    parcels,
    values: Float64Array.from(maps.flatMap((map) => [...map])),
  };
}

const older = (folder: string): NspError =>
  new NspError(
    'no-x-maps',
    `The result in ${folder} was made before reference maps were kept with it. Run the analysis again to see them.`,
  );

const noSuchPair = (folder: string, { method, y, column }: MapPair): NspError =>
  new NspError(
    'no-such-pair',
    `The result in ${folder} has no y map ${String(y + 1)} and x map ${String(column + 1)} by ${method}. Open it again.`,
  );
