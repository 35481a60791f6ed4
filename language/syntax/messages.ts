// Syntax errors in words: what stands there, what was expected, what to do.
import { DefaultLexerErrorMessageProvider, LangiumParserErrorMessageProvider } from 'langium';
import { nearest } from '../nearest.js';

const DECLARATIONS = [
  'parcellation',
  'maps',
  'design',
  'defaults',
  'colocalization',
  'group_colocalization',
  'xsea',
  'group_xsea',
  'pipeline',
];
const SOURCES = ['reference', 'example', 'table', 'image', 'images', 'surface', 'result of'];
const WORDS: Readonly<Record<string, string>> = {
  ID: 'a name (letters, digits and _)',
  STRING: 'a path or text in quotes',
  NUMBER: 'a number',
};

type Mismatch = Parameters<LangiumParserErrorMessageProvider['buildMismatchTokenMessage']>[0];
type NoAlternative = Parameters<LangiumParserErrorMessageProvider['buildNoViableAltMessage']>[0];
type Redundant = Parameters<LangiumParserErrorMessageProvider['buildNotAllInputParsedMessage']>[0];

const shown = (image: string | undefined) => (image ? `\`${image}\`` : 'the end of the file');
const suggestion = (word: string, known: readonly string[]) => {
  const near = nearest(word, known)[0];
  return near ? ` Did you mean \`${near}\`?` : '';
};

export class NspParserErrorMessages extends LangiumParserErrorMessageProvider {
  override buildMismatchTokenMessage({ expected, actual, ruleName }: Mismatch): string {
    const name = expected.name;
    if (name === 'EOF') return outside(actual.image);
    if (name === 'ID' && [...DECLARATIONS, ...SOURCES].includes(actual.image))
      return `\`${actual.image}\` is a keyword and cannot be a name here. Choose another name.`;
    if (name === ':' && ruleName !== 'ImageEntry')
      return `Expected \`:\` and a value before ${shown(actual.image)}: properties are written \`key: value\`.`;
    if (name === ']' || name === ')')
      return `Expected \`,\` or \`${name}\` before ${shown(actual.image)}: commas are required here.`;
    if (name === '}')
      return `Expected a property \`key: value\` or \`}\`, not ${shown(actual.image)}.`;
    return `Expected ${WORDS[name] ?? `\`${name}\``}, not ${shown(actual.image)}.`;
  }

  override buildNotAllInputParsedMessage({ firstRedundant }: Redundant): string {
    return outside(firstRedundant.image);
  }

  override buildNoViableAltMessage({ actual, previous }: NoAlternative): string {
    const image = actual[0]?.image;
    switch (previous.image) {
      case '=':
        return `Expected a source (${SOURCES.join(', ')}) or a parcellation, not ${shown(image)}.${suggestion(image ?? '', SOURCES)}`;
      case ':':
      case '[':
        return `Expected a value, not ${shown(image)}.`;
      default:
        return `Expected a property \`key: value\` or \`}\` at ${shown(image)}.`;
    }
  }

  override buildEarlyExitMessage({ actual }: { actual: { image: string }[] }): string {
    return `Unexpected ${shown(actual[0]?.image)}.`;
  }
}

function outside(image: string): string {
  return image === '}'
    ? 'This `}` closes nothing. Remove it.'
    : `Expected a declaration (${DECLARATIONS.join(', ')}), not ${shown(image)}.${suggestion(image, DECLARATIONS)}`;
}

/** Found characters in a message: the first few, and control characters by their number. */
function visible(text: string): string {
  const [first = ''] = text;
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f-\u009f]/.test(first))
    return `The control character U+${first.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return `\`${text.length > 20 ? `${text.slice(0, 20)}…` : text}\``;
}

export class NspLexerErrorMessages extends DefaultLexerErrorMessageProvider {
  override buildUnexpectedCharactersMessage(text: string, offset: number, length: number): string {
    const found = text.slice(offset, offset + length);
    if (/^["']/.test(found))
      return `This text is not closed: add ${found[0] ?? '"'} before the end of the line.`;
    if (found.startsWith('/*')) return 'This comment is not closed: add `*/` where it ends.';
    if (found.startsWith(';'))
      return 'Properties end with a line or a comma, not with `;`. Remove it.';
    if (found.startsWith('#')) return 'Comments begin with `//`, not with `#`.';
    return `${visible(found)} cannot stand here. Names with other characters than letters, digits and _ are quoted.`;
  }
}
