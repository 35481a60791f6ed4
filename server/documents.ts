// The documents of the editor as requests need them: found by address, built, and with all their checks done.
import type { LangiumDocument } from 'langium';
import { URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { NspError } from '../engine/error.js';

const FAST = ['built-in', 'fast'];
const ALL = [...FAST, 'slow'];

export class Documents {
  constructor(private readonly shared: LangiumSharedServices) {}

  /**
   * A document with the text of the editor, linked.
   * @throws NspError `no-such-file`
   */
  async linked(address: string): Promise<LangiumDocument> {
    const { LangiumDocuments, DocumentBuilder } = this.shared.workspace;
    const uri = URI.parse(address);
    const open = await this.read(() => LangiumDocuments.getDocument(uri));
    if (open) return open;
    try {
      const document = await LangiumDocuments.getOrCreateDocument(uri);
      await this.shared.workspace.WorkspaceLock.write((token) =>
        DocumentBuilder.build([document], { validation: { categories: FAST } }, token),
      );
      return document;
    } catch (cause) {
      throw new NspError('no-such-file', `${uri.fsPath} cannot be read.`, null, { cause });
    }
  }

  /**
   * A document to look at once: the open one, else the file as it is now, linked but not checked, so that no problems are shown of
   * files nobody opened. Null when it cannot be read.
   */
  async glimpse(uri: URI): Promise<LangiumDocument | null> {
    const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder, TextDocuments } =
      this.shared.workspace;
    if (TextDocuments.get(uri))
      return (await this.read(() => LangiumDocuments.getDocument(uri))) ?? null;
    try {
      const document = await LangiumDocumentFactory.fromUri(uri);
      await this.shared.workspace.WorkspaceLock.write((token) =>
        DocumentBuilder.build([document], { validation: false }, token),
      );
      return document;
    } catch {
      return null;
    }
  }

  /** As {@link linked}, checked as thoroughly as on save. */
  async checked(address: string): Promise<LangiumDocument> {
    const document = await this.linked(address);
    await this.checkAll([document]);
    return document;
  }

  /** Runs the checks of documents that have not been run, those that read files included. */
  async checkAll(documents: LangiumDocument[]): Promise<void> {
    const { WorkspaceLock, DocumentBuilder } = this.shared.workspace;
    await WorkspaceLock.write(async (token) => {
      // A write ends the one before it, whose documents are finished first.
      await DocumentBuilder.update([], [], token);
      await DocumentBuilder.build(documents, { validation: { categories: ALL } }, token);
    });
  }

  /** Does something while no document is being built. */
  read<T>(action: () => T): Promise<T> {
    return this.shared.workspace.WorkspaceLock.read(action);
  }
}
