// The TextMate grammar made by `npm run generate`: what a file looks like before the language server answers.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../shared.js';

interface Pattern {
  name?: string;
  match?: string;
  begin?: string;
  captures?: Record<string, { name: string }>;
}
const grammar = JSON.parse(readFileSync(join(root, 'syntaxes/nsp.tmLanguage.json'), 'utf8')) as {
  patterns: Pattern[];
};

/** Scope of the pattern that matches first and leftmost, as a TextMate engine takes it. */
function scopeOf(line: string, word: string): string | undefined {
  let at = 0;
  while (at < line.length) {
    const found = grammar.patterns
      .flatMap((pattern) => {
        const source = pattern.match ?? pattern.begin;
        const hit = source === undefined ? null : new RegExp(source, 'g');
        if (hit) hit.lastIndex = at;
        const match = hit?.exec(line);
        return match ? [{ pattern, match }] : [];
      })
      .sort((a, b) => a.match.index - b.match.index)[0];
    if (!found) return undefined;
    const { pattern, match } = found;
    const group = match.indexOf(word);
    if (group >= 0) return pattern.captures?.[group]?.name ?? pattern.name;
    at = match.index + Math.max(match[0].length, 1);
  }
  return undefined;
}

test.each([
  ['colocalization Pain {', 'colocalization', 'keyword.control.nsp'],
  ['colocalization Pain {', 'Pain', 'entity.name.type.nsp'],
  ['maps maps2 = reference pet', 'reference', 'storage.type.nsp'],
  ['    n_perm: 1e4', 'n_perm', 'support.type.property-name.nsp'],
  ['    n_perm: 1e4', '1e4', 'constant.numeric.nsp'],
  ['    parcellation: Schaefer200', 'parcellation', 'support.type.property-name.nsp'],
  ['    comparison_method: hedges(AN, HC)', 'hedges', 'entity.name.function.nsp'],
  ['    paired: true', 'true', 'constant.language.nsp'],
  ['maps r = result of Anorexia', 'Anorexia', 'entity.name.type.nsp'],
  ['defaults {', 'defaults', 'keyword.control.nsp'],
  ['    maps: "5HT1a"', '"', 'string.quoted.double.nsp'],
])('in `%s` the word `%s` is %s', (line, word, scope) => {
  expect(scopeOf(line, word)).toBe(scope);
});
