// Numbers, booleans, texts, paths and letters.
import type { ValueType } from './value-type.js';
import { itemsOf, keyOf, quotedOf, wordOf, wrongType } from './words.js';

export const boolean: ValueType<boolean> = {
  text: '`true` or `false`',
  terms: [
    { name: 'true', doc: 'Yes.' },
    { name: 'false', doc: 'No.' },
  ],
  read(value, reader) {
    if (value.$type === 'BooleanValue') return value.text === 'true';
    reader.report(wrongType(value, '`true` or `false`'));
    return undefined;
  },
};

interface Bounds {
  min?: number;
  max?: number;
  /** Bounds that are themselves not allowed. */
  above?: number;
  below?: number;
  /** A value outside the bounds that has a meaning of its own. */
  also?: number;
  whole?: boolean;
}

/** A number within bounds: `min` and `max` inclusive, `above` and `below` not. */
export function number(text: string, bounds: Bounds) {
  const { min = -Infinity, max = Infinity, above = -Infinity, below = Infinity } = bounds;
  const { also, whole } = bounds;
  const type: ValueType<number> = {
    text,
    read(value, reader) {
      if (value.$type !== 'NumberValue') {
        reader.report(wrongType(value, text));
        return undefined;
      }
      const inside = value.number >= min && value.number <= max;
      const fits =
        inside && value.number > above && value.number < below && Number.isFinite(value.number);
      if (value.number === also || (fits && (!whole || Number.isSafeInteger(value.number))))
        return value.number;
      reader.report({
        node: value,
        code: 'out-of-range',
        message: `\`${keyOf(value)}\` takes ${text}, not ${wordOf(value) ?? ''}.`,
      });
      return undefined;
    },
  };
  return type;
}

export const integer = (text: string, bounds: Bounds) => number(text, { ...bounds, whole: true });

/** One word, bare or quoted. */
export const text: ValueType<string> = {
  text: 'a name',
  read(value, reader) {
    const word = wordOf(value);
    if (word === undefined) reader.report(wrongType(value, 'a name'));
    return word;
  },
};

/** A list of words, or one word. */
export const texts: ValueType<string[]> = {
  text: 'a name or a list of names',
  list: true,
  read(value, reader) {
    const words = itemsOf(value).map((item) => text.read(item, reader));
    return words.every((word) => word !== undefined) ? words : undefined;
  },
};

/** A quoted path, made absolute. */
export const path: ValueType<string> = {
  text: 'a path in quotes',
  read(value, reader) {
    const written = quotedOf(value);
    if (written !== undefined && written !== '') return reader.resolve(written);
    const bare = wordOf(value);
    reader.report({
      ...wrongType(value, 'a path in quotes'),
      ...(bare ? { replacements: [`"${bare}"`] } : {}),
    });
    return undefined;
  },
};

/** Letters of an alphabet, each at most once, such as `xz`; in the order of the alphabet. */
export function letters<L extends string>(alphabet: readonly L[]): ValueType<L[]> {
  const expected = `letters of ${alphabet.join(', ')} without blanks, or \`none\``;
  return {
    text: `any of the letters ${alphabet.join(' ')}, or \`none\``,
    terms: [
      { name: alphabet[0] ?? '', doc: 'One side.' },
      { name: alphabet.join(''), doc: 'All sides.' },
      { name: 'none', doc: 'No side.' },
    ],
    read(value, reader) {
      const word = wordOf(value);
      if (word === 'none') return [];
      const given = [...(word ?? '')];
      const known = alphabet.filter((letter) => given.includes(letter));
      if (given.length > 0 && known.length === given.length) return known;
      reader.report(wrongType(value, expected));
      return undefined;
    },
  };
}

const xy = letters<'x' | 'y'>(['x', 'y']);

/** `true` for both, `false` or `none` for no side, or the letters of the sides. */
export const sides: ValueType<('x' | 'y')[]> = {
  text: '`true`, `false`, or any of the letters x y',
  terms: [
    { name: 'true', doc: 'Both sides.' },
    { name: 'false', doc: 'No side.' },
    { name: 'x', doc: 'X alone.' },
    { name: 'y', doc: 'Y alone.' },
  ],
  read(value, reader) {
    if (value.$type !== 'BooleanValue') return xy.read(value, reader);
    return value.text === 'true' ? ['x', 'y'] : [];
  },
};

/** Two numbers in brackets, smaller first. */
export const range: ValueType<[number, number]> = {
  text: 'two numbers `[from, to]`',
  list: true,
  read(value, reader) {
    const [from, to, ...rest] = itemsOf(value);
    if (from?.$type === 'NumberValue' && to?.$type === 'NumberValue' && rest.length === 0) {
      if (from.number <= to.number) return [from.number, to.number];
      reader.report({
        node: value,
        code: 'out-of-range',
        message: `\`${keyOf(value)}\` takes the smaller number first: [${to.number}, ${from.number}].`,
        replacements: [`[${to.number}, ${from.number}]`],
      });
      return undefined;
    }
    reader.report(wrongType(value, 'two numbers in brackets, such as [5, 500]'));
    return undefined;
  },
};

/** The same type with `none` for no value. */
export function optional<T>(type: ValueType<T>): ValueType<T | null> {
  return {
    ...type,
    text: `${type.text}, or \`none\``,
    read: (value, reader) => (value.$type === 'NoneValue' ? null : type.read(value, reader)),
  };
}
