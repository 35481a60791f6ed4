// What a figure is before it is a file: a list of shapes on a white page. svg.ts and pdf.ts write the same list, so both look alike.
// Lengths are in points (1/72 inch), y grows downwards, colours are `#rrggbb` or `rgb(r, g, b)`.

export interface Ink {
  /** Null: not filled. */
  fill: string | null;
  stroke?: string;
  strokeWidth?: number;
}

export type Anchor = 'start' | 'middle' | 'end';

export interface TextShape {
  kind: 'text';
  x: number;
  /** Of the baseline. */
  y: number;
  text: string;
  size: number;
  fill: string;
  anchor?: Anchor;
  bold?: boolean;
  /** Degrees clockwise about the anchor. */
  turned?: number;
}

export type Shape =
  | ({ kind: 'rect'; x: number; y: number; width: number; height: number } & Ink)
  | ({ kind: 'circle'; x: number; y: number; radius: number } & Ink)
  /** `[x, y, x, y, …]`, closed. */
  | ({ kind: 'polygon'; points: number[] } & Ink)
  /** Closed loops, each `[x, y, x, y, …]`; those that run the other way round are holes. */
  | ({ kind: 'area'; title: string; loops: number[][] } & Ink)
  | {
      kind: 'line';
      x1: number;
      y1: number;
      x2: number;
      y2: number;
      stroke: string;
      strokeWidth: number;
      dash?: number[];
    }
  | TextShape
  /** Shapes that belong together; `title` is what a reader is told about them. */
  | { kind: 'group'; title: string; shapes: Shape[] };

export interface Drawing {
  width: number;
  height: number;
  /** What the figure is, for readers who do not see it. */
  title: string;
  /** What it shows, in sentences. */
  description: string;
  shapes: Shape[];
}

/** Colours of every figure, on white. */
export const INK = {
  text: '#1a1a1a',
  muted: '#5c5c5c',
  grid: '#e4e4e4',
  axis: '#8a8a8a',
  edge: '#1a1a1a',
  paper: '#ffffff',
} as const;

export const rect = (x: number, y: number, width: number, height: number, ink: Ink): Shape => ({
  kind: 'rect',
  x,
  y,
  width,
  height,
  ...ink,
});

export const line = (
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  stroke: string,
  strokeWidth: number,
  dash?: number[],
): Shape => ({ kind: 'line', x1, y1, x2, y2, stroke, strokeWidth, ...(dash && { dash }) });

export const text = (
  x: number,
  y: number,
  words: string,
  size: number,
  options: Partial<Pick<TextShape, 'fill' | 'anchor' | 'bold' | 'turned'>> = {},
): TextShape => ({ kind: 'text', x, y, text: words, size, fill: INK.text, ...options });

/** Baseline that centres capitals and digits of a size about `y`. */
export const centred = (y: number, size: number): number => y + size * 0.36;

/** Red, green and blue from 0 to 255. */
export function channels(colour: string): [number, number, number] {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour)?.[1];
  const numbers = hex
    ? [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
    : (colour.match(/\d+/g) ?? []).map(Number);
  const [red = 0, green = 0, blue = 0] = numbers;
  return [red, green, blue];
}
