// Progress on stderr: a bar that is redrawn on a terminal, one line per stage otherwise.
import type { ProgressUpdate } from '../../engine/progress.js';
import { clip } from './columns.js';
import { thousands } from '../../engine/store/wording.js';
import { secondsText } from './number-text.js';
import type { Surroundings } from './command.js';

/** Where progress of one analysis goes. */
export interface ProgressLine {
  update(update: ProgressUpdate): void;
  /** Clears the bar, so that something else can be written. */
  clear(): void;
}

const BAR = 24;
/** Least time between two drawings, ms. */
const PAUSE = 100;
/** Erases the line the cursor is in. */
export const ERASE = '\r\u001b[K';

/** The progress of `analysis`, as stderr is able to show it. */
export function progressLine(
  analysis: string,
  around: Pick<Surroundings, 'err' | 'errIsTerminal' | 'columns'>,
): ProgressLine {
  return around.errIsTerminal ? bar(analysis, around) : stages(analysis, around);
}

/** No progress at all. */
export const silent: ProgressLine = { update: () => undefined, clear: () => undefined };

function stages(analysis: string, { err }: Pick<Surroundings, 'err'>): ProgressLine {
  let stage = '';
  return {
    update: (update) => {
      if (update.stage === stage) return;
      stage = update.stage;
      err(`${analysis}: ${stage}\n`);
    },
    clear: () => undefined,
  };
}

function bar(
  analysis: string,
  { err, columns }: Pick<Surroundings, 'err' | 'columns'>,
): ProgressLine {
  let drawn = -Infinity;
  let stage = '';
  return {
    update: (update) => {
      const now = performance.now();
      if (now - drawn < PAUSE && update.stage === stage) return;
      drawn = now;
      stage = update.stage;
      err(ERASE + clip(barText(analysis, update), columns - 1));
    },
    clear: () => {
      if (drawn > 0) err(ERASE);
    },
  };
}

/** `Pain [██████░░░░]  60 %  Null colocalizations 600/1,000 permutations  2.1 s left`. */
export function barText(analysis: string, update: ProgressUpdate): string {
  const { stage, done, total, unit, fraction, secondsLeft } = update;
  const full = Math.round(Math.min(Math.max(fraction, 0), 1) * BAR);
  const percent = `${String(Math.floor(fraction * 100)).padStart(3)} %`;
  const counted = total > 0 ? ` ${thousands(done)}/${thousands(total)} ${unit}` : '';
  const left = secondsLeft === null ? '' : `  ${secondsText(secondsLeft)} left`;
  return `${analysis} [${'█'.repeat(full)}${'░'.repeat(BAR - full)}] ${percent}  ${stage}${counted}${left}`;
}
