// The one object that owns what lives as long as the extension: client, log, status, runs, panels and the data view.
import type { ExtensionContext } from 'vscode';
import type { Comparisons } from './comparisons.js';
import type { DataView } from './data-view.js';
import type { Server } from './server.js';
import type { Log } from './log.js';
import type { ResultPanels } from './results-panel.js';
import type { ResultsView } from './results-view.js';
import type { RunStatus } from './run-status.js';

export interface Nispace {
  extension: ExtensionContext;
  server: Server;
  log: Log;
  status: RunStatus;
  panels: ResultPanels;
  data: DataView;
  results: ResultsView;
  comparisons: Comparisons;
}
