// Progress of analyses that run side by side: a terminal has one line for bars, so the one that began first has it.
import type { Surroundings } from './command.js';
import { ERASE, progressLine, silent } from './progress-line.js';
import type { ProgressLine } from './progress-line.js';

type Terminal = Pick<Surroundings, 'err' | 'errIsTerminal' | 'columns'>;

export class ProgressBoard {
  private front: string | null = null;

  constructor(
    private readonly around: Terminal,
    private readonly quiet: boolean,
  ) {}

  /** The progress of one analysis; its bar shows once nobody else's does. */
  line(analysis: string): ProgressLine {
    if (this.quiet) return silent;
    const line = progressLine(analysis, this.around);
    if (!this.around.errIsTerminal) return line;
    return {
      update: (update) => {
        this.front ??= analysis;
        if (this.front === analysis) line.update(update);
      },
      clear: () => {
        if (this.front !== analysis) return;
        line.clear();
        this.front = null;
      },
    };
  }

  /** Writes a line of its own, in the place of a bar. */
  say(text: string): void {
    this.around.err(`${this.around.errIsTerminal ? ERASE : ''}${text}\n`);
  }
}
