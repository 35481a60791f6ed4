// What the progress notification and the status bar say about a run. Pure.
import type { RunProgress } from '../../server/protocol.js';

const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** `about 3 s left`, `about 2 min left`; empty while unknown. */
export function timeLeft(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '';
  if (seconds < 1) return 'almost done';
  if (seconds < 90) return `about ${Math.round(seconds)} s left`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min left`;
  return `about ${(seconds / 3600).toFixed(1)} h left`;
}

/** `PainReceptors: null colocalizations, 4,200 of 10,000 permutations, about 3 s left`. */
export function progressText({
  analysis,
  alongside,
  stage,
  done,
  total,
  unit,
  secondsLeft,
}: RunProgress): string {
  const step = stage.charAt(0).toLowerCase() + stage.slice(1);
  const share = total > 0 ? `${count(done)} of ${count(total)} ${unit}` : '';
  const others = alongside > 0 ? ` (and ${alongside} more)` : '';
  return `${analysis}${others}: ${[step, share, timeLeft(secondsLeft)].filter(Boolean).join(', ')}`;
}

/** Percent points since the last report; never negative, since a notification cannot go back. */
export const increment = (before: number, now: number): number => Math.max(0, (now - before) * 100);

/** `PainReceptors 42 %`. */
export const statusText = ({ analysis, fraction }: RunProgress): string =>
  `${analysis} ${Math.min(100, Math.floor(fraction * 100))} %`;
