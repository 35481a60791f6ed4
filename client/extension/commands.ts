// The commands, one row each; package.json lists the same names with their titles.
import { RunCommand } from '../../server/protocol.js';
import type { Nispace } from './context.js';
import { cancelRun, runAll, runOne } from './run.js';
import { openResult } from './stored-results.js';

/** Arguments come from code lenses (uri, analysis name), menus (uri) or nowhere (palette). */
export type Command = (app: Nispace, uri?: unknown, name?: unknown) => Promise<void> | void;

export const commandTable: Record<string, Command> = {
  [RunCommand]: (app, uri, name) => runOne(app, uri, name, false),
  'nispace.runAgain': (app, uri, name) => runOne(app, uri, name, true),
  'nispace.runAll': (app, uri) => runAll(app, uri),
  'nispace.cancel': (app) => cancelRun(app),
  'nispace.openResult': (app, uri, name) => openResult(app, uri, name),
  'nispace.showLog': (app) => app.log.show(),
};
