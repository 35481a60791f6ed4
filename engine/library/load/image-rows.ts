// Parcellated images as rows of a map table, cut down to the chosen hemispheres.
import type { LoadedParcellation } from './parcellation.js';
import { requireUnique } from '../labels.js';
import type { MapTable } from '../map-table.js';

/** Position among all parcels of each chosen parcel. */
export function choosePlaces({ labels, everyLabel }: LoadedParcellation): Int32Array {
  const place = new Map(everyLabel.map((label, i) => [label, i]));
  return Int32Array.from(labels, (label) => place.get(label) as number);
}

/** One row per image. @throws NspError `duplicate-label` when two images have the same label */
export function rowsTable(
  entries: readonly { label: string }[],
  rows: readonly Float64Array[],
  { labels: parcels }: LoadedParcellation,
): MapTable {
  const labels = entries.map(({ label }) => label);
  const values = new Float64Array(rows.length * parcels.length);
  rows.forEach((row, i) => values.set(row, i * parcels.length));
  return { labels, sets: labels.map(() => null), weights: labels.map(() => null), parcels, values };
}

/** @throws NspError `duplicate-label` naming the label and both images */
export function requireUniqueImages(entries: readonly { label: string }[], role: string): void {
  requireUnique(
    entries.map(({ label }) => label),
    `the images of ${role}`,
    'Two images have the same label',
  );
}
