// An analysis rewritten as the pipeline it stands for: the same edit as the code action of the language server.
import { commands, Position, Range, window, workspace, type CodeAction } from 'vscode';
import { PipelineActionKind } from '../../server/protocol.js';
import { analysesOf, chooseAnalysis, documentOf } from './analyses.js';
import type { Nispace } from './context.js';

/** The analysis named, else the one at the cursor, else the one picked. */
export async function expandPipeline(app: Nispace, uri: unknown, name: unknown): Promise<void> {
  const document = await documentOf(uri);
  if (!document) return;
  const wanted = typeof name === 'string' ? name : await chooseAnalysis(app, document);
  const analysis = (await analysesOf(app, document)).find((one) => one.name === wanted);
  if (!analysis) return;
  const at = new Position(analysis.line, 0);
  const actions = await commands.executeCommand<CodeAction[] | undefined>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new Range(at, at),
    PipelineActionKind,
  );
  const edit = actions?.find(({ edit: change }) => change)?.edit;
  if (edit) {
    await window.showTextDocument(document);
    await workspace.applyEdit(edit);
    return;
  }
  void window.showInformationMessage(
    analysis.kind === 'pipeline'
      ? `${analysis.name} is a pipeline already.`
      : `${analysis.name} is not complete: it needs x and y before it can be expanded.`,
  );
}
