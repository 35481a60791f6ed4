// What a preparing step has to say without stopping: warnings as data, handed to the run, which shows them.

import type { StageContext } from '../progress.js';

export interface Note {
  /** Stable, kebab-case. */
  code: string;
  message: string;
}

/** `a, b, c and 4 more` for lists that may be long. */
export function few(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** Shows notes as warnings at the property that names the design. */
export function tellNotes(
  notes: readonly Note[],
  property: string,
  ctx: Pick<StageContext, 'warn'>,
): void {
  for (const { code, message } of notes) ctx.warn(code, message, { property });
}
