// Colour scales for bars and brains: colour-blind-safe, symmetric about zero where both signs occur. Pure.
import type { Cell } from '../../../engine/result.js';

export type Rgb = readonly [number, number, number];

/** Blue – white – red. */
const DIVERGING: readonly Rgb[] = [
  [16, 63, 122],
  [54, 121, 184],
  [137, 185, 219],
  [215, 230, 241],
  [247, 246, 245],
  [251, 219, 201],
  [239, 160, 125],
  [206, 80, 72],
  [122, 12, 40],
];

/** Dark violet – green – yellow, even steps of lightness. */
const SEQUENTIAL: readonly Rgb[] = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];

/** Parcels without a value. */
export const NO_VALUE: Rgb = [128, 128, 128];
/** Surface that belongs to no parcel (medial wall). */
export const NO_PARCEL: Rgb = [74, 74, 78];

export interface ColourScale {
  kind: 'diverging' | 'sequential';
  min: number;
  max: number;
  /** Colour of a value; missing values have `NO_VALUE`. */
  colour(value: Cell): Rgb;
}

function ramp(stops: readonly Rgb[], share: number): Rgb {
  const position = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(position));
  const from = stops[index] ?? NO_VALUE;
  const to = stops[index + 1] ?? from;
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(from[channel] + (to[channel] - from[channel]) * (position - index));
  return [mix(0), mix(1), mix(2)];
}

/** Smallest and largest existing value; null when all are missing. */
export function rangeOf(values: readonly Cell[]): [number, number] | null {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? [min, max] : null;
}

/** Diverging and symmetric when both signs occur, else sequential from the smallest to the largest value. */
export function colourScale(values: readonly Cell[]): ColourScale {
  const [low, high] = rangeOf(values) ?? [0, 0];
  const diverging = low < 0 && high > 0;
  const reach = Math.max(-low, high);
  const [min, max] = diverging ? [-reach, reach] : [low, high];
  const stops = diverging ? DIVERGING : SEQUENTIAL;
  return {
    kind: diverging ? 'diverging' : 'sequential',
    min,
    max,
    colour: (value) =>
      value === null || !Number.isFinite(value)
        ? NO_VALUE
        : ramp(stops, max > min ? (value - min) / (max - min) : 0.5),
  };
}

export const css = ([red, green, blue]: Rgb): string => `rgb(${red}, ${green}, ${blue})`;

/** The scale as a CSS gradient from left (smallest) to right (largest). */
export function gradient(scale: ColourScale): string {
  const stops = scale.kind === 'diverging' ? DIVERGING : SEQUENTIAL;
  return `linear-gradient(to right, ${stops.map(css).join(', ')})`;
}

const BAR_ENDS: Record<'light' | 'dark', { neutral: Rgb; negative: Rgb; positive: Rgb }> = {
  light: { neutral: [205, 208, 214], negative: [20, 88, 160], positive: [196, 68, 20] },
  dark: { neutral: [104, 108, 116], negative: [92, 170, 250], positive: [250, 150, 84] },
};

/** Fill of a bar: blue below zero, orange above, stronger the further out; `reach` is the largest absolute value shown. */
export function barColour(value: number, reach: number, theme: 'light' | 'dark'): string {
  const { neutral, negative, positive } = BAR_ENDS[theme];
  return css(
    ramp(
      [neutral, value < 0 ? negative : positive],
      reach > 0 ? 0.25 + (0.75 * Math.abs(value)) / reach : 1,
    ),
  );
}

/** Categorical colours that stay apart for colour-blind readers, for light and dark grounds. */
const SETS: Record<'light' | 'dark', readonly string[]> = {
  light: [
    '#0a67a8',
    '#c25a00',
    '#00805f',
    '#a8327e',
    '#7a6a00',
    '#3f8fd0',
    '#6a3fa0',
    '#8c2d19',
    '#4f6f2f',
    '#555f6b',
  ],
  dark: [
    '#56b4e9',
    '#f0913a',
    '#2fc79a',
    '#e58bc2',
    '#e6d84a',
    '#8ab4ff',
    '#b99cf0',
    '#f0806a',
    '#a3cf6b',
    '#b4bcc8',
  ],
};

/** Most sets that can be told apart by colour. */
export const MAX_SET_COLOURS = SETS.light.length;

export const setColour = (index: number, theme: 'light' | 'dark'): string =>
  SETS[theme][index % SETS[theme].length] ?? '#888888';
