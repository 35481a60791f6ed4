// What making null maps costs, for cutting them into blocks: elementary steps of one parcel of one null map, and how many null maps a
// model makes in one go.
import type { NullSource } from './null-maps.js';

/** One parcel of a sum of eigenvectors, a spun or a shuffled map. */
const SIMPLE = 15;

/** Parcels that land on one parcel, about, each weighed and added. */
const OVERLAPS = 15;

/** Steps of one draw, of sorting, and of giving back the values of the map, by parcel. */
const DRAWN = 60;

export function makingSteps(source: NullSource): number {
  switch (source.kind) {
    case 'spin':
    case 'shuffle':
    case 'groups':
    case 'moran':
    case 'given':
      return SIMPLE;
    case 'overlap':
      return SIMPLE + OVERLAPS;
    case 'burt2018':
      return DRAWN + largest(source.blocks.flat().map(({ parcels }) => parcels.length));
    case 'burt2020':
      return (
        DRAWN
        + largest(
          source.blocks.map(({ geometry, parcels }) => {
            if (!geometry || parcels.length === 0) return 0;
            const { smoothers, variogram } = geometry;
            const smoothing = smoothers.reduce((sum, { k }) => sum + k, 0);
            return smoothing + (smoothers.length * variogram.weights.length) / parcels.length;
          }),
        )
      );
    case 'split':
      return largest(source.parts.map((part) => makingSteps(part.source)));
  }
}

/** A block of permutations is best a multiple of it: what is drawn together is otherwise drawn twice. */
export function madeTogether(source: NullSource): number {
  switch (source.kind) {
    case 'burt2018':
      return 64;
    case 'burt2020':
      return source.options.batchSize;
    case 'split':
      return largest(source.parts.map((part) => madeTogether(part.source)));
    default:
      return 1;
  }
}

const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0);
