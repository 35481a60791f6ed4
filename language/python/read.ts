// Reads the little Python that people write around a NiSpace workflow: assignments and calls of literals and names. Anything else
// is kept as text, so that it can be told what was not understood. Own reader: a full Python parser would be larger than the language.

export type PythonNode =
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'constant'; value: true | false | null }
  | { kind: 'name'; name: string }
  | { kind: 'list'; items: PythonNode[] }
  | { kind: 'dict'; entries: [PythonNode, PythonNode][] }
  | { kind: 'call'; callee: string; positional: PythonNode[]; named: [string, PythonNode][] }
  /** Python that is none of these, as written. */
  | { kind: 'other'; source: string };

export interface PythonStatement {
  /** Names on the left of `=`; empty for a bare expression. */
  targets: string[];
  value: PythonNode;
  /** Offsets in the text. */
  start: number;
  end: number;
}

interface Token {
  kind: 'name' | 'number' | 'text' | 'mark' | 'newline' | 'end';
  text: string;
  start: number;
  end: number;
}

const TOKEN =
  /(?<space>[ \t\f]+|\\\r?\n|#[^\n]*)|(?<newline>\r?\n)|(?<text>[rRbBfFuU]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'))|(?<number>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_]\w*)|(?<mark>[\s\S])/gy;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const groups = match.groups ?? {};
    const kind = (['newline', 'text', 'number', 'name', 'mark'] as const).find(
      (each) => groups[each] !== undefined,
    );
    if (!kind) continue;
    const token = { kind, text: match[0], start: match.index, end: TOKEN.lastIndex };
    if (kind === 'mark' && '([{'.includes(token.text)) depth++;
    if (kind === 'mark' && ')]}'.includes(token.text)) depth = Math.max(0, depth - 1);
    // Inside brackets a line goes on.
    if (kind !== 'newline' || depth === 0) tokens.push(token);
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}

/** The statements of a piece of Python, one a line; lines that are no assignment and no expression are kept as `other`. */
export function readPython(text: string): PythonStatement[] {
  const tokens = tokensOf(text);
  const statements: PythonStatement[] = [];
  let at = 0;
  while (at < tokens.length) {
    let end = at;
    while (tokens[end] && !['newline', 'end'].includes((tokens[end] as Token).kind)) end++;
    if (end > at) statements.push(statementOf(tokens.slice(at, end), text));
    at = end + 1;
  }
  return statements;
}

const isMark = (token: Token | undefined, text: string): boolean =>
  token?.kind === 'mark' && token.text === text;

/** `a, b = value` or `value`. */
function statementOf(tokens: readonly Token[], text: string): PythonStatement {
  const start = tokens[0]?.start ?? 0;
  const end = tokens.at(-1)?.end ?? start;
  const equals = assignment(tokens);
  const targets =
    equals < 0 ? [] : tokens.slice(0, equals).flatMap((t) => (t.kind === 'name' ? [t.text] : []));
  const value = new Reader(tokens.slice(equals + 1), text).whole();
  return { targets, value, start, end };
}

/** Position of the `=` of an assignment to names; −1 where there is none. */
function assignment(tokens: readonly Token[]): number {
  const at = tokens.findIndex((token) => isMark(token, '='));
  const left = tokens.slice(0, Math.max(at, 0));
  const names = left.every((token, i) =>
    i % 2 === 0 ? token.kind === 'name' : isMark(token, ','),
  );
  return at > 0 && names && !isMark(tokens[at + 1], '=') ? at : -1;
}

