// Loads one document outside of an editor: text or file in, document with all diagnostics out. Command line and tests use it alike.
import type { LangiumDocument } from 'langium';
import { DocumentState, URI } from 'langium';
import type { Diagnostic } from 'vscode-languageserver-types';
import { DiagnosticSeverity } from 'vscode-languageserver-types';
import type { NspFile } from './generated/ast.js';
import type { NspServices } from './module.js';

export interface LoadedDocument {
  document: LangiumDocument<NspFile>;
  /** In the order of the text. */
  diagnostics: Diagnostic[];
  /** Those of severity error. */
  errors: Diagnostic[];
}

export interface LoadOptions {
  /** The text, when it is not (only) in the file. */
  text?: string;
  /** False leaves out the checks that read files. */
  slow?: boolean;
}

/**
 * Parses, links and checks the document at an absolute path. Without `text` the file is read through the file system of the
 * services; throws its error when it cannot be read.
 */
export async function loadDocument(
  path: string,
  services: NspServices,
  { text, slow = true }: LoadOptions = {},
): Promise<LoadedDocument> {
  const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = services.shared.workspace;
  const uri = URI.file(path);
  if (LangiumDocuments.hasDocument(uri)) LangiumDocuments.deleteDocument(uri);
  const document =
    text === undefined
      ? await LangiumDocumentFactory.fromUri<NspFile>(uri)
      : LangiumDocumentFactory.fromString<NspFile>(text, uri);
  LangiumDocuments.addDocument(document);
  DocumentBuilder.resetToState(document, DocumentState.Parsed);
  const categories = slow ? ['built-in', 'fast', 'slow'] : ['built-in', 'fast'];
  await DocumentBuilder.build([document], { validation: { categories } });
  const diagnostics = [...(document.diagnostics ?? [])].sort(inOrder);
  const errors = diagnostics.filter(({ severity }) => severity === DiagnosticSeverity.Error);
  return { document, diagnostics, errors };
}

function inOrder({ range: { start: a } }: Diagnostic, { range: { start: b } }: Diagnostic): number {
  return a.line - b.line || a.character - b.character;
}
