// Text of .nsp files in the making: words bare where they are identifiers, quoted where they are not.

const IDENTIFIER = /^[_a-zA-Z]\w*$/;
const RESERVED = new Set([
  'true',
  'false',
  'none',
  'reference',
  'example',
  'table',
  'image',
  'images',
  'surface',
  'result',
  'of',
]);

export const text = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`;

/** A name of the library or of a term. */
export const word = (value: string): string =>
  IDENTIFIER.test(value) && !RESERVED.has(value) ? value : text(value);

export const list = (items: readonly string[]): string => `[${items.join(', ')}]`;

/** `{ key: value, … }` on one line; nothing for no entries. */
export const inlineBlock = (entries: readonly (readonly [string, string])[]): string =>
  entries.length === 0
    ? ''
    : ` { ${entries.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;

/** A Python name as a name of the file, different from those that are taken. */
export function freeName(wanted: string, taken: Set<string>): string {
  const clean = wanted.replace(/\W+/g, '_').replace(/^(?=\d)/, '_') || 'analysis';
  const base = RESERVED.has(clean) || KEYWORDS.has(clean) ? `my_${clean}` : clean;
  let name = base;
  for (let i = 2; taken.has(name); i++) name = `${base}_${i}`;
  taken.add(name);
  return name;
}

const KEYWORDS = new Set([
  'maps',
  'design',
  'defaults',
  'parcellation',
  'pipeline',
  'colocalization',
  'group_colocalization',
  'xsea',
  'group_xsea',
]);
