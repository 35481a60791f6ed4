// The value axis of the scatter: limits that hold all values with some room, and round ticks. Pure.

export interface Scale {
  min: number;
  max: number;
  ticks: number[];
}

/** Limits and about five round ticks; one scale serves both axes, so that the diagonal means equality. */
export function scaleOf(values: readonly number[]): Scale {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const span = high - low || 1;
  const step = niceStep(span / 5);
  // Values of one sign need no room beyond zero.
  const first = low < 0 ? Math.floor((low - span * 0.04) / step) : 0;
  const last = high > 0 ? Math.ceil((high + span * 0.04) / step) : first < 0 ? 0 : 5;
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  return { min: ticks[0] ?? 0, max: ticks.at(-1) ?? 1, ticks };
}

/** 1, 2 or 5 times a power of ten, not below `rough`. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough * 0.999999) ?? 10;
  return factor * power;
}
