// Second half of `npm run generate`: adds colours to the generated TextMate grammar for what regular expressions can tell apart
// (declared names, keys, sources, constants, numbers, calls), and keeps a string that is not closed to its own line.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('nsp.tmLanguage.json', import.meta.url);
const grammar = JSON.parse(readFileSync(file, 'utf8'));
const generated = grammar.patterns.find(({ name }) => name === 'keyword.control.nsp');
const CONSTANTS = ['true', 'false', 'none'];
const SOURCES = ['reference', 'example', 'table', 'image', 'images', 'surface', 'result', 'of'];
const keywords = /\(([^)]+)\)/
  .exec(generated.match)[1]
  .split('|')
  .filter((word) => !CONSTANTS.includes(word) && !SOURCES.includes(word));

const name = '[_a-zA-Z][_a-zA-Z0-9]*';
const number =
  '(?<![_a-zA-Z0-9.])[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?(?![_a-zA-Z0-9.-])';
const string = (kind, quote) => ({
  name: `string.quoted.${kind}.nsp`,
  begin: quote,
  end: `${quote}|$`,
  patterns: [{ name: 'constant.character.escape.nsp', match: '\\\\.' }],
});

grammar.fileTypes = ['nsp'];
grammar.patterns = [
  { include: '#comments' },
  {
    match: `\\b(${keywords.filter((word) => word !== 'defaults').join('|')})\\s+(${name})(?=\\s*[={])`,
    captures: { 1: { name: 'keyword.control.nsp' }, 2: { name: 'entity.name.type.nsp' } },
  },
  {
    match: `\\b(result\\s+of)\\s+(${name})`,
    captures: { 1: { name: 'storage.type.nsp' }, 2: { name: 'entity.name.type.nsp' } },
  },
  { name: 'support.type.property-name.nsp', match: `\\b${name}(?=\\s*:)` },
  { name: 'entity.name.function.nsp', match: `\\b${name}(?=\\s*\\()` },
  string('double', '"'),
  string('single', "'"),
  { name: 'constant.language.nsp', match: `\\b(${CONSTANTS.join('|')})\\b` },
  { name: 'storage.type.nsp', match: `\\b(${SOURCES.join('|')})\\b` },
  { name: 'keyword.control.nsp', match: `\\b(${keywords.join('|')})\\b` },
  { name: 'constant.numeric.nsp', match: number },
  { name: 'keyword.operator.nsp', match: '[=+]' },
];
writeFileSync(file, `${JSON.stringify(grammar, null, 2)}\n`);