class Reader {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly text: string,
  ) {}

  /** The whole of the tokens as one value. */
  whole(): PythonNode {
    const value = this.value([]);
    return this.at === this.tokens.length ? value : this.other(0, this.tokens.length);
  }

  private get next(): Token | undefined {
    return this.tokens[this.at];
  }

  private other(from: number, to: number): PythonNode {
    const [first, last] = [this.tokens[from], this.tokens[to - 1]];
    return { kind: 'other', source: first && last ? this.text.slice(first.start, last.end) : '' };
  }

  /** One value, up to one of the marks at this depth; what follows it (`.loc[…]`, `+ …`) makes it other Python. */
  private value(stops: readonly string[]): PythonNode {
    const from = this.at;
    const read = this.simple();
    if (this.stopped(stops)) return read;
    this.skipTo(stops);
    return this.other(from, this.at);
  }

  private stopped(stops: readonly string[]): boolean {
    return this.next === undefined || stops.some((stop) => isMark(this.next, stop));
  }

  private skipTo(stops: readonly string[]): void {
    let depth = 0;
    while (this.next && !(depth === 0 && this.stopped(stops))) {
      if ('([{'.includes(this.next.text) && this.next.kind === 'mark') depth++;
      if (')]}'.includes(this.next.text) && this.next.kind === 'mark') depth--;
      if (depth < 0) return;
      this.at++;
    }
  }

  private simple(): PythonNode {
    const from = this.at;
    const token = this.next;
    if (!token) return this.other(from, from);
    switch (token.kind) {
      case 'text':
        return this.adjacentTexts();
      case 'number':
        this.at++;
        return { kind: 'number', value: Number(token.text.replaceAll('_', '')) };
      case 'name':
        return this.nameOrCall();
      default:
        return this.marked(token);
    }
  }

  private marked(token: Token): PythonNode {
    const from = this.at++;
    if (token.text === '-' && this.next?.kind === 'number') {
      const value = -Number(this.next.text.replaceAll('_', ''));
      this.at++;
      return { kind: 'number', value };
    }
    if (token.text === '[') return { kind: 'list', items: this.items(']') };
    if (token.text === '(') return this.parentheses();
    if (token.text === '{') return this.dict(from);
    return this.other(from, this.at);
  }

  /** `(a)` is a, `(a, b)` a tuple. */
  private parentheses(): PythonNode {
    const before = this.at;
    const items = this.items(')');
    const tuple = this.tokens.slice(before, this.at).some((token) => isMark(token, ','));
    return items.length === 1 && !tuple && items[0] ? items[0] : { kind: 'list', items };
  }

  private adjacentTexts(): PythonNode {
    const from = this.at;
    let value = '';
    for (; this.next?.kind === 'text'; this.at++) {
      const prefix = /^[a-zA-Z]*/.exec(this.next.text)?.[0].toLowerCase() ?? '';
      if (prefix.includes('f')) {
        this.at++;
        return this.other(from, this.at);
      }
      value += unquoted(this.next.text, prefix);
    }
    return { kind: 'text', value };
  }

  private nameOrCall(): PythonNode {
    let name = this.next?.text ?? '';
    this.at++;
    while (isMark(this.next, '.') && this.tokens[this.at + 1]?.kind === 'name') {
      name += `.${this.tokens[this.at + 1]?.text ?? ''}`;
      this.at += 2;
    }
    if (isMark(this.next, '(')) return this.call(name);
    if (name === 'True' || name === 'False') return { kind: 'constant', value: name === 'True' };
    return name === 'None' ? { kind: 'constant', value: null } : { kind: 'name', name };
  }

  private call(callee: string): PythonNode {
    this.at++;
    const positional: PythonNode[] = [];
    const named: [string, PythonNode][] = [];
    while (this.next && !isMark(this.next, ')')) {
      const before = this.at;
      if (this.next.kind === 'name' && isMark(this.tokens[this.at + 1], '=')) {
        const key = this.next.text;
        this.at += 2;
        named.push([key, this.value([',', ')'])]);
      } else positional.push(this.value([',', ')']));
      if (isMark(this.next, ',')) this.at++;
      if (this.at === before) this.at++;
    }
    this.at++;
    return { kind: 'call', callee, positional, named };
  }

  private items(close: string): PythonNode[] {
    const items: PythonNode[] = [];
    while (this.next && !isMark(this.next, close)) {
      const before = this.at;
      items.push(this.value([',', close]));
      if (isMark(this.next, ',')) this.at++;
      if (this.at === before) this.at++;
    }
    this.at++;
    return items;
  }

  private dict(from: number): PythonNode {
    const entries: [PythonNode, PythonNode][] = [];
    while (this.next && !isMark(this.next, '}')) {
      const before = this.at;
      const key = this.value([':', ',', '}']);
      if (!isMark(this.next, ':')) {
        this.skipTo(['}']);
        this.at++;
        return this.other(from, this.at);
      }
      this.at++;
      entries.push([key, this.value([',', '}'])]);
      if (isMark(this.next, ',')) this.at++;
      if (this.at === before) this.at++;
    }
    this.at++;
    return { kind: 'dict', entries };
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\n': '' };

function unquoted(text: string, prefix: string): string {
  const body = text.slice(prefix.length);
  const width = /^("""|''')/.test(body) ? 3 : 1;
  const inner = body.slice(width, -width);
  if (prefix.includes('r')) return inner;
  return inner.replace(/\\([\s\S])/g, (_, next: string) => ESCAPES[next] ?? next);
}
