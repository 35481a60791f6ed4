// Composition root of the extension: makes the parts, hands them to one another, and registers what must be disposed.
import { commands, window, type ExtensionContext } from 'vscode';
import { commandTable } from './commands.js';
import type { Nispace } from './context.js';
import { COMPARISON_TYPE, Comparisons } from './comparisons.js';
import { DataView } from './data-view.js';
import { Log } from './log.js';
import { messageOf, tellProblem } from './outcomes.js';
import { ResultPanels, VIEW_TYPE } from './results-panel.js';
import { ResultsView } from './results-view.js';
import { RunStatus } from './run-status.js';
import { Server } from './server.js';

/** Called by VS Code when a .nsp file opens, a command is used or a results panel comes back. */
export function activate(context: ExtensionContext): void {
  const log = new Log();
  const server = new Server(context, log);
  const status = new RunStatus();
  const panels = new ResultPanels(context.extensionUri, server, log);
  const data = new DataView(server, log);
  const results = new ResultsView(server, log);
  const comparisons = new Comparisons(context.extensionUri, server, panels);
  const app: Nispace = {
    ...{ extension: context, server, log, status },
    ...{ panels, data, results, comparisons },
  };
  const fail = (error: unknown): void => tellProblem(app, `NiSpace: ${messageOf(error)}`);
  context.subscriptions.push(
    log,
    status,
    panels,
    data,
    results,
    comparisons,
    window.registerWebviewPanelSerializer(VIEW_TYPE, panels),
    window.registerWebviewPanelSerializer(COMPARISON_TYPE, comparisons),
    ...Object.entries(commandTable).map(([name, command]) =>
      commands.registerCommand(name, async (uri?: unknown, analysis?: unknown) => {
        try {
          await command(app, uri, analysis);
        } catch (error) {
          fail(error);
        }
      }),
    ),
  );
  stop = () => server.dispose();
  server.start().catch(fail);
}

let stop: (() => Promise<void>) | null = null;

/** VS Code waits for the server to end. */
export async function deactivate(): Promise<void> {
  await stop?.();
}
