// What Python names stand for: files, datasets of the library, results of other calls. Each becomes a declaration when it is first used.
import { freeName, inlineBlock, list, text, word } from './nsp-text.js';
import type { PythonNode, PythonStatement } from './read.js';

export type Call = Extract<PythonNode, { kind: 'call' }>;
type Role = 'maps' | 'design';

/** The last part of a dotted name. */
const lastName = (callee: string): string => callee.split('.').at(-1) ?? '';

const textOf = (node: PythonNode | undefined): string | null =>
  node?.kind === 'text' ? node.value : null;

/** An argument of a call, by name or position. */
export function argument(call: Call, name: string, position: number): PythonNode | undefined {
  return call.named.find(([key]) => key === name)?.[1] ?? call.positional[position];
}

/** Names a file declares already. */
export type Existing = Readonly<Record<Role, readonly string[]>>;

export class Sources {
  private readonly variables = new Map<string, PythonNode>();
  private readonly results = new Map<string, string>();
  /** Names of the file by Python name and role. */
  private readonly declared = new Map<string, string>();
  private declarations: string[] = [];

  /** @param existing declarations of the file, which a Python name without a value here may mean */
  constructor(
    private readonly taken: Set<string>,
    private readonly existing: Existing = { maps: [], design: [] },
  ) {}

  /** Remembers an assignment whose value can become a source later; false for anything that has no counterpart. */
  understands({ targets, value }: PythonStatement): boolean {
    const [target] = targets;
    if (targets.length !== 1 || target === undefined) return false;
    if (!isSource(value)) return false;
    this.variables.set(target, value);
    return true;
  }

  /** The Python variable holds the result of an analysis of the file. */
  result(variable: string, analysis: string): void {
    this.results.set(variable, analysis);
  }

  /** Declarations made since the last time. */
  takeDeclarations(): string[] {
    const taken = this.declarations;
    this.declarations = [];
    return taken;
  }

  /** The name of the maps (or design) that a value stands for. */
  nameOf(value: PythonNode, role: Role, property: string): string {
    const variable = value.kind === 'name' ? value.name : null;
    const key = `${role} ${variable ?? property}`;
    const known = variable === null ? undefined : this.declared.get(key);
    if (known) return known;
    const isHere = variable !== null && this.existing[role].includes(variable);
    if (isHere && !this.variables.has(variable)) return variable;
    const name = freeName(variable ?? property, this.taken);
    this.declared.set(key, name);
    this.declarations.push(`${role} ${name} = ${this.sourceText(value, name, role)}`);
    return name;
  }

  /** A dataset of the library that is named as X, with its collection and filters. */
  reference(
    dataset: string,
    options: readonly (readonly [string, string])[],
    property: string,
  ): string {
    const name = freeName(property === 'x' ? `${dataset}_maps` : property, this.taken);
    this.declarations.push(`maps ${name} = reference ${word(dataset)}${inlineBlock(options)}`);
    return name;
  }

  declare(line: string): void {
    this.declarations.push(line);
  }

  private sourceText(value: PythonNode, name: string, role: Role): string {
    const node = value.kind === 'name' ? (this.variables.get(value.name) ?? value) : value;
    return this.known(node, role) ?? this.partOf(node, role) ?? unknownSource(node, name, role);
  }

  private known(node: PythonNode, role: Role): string | null {
    switch (node.kind) {
      case 'text':
        return fileText(node.value);
      case 'dict':
        return imagesText(node.entries);
      case 'list':
        return imageListText(node.items);
      case 'call':
        return this.callText(node, role);
      default:
        return null;
    }
  }

