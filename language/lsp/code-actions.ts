// Quick fixes: every diagnostic carries the edits that would mend it, or names the item to be downloaded; this hands them to the editor.
// Pasted Python is turned into declarations, and an analysis into the pipeline it stands for.
import type { LangiumDocument } from 'langium';
import type { CodeActionProvider } from 'langium/lsp';
import type { CodeAction, CodeActionParams, Diagnostic } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import type { Fix } from '../checks/report.js';
import type { NspFile } from '../generated/ast.js';
import { isAnalysis, isDesign, isMaps } from '../generated/ast.js';
import type { Catalog } from '../catalog.js';
import type { CatalogSource } from '../catalog-source.js';
import { expanded } from '../expand/expand.js';
import type { NspServices } from '../module.js';
import { runnables } from '../plan/subject.js';
import { fromPython } from '../python/from-python.js';
import { pythonRegions } from '../python/region.js';

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

/** What the command of the client asks for. */
export const EXPAND = `${CodeActionKind.RefactorRewrite}.pipeline`;

export class NspCodeActions implements CodeActionProvider {
  private readonly catalogs: CatalogSource;

  constructor(services: NspServices) {
    this.catalogs = services.library.CatalogSource;
  }

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
    return [
      ...pasted(document, params),
      ...edits,
      ...downloads(params.context.diagnostics),
      ...pipelines(document, params, this.catalogs.current),
    ];
  }
}

/** A NiSpace workflow call in the file, where the editor asks, as declarations of the language. */
function pasted(document: LangiumDocument, { range, context }: CodeActionParams): CodeAction[] {
  const { textDocument: text } = document;
  const [from, to] = [text.offsetAt(range.start), text.offsetAt(range.end)];
  const { declarations } = document.parseResult.value as NspFile;
  return pythonRegions(text.getText()).flatMap(({ start, end }) => {
    if (to < start || from > end) return [];
    const outside = declarations.filter(
      ({ $cstNode: node }) => node && (node.end <= start || node.offset >= end),
    );
    const names = outside.flatMap((node) => ('name' in node && node.name ? [node.name] : []));
    const maps = outside.filter(isMaps).map(({ name }) => name);
    const design = outside.filter(isDesign).map(({ name }) => name);
    const found = fromPython(text.getText().slice(start, end), names, { maps, design });
    if (!found) return [];
    const place = { start: text.positionAt(start), end: text.positionAt(end) };
    const inside = context.diagnostics.filter(
      (each) => text.offsetAt(each.range.end) >= start && text.offsetAt(each.range.start) <= end,
    );
    return [
      {
        title: `Turn the Python call into ${found.analyses.join(', ')}`,
        kind: CodeActionKind.QuickFix,
        diagnostics: inside,
        isPreferred: true,
        edit: {
          changes: { [document.uri.toString()]: [{ range: place, newText: found.text.trimEnd() }] },
        },
      },
    ];
  });
}

/** Analyses that the editor asks about, each as the pipeline it stands for. */
function pipelines(
  document: LangiumDocument,
  { range }: CodeActionParams,
  catalog: Catalog,
): CodeAction[] {
  return runnables(document)
    .filter(isAnalysis)
    .flatMap((analysis) => {
      const place = analysis.$cstNode?.range;
      if (!place || range.end.line < place.start.line || range.start.line > place.end.line)
        return [];
      const newText = expanded(analysis, catalog);
      if (newText === undefined) return [];
      return {
        title: `Expand ${analysis.name} to a pipeline`,
        kind: EXPAND,
        edit: { changes: { [document.uri.toString()]: [{ range: place, newText }] } },
      };
    });
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
