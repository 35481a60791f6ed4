// Which file and analysis a command means: its arguments, else the cursor, else a question.
import {
  Uri,
  commands,
  window,
  workspace,
  type DocumentSymbol,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import { AnalysesRequest, type AnalysisInfo } from '../../server/protocol.js';
import type { Nispace } from './context.js';

/** The .nsp document a command is about; null when there is none, which the reader is told. */
export async function documentOf(uri: unknown): Promise<TextDocument | null> {
  if (typeof uri === 'string') return workspace.openTextDocument(Uri.parse(uri));
  if (uri instanceof Uri) return workspace.openTextDocument(uri);
  const editor = nspEditor();
  if (editor) return editor.document;
  void window.showInformationMessage(
    'Open a .nsp file first: NiSpace runs the analyses written in it.',
  );
  return null;
}

/** The active editor, or else a visible one, that shows a .nsp file. */
export function nspEditor(): TextEditor | undefined {
  const isNsp = (editor: TextEditor | undefined): boolean => editor?.document.languageId === 'nsp';
  return isNsp(window.activeTextEditor)
    ? window.activeTextEditor
    : window.visibleTextEditors.find(isNsp);
}

export function analysesOf({ server }: Nispace, document: TextDocument): Promise<AnalysisInfo[]> {
  return server.request(AnalysesRequest, { uri: document.uri.toString() });
}

/** Names of the outermost symbols whose text holds the cursor. */
async function namesAtCursor(document: TextDocument): Promise<string[]> {
  const editor = nspEditor();
  if (editor?.document !== document) return [];
  const symbols = await commands.executeCommand<DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  return (symbols ?? [])
    .filter(({ range }) => range.contains(editor.selection.active))
    .map(({ name }) => name);
}

const KIND_NAMES = (kind: string): string => kind.replaceAll('_', ' ');

/** The analysis at the cursor, the only one there is, or the one picked; null when the reader backs out. */
export async function chooseAnalysis(app: Nispace, document: TextDocument): Promise<string | null> {
  const analyses = await analysesOf(app, document);
  const here = await namesAtCursor(document);
  const runnable = analyses.filter((analysis) => analysis.runnable);
  const only =
    analyses.find(({ name }) => here.includes(name))
    ?? (runnable.length === 1 ? runnable[0] : undefined);
  if (only) return only.name;
  if (!analyses.length) {
    void window.showInformationMessage(
      `${workspace.asRelativePath(document.uri)} holds no analysis yet. Write one, for example “colocalization Name { y: …, x: … }”.`,
    );
    return null;
  }
  const items = analyses.map(({ name, kind, line, runnable: can }) => ({
    label: name,
    description: KIND_NAMES(kind),
    detail: `line ${line + 1}${can ? '' : ', comes with a later version'}`,
  }));
  const picked = await window.showQuickPick(items, {
    title: 'Run analysis',
    placeHolder: 'Which analysis?',
  });
  return picked?.label ?? null;
}
