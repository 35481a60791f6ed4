// What the reader is told when a run has ended: panels for results, one message for what failed, a whisper for the rest.
import {
  Range,
  Selection,
  TextEditorRevealType,
  ViewColumn,
  languages,
  window,
  type TextDocument,
} from 'vscode';
import type { RunOutcome } from '../../server/protocol.js';
import { analysesOf } from './analyses.js';
import type { Nispace } from './context.js';

const SHOW_LOG = 'Show log';
const GO = 'Go to place';

/** Does not wait for the reader: messages stay until they are answered, the run is over before. */
export function tellOutcomes(
  app: Nispace,
  document: TextDocument,
  outcomes: readonly RunOutcome[],
): void {
  for (const { folder, analysis } of outcomes) {
    if (folder !== null) app.panels.open(folder, analysis);
  }
  const stored = outcomes.filter(({ status }) => status === 'stored');
  const cancelled = outcomes.filter(({ status }) => status === 'cancelled');
  if (stored.length)
    window.setStatusBarMessage(
      `NiSpace: nothing changed, so the stored result of ${names(stored)} is shown`,
      8000,
    );
  if (cancelled.length) window.setStatusBarMessage(`NiSpace: ${names(cancelled)} cancelled`, 6000);
  const skipped = outcomes.filter(({ status }) => status === 'skipped');
  if (skipped.length)
    tellWarning(app, skipped.map(({ message, analysis }) => message ?? analysis).join(' '));
  for (const outcome of outcomes.filter(
    ({ status }) => status === 'failed' || status === 'refused',
  )) {
    tellFailure(app, document, outcome).catch((error: unknown) =>
      tellProblem(app, messageOf(error)),
    );
  }
}

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const names = (outcomes: readonly RunOutcome[]): string =>
  outcomes.map(({ analysis }) => analysis).join(', ');

/** A failure of the whole request: no place in the file belongs to it. */
export function tellProblem(app: Nispace, message: string): void {
  void window.showErrorMessage(message, SHOW_LOG).then((choice) => choice && app.log.show());
}

/** Something went well enough, but should be known. */
export function tellWarning(app: Nispace, message: string): void {
  void window.showWarningMessage(message, SHOW_LOG).then((choice) => choice && app.log.show());
}

async function tellFailure(
  app: Nispace,
  document: TextDocument,
  { analysis, message }: RunOutcome,
): Promise<void> {
  const text = `${analysis}: ${message ?? 'the run ended without a result.'}`;
  const choice = await window.showErrorMessage(text, GO, SHOW_LOG);
  if (choice === SHOW_LOG) app.log.show();
  if (choice === GO) await goTo(app, document, analysis, message);
}

/** Where the diagnostic of this failure stands, else the line of the analysis. */
async function placeOf(
  app: Nispace,
  document: TextDocument,
  analysis: string,
  message: string | null,
): Promise<Range> {
  const diagnostic = languages
    .getDiagnostics(document.uri)
    .find((entry) => message !== null && entry.message.includes(message));
  if (diagnostic) return diagnostic.range;
  const analyses = await analysesOf(app, document);
  const line = analyses.find(({ name }) => name === analysis)?.line ?? 0;
  return new Range(line, 0, line, 0);
}

async function goTo(
  app: Nispace,
  document: TextDocument,
  analysis: string,
  message: string | null,
): Promise<void> {
  const place = await placeOf(app, document, analysis, message);
  const shown = window.visibleTextEditors.find((editor) => editor.document === document);
  const editor = await window.showTextDocument(document, shown?.viewColumn ?? ViewColumn.One);
  editor.selection = new Selection(place.start, place.start);
  editor.revealRange(place, TextEditorRevealType.InCenterIfOutsideViewport);
}
