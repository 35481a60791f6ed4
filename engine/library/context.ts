// What the loaders are handed: where data lie, how to report and stop, where read files are noted, and other analyses' maps.
import type { StageContext } from '../progress.js';
import type { FinalMaps } from '../result.js';
import type { InputLog } from './input-log.js';
import type { DataLibrary } from './library.js';

export interface LoadContext {
  library: DataLibrary;
  ctx: StageContext;
  inputs: InputLog;
  /** Final Y maps of another analysis (`result of`). */
  resultOf(analysis: string): Promise<FinalMaps>;
}
