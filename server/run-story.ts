// The story of one analysis in the log: that it started, what the engine says, how it ended.
import type { RunAnswer } from '../engine/parallel/run-job.js';
import type { Log } from './log.js';

export class RunStory {
  private readonly began = performance.now();

  constructor(
    private readonly analysis: string,
    private readonly log: Log,
  ) {
    log.info(`${analysis}: started`);
  }

  /** A line of the engine: a stage with its time, a note, or `Warning: …`. */
  note(text: string): void {
    const warning = /^Warning: (.*)$/s.exec(text)?.[1];
    if (warning === undefined) this.log.info(`${this.analysis}: ${text}`);
    else this.log.warning(`${this.analysis}: ${warning}`);
  }

  end(answer: RunAnswer): void {
    const took = `after ${((performance.now() - this.began) / 1000).toFixed(2)} s`;
    switch (answer.status) {
      case 'done':
        this.note(`done ${took}, stored in ${answer.folder}`);
        break;
      case 'stored':
        this.note(`the stored result in ${answer.folder} is still valid, nothing was computed`);
        break;
      case 'cancelled':
        this.note(`cancelled ${took}`);
        break;
      case 'failed':
        this.log.error(`${this.analysis}: ${answer.message} (${answer.code}, ${took})`);
    }
  }
}
