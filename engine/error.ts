// The one error a person is meant to read: a code for programs, a sentence for people, and the place in the file it belongs to.
import type { Subject } from './result.js';

export class NspError extends Error {
  override readonly name = 'NspError';

  /**
   * @param code stable, kebab-case, e.g. `not-a-nifti`
   * @param message what is wrong, in which file, and the way out
   */
  constructor(
    readonly code: string,
    message: string,
    readonly subject: Subject | null = null,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  /** The same error tied to a place in the .nsp file, unless it already has one. */
  at(subject: Subject): NspError {
    return this.subject
      ? this
      : new NspError(this.code, this.message, subject, { cause: this.cause });
  }
}

/** Thrown when a run is cancelled; rethrown everywhere and never shown as an error. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor() {
    super('Cancelled');
  }
}
