// Values as words: a name, a quoted name, a number or a keyword all stand for a text; brackets stand for several.
import type { List, Names, Property, Value } from '../generated/ast.js';
import { isNames, isProperty } from '../generated/ast.js';
import type { Problem } from './value-type.js';

/** The texts of a sum of names; one text for a single name. */
export function partsOf(names: Names): string[] {
  return names.parts.flatMap((part) =>
    part.declaration.$refText
      .split('+')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  );
}

/** The text of a value that is one word (a name, number, boolean or `none`); undefined for anything else. */
export function wordOf(value: Value): string | undefined {
  switch (value.$type) {
    case 'Names':
      return value.parts.length === 1 ? value.parts[0]?.declaration.$refText : undefined;
    case 'NumberValue':
      return value.$cstNode?.text ?? String(value.number);
    case 'BooleanValue':
    case 'NoneValue':
      return value.text;
    default:
      return undefined;
  }
}

/** The text of a quoted string; undefined when it is bare or something else. */
export function quotedOf(value: Value): string | undefined {
  const first = value.$cstNode?.text[0];
  return isNames(value) && (first === '"' || first === "'") ? wordOf(value) : undefined;
}

/** The items of a list, or the value itself. */
export function itemsOf(value: Value): Value[] {
  return value.$type === 'List' ? value.items : [value];
}

/** The property a value stands in, through lists. */
export function propertyOf(value: Value): Property | undefined {
  let node: List['$container'] | Names['$container'] = value.$container as List['$container'];
  while (node.$type === 'List') node = node.$container;
  return isProperty(node) ? node : undefined;
}

/** Name of the property a value stands in, for messages. */
export function keyOf(value: Value): string {
  return propertyOf(value)?.key ?? 'this';
}

const SHAPES: Readonly<Record<string, string>> = {
  Names: 'a name',
  NumberValue: 'a number',
  BooleanValue: 'true or false',
  NoneValue: 'none',
  List: 'a list',
  Block: 'a block',
  Call: 'a call',
};

/** `n_perm takes an integer ≥ 1, not a list.` */
export function wrongType(value: Value, expected: string): Problem {
  const found =
    (value.$type === 'Names' ? wordOf(value) : undefined) ?? SHAPES[value.$type] ?? 'a source';
  return {
    node: value,
    code: 'wrong-type',
    message: `\`${keyOf(value)}\` takes ${expected}, not ${found}.`,
  };
}
