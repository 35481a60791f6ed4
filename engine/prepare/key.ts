// The identity of a computation: a hash of the plan's meaning and of the data as read. Equal keys, equal numbers.
import { createHash, type Hash } from 'node:crypto';
import type { DesignTable } from '../library/load/design.js';
import type { MapTable } from '../library/map-table.js';
import type { AnalysisPlan } from '../plan.js';
import { RESULT_VERSION } from '../result.js';

/** Fields that do not change a number: names, places (their bytes are hashed instead) and the number of threads. */
const WITHOUT_MEANING = new Set([
  'name',
  'written',
  'declaration',
  'nProc',
  'path',
  'pattern',
  'left',
  'right',
  'entries',
  'mapsNulls',
]);

/** The plan as JSON with sorted keys, without what does not change a number. */
export function canonicalPlan(plan: AnalysisPlan): string {
  return JSON.stringify(plan, (key, value: unknown) => {
    if (WITHOUT_MEANING.has(key)) return undefined;
    if (!value || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** What of the data decides the numbers. */
export interface KeyedData {
  y: MapTable;
  x: MapTable;
  z: MapTable | null;
  design: DesignTable | null;
  background?: MapTable | null;
}

/**
 * @param data as read: `y` before cleaning, `z` the maps that are regressed out, `design` joined to the rows of `y`
 * `background` the maps that random sets are drawn from.
 * @param nulls bytes that decide the nulls (spins, distances); none when the seed alone does
 */
export function resultKey(
  plan: AnalysisPlan,
  { y, x, z, design, background }: KeyedData,
  nulls: readonly ArrayBufferView[],
): string {
  const hash = createHash('sha256');
  hash.update(`result ${RESULT_VERSION}\n${canonicalPlan(plan)}\n`);
  addTable(hash, y);
  addTable(hash, x);
  if (z) addTable(hash, z);
  if (background) addTable(hash, background);
  if (design) hash.update(JSON.stringify(design));
  for (const view of nulls) hash.update(bytes(view));
  return hash.digest('hex');
}

function addTable(hash: Hash, table: MapTable): void {
  hash.update(JSON.stringify([table.labels, table.sets, table.weights, table.parcels]));
  hash.update(bytes(table.values));
}

function bytes(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
