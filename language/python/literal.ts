// Python text: literals and calls, written the way a formatter of Python would leave them.

/** A piece of Python that is taken as it stands, not quoted. */
export class Expression {
  constructor(readonly text: string) {}
}

export const expression = (text: string): Expression => new Expression(text);

export type PythonValue =
  | Expression
  | string
  | number
  | boolean
  | null
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

/** Longest line of a value that stands on one line. */
const WIDTH = 88;

const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is '
    + 'lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** A name of a .nsp file as a Python name. */
export const pythonName = (name: string): string => (KEYWORDS.has(name) ? `${name}_` : name);

const quoted = (text: string): string => JSON.stringify(text);

const isList = (value: PythonValue): value is readonly PythonValue[] => Array.isArray(value);

/** A value as Python text; lists and dicts that are too long for a line get a line for each item. */
export function literal(value: PythonValue, indent = 0): string {
  if (value instanceof Expression) return value.text;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return quoted(value);
  return isList(value)
    ? group('[', ']', value.map(item(indent)), indent)
    : group(
        '{',
        '}',
        Object.entries(value).map(([key, each]) => `${quoted(key)}: ${literal(each, indent + 4)}`),
        indent,
      );
}

const item =
  (indent: number) =>
  (value: PythonValue): string =>
    literal(value, indent + 4);

function number(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return `float("${Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'}")`;
}

function group(open: string, close: string, items: readonly string[], indent: number): string {
  const line = `${open}${items.join(', ')}${close}`;
  if (items.length === 0 || (indent + line.length <= WIDTH && !line.includes('\n'))) return line;
  const pad = ' '.repeat(indent + 4);
  return `${open}\n${items.map((each) => `${pad}${each},\n`).join('')}${' '.repeat(indent)}${close}`;
}

/** `name(\n    key=value,\n)`, one argument a line. */
export function call(name: string, values: Readonly<Record<string, PythonValue>>): string {
  const lines = Object.entries(values).map(([key, value]) => `    ${key}=${literal(value, 4)},\n`);
  return `${name}(\n${lines.join('')})`;
}

/** The same on one line. */
export const inlineCall = (name: string, values: Readonly<Record<string, PythonValue>>): string =>
  `${name}(${Object.entries(values)
    .map(([key, value]) => `${key}=${literal(value)}`)
    .join(', ')})`;
