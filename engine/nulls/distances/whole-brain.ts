// The one block of a volume: the parcels in use, cut out of the matrix of every label.
import type { LoadedParcellation } from '../../library/load/parcellation.js';
import type { Distances } from './blocks.js';

/** @param matrix `[i][j]` over `everyLabel` */
export function wholeBrain(
  { labels, everyLabel }: LoadedParcellation,
  space: string,
  matrix: Float64Array,
  origin: string,
): Distances {
  const place = new Map(everyLabel.map((label, i) => [label, i]));
  const kept = labels.map((label) => place.get(label) as number);
  const n = kept.length;
  const part = new Float64Array(n * n);
  kept.forEach((from, i) =>
    kept.forEach((to, j) => (part[i * n + j] = matrix[from * everyLabel.length + to] as number)),
  );
  const parcels = Int32Array.from(labels, (_, i) => i);
  return { blocks: [{ parcels, matrix: part }], space, kind: 'volume', origin };
}
