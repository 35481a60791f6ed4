// Values with a shape of their own: tails, background, map filters, comparisons.
import type { Background, Tail } from '../../engine/plan.js';
import type { Catalog } from '../catalog.js';
import type { Value } from '../generated/ast.js';
import { nearest } from '../nearest.js';
import { TAILS } from '../vocabulary/choices.js';
import type { Comparison } from '../vocabulary/comparisons.js';
import { COMPARISONS } from '../vocabulary/comparisons.js';
import { METHODS } from '../vocabulary/methods.js';
import { findTerm } from '../vocabulary/term.js';
import { as, oneOf } from './choice.js';
import type { Reader, ValueType } from './value-type.js';
import { itemsOf, quotedOf, wordOf, wrongType } from './words.js';

const tail = as<Tail>(oneOf(TAILS));
const STATISTICS = [...new Set(METHODS.terms.flatMap((method) => method.statistics))];

/** One tail for all statistics, or `{ statistic: tail }`. */
export const tails: ValueType<Tail | Record<string, Tail>> = {
  ...tail,
  text: '`two` `upper` `lower`, or one for each statistic: `{ rho: upper }`',
  read(value, reader) {
    if (value.$type !== 'Block') return tail.read(value, reader);
    const result: Record<string, Tail> = {};
    let complete = true;
    for (const property of value.properties) {
      if (!STATISTICS.includes(property.key)) {
        complete = false;
        reader.report({
          node: property,
          feature: 'key',
          code: 'unknown-statistic',
          message: `\`${property.key}\` is no statistic. Known: ${STATISTICS.join(', ')}.`,
          replacements: nearest(property.key, STATISTICS),
        });
      } else {
        const read = property.value && tail.read(property.value, reader);
        if (read) result[property.key] = read;
        else complete = false;
      }
    }
    return complete ? result : undefined;
  },
};

/** `auto`, a number, a list of both, or `false`. */
export const background: ValueType<Background> = {
  text: '`auto`, a number, a list of them, or `false`',
  terms: [
    { name: 'auto', doc: 'Zero and the median of the border of the image.' },
    { name: 'false', doc: 'Only missing values are left out.' },
  ],
  list: true,
  read(value, reader) {
    if (value.$type === 'BooleanValue' && value.text === 'false') return false;
    if (wordOf(value) === 'auto') return 'auto';
    const items = itemsOf(value).map((item): number | 'auto' | undefined => {
      if (item.$type === 'NumberValue') return item.number;
      if (wordOf(item) === 'auto') return 'auto';
      reader.report(wrongType(item, 'a number or `auto`'));
      return undefined;
    });
    return items.every((item) => item !== undefined) ? items : undefined;
  },
};

/** Substrings of map names, or `{ target: "5HT1a", n: ">10" }` on the parts of a name. */
export const mapFilter: ValueType<string[] | Record<string, string>> = {
  text: 'part of a name, a list, or a block such as `{ target: "5HT1a", n: ">10" }`',
  list: true,
  read(value, reader) {
    const entries = value.$type === 'Block' ? value.properties : null;
    const words = (entries?.map((entry) => entry.value) ?? itemsOf(value)).map((item) => {
      const word = item && wordOf(item);
      if (word === undefined) reader.report(wrongType(item ?? value, 'a text'));
      return word;
    });
    if (!words.every((word) => word !== undefined)) return undefined;
    return entries ? Object.fromEntries(entries.map(({ key }, i) => [key, words[i] ?? ''])) : words;
  },
};

export interface ComparisonValue {
  comparison: Comparison;
  /** Levels of the group column, in the order written. */
  levels: string[];
}

/** A call such as `hedges(AN, HC)`. */
export const comparison: ValueType<ComparisonValue> = {
  text: 'a call, e.g. `hedges(AN, HC)`',
  terms: COMPARISONS.terms,
  read(value, reader) {
    if (value.$type === 'Call') return readCall(value, reader);
    const written = quotedOf(value) ?? wordOf(value);
    const problem = wrongType(value, 'a call with the groups to compare, such as hedges(AN, HC)');
    if (written?.includes('(')) problem.replacements = [written];
    else if (written && findTerm(COMPARISONS, written)) problem.replacements = [`${written}(a, b)`];
    reader.report(problem);
    return undefined;
  },
};

function readCall(
  value: Extract<Value, { $type: 'Call' }>,
  reader: Reader,
): ComparisonValue | undefined {
  const found = findTerm(COMPARISONS, value.function);
  if (!found) {
    const known = COMPARISONS.terms.map(({ name }) => name);
    const near = nearest(value.function, known);
    const hint = near[0] ? ` Did you mean \`${near[0]}\`?` : '';
    reader.report({
      node: value,
      feature: 'function',
      code: COMPARISONS.code,
      message: `\`${value.function}\` is no comparison.${hint} Known: ${known.join(', ')}.`,
      replacements: near,
    });
    return undefined;
  }
  const levels = value.arguments.map(String);
  if (!found.groups.some((count) => count === levels.length)) {
    reader.report({
      node: value,
      code: 'wrong-number-of-groups',
      message: `\`${found.name}\` takes ${found.groups.join(' or ')} group${found.groups.includes(2) ? 's' : ''}, such as ${found.name}(${found.groups.includes(2) ? 'a, b' : 'a'}), not ${levels.length}.`,
    });
    return undefined;
  }
  if (new Set(levels).size === levels.length) return { comparison: found, levels };
  reader.report({
    node: value,
    code: 'same-group-twice',
    message: `\`${found.name}\` compares a group with itself. Name two levels of the groups column.`,
  });
  return undefined;
}

/** `auto`, or a space of any parcellation of the library (that this one has it is a check of its own). */
export const nullSpace: ValueType<string> = {
  text: '`auto`, or a space the parcellation has',
  terms: [{ name: 'auto', doc: 'The first space that has what the null model needs.' }],
  offers: (catalog) => spacesOf(catalog).map((space) => ({ word: space, detail: 'space' })),
  read(value, reader) {
    const word = wordOf(value);
    if (word === undefined) reader.report(wrongType(value, '`auto` or the name of a space'));
    if (word === undefined || word === 'auto') return word;
    const spaces = spacesOf(reader.catalog);
    if (spaces.includes(word)) return word;
    reader.report({
      node: value,
      code: 'unknown-space',
      message: `No parcellation of the library has a space \`${word}\`. Known: auto, ${spaces.join(', ')}.`,
      replacements: nearest(word, ['auto', ...spaces]),
    });
    return undefined;
  },
};

function spacesOf(catalog: Catalog): string[] {
  return [
    ...new Set(catalog.parcellations().flatMap((entry) => [...entry.surfaces, ...entry.volumes])),
  ].sort();
}
