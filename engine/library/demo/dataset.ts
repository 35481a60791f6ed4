// What a simulated reference dataset consists of, and its rows as text: maps, collections and what is known of each map.
import type { Places } from './brain.js';

/** A collection: the text of its .collect file, in one of the three forms the library knows. */
export interface DemoCollection {
  name: string;
  description: string;
  text: string;
}

export interface DemoMap {
  name: string;
  /** One value per parcel; NaN is missing. */
  values: Float64Array;
}

/** A dataset's maps in one parcellation. */
export interface DemoTable {
  places: Places;
  maps: DemoMap[];
}

export interface DemoDataset {
  name: string;
  label: string;
  description: string;
  /** The first one is the default. */
  collections: DemoCollection[];
  /** Header and one row per map. */
  mapInfo: string[][];
  /** Columns of `mapInfo` to show. */
  displayColumns: string[];
  tables: DemoTable[];
}

/** Collection with sets, as a JSON object. */
export function setsAsJson(members: readonly (readonly [set: string, map: string])[]): string {
  const sets: Record<string, string[]> = {};
  for (const [set, map] of members) (sets[set] ??= []).push(map);
  return `${JSON.stringify(sets, null, 4)}\n`;
}

/** Collection with sets and weights, as a table. */
export function weightedSets(
  members: readonly (readonly [set: string, map: string, weight: number])[],
): string {
  return ['set,map,weight', ...members.map((member) => member.join(','))].join('\n') + '\n';
}

/** Collection without sets: one map per line. */
export function mapList(maps: readonly string[]): string {
  return ['map', ...maps].join('\n') + '\n';
}

/** The value with `digits` decimals, so that tables are short and ties occur. NaN stays. */
export function rounded(value: number, digits: number): number {
  const unit = Number(`1e${digits}`);
  return Math.round(value * unit) / unit;
}
