// Two tables of the same maps in different parcels as one: rows that both have, columns one after the other (spec/workflows.md 4.3).
import type { MapTable } from '../map-table.js';

export interface JoinedTables {
  /** Maps of both, in the order of the first table. */
  table: MapTable;
  /** Maps that are left out because the other table does not have them. */
  onlyFirst: string[];
  onlySecond: string[];
}

/** Maps are matched by name; of rows with the same name the first of each table is used. */
export function joinTables(first: MapTable, second: MapTable): JoinedTables {
  const place = firstPlaces(second.labels);
  const own = firstPlaces(first.labels);
  const rows = [...own].flatMap(([label, row]) => {
    const other = place.get(label);
    return other === undefined ? [] : [{ label, row, other }];
  });
  const parcels = [...first.parcels, ...second.parcels];
  const [left, right] = [first.parcels.length, second.parcels.length];
  const values = new Float64Array(rows.length * parcels.length);
  rows.forEach(({ row, other }, i) => {
    const start = i * parcels.length;
    values.set(first.values.subarray(row * left, (row + 1) * left), start);
    values.set(second.values.subarray(other * right, (other + 1) * right), start + left);
  });
  return {
    table: {
      labels: rows.map(({ label }) => label),
      sets: rows.map(() => null),
      weights: rows.map(() => null),
      parcels,
      values,
    },
    onlyFirst: [...own.keys()].filter((label) => !place.has(label)),
    onlySecond: [...place.keys()].filter((label) => !own.has(label)),
  };
}

function firstPlaces(labels: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  labels.forEach((label, i) => {
    if (!places.has(label)) places.set(label, i);
  });
  return places;
}
