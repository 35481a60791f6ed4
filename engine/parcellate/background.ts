// What counts as background in an image: the automatic value and 0, given numbers, or nothing (spec/decisions.md 12).
import { median } from '../stats/quantiles.js';
import type { Background } from '../plan.js';
import type { Grid } from '../formats/nifti.js';

/**
 * The values a background rule stands for. `auto` alone is [automatic value, 0]; in a list it is the automatic value only.
 * @param automatic computes the automatic value; called only when the rule asks for it. NaN matches nothing
 */
export function backgroundValues(rule: Background, automatic: () => number): number[] {
  if (rule === false) return [];
  if (rule === 'auto') return [automatic(), 0];
  return rule.map((value) => (value === 'auto' ? automatic() : value));
}

/** Voxel layers at each face of the image that make up its border. */
const BORDER = 2;

/** Median of the two outermost voxel layers, each voxel once; NaN when any of them is NaN. */
export function borderMedian({ dims }: Grid, data: Float64Array): number {
  const [nx, ny, nz] = dims;
  const border: number[] = [];
  for (let k = 0, row = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++, row += nx) {
      const wholeRow = isOuter(k, nz) || isOuter(j, ny);
      for (let i = 0; i < nx; i++) {
        if (!wholeRow && i === BORDER && nx > 2 * BORDER) i = nx - BORDER;
        border.push(data[row + i] as number);
      }
    }
  }
  const sorted = Float64Array.from(border).sort();
  return Number.isNaN(sorted.at(-1)) ? NaN : median(sorted);
}

const isOuter = (index: number, length: number): boolean =>
  index < BORDER || index >= length - BORDER;