  /** `table[["a", "b"]]`, `table.loc[rows]`: the table itself, with a word on what was taken from it. */
  private partOf(node: PythonNode, role: Role): string | null {
    const match = node.kind === 'other' ? /^(\w+)(?=\s*(?:\.i?loc)?\s*\[)/.exec(node.source) : null;
    const whole = match && this.variables.get(match[1] ?? '');
    const known = whole && this.known(whole, role);
    return known && node.kind === 'other'
      ? `${known}  // Python took ${oneLine(node.source)}`
      : null;
  }

  private callText(call: Call, role: Role): string | null {
    const owner = call.callee.split('.').slice(0, -1).join('.');
    const analysis = this.results.get(owner);
    if (lastName(call.callee) === 'get_y' && analysis) return `result of ${analysis}`;
    switch (lastName(call.callee)) {
      case 'read_csv':
      case 'read_table': {
        const path = textOf(call.positional[0] ?? argument(call, 'filepath_or_buffer', 0));
        const index = textOf(argument(call, 'index_col', -1));
        const options = index ? [['index', text(index)] as const] : [];
        return path === null ? null : `table ${text(path)}${inlineBlock(options)}`;
      }
      case 'fetch_example': {
        const name = textOf(argument(call, 'example', 0));
        return name === null || role === 'design' ? null : `example ${word(name)}`;
      }
      case 'fetch_reference': {
        const name = textOf(argument(call, 'dataset', 0));
        // A direct call has no default collection (spec/workflows.md 5.7).
        const collection = textOf(argument(call, 'collection', -1)) ?? 'All';
        return name === null
          ? null
          : `reference ${word(name)}${inlineBlock([['collection', word(collection)]])}`;
      }
      default:
        return null;
    }
  }
}

const oneLine = (source: string): string => source.replace(/\s+/g, ' ');

function isSource(value: PythonNode): boolean {
  if (value.kind === 'dict' || value.kind === 'list' || value.kind === 'text') return true;
  const calls = ['read_csv', 'read_table', 'fetch_example', 'fetch_reference', 'get_y'];
  return value.kind === 'call' && calls.includes(lastName(value.callee));
}

const TABLE = /\.(csv|tsv|txt)(\.gz)?$/i;
const stem = (path: string): string =>
  (path.split(/[\\/]/).at(-1) ?? path).replace(
    /(\.surf|\.shape|\.func)?\.(nii|gii|curv)(\.gz)?$/i,
    '',
  );

function fileText(path: string): string {
  if (TABLE.test(path)) return `table ${text(path)}`;
  return /[*?]/.test(path) ? `images ${text(path)}` : `image ${text(path)}`;
}

function imagesText(entries: readonly [PythonNode, PythonNode][]): string | null {
  const pairs = entries.map(([key, value]) => [textOf(key), textOf(value)] as const);
  if (pairs.length === 0 || pairs.some(([key, value]) => key === null || value === null))
    return null;
  return `images { ${pairs.map(([key, value]) => `${text(key ?? '')}: ${text(value ?? '')}`).join(', ')} }`;
}

/** A list of images, or a pair of hemispheres. */
function imageListText(items: readonly PythonNode[]): string | null {
  const paths = items.map(textOf);
  const [only] = items;
  if (items.length === 1 && only?.kind === 'list') {
    const [left, right] = only.items.map(textOf);
    return left && right ? `surface ${text(left)} ${text(right)}` : null;
  }
  if (paths.length === 0 || paths.some((path) => path === null)) return null;
  return `images { ${paths.map((path) => `${text(stem(path ?? ''))}: ${text(path ?? '')}`).join(', ')} }`;
}

/** A Python object with no file behind it: the reader is told to save it, and the editor names the file that is missing. */
function unknownSource(node: PythonNode, name: string, role: Role): string {
  const was =
    node.kind === 'name'
      ? node.name
      : node.kind === 'other'
        ? oneLine(node.source)
        : 'a Python value';
  const shape =
    role === 'maps' ? 'maps in rows, parcels in columns' : 'a row for each subject, labels first';
  return `table ${text(`${name}.csv`)}  // was ${was}: save it as this table (${shape})`;
}

/** A value of Python as a value of the language; null where it has none. */
export function valueText(node: PythonNode): string | null {
  switch (node.kind) {
    case 'text':
      return word(node.value);
    case 'number':
      return String(node.value);
    case 'constant':
      return node.value === null ? 'none' : String(node.value);
    case 'list': {
      const items = node.items.map(valueText);
      return items.every((item) => item !== null) ? list(items) : null;
    }
    case 'dict': {
      const entries = node.entries.map(([key, value]) => [textOf(key), valueText(value)] as const);
      if (entries.some(([key, value]) => key === null || value === null)) return null;
      return inlineBlock(entries.map(([key, value]) => [key ?? '', value ?? ''])).trim();
    }
    default:
      return null;
  }
}
