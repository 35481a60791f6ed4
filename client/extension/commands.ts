// The commands, one row each; package.json lists the same names with their titles.
import { DownloadCommand, RunCommand } from '../../server/protocol.js';
import type { Nispace } from './context.js';
import { fetchNamed, fetchNode, removeNode, revealNode } from './data-actions.js';
import { changeFolder, openDocs, showData } from './data-places.js';
import { exportFigure, exportReport, exportTable } from './export-commands.js';
import { expandPipeline } from './expand.js';
import { exportPython } from './python.js';
import { compareRuns, deleteRuns, openRun, pinRuns, revealRun } from './results-actions.js';
import { cancelRun, runAll, runOne } from './run.js';
import { openResult } from './stored-results.js';

/** Arguments come from code lenses (uri, analysis name), menus (uri, node of a view, selected nodes), code actions or nowhere (palette). */
export type Command = (app: Nispace, uri?: unknown, name?: unknown) => Promise<void> | void;

export const commandTable: Record<string, Command> = {
  [RunCommand]: (app, uri, name) => runOne(app, uri, name, false),
  'nispace.runAgain': (app, uri, name) => runOne(app, uri, name, true),
  'nispace.runAll': (app, uri) => runAll(app, uri),
  'nispace.cancel': (app) => cancelRun(app),
  'nispace.openResult': (app, uri, name) => openResult(app, uri, name),
  'nispace.exportFigure': (app) => exportFigure(app),
  'nispace.exportTable': (app) => exportTable(app),
  'nispace.exportReport': (app) => exportReport(app),
  'nispace.exportPython': (app, uri, name) => exportPython(app, uri, name),
  'nispace.expandPipeline': (app, uri, name) => expandPipeline(app, uri, name),
  'nispace.showLog': (app) => app.log.show(),
  'nispace.results.open': (app, node) => openRun(app, node),
  'nispace.results.compare': (app, node, selected) => compareRuns(app, node, selected),
  'nispace.results.compareWith': (app, node) => compareRuns(app, node, undefined),
  'nispace.results.pin': (app, node, selected) => pinRuns(app, node, selected, true),
  'nispace.results.unpin': (app, node, selected) => pinRuns(app, node, selected, false),
  'nispace.results.delete': (app, node, selected) => deleteRuns(app, node, selected),
  'nispace.results.reveal': (app, node) => revealRun(app, node),
  'nispace.results.refresh': (app) => app.results.refresh(),
  'nispace.data.show': () => showData(),
  'nispace.data.fetch': (app, node) => fetchNode(app, node),
  'nispace.data.remove': (app, node) => removeNode(app, node),
  'nispace.data.reveal': (app, node) => revealNode(app, node),
  'nispace.data.refresh': (app) => app.data.refresh(),
  'nispace.data.changeFolder': () => changeFolder(),
  'nispace.data.openDocs': (app) => openDocs(app),
  [DownloadCommand]: (app, names) => fetchNamed(app, names),
};
