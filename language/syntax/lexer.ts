// The lexer, with two additions for text that is being typed: where a new declaration begins inside an open block the missing `}` is
// put in, and after a key without a value a comma, so that neither swallows what follows.
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
  const isNamed = NAMED.has(word) && tokens[index + 1]?.tokenType.name === 'ID';
  const opener = tokens[index + 2]?.image;
  return isNamed && (opener === '=' || opener === '{');
}

export class NspLexer extends DefaultLexer {
  constructor(services: LangiumCoreServices) {
    super(services);
  }

  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    const result = super.tokenize(text, options);
    const brace = this.definition['}'];
    const comma = this.definition[','];
    if (!brace || !comma) return result;
    const tokens: Token[] = [];
    const open: Token[] = [];
    result.tokens.forEach((token, index) => {
      if (open.length > 0 && beginsDeclaration(result.tokens, index)) {
        for (const block of open.splice(0)) {
          result.errors.push(unclosed(block));
          tokens.push(inserted(brace, '}', token));
        }
      }
      if (followsEmptyKey(result.tokens, index)) tokens.push(inserted(comma, ',', token));
      if (token.image === '{') open.push(token);
      else if (token.image === '}') open.pop();
      tokens.push(token);
    });
    return { ...result, tokens };
  }
}

/** True for the second key of `key: key:`, where a value is missing: a comma keeps the two apart. */
function followsEmptyKey(tokens: readonly Token[], index: number): boolean {
  return (
    tokens[index - 1]?.image === ':'
    && tokens[index + 1]?.image === ':'
    && /^[_a-zA-Z]/.test(tokens[index]?.image ?? '')
  );
}

/** A token the text does not have; the parser takes it and the tree leaves it out. */
function inserted(type: Token['tokenType'], image: string, before: Token): Token {
  return {
    ...before,
    image,
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
