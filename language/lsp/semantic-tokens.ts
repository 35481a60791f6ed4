// Semantic colours: declared names, keys, terms, and names of the library, which a grammar of regular expressions cannot tell apart.
import type { AstNode } from 'langium';
import type { SemanticTokenAcceptor } from 'langium/lsp';
import { AbstractSemanticTokenProvider } from 'langium/lsp';
import { SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver';
import type { Name } from '../generated/ast.js';
import {
  isCall,
  isExampleSource,
  isImageEntry,
  isName,
  isNamedDeclaration,
  isProperty,
  isReferenceSource,
  isResultSource,
  isStep,
} from '../generated/ast.js';
import { rowOfValue } from '../place.js';

export class NspSemanticTokens extends AbstractSemanticTokenProvider {
  protected override highlightElement(node: AstNode, accept: SemanticTokenAcceptor): void {
    if (isNamedDeclaration(node))
      accept({
        node,
        property: 'name',
        type: SemanticTokenTypes.class,
        modifier: SemanticTokenModifiers.declaration,
      });
    else if (isProperty(node)) accept({ node, property: 'key', type: SemanticTokenTypes.property });
    else if (isStep(node)) accept({ node, property: 'name', type: SemanticTokenTypes.function });
    else if (isCall(node))
      accept({ node, property: 'function', type: SemanticTokenTypes.function });
    else if (isReferenceSource(node))
      accept({ node, property: 'dataset', type: SemanticTokenTypes.namespace });
    else if (isExampleSource(node))
      accept({ node, property: 'example', type: SemanticTokenTypes.namespace });
    else if (isResultSource(node))
      accept({ node, property: 'analysis', type: SemanticTokenTypes.class });
    else if (isImageEntry(node))
      accept({ node, property: 'label', type: SemanticTokenTypes.string });
    else if (isName(node)) accept({ node, property: 'declaration', type: nameType(node) });
  }
}

function nameType(node: Name): string {
  if (/^["']/.test(node.$cstNode?.text ?? '')) return SemanticTokenTypes.string;
  if (node.declaration.ref) return SemanticTokenTypes.class;
  const terms = rowOfValue(node.$container)?.type.terms;
  return terms ? SemanticTokenTypes.enumMember : SemanticTokenTypes.variable;
}
