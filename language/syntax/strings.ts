// Strings as written: '…' or "…" with escapes. Unknown escapes keep their backslash, so that a Windows path stays recognisable.
import { DefaultValueConverter } from 'langium';
import type { CstNode, GrammarAST, ValueType } from 'langium';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** The text of a quoted string. */
export function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(u[0-9a-fA-F]{4}|.)/g, (whole: string, escape: string) =>
      escape.length === 5
        ? String.fromCharCode(parseInt(escape.slice(1), 16))
        : (ESCAPES[escape] ?? whole),
    );
}

/** A name as it is written in a file: bare where it is an identifier, quoted where it is not. */
export function spelled(name: string): string {
  return /^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name)
    ? name
    : `"${name.replace(/["\\]/g, (character) => `\\${character}`)}"`;
}

export class NspValueConverter extends DefaultValueConverter {
  protected override runConverter(
    rule: GrammarAST.AbstractRule,
    input: string,
    node: CstNode,
  ): ValueType {
    return rule.name === 'STRING' ? unquote(input) : super.runConverter(rule, input, node);
  }
}
