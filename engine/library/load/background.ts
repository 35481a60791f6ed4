// The maps that random sets are drawn from: those of `x_background`, or the whole dataset of X (spec/statistics.md 5.5).
import type { RunSettings } from '../../pipeline/settings.js';
import type { MapsSource } from '../../plan.js';
import { permutesSets } from '../../plan-kinds.js';
import { NspError } from '../../error.js';
import type { LoadContext } from '../context.js';
import type { MapTable } from '../map-table.js';
import { loadMaps, type LoadedMaps } from './maps.js';
import type { LoadedParcellation } from './parcellation.js';

/** Where the background comes from. Throws `no-background` when X is no dataset of the library and none is named. */
export function backgroundSource(
  background: MapsSource | null,
  { x }: Pick<RunSettings, 'x'>,
): MapsSource {
  if (background) return background;
  if (x.kind === 'reference') {
    const filter = {
      maps: null,
      sets: null,
      setSizeRange: null,
      weightRange: null,
      weightQuantile: null,
    };
    return { ...x, collection: 'All', filter };
  }
  throw new NspError(
    'no-background',
    'Random sets are drawn from the whole dataset of x, and x is no dataset of the data library. Name the maps to draw from with x_background.',
    { property: 'permute_sets' },
  );
}

/** The background of a plan that draws sets, each map once; null for other plans. Throws what loadMaps throws. */
export async function loadBackground(
  run: RunSettings,
  parcellation: LoadedParcellation,
  context: LoadContext,
): Promise<Pick<LoadedMaps, 'table' | 'citations'> | null> {
  if (!permutesSets(run)) return null;
  const source = backgroundSource(run.permute.sets.background, run);
  const loaded = await loadMaps(source, parcellation, 'x_background', context);
  const table = eachOnce(loaded.table);
  context.ctx.log(`x_background: ${table.labels.length} maps to draw sets from`);
  return { table, citations: loaded.citations };
}

/** A map in several sets stands in several rows; rows of one label are one map. Sets and weights are dropped. */
export function eachOnce(table: MapTable): MapTable {
  const width = table.parcels.length;
  const first = new Map<string, number>();
  table.labels.forEach((label, row) => {
    if (!first.has(label)) first.set(label, row);
  });
  const rows = [...first.values()];
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, i) =>
    values.set(table.values.subarray(row * width, (row + 1) * width), i * width),
  );
  return {
    labels: [...first.keys()],
    sets: rows.map(() => null),
    weights: rows.map(() => null),
    parcels: table.parcels,
    values,
  };
}
