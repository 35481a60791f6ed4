// A few shared integers through which a run stops its workers and counts what they have done, without messages.
import { CancelledError } from '../error.js';

const STOP = 0;
const DONE = 1;

export class Control {
  private readonly cells: Int32Array;

  constructor(readonly buffer: SharedArrayBuffer = new SharedArrayBuffer(8)) {
    this.cells = new Int32Array(buffer);
  }

  stop(): void {
    Atomics.store(this.cells, STOP, 1);
  }

  get stopped(): boolean {
    return Atomics.load(this.cells, STOP) !== 0;
  }

  /** Throws CancelledError once `stop` was called, in whatever thread. */
  check(): void {
    if (this.stopped) throw new CancelledError();
  }

  advance(count: number): void {
    Atomics.add(this.cells, DONE, count);
  }

  get done(): number {
    return Atomics.load(this.cells, DONE);
  }
}
