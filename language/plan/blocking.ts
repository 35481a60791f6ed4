// Which errors of a file stop an analysis: those in what it is made of. Errors elsewhere do not.
import type { AstNode, LangiumDocument } from 'langium';
import { AstUtils } from 'langium';
import type { Diagnostic, Range } from 'vscode-languageserver-types';
import { DiagnosticSeverity } from 'vscode-languageserver-types';
import type { NspFile } from '../generated/ast.js';
import { isDefaults } from '../generated/ast.js';
import { runnables } from './subject.js';

/**
 * Error diagnostics in the analysis, in `defaults`, and in every declaration it refers to, directly or through others; besides
 * errors that stand in no declaration at all, because what the parser skipped there may have belonged to anything.
 * The document must have been validated. Empty for an unknown name.
 */
export function blockingErrors(document: LangiumDocument, analysis: string): Diagnostic[] {
  const start = runnables(document).find(({ name }) => name === analysis);
  if (!start) return [];
  const { declarations } = document.parseResult.value as NspFile;
  const reach = reachOf([start, ...declarations.filter(isDefaults)]);
  const ranges = rangesOf(reach);
  const others = rangesOf(declarations.filter((node) => !reach.has(node)));
  return (document.diagnostics ?? []).filter(
    ({ severity, range }) =>
      severity === DiagnosticSeverity.Error
      && (ranges.some((each) => touches(each, range))
        || !others.some((each) => touches(each, range))),
  );
}

/** Nodes and the declarations they refer to, transitively. */
function reachOf(start: readonly AstNode[]): Set<AstNode> {
  const reach = new Set<AstNode>(start);
  for (const node of reach)
    for (const inner of AstUtils.streamAst(node))
      for (const { reference } of AstUtils.streamReferences(inner)) {
        const target = 'ref' in reference ? reference.ref : undefined;
        if (target) reach.add(target);
      }
  return reach;
}

function rangesOf(nodes: Iterable<AstNode>): Range[] {
  return [...nodes].flatMap(({ $cstNode }) => ($cstNode ? [$cstNode.range] : []));
}

function touches(a: Range, b: Range): boolean {
  return !before(a.end, b.start) && !before(b.end, a.start);
}

function before(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
