// Which parcels of each map take part in nulls made from distances, block by block (spec/statistics.md 4.4): those that the map has and
// that lie at a finite distance from some other one.
import { NspError } from '../error.js';
import type { MapTable } from '../library/map-table.js';
import { someOf } from '../library/nearest.js';
import type { StageContext } from '../progress.js';
import type { DistanceBlock } from './distances/blocks.js';

/** Parcels of a block that some maps have; maps that miss the same parcels share it. */
export interface Pattern {
  block: DistanceBlock;
  /** Positions in the block, ascending. */
  used: Int32Array;
}

export interface Patterns {
  patterns: Pattern[];
  /** Positions in `patterns`, `[map][block]`. */
  ofMap: number[][];
}

/** Warns of parcels that are in no block: no hemisphere is known. Lonely ones are told where distances are read. */
export function usedParcels(
  moving: MapTable,
  blocks: readonly DistanceBlock[],
  ctx: StageContext,
): Patterns {
  warnOfUnplaced(moving, blocks, ctx);
  const placed = blocks.map(reachable);
  const patterns: Pattern[] = [];
  const known = new Map<string, number>();
  const ofMap = moving.labels.map((_, m) =>
    blocks.map((block, b) => {
      const used = (placed[b] as number[]).filter((i) => {
        const value = moving.values[m * moving.parcels.length + (block.parcels[i] as number)];
        return value === value;
      });
      const key = `${b}:${used.join()}`;
      const at = known.get(key) ?? patterns.push({ block, used: Int32Array.from(used) }) - 1;
      known.set(key, at);
      return at;
    }),
  );
  return { patterns, ofMap };
}

/** Positions of the parcels in the whole list. */
export const parcelsOfPattern = ({ block, used }: Pattern): Int32Array =>
  used.map((at) => block.parcels[at] as number);

/** What a map has in some parcels. */
export function valuesIn(moving: MapTable, map: number, parcels: Int32Array): Float64Array {
  const from = map * moving.parcels.length;
  return Float64Array.from(parcels, (parcel) => moving.values[from + parcel] as number);
}

/** Positions of the parcels of a block that lie at a finite distance from some other one. */
function reachable({ parcels, matrix }: DistanceBlock): number[] {
  const n = parcels.length;
  return [...parcels.keys()].filter((i) => {
    for (let j = 0; j < n; j++) if (j !== i && Number.isFinite(matrix[i * n + j])) return true;
    return false;
  });
}

/**
 * For models that divide by distances.
 * @throws NspError `no-distance-between` when two parcels lie at the same place
 */
export function requireDistances(
  blocks: readonly DistanceBlock[],
  labels: readonly string[],
  model: string,
): void {
  for (const block of blocks) {
    const { parcels, matrix } = block;
    const n = parcels.length;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        if ((matrix[i * n + j] as number) !== 0) continue;
        const names = [i, j].map((at) => labels[parcels[at] as number] ?? '').join(' and ');
        throw new NspError(
          'no-distance-between',
          `The distance between ${names} is 0, so the null model ${model} cannot weigh how near they are. Mend the distance table, or use another maps_method.`,
          { property: 'maps_method' },
        );
      }
    }
  }
}

function warnOfUnplaced(
  { parcels }: MapTable,
  blocks: readonly DistanceBlock[],
  ctx: StageContext,
): void {
  const inBlocks = new Set(blocks.flatMap((block) => [...block.parcels]));
  const left = parcels.filter((_, i) => !inBlocks.has(i));
  if (left.length === 0) return;
  ctx.warn(
    'parcels-without-null',
    `${someOf(left)} ${left.length > 1 ? 'are' : 'is'} in neither hemisphere and missing in every null map.`,
    { property: 'maps_method' },
  );
}
