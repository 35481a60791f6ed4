// An analysis as a Python script in an editor of its own, to be saved beside the .nsp file or thrown away.
import { ViewColumn, window, workspace } from 'vscode';
import { ExportPythonRequest } from '../../server/protocol.js';
import { chooseAnalysis, documentOf } from './analyses.js';
import type { Nispace } from './context.js';

/** The analysis named, else the one at the cursor, else the one picked. */
export async function exportPython(app: Nispace, uri: unknown, name: unknown): Promise<void> {
  const document = await documentOf(uri);
  if (!document) return;
  const analysis = typeof name === 'string' ? name : await chooseAnalysis(app, document);
  if (analysis === null) return;
  const { script } = await app.server.request(ExportPythonRequest, {
    uri: document.uri.toString(),
    analysis,
  });
  const opened = await workspace.openTextDocument({ language: 'python', content: script });
  await window.showTextDocument(opened, { viewColumn: ViewColumn.Beside });
}
