// Errors of runs shown in the text, beside the document's own diagnostics, until the text changes or the next run begins.
import type { LangiumDocument } from 'langium';
import { DocumentState } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { Connection, Diagnostic } from 'vscode-languageserver';

interface Entry {
  /** Version of the text the errors belong to. */
  version: number;
  diagnostics: Diagnostic[];
}

export class RunDiagnostics {
  private readonly entries = new Map<string, Entry>();

  /** Must be made before the language server starts, so that it adds its errors before they are sent. */
  constructor(
    private readonly connection: Pick<Connection, 'sendDiagnostics'>,
    { workspace }: LangiumSharedServices,
  ) {
    workspace.DocumentBuilder.onDocumentPhase(DocumentState.Validated, (document) =>
      this.restore(document),
    );
  }

  /** Shows an error of a run. */
  add(document: LangiumDocument, diagnostic: Diagnostic): void {
    const uri = document.uri.toString();
    const { version } = document.textDocument;
    const known = this.entries.get(uri);
    const diagnostics = known?.version === version ? known.diagnostics : [];
    this.entries.set(uri, { version, diagnostics: [...diagnostics, diagnostic] });
    this.restore(document);
    this.send(document);
  }

  /** Removes the errors of earlier runs. */
  clear(document: LangiumDocument): void {
    const uri = document.uri.toString();
    const entry = this.entries.get(uri);
    if (!entry) return;
    this.entries.delete(uri);
    document.diagnostics = document.diagnostics?.filter(
      (each) => !entry.diagnostics.includes(each),
    );
    this.send(document);
  }

  /** Puts the errors back into a document that was checked again without having been edited. */
  private restore(document: LangiumDocument): void {
    const uri = document.uri.toString();
    const entry = this.entries.get(uri);
    if (!entry) return;
    if (entry.version !== document.textDocument.version) {
      this.entries.delete(uri);
      return;
    }
    const present = document.diagnostics ?? [];
    const missing = entry.diagnostics.filter((each) => !present.includes(each));
    document.diagnostics = [...present, ...missing];
  }

  private send({ uri, diagnostics }: LangiumDocument): void {
    void this.connection.sendDiagnostics({ uri: uri.toString(), diagnostics: diagnostics ?? [] });
  }
}
