// What a preparing step may use of the run: whether to stop, and where to tell how far it is.
import { CancelledError } from '../error.js';
import type { StageContext } from '../progress.js';

export type Work = Pick<StageContext, 'signal' | 'report'>;

/** @throws CancelledError once the run is cancelled */
export function stopIfCancelled({ signal }: Pick<Work, 'signal'>): void {
  if (signal.aborted) throw new CancelledError();
}
