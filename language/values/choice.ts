// Words of a closed list: one, several, or a sum of two.
import { listed, nearest } from '../nearest.js';
import type { Value } from '../generated/ast.js';
import { isNames } from '../generated/ast.js';
import type { Term, Vocabulary } from '../vocabulary/term.js';
import { findTerm, spellings } from '../vocabulary/term.js';
import type { Reader, ValueType } from './value-type.js';
import { itemsOf, keyOf, partsOf, wordOf, wrongType } from './words.js';

function readTerm(
  value: Value,
  word: string,
  vocabulary: Vocabulary,
  reader: Reader,
): Term | undefined {
  const term = findTerm(vocabulary, word);
  if (term) return term;
  const near = nearest(word, spellings(vocabulary));
  const known = listed(
    vocabulary.terms.map(({ name }) => name),
    20,
  );
  reader.report({
    node: value,
    code: vocabulary.code,
    message: near[0]
      ? `\`${word}\` is no ${vocabulary.noun}. Did you mean \`${near[0]}\`? Known: ${known}.`
      : `\`${word}\` is no ${vocabulary.noun}. Known: ${known}.`,
    replacements: near,
  });
  return undefined;
}

/** One word of a list, as its canonical name. */
export function oneOf(vocabulary: Vocabulary): ValueType<string> {
  return {
    text: vocabulary.terms.map(({ name }) => `\`${name}\``).join(' '),
    terms: vocabulary.terms,
    read(value, reader) {
      const word = wordOf(value);
      if (word === undefined) {
        reader.report(wrongType(value, `one ${vocabulary.noun}`));
        return undefined;
      }
      return readTerm(value, word, vocabulary, reader)?.name;
    },
  };
}

/** One word or several in brackets, as canonical names in the order written. */
export function manyOf(vocabulary: Vocabulary): ValueType<string[]> {
  const one = oneOf(vocabulary);
  return {
    ...one,
    text: `one ${vocabulary.noun} or a list`,
    list: true,
    read(value, reader) {
      const items = itemsOf(value);
      if (items.length === 0) reader.report(wrongType(value, `at least one ${vocabulary.noun}`));
      const names: string[] = [];
      for (const item of items) {
        const name = one.read(item, reader);
        if (name === undefined) continue;
        if (!names.includes(name)) names.push(name);
        else
          reader.report({
            node: item,
            code: 'listed-twice',
            message: `\`${name}\` is listed twice in \`${keyOf(value)}\`. Remove one.`,
          });
      }
      return items.length > 0 && names.length === items.length ? names : undefined;
    },
  };
}

/** One word, or two joined by `+` for cortex and subcortex, as canonical names. */
export function sumOf(vocabulary: Vocabulary): ValueType<string> {
  return {
    text: `one ${vocabulary.noun}; for cortex + subcortex a sum of two`,
    terms: vocabulary.terms,
    read(value, reader) {
      const words = isNames(value) ? partsOf(value) : [wordOf(value)];
      if (words.length > 2 || words.some((word) => word === undefined)) {
        reader.report(wrongType(value, `one ${vocabulary.noun}, or a sum of two`));
        return undefined;
      }
      const names = words.map((word) => readTerm(value, word ?? '', vocabulary, reader)?.name);
      return names.every((name) => name !== undefined) ? names.join('+') : undefined;
    },
  };
}

/** A word of a list with the type of its canonical names. */
export function as<T extends string>(type: ValueType<string>): ValueType<T> {
  return type as ValueType<T>;
}

/** The same for a list. */
export function asList<T extends string>(type: ValueType<string[]>): ValueType<T[]> {
  return type as ValueType<T[]>;
}
