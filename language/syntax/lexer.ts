// The lexer, with additions for text that is being typed: where a new declaration begins inside an open block the missing `}` is
// put in, and after a key without a value a comma, so that neither swallows what follows. Brackets nested too deep are left out.
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

/** Brackets open at once that are read; the parser recurses, and much more than this would end the process. */
const DEEPEST = 32;

/** The tokens without what stands in brackets deeper than {@link DEEPEST}, and the first bracket that is too deep. */
function withoutDepths(tokens: readonly Token[]): { kept: Token[]; tooDeep: Token | undefined } {
  let depth = 0;
  let tooDeep: Token | undefined;
  const kept = tokens.filter((token, index) => {
    if (depth > 0 && beginsDeclaration(tokens, index)) depth = 0;
    const inside = depth;
    if (/^[{[(]$/.test(token.image)) depth++;
    else if (/^[}\])]$/.test(token.image)) depth = Math.max(0, depth - 1);
    const isKept = Math.max(inside, depth) <= DEEPEST;
    if (!isKept) tooDeep ??= token;
    return isKept;
  });
  return { kept, tooDeep };
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
    const { kept, tooDeep } = withoutDepths(result.tokens);
    if (tooDeep) result.errors.push(problemAt(tooDeep, TOO_DEEP));
    const tokens: Token[] = [];
    const open: Token[] = [];
    kept.forEach((token, index) => {
      if (open.length > 0 && beginsDeclaration(kept, index)) {
        for (const block of open.splice(0)) {
          result.errors.push(problemAt(block, UNCLOSED));
          tokens.push(inserted(brace, '}', token));
        }
      }
      if (followsEmptyKey(kept, index)) tokens.push(inserted(comma, ',', token));
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

const UNCLOSED = 'This block is not closed: add `}` where it ends.';
const TOO_DEEP = `Brackets are nested deeper than ${DEEPEST} here, which is not read. Remove some.`;

function problemAt(bracket: Token, message: string): LexerResult['errors'][number] {
  const { startOffset: offset, startLine: line, startColumn: column } = bracket;
  return { offset, line, column, length: 1, message };
}
