// What counts as background in an image: the automatic value and 0, given numbers, or nothing (spec/decisions.md 12).
import { median } from '../stats/quantiles.js';
import type { Background } from '../plan.js';
import type { Grid, Volume } from '../formats/nifti.js';

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
export function borderMedian({ dims }: Grid, data: Volume['data']): number {
  const border = borderOf(dims, data);
  const most = majority(border);
  if (most !== undefined) return most;
  border.sort();
  return Number.isNaN(border.at(-1)) ? NaN : median(border);
}

function borderOf([nx, ny, nz]: Grid['dims'], data: Volume['data']): Float64Array {
  const inside = [nx, ny, nz].reduce((count, n) => count * Math.max(0, n - 2 * BORDER), 1);
  const border = new Float64Array(nx * ny * nz - inside);
  let at = 0;
  for (let k = 0, row = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++, row += nx) {
      const wholeRow = isOuter(k, nz) || isOuter(j, ny);
      for (let i = 0; i < nx; i++) {
        if (!wholeRow && i === BORDER && nx > 2 * BORDER) i = nx - BORDER;
        border[at++] = data[row + i] as number;
      }
    }
  }
  return border;
}

/** The value of more than half of the numbers, which is then their median; undefined when there is none or a NaN (Boyer & Moore). */
function majority(numbers: Float64Array): number | undefined {
  let candidate = NaN;
  let lead = 0;
  for (const value of numbers) {
    if (value !== value) return undefined;
    if (lead === 0) candidate = value;
    lead += value === candidate ? 1 : -1;
  }
  let count = 0;
  for (const value of numbers) if (value === candidate) count++;
  return 2 * count > numbers.length ? candidate : undefined;
}

const isOuter = (index: number, length: number): boolean =>
  index < BORDER || index >= length - BORDER;
