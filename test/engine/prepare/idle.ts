// What a stage gets when nobody watches: never cancelled, no progress.
import type { Work } from '../../../engine/prepare/work.js';

export const idle: Work = { signal: new AbortController().signal, report: () => undefined };
