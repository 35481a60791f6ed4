// z-scores each map across its parcels, as `standardize` asks (spec/statistics.md 0.2).
import type { MapTable } from '../library/map-table.js';
import { moments, isConstant } from '../stats/correlation.js';

/**
 * A copy with every row as (v − mean)/sd, population sd (ddof 0), missing values left out and left missing.
 * A constant row becomes all missing; its labels are returned so that the run can say so.
 */
export function standardizeRows(table: MapTable): { table: MapTable; constant: string[] } {
  const parcels = table.parcels.length;
  const values = new Float64Array(table.values.length);
  const constant: string[] = [];
  table.labels.forEach((label, row) => {
    const map = table.values.subarray(row * parcels, (row + 1) * parcels);
    const out = values.subarray(row * parcels, (row + 1) * parcels);
    const { n, mean, about } = moments(map);
    if (n === 0 || isConstant(map)) {
      out.fill(NaN);
      if (n) constant.push(label);
      return;
    }
    const sd = Math.sqrt(about / n);
    for (let i = 0; i < parcels; i++) out[i] = ((map[i] as number) - mean) / sd;
  });
  return { table: { ...table, values }, constant };
}
