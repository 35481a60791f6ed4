// Runs the slow checks (those that read files) once typing pauses, and all checks again when the library or files changed.
import type { LangiumDocument } from 'langium';
import { DocumentState } from 'langium';
import type { Disposable } from 'vscode-languageserver';
import type { NspServices } from '../module.js';

/** Categories of the checks while typing; the slow ones follow by `checkWhenIdle`. */
const ALL = ['built-in', 'fast', 'slow'];

/**
 * Runs slow checks of open documents `delay` ms after their last change. The document builder publishes the result like any other.
 */
export function checkWhenIdle(services: NspServices, delay = 400): Disposable {
  const { DocumentBuilder } = services.shared.workspace;
  const timers = new Map<string, NodeJS.Timeout>();
  const registration = DocumentBuilder.onDocumentPhase(DocumentState.Validated, (document) => {
    const uri = document.uri.toString();
    clearTimeout(timers.get(uri));
    timers.set(
      uri,
      setTimeout(() => {
        timers.delete(uri);
        void checkAll(services, document);
      }, delay),
    );
  });
  return {
    dispose() {
      registration.dispose();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** Runs the checks of a document that have not run since its last change. */
async function checkAll(services: NspServices, document: LangiumDocument): Promise<void> {
  const { workspace } = services.shared;
  if (!workspace.LangiumDocuments.hasDocument(document.uri)) return;
  await workspace.WorkspaceLock.write((token) =>
    workspace.DocumentBuilder.build([document], { validation: { categories: ALL } }, token),
  );
}

/** Checks all documents again, as after a change of data folders or of files they name. */
export async function recheck(services: NspServices): Promise<void> {
  const { workspace } = services.shared;
  const documents = workspace.LangiumDocuments.all.toArray();
  for (const document of documents)
    workspace.DocumentBuilder.resetToState(document, DocumentState.IndexedReferences);
  await workspace.WorkspaceLock.write((token) =>
    workspace.DocumentBuilder.build(documents, { validation: { categories: ALL } }, token),
  );
}
