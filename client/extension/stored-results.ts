// Opening a result that was computed before: the list of what is stored for the file at hand.
import { window, workspace } from 'vscode';
import { StoredResultsRequest } from '../../server/protocol.js';
import { documentOf } from './analyses.js';
import type { Nispace } from './context.js';

/** Opens the stored result of the analysis named, else the one picked from the list. */
export async function openResult(app: Nispace, uri: unknown, name: unknown): Promise<void> {
  const document = await documentOf(uri);
  if (!document) return;
  const stored = await app.server.request(StoredResultsRequest, { uri: document.uri.toString() });
  const fitting =
    typeof name === 'string' ? stored.filter(({ analysis }) => analysis === name) : stored;
  if (!fitting.length) {
    const what = typeof name === 'string' ? name : workspace.asRelativePath(document.uri);
    void window.showInformationMessage(
      `No result of ${what} is stored yet. Run the analysis first.`,
    );
    return;
  }
  const items = fitting.map(({ analysis, folder, started }) => ({
    label: analysis,
    description: new Date(started).toLocaleString(),
    detail: folder,
  }));
  const single = typeof name === 'string' && items.length === 1 ? items[0] : undefined;
  const picked =
    single
    ?? (await window.showQuickPick(items, {
      title: 'Open result',
      placeHolder: 'Which result?',
      matchOnDetail: true,
    }));
  if (picked) app.panels.open(picked.detail, picked.label);
}
