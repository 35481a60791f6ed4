// The identity of a computation: a hash of the steps' meaning and of the data as read. Equal keys, equal numbers. An analysis and
// the pipeline that it stands for have the same steps, and so the same key.
import { createHash, type Hash } from 'node:crypto';
import type { StepInputs } from '../library/load/step-inputs.js';
import type { MapTable } from '../library/map-table.js';
import type { PipelineStep } from '../plan.js';
import { RESULT_VERSION } from '../result.js';

/** Raised whenever the same plan and data give more or other numbers: results from before are computed again. */
const NUMBERS_VERSION = 2;

/** Fields that do not change a number: names, and places (their bytes are hashed instead). */
const WITHOUT_MEANING = new Set([
  'name',
  'written',
  'declaration',
  'path',
  'pattern',
  'left',
  'right',
  'entries',
  'mapsNulls',
]);

/** The steps as JSON with sorted keys, without what does not change a number. */
export function canonicalSteps(steps: readonly PipelineStep[]): string {
  return JSON.stringify(steps, (key, value: unknown) => {
    if (WITHOUT_MEANING.has(key)) return undefined;
    if (!value || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** What of the data decides the numbers. */
export interface KeyedData {
  /** As read, before any step. */
  y: MapTable;
  x: MapTable;
  z: MapTable | null;
  /** Designs and maps of the steps, by step. */
  inputs: readonly StepInputs[];
  background: MapTable | null;
}

/** @param nulls bytes that decide the nulls (spins, distances); none when the seed alone does */
export function resultKey(
  { steps, seed }: { steps: readonly PipelineStep[]; seed: number },
  { y, x, z, inputs, background }: KeyedData,
  nulls: readonly ArrayBufferView[],
): string {
  const hash = createHash('sha256');
  hash.update(
    `result ${RESULT_VERSION} ${NUMBERS_VERSION}\n${canonicalSteps(steps)}\nseed ${seed}\n`,
  );
  const tables = [y, x, z, background, ...inputs.map(({ within }) => within)];
  for (const table of tables) addTable(hash, table);
  hash.update(JSON.stringify(inputs.map(({ design }) => design)));
  for (const view of nulls) hash.update(bytes(view));
  return hash.digest('hex');
}

function addTable(hash: Hash, table: MapTable | null): void {
  if (!table) {
    hash.update('no table\n');
    return;
  }
  hash.update(JSON.stringify([table.labels, table.sets, table.weights, table.parcels]));
  hash.update(bytes(table.values));
}

function bytes(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
