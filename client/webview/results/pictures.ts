// What the brains of the page show: the y map, the reference map beside it, their titles with units, their own or one colour scale. Pure.
import type { AnalysisResult, Cell } from '../../../engine/result.js';
import { colourScale, type ColourScale } from './colours.js';
import { standardizes } from './plan-facts.js';

/** What one brain shows. */
export interface BrainPicture {
  /** What the values are, with their unit. */
  title: string;
  /** `[parcel]`. */
  values: readonly Cell[];
  scale: ColourScale;
  /** Names of the parcels. */
  parcels: readonly string[];
  /** Parcels to stand out; empty: all are alike. */
  marked: readonly number[];
}

/** A map with what its numbers are. */
export interface NamedMap {
  title: string;
  values: readonly Cell[];
}

const unit = ({ plan }: AnalysisResult, side: 'x' | 'y'): string =>
  standardizes(plan, side) ? 'z-standardized over parcels' : 'in the units of the data';

/** Values of one y map by parcel. */
export function yMap(result: AnalysisResult, y: number): NamedMap {
  const width = result.parcellation.parcels.length;
  return {
    title: `${result.y.labels[y] ?? ''} (${unit(result, 'y')})`,
    values: result.y.values.slice(y * width, (y + 1) * width),
  };
}

export const xMap = (result: AnalysisResult, label: string, values: readonly Cell[]): NamedMap => ({
  title: `${label} (${unit(result, 'x')})`,
  values,
});

/** @param shared one colour scale over all maps; else each has its own */
export function picturesOf(
  { parcellation }: Pick<AnalysisResult, 'parcellation'>,
  maps: readonly NamedMap[],
  marked: readonly number[],
  shared: boolean,
): BrainPicture[] {
  const together = shared ? colourScale(maps.flatMap(({ values }) => values)) : null;
  return maps.map(({ title, values }) => ({
    title,
    values,
    scale: together ?? colourScale(values),
    parcels: parcellation.parcels,
    marked,
  }));
}
