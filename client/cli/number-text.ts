// Numbers as a person reads them in a terminal; the files hold every digit.
import type { Cell } from '../../engine/result.js';

/** Three decimals, `–` when missing. */
export function statisticText(value: Cell): string {
  return value === null ? '–' : value.toFixed(3).replace('-', '−');
}

/** Four decimals, or as many as its first digit needs: `0.0010`, `0.00002`. */
export function pText(value: Cell): string {
  if (value === null) return '–';
  return value > 0 && value < 0.0001
    ? value.toFixed(Math.ceil(-Math.log10(value)))
    : value.toFixed(4);
}

/** `0.61 s`, `12.3 s`, `4 min 05 s`. */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${String(Math.floor(whole / 60))} min ${String(whole % 60).padStart(2, '0')} s`;
}
