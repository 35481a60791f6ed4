// The lexer, with one addition: where a new declaration begins inside an open block, the missing `}` is put in, so that one
// forgotten brace does not swallow the rest of the document.
import { DefaultLexer } from 'langium';
import type { LangiumCoreServices, LexerResult, TokenizeOptions } from 'langium';

type Token = LexerResult['tokens'][number];

const NAMED = new Set([
  'parcellation',
  'maps',
  'design',
  'colocalization',
  'group_colocalization',
  'xsea',
  'group_xsea',
  'pipeline',
]);

/** True where the tokens read `keyword NAME =`, `keyword NAME {` or `defaults {`: never legal inside a block. */
function beginsDeclaration(tokens: readonly Token[], index: number): boolean {
  const word = tokens[index]?.image ?? '';
  if (word === 'defaults') return tokens[index + 1]?.image === '{';
  const opener = tokens[index + 2]?.image;
  return NAMED.has(word) && (opener === '=' || opener === '{');
}

export class NspLexer extends DefaultLexer {
  constructor(services: LangiumCoreServices) {
    super(services);
  }

  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    const result = super.tokenize(text, options);
    const brace = this.definition['}'];
    if (!brace) return result;
    const tokens: Token[] = [];
    const open: Token[] = [];
    result.tokens.forEach((token, index) => {
      if (open.length > 0 && beginsDeclaration(result.tokens, index)) {
        for (const block of open.splice(0)) {
          result.errors.push(unclosed(block));
          tokens.push(inserted(brace, token));
        }
      }
      if (token.image === '{') open.push(token);
      else if (token.image === '}') open.pop();
      tokens.push(token);
    });
    return { ...result, tokens };
  }
}

function inserted(type: Token['tokenType'], before: Token): Token {
  return {
    ...before,
    image: '}',
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx ?? 0,
    isInsertedInRecovery: true,
  };
}

function unclosed(block: Token): LexerResult['errors'][number] {
  return {
    offset: block.startOffset,
    line: block.startLine,
    column: block.startColumn,
    length: 1,
    message: 'This block is not closed: add `}` where it ends.',
  };
}
