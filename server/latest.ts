// News that come faster than anyone reads them: at most ten a second are passed on, and the newest always arrives.

/** Least time between two calls, ms. */
const PAUSE = 100;

export class Latest<T> {
  private sent = -Infinity;
  private waiting: { value: T } | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly send: (value: T) => void) {}

  put(value: T): void {
    this.waiting = { value };
    const wait = this.sent + PAUSE - performance.now();
    if (wait <= 0) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Sends what is waiting and stops the clock. */
  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (!this.waiting) return;
    const { value } = this.waiting;
    this.waiting = null;
    this.send(value);
    this.sent = performance.now();
  }
}
