// Numbers as people read them: fixed decimals on screen, full precision on hover and in what is copied.
import type { Cell } from '../../../engine/result.js';

export const MISSING = '–';
const MINUS = '\u2212';

const withMinus = (text: string): string => text.replaceAll('-', MINUS);
const exists = (value: Cell): value is number => value !== null && Number.isFinite(value);

/** A statistic: three decimals, or three significant digits where three decimals would hide it or run long. */
export function formatStatistic(value: Cell): string {
  if (!exists(value)) return MISSING;
  const size = Math.abs(value);
  if (size === 0) return '0.000';
  if (size < 0.001) return withMinus(value.toExponential(1));
  return withMinus(size < 1000 ? value.toFixed(3) : value.toPrecision(4));
}

/** A rank: `12`, and `12.5` where ties share their mean. */
export const formatRank = (value: Cell): string => (exists(value) ? String(value) : MISSING);

/** A p value: `.0496`, `1.0000`, `2.3e−5`; never rounded to zero, nor across .05. */
export function formatP(p: Cell): string {
  if (!exists(p)) return MISSING;
  if (p > 0 && p < 0.0001) return p.toExponential(1).replace('e-', `e${MINUS}`);
  const text = p.toFixed(4);
  const crosses = p < 0.05 && Number(text) >= 0.05;
  return (crosses ? '.0499' : text).replace(/^0/, '');
}

/** Marks a p that was extrapolated rather than counted. */
export const EXTRAPOLATED = '†';

/** `p = .0123` for sentences. */
export const sayP = (p: Cell): string => `p = ${formatP(p)}`;

/** Every digit the number has; missing is the empty text. */
export const fullNumber = (value: Cell): string => (exists(value) ? String(value) : '');

/** `10,000`. */
export const formatCount = (count: number): string => count.toLocaleString('en-US');

const BYTE_UNITS = ['bytes', 'kB', 'MB', 'GB'];

/** `1.2 MB` (powers of 1000). */
export function formatBytes(bytes: number): string {
  const step =
    bytes < 1000 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${step === 0 ? value : value.toPrecision(3)} ${BYTE_UNITS[step] ?? ''}`;
}

/** `0.8 s`, `2 min 5 s`, `1 h 3 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 0.1) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}

/** `1 map`, `29 maps`. */
export const plural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Date and time of an ISO 8601 text in the reader's own format; the text itself when it is no date. */
export function formatDate(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
