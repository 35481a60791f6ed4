// Keeps the time of a run: which stage it is in, how far, how long it may still take, and what each stage took.
import { CancelledError } from './error.js';
import type { ProgressUpdate, StageContext } from './progress.js';
import type { ResultWarning, Subject } from './result.js';

/** Stages in order. */
export const STAGES = [
  'Fetching data',
  'Reading data',
  'Making nulls',
  'Cleaning and comparing',
  'Colocalization',
  'Null colocalizations',
  'Autocorrelation',
  'Inference',
  'Regional influence',
  'Local colocalization',
  'Within regions',
] as const;

export type StageName = (typeof STAGES)[number];

interface Listener {
  onProgress(update: ProgressUpdate): void;
  onLog(message: string): void;
}

/** No time left is told before a stage has run this many seconds and got through this share of its work. */
const PATIENCE = { seconds: 1, part: 0.005 };

/** Seconds a stage is taken to last until `expect` says better. */
const USUAL: Readonly<Record<StageName, number>> = {
  // Only runs that download anything, have a design, or correlate have these stages; they are expected then.
  'Fetching data': 0,
  'Cleaning and comparing': 0,
  'Regional influence': 0,
  'Local colocalization': 0,
  'Within regions': 0,
  // Random sets have no null maps to look at.
  Autocorrelation: 0,
  'Reading data': 0.2,
  'Making nulls': 0.1,
  Colocalization: 0.02,
  'Null colocalizations': 0.2,
  Inference: 0.1,
};

export class Stages implements StageContext {
  readonly warnings: ResultWarning[] = [];
  readonly timings: { stage: string; seconds: number }[] = [];
  private readonly begun = performance.now();
  private readonly expected: Record<StageName, number> = { ...USUAL };
  private readonly units = new Map<string, string>();
  private stage: StageName = STAGES[0];
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
    this.stage = name;
    this.stageBegun = performance.now();
    this.report(0, 0, '');
    const value = await work();
    if (this.signal.aborted) throw new CancelledError();
    const seconds = (performance.now() - this.stageBegun) / 1000;
    this.timings.push({ stage: name, seconds });
    this.log(`${name}: ${seconds.toFixed(2)} s`);
    return value;
  }

  /** How many seconds stages to come will take, roughly; only their proportions matter much. */
  expect(seconds: Partial<Record<StageName, number>>): void {
    for (const [name, value] of Object.entries(seconds)) {
      this.expected[name as StageName] = Math.max(value, USUAL[name as StageName]);
    }
  }

  /** What `unit` is called where it says more: `permutations` are `nulls × 29 maps`. */
  name(unit: string, words: string): void {
    this.units.set(unit, words);
  }

  /** @param share of the stage that is done, where counts do not tell it */
  report(done: number, total: number, unit: string, share?: number): void {
    const part = share ?? (total > 0 ? Math.min(done / total, 1) : 0);
    const [before, after] = this.around();
    const here = this.expected[this.stage];
    this.listener.onProgress({
      stage: this.stage,
      done,
      total,
      unit: this.units.get(unit) ?? unit,
      fraction: (before + here * part) / (before + here + after),
      secondsLeft: this.secondsLeft(part, after / here),
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

  /** Several lines of the story; empty ones are left out. */
  tell(lines: readonly string[]): void {
    for (const line of lines) if (line) this.log(line);
  }

  /** Expected seconds of the stages before and after the present one. */
  private around(): [number, number] {
    const at = STAGES.indexOf(this.stage);
    const sum = (names: readonly StageName[]): number =>
      names.reduce((seconds, name) => seconds + this.expected[name], 0);
    return [sum(STAGES.slice(0, at)), sum(STAGES.slice(at + 1))];
  }

  /** From the speed of the present stage; the stages after it in the proportion in which they were expected. */
  private secondsLeft(part: number, after: number): number | null {
    const elapsed = (performance.now() - this.stageBegun) / 1000;
    if (part < PATIENCE.part || elapsed < PATIENCE.seconds) return null;
    const whole = elapsed / part;
    return whole * (1 - part + after);
  }
}
