// Runs the slow checks (those that read files) once typing pauses, and all checks again when the library or files changed.
import type { LangiumDocument } from 'langium';
import { DocumentState } from 'langium';
import type { Disposable } from 'vscode-languageserver';
import type { NspServices } from '../module.js';

/** Categories of the checks while typing; the slow ones follow by `checkWhenIdle`. */
const ALL = ['built-in', 'fast', 'slow'];

/**
 * Runs the slow checks of documents `delay` ms after the last change of any of them, all in one go: every write of the
 * workspace ends the one before it. The document builder publishes the result like any other.
 */
export function checkWhenIdle(services: NspServices, delay = 400): Disposable {
  const { DocumentBuilder } = services.shared.workspace;
  const waiting = new Map<string, LangiumDocument>();
  let timer: NodeJS.Timeout | undefined;
  const registration = DocumentBuilder.onDocumentPhase(DocumentState.Validated, (document) => {
    waiting.set(document.uri.toString(), document);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const documents = [...waiting.values()];
      waiting.clear();
      void checkAll(services, documents);
    }, delay);
  });
  return {
    dispose() {
      registration.dispose();
      clearTimeout(timer);
    },
  };
}

/** Runs the checks of documents that have not run since their last change. */
async function checkAll(services: NspServices, documents: LangiumDocument[]): Promise<void> {
  const { WorkspaceLock, DocumentBuilder, LangiumDocuments } = services.shared.workspace;
  await WorkspaceLock.write(async (token) => {
    // Documents of a write that this one ended are finished first.
    await DocumentBuilder.update([], [], token);
    const present = documents.filter(({ uri }) => LangiumDocuments.hasDocument(uri));
    await DocumentBuilder.build(present, { validation: { categories: ALL } }, token);
  });
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
