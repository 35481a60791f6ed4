// Quick fixes: every diagnostic carries the edits that would mend it; this hands them to the editor.
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

export class NspCodeActions implements CodeActionProvider {
  getCodeActions(document: LangiumDocument, params: CodeActionParams): CodeAction[] {
    const uri = document.uri.toString();
    return params.context.diagnostics.flatMap((diagnostic) =>
      fixesIn(diagnostic).map(({ title, range, newText }, i) => ({
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: i === 0,
        edit: { changes: { [uri]: [{ range, newText }] } },
      })),
    );
  }
}
