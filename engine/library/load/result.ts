// Maps that another analysis of the file computed (`result of`), brought to the parcels of the parcellation.
import { NspError } from '../../error.js';
import type { LoadContext } from '../context.js';
import type { LoadedMaps } from './maps.js';
import type { LoadedParcellation } from './parcellation.js';
import { alignTable, allRows } from './table.js';
import { someOf } from '../nearest.js';

/** @throws NspError `column-mismatch` when the other analysis used another parcellation */
export async function loadResult(
  analysis: string,
  parcellation: LoadedParcellation,
  context: LoadContext,
): Promise<LoadedMaps> {
  const { labels, values, parcels } = await context.resultOf(analysis);
  const known = new Set(parcellation.everyLabel);
  if (!parcels.some((parcel) => known.has(parcel))) {
    throw new NspError(
      'column-mismatch',
      `The result of ${analysis} has other parcels (${parcels.length}: ${someOf(parcels)}) than ${parcellation.name} (${someOf(parcellation.everyLabel)}). Use the same parcellation in both analyses.`,
    );
  }
  const table = {
    index: '',
    columns: parcels,
    rows: labels,
    values: Float64Array.from(values, (value) => value ?? NaN),
  };
  const where = `result of ${analysis}`;
  return {
    table: alignTable(table, allRows(table), parcellation, where, context),
    images: [],
    citations: [],
  };
}
