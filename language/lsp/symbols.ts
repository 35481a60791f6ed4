// The outline: declarations with their kind, steps inside of pipelines.
import type { AstNode, LangiumDocument } from 'langium';
import { GrammarUtils } from 'langium';
import type { DocumentSymbolProvider } from 'langium/lsp';
import type { DocumentSymbol } from 'vscode-languageserver';
import { SymbolKind } from 'vscode-languageserver';
import type { Declaration, NspFile, Step } from '../generated/ast.js';

const KINDS: Record<Declaration['$type'] | 'Step', SymbolKind> = {
  Parcellation: SymbolKind.Namespace,
  Maps: SymbolKind.Variable,
  Design: SymbolKind.Struct,
  Defaults: SymbolKind.Object,
  Analysis: SymbolKind.Function,
  Pipeline: SymbolKind.Function,
  Step: SymbolKind.Method,
};

function symbol(node: Declaration | Step): DocumentSymbol[] {
  const whole = (node as AstNode).$cstNode;
  if (!whole) return [];
  const name = node.$type === 'Defaults' ? 'defaults' : node.name;
  const nameNode = GrammarUtils.findNodeForProperty(whole, 'name');
  return [
    {
      name: name || '(no name)',
      detail: node.$type === 'Analysis' ? node.kind : node.$type.toLowerCase(),
      kind: KINDS[node.$type],
      range: whole.range,
      selectionRange: nameNode?.range ?? { start: whole.range.start, end: whole.range.start },
      children: node.$type === 'Pipeline' ? node.steps.flatMap(symbol) : [],
    },
  ];
}

export class NspSymbols implements DocumentSymbolProvider {
  getSymbols(document: LangiumDocument): DocumentSymbol[] {
    return (document.parseResult.value as NspFile).declarations.flatMap(symbol);
  }
}
