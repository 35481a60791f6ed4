// The formatter: indents blocks, one property a line where a block has several lines, single blanks elsewhere. Blocks on one line
// stay on one line, and blanks before `=` and between `key:` and its value are left alone, because people align columns with them.
import type { AstNode, CstNode } from 'langium';
import { GrammarUtils } from 'langium';
import { AbstractFormatter, Formatting } from 'langium/lsp';
import {
  isBlock,
  isCall,
  isImagesSource,
  isList,
  isNspFile,
  isPipeline,
} from '../generated/ast.js';

const startLine = (node: CstNode) => node.range.start.line;
const endLine = (node: CstNode) => node.range.end.line;

export class NspFormatter extends AbstractFormatter {
  protected format(node: AstNode): void {
    if (isNspFile(node)) {
      for (const declaration of node.declarations) {
        const formatter = this.getNodeFormatter(node);
        formatter.nodes(declaration).prepend(Formatting.noIndent());
      }
    }
    if (isBlock(node)) this.braces(node, '{', '}', node.properties);
    if (isPipeline(node)) this.braces(node, '{', '}', node.steps);
    if (isImagesSource(node) && node.entries.length > 0) this.braces(node, '{', '}', node.entries);
    if (isList(node)) this.braces(node, '[', ']', node.items);
    if (isCall(node)) {
      const formatter = this.getNodeFormatter(node);
      formatter.keyword('(').surround(Formatting.noSpace());
      formatter.keyword(')').prepend(Formatting.noSpace());
      formatter.keywords(',').prepend(Formatting.noSpace()).append(Formatting.oneSpace());
    }
    if (node.$type === 'Property')
      this.getNodeFormatter(node).keyword(':').prepend(Formatting.noSpace());
  }

  /** Items between brackets: indented lines when the brackets are on different lines, else single blanks. */
  private braces(node: AstNode, open: string, close: string, items: readonly AstNode[]): void {
    const first = GrammarUtils.findNodeForKeyword(node.$cstNode, open);
    const last = GrammarUtils.findNodeForKeyword(node.$cstNode, close);
    if (!first || !last) return;
    const formatter = this.getNodeFormatter(node);
    formatter.keywords(',').prepend(Formatting.noSpace());
    if (startLine(first) !== endLine(last)) {
      formatter.nodes(...items).prepend(Formatting.indent({ allowMore: true }));
      formatter.keyword(close).prepend(Formatting.newLine());
      return;
    }
    const inner = open === '[' || items.length === 0 ? Formatting.noSpace() : Formatting.oneSpace();
    formatter.keyword(open).append(inner);
    formatter.keyword(close).prepend(inner);
    formatter.nodes(...items.slice(1)).prepend(Formatting.oneSpace());
  }
}
