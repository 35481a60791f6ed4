// Value axes: round ticks, and a scale from values to points. Pure.

/** Between 3 and `most` + 1 round numbers from `min` to `max`, ascending. */
export function ticks(min: number, max: number, most = 6): number[] {
  const span = max - min;
  if (!(span > 0) || !Number.isFinite(span)) return [min];
  const power = 10 ** Math.floor(Math.log10(span / most));
  const step =
    [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => span / size <= most) ?? span;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from(
    { length: last - first + 1 },
    (_, i) => Number(((first + i) * step).toPrecision(12)) + 0,
  );
}

/** `−0.25`: no more digits than the number has, and a true minus sign. */
export const tickText = (value: number): string =>
  String(Number(value.toPrecision(6))).replace('-', '−');

/** Place of a value, in points. */
export const scale =
  (min: number, max: number, from: number, to: number) =>
  (value: number): number =>
    from + ((value - min) / (max - min || 1)) * (to - from);
