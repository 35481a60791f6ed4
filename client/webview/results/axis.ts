// A value axis: round ticks, their texts, and the way from values to pixels and back. Pure.

export interface Axis {
  min: number;
  max: number;
  ticks: number[];
  /** Pixel of a value. */
  pixel(value: number): number;
  /** Value at a pixel. */
  value(pixel: number): number;
}

const STEPS = [1, 2, 5, 10];

/** Round numbers between two limits, about `count` of them; none when the limits are not finite or equal. */
export function roundTicks(min: number, max: number, count: number): number[] {
  const span = max - min;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((each) => each * power >= rough * 0.999) ?? 10);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** `−0.25`, `1e−9`. */
export const tickText = (tick: number): string =>
  (tick !== 0 && Math.abs(tick) < 1e-4 ? tick.toExponential(0) : String(tick)).replaceAll(
    '-',
    '\u2212',
  );

/**
 * An axis over the values, with some room at both ends; one value alone is put in the middle.
 * @param from pixel of the smallest value
 * @param to pixel of the largest value; smaller than `from` for axes that go up
 */
export function axisOf(
  values: Iterable<number>,
  from: number,
  to: number,
  { room = 0.04, pixelsPerTick = 60 } = {},
): Axis {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!(min <= max)) [min, max] = [0, 1];
  const span = max - min || Math.abs(max) || 1;
  const low = min - (max > min ? room : 0.5) * span;
  const high = max + (max > min ? room : 0.5) * span;
  const scale = (to - from) / (high - low);
  return {
    min: low,
    max: high,
    ticks: roundTicks(low, high, Math.max(2, Math.abs(to - from) / pixelsPerTick)),
    pixel: (value) => from + (value - low) * scale,
    value: (pixel) => low + (pixel - from) / scale,
  };
}
