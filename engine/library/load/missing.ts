// Tells once per side how many values are missing and in which maps.
import type { StageContext } from '../../progress.js';
import type { MapTable } from '../map-table.js';
import { someOf } from '../nearest.js';

/** Warns of missing cells (`missing-parcels`) and of maps without any value (`empty-map`). */
export function warnOfMissing(
  { labels, parcels, values }: MapTable,
  side: string,
  ctx: StageContext,
): void {
  const counts = labels.map((_, i) => missingIn(values, i * parcels.length, parcels.length));
  const empty = labels.filter((_, i) => counts[i] === parcels.length);
  if (empty.length > 0) {
    ctx.warn(
      'empty-map',
      `${empty.length === 1 ? 'One map' : `${empty.length} maps`} of ${side} without any value: ${someOf(empty)}. The results of such a map are missing.`,
    );
  }
  const partly = labels.flatMap((label, i) => {
    const count = counts[i] as number;
    return count > 0 && count < parcels.length ? [`${label} (${count})`] : [];
  });
  if (partly.length === 0) return;
  const cells = counts.reduce((sum, count) => sum + (count < parcels.length ? count : 0), 0);
  ctx.warn(
    'missing-parcels',
    `${cells} of ${labels.length * parcels.length} values of ${side} are missing, in ${partly.length} of ${labels.length} maps: ${someOf(partly)}. Ranks and correlations use the parcels both maps have.`,
  );
}

function missingIn(values: Float64Array, start: number, count: number): number {
  let missing = 0;
  for (let i = start; i < start + count; i++) if (Number.isNaN(values[i])) missing++;
  return missing;
}
