// Keeps the time of a run: which stage it is in, how far, how long it may still take, and what each stage took.
import { CancelledError } from './error.js';
import type { ProgressUpdate, StageContext } from './progress.js';
import type { ResultWarning, Subject } from './result.js';

/** Stages in order, with their usual share of the time. */
export const STAGES = [
  { name: 'Reading data', share: 0.2 },
  { name: 'Making nulls', share: 0.1 },
  { name: 'Colocalization', share: 0.05 },
  { name: 'Null colocalizations', share: 0.55 },
  { name: 'Inference', share: 0.1 },
] as const;

export type StageName = (typeof STAGES)[number]['name'];

interface Listener {
  onProgress(update: ProgressUpdate): void;
  onLog(message: string): void;
}

/** Before this many seconds no time left is told. */
const PATIENCE = 0.5;

export class Stages implements StageContext {
  readonly warnings: ResultWarning[] = [];
  readonly timings: { stage: string; seconds: number }[] = [];
  private readonly begun = performance.now();
  private stage: { name: StageName; share: number } = STAGES[0];
  private stageBegun = this.begun;

  constructor(
    readonly signal: AbortSignal,
    private readonly listener: Listener,
  ) {}

  /** Seconds since the run began. */
  get seconds(): number {
    return (performance.now() - this.begun) / 1000;
  }

  /** Runs one stage: reports its start, takes its time, stops before it when the run is cancelled. */
  async run<T>(name: StageName, work: () => Promise<T> | T): Promise<T> {
    if (this.signal.aborted) throw new CancelledError();
    this.stage = STAGES.find((stage) => stage.name === name) ?? STAGES[0];
    this.stageBegun = performance.now();
    this.report(0, 0, '');
    const value = await work();
    if (this.signal.aborted) throw new CancelledError();
    const seconds = (performance.now() - this.stageBegun) / 1000;
    this.timings.push({ stage: name, seconds });
    this.log(`${name}: ${seconds.toFixed(2)} s`);
    return value;
  }

  report(done: number, total: number, unit: string): void {
    const before = STAGES.slice(
      0,
      STAGES.findIndex(({ name }) => name === this.stage.name),
    );
    const passed = before.reduce((sum, { share }) => sum + share, 0);
    const part = total > 0 ? Math.min(done / total, 1) : 0;
    const fraction = passed + this.stage.share * part;
    this.listener.onProgress({
      stage: this.stage.name,
      done,
      total,
      unit,
      fraction,
      secondsLeft: this.secondsLeft(part, fraction),
    });
  }

  warn(code: string, message: string, subject: Subject | null = null): void {
    if (this.warnings.some((warning) => warning.message === message)) return;
    this.warnings.push({ code, message, subject });
    this.listener.onLog(`Warning: ${message}`);
  }

  log(message: string): void {
    this.listener.onLog(message);
  }

  /** From the speed of the present stage; the stages after it are taken in proportion to their share. */
  private secondsLeft(part: number, fraction: number): number | null {
    const elapsed = (performance.now() - this.stageBegun) / 1000;
    if (part <= 0 || elapsed < PATIENCE) return null;
    const whole = elapsed / part;
    const after = Math.max(0, 1 - fraction - this.stage.share * (1 - part));
    return whole * (1 - part) + whole * (after / this.stage.share) * 0.5;
  }
}
