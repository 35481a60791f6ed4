// Where Python stands in a .nsp file: a workflow call, which no declaration of the language looks like, with the lines around it.

export interface Region {
  /** Offsets. */
  start: number;
  end: number;
}

/** The calls of .nsp files have a name and a brace, those of Python a parenthesis. */
const CALL = /^[ \t]*(?:[\w, \t]+=[ \t]*)?(?:\w+\.)*(?:group_)?(?:colocalization|xsea)[ \t]*\(/gm;
const DECLARATION =
  /^\s*(?:(?:maps|design|parcellation)\s+\w+\s*=(?!=)|defaults\s*\{|pipeline\s+\w+\s*\{|(?:group_)?(?:colocalization|xsea)\s+\w+\s*\{|\/\/|\/\*)/;

/** Every piece of Python with a workflow call: from the end of the declaration before it to the one after it. */
export function pythonRegions(text: string): Region[] {
  const lines = linesOf(text);
  const regions: Region[] = [];
  for (const match of text.matchAll(CALL)) {
    if (regions.some(({ start, end }) => match.index >= start && match.index < end)) continue;
    const at = lines.findLastIndex(({ start }) => start <= match.index);
    const region = around(lines, at);
    if (region) regions.push(region);
  }
  return regions;
}

interface Line extends Region {
  text: string;
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const found = { start, end: start + line.length, text: line };
    start += line.length + 1;
    return found;
  });
}

function around(lines: readonly Line[], at: number): Region | null {
  const before = lines.slice(0, at).findLastIndex((line) => DECLARATION.test(line.text));
  const first = before < 0 ? 0 : afterDeclaration(lines, before);
  const after = lines.findIndex((line, i) => i > at && DECLARATION.test(line.text));
  const last = after < 0 ? lines.length : after;
  const inside = lines.slice(Math.min(first, at), last).filter((line) => line.text.trim() !== '');
  const [from, to] = [inside[0], inside.at(-1)];
  return from && to ? { start: from.start, end: to.end } : null;
}

/** The line after a declaration: where its braces are closed. */
function afterDeclaration(lines: readonly Line[], at: number): number {
  let depth = 0;
  for (let i = at; i < lines.length; i++) {
    for (const mark of (lines[i]?.text ?? '').replace(
      /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\/.*/g,
      '',
    )) {
      if (mark === '{') depth++;
      if (mark === '}') depth--;
    }
    if (depth <= 0) return i + 1;
  }
  return at + 1;
}
