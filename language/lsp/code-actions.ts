// Quick fixes: every diagnostic carries the edits that would mend it, or names the item to be downloaded; this hands them to the editor.
import type { LangiumDocument } from 'langium';
import type { CodeActionProvider } from 'langium/lsp';
import type { CodeAction, CodeActionParams, Diagnostic } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import type { Fix } from '../checks/report.js';

function fixesIn(diagnostic: Diagnostic): Fix[] {
  const data: unknown = diagnostic.data;
  const fixes = typeof data === 'object' && data !== null && 'fixes' in data ? data.fixes : [];
  return Array.isArray(fixes) ? (fixes as Fix[]) : [];
}

/** The command the client registers; its argument is what `nsp data fetch` takes. */
const DOWNLOAD = 'nispace.data.download';

/** The item a diagnostic says is to be downloaded. */
function fetchIn(diagnostic: Diagnostic): string | null {
  const data: unknown = diagnostic.data;
  const names = typeof data === 'object' && data !== null && 'fetch' in data ? data.fetch : null;
  return typeof names === 'string' ? names : null;
}

export class NspCodeActions implements CodeActionProvider {
  getCodeActions(document: LangiumDocument, params: CodeActionParams): CodeAction[] {
    const uri = document.uri.toString();
    const edits = params.context.diagnostics.flatMap((diagnostic) =>
      fixesIn(diagnostic).map(({ title, range, newText }, i) => ({
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: i === 0,
        edit: { changes: { [uri]: [{ range, newText }] } },
      })),
    );
    return [...edits, ...downloads(params.context.diagnostics)];
  }
}

/** One offer for each item, however many diagnostics name it. */
function downloads(diagnostics: readonly Diagnostic[]): CodeAction[] {
  const names = [...new Set(diagnostics.map(fetchIn).filter((name) => name !== null))];
  return names.map((name) => {
    const title = `Download ${name}`;
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: diagnostics.filter((each) => fetchIn(each) === name),
      command: { title, command: DOWNLOAD, arguments: [name] },
    };
  });
}
