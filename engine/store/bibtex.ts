// BibTeX text of a reference list. Only facts that are known are written: what a data set says about its paper is often no more
// than first author, year and DOI.
import type { Paper } from './bibliography.js';
import type { Reference } from './references.js';

/** references.bib: one entry each, keys `author2018`, `author2018b`, … */
export function bibtex(references: readonly Reference[]): string {
  const used = new Set<string>();
  const entries = references.map((reference) => entry(reference, used));
  return entries.join('\n');
}

type Fields = [name: string, value: string | null][];

function entry(reference: Reference, used: Set<string>): string {
  const { paper } = reference;
  const parsed = parseShort(reference.text);
  const key = uniqueKey(paper?.key ?? keyOf(parsed, reference.text), used);
  const facts: Fields = paper ? paperFacts(paper) : shortFacts(parsed, reference.text);
  const fields: Fields = [
    ...facts,
    ['doi', reference.doi],
    ['url', reference.doi && `https://doi.org/${reference.doi}`],
    ['note', note(reference)],
  ];
  const lines = fields
    .filter((field): field is [string, string] => Boolean(field[1]))
    .map(([name, value]) => `  ${name} = {${verbatim.has(name) ? value : escape(value)}},`);
  return `@${paper?.type ?? 'misc'}{${key},\n${lines.join('\n')}\n}\n`;
}

/** Fields that BibTeX styles print untouched. */
const verbatim = new Set(['doi', 'url']);

function paperFacts(paper: Paper): Fields {
  return [
    ['author', paper.authors.join(' and ')],
    ['title', paper.title],
    ['journal', paper.journal],
    ['year', String(paper.year)],
    ['volume', paper.volume],
    ['pages', paper.pages?.replace('-', '--') ?? null],
  ];
}

interface ShortReference {
  author: string;
  year: string;
  rest: string | null;
}

/** Reads `Schaefer et al., 2018, Cereb Cortex`, `Li & Ji, 2005` and `savli2012`; null when it is none of these. */
function parseShort(text: string): ShortReference | null {
  const match =
    /^(?<author>\D+?)[,\s]*\(?(?<year>(?:19|20)\d\d)[a-z]?\)?(?:[,.:]\s*(?<rest>.+))?$/u.exec(
      text.trim(),
    );
  const { author, year, rest } = match?.groups ?? {};
  return author && year ? { author, year, rest: rest ?? null } : null;
}

function shortFacts(parsed: ShortReference | null, text: string): Fields {
  if (!parsed) return [['title', text]];
  const author = parsed.author
    .replace(/\s*,?\s+et al\.?$/, ' and others')
    .replace(/\s*(&|,)\s*/g, ' and ');
  return [
    ['author', author],
    ['howpublished', parsed.rest],
    ['year', parsed.year],
  ];
}

function note({ subjects, licenses, notes }: Reference): string {
  const parts = [
    subjects.length > 0 ? `Cited for: ${subjects.join(', ')}` : '',
    licenses.length > 0 ? `Licence: ${licenses.join(', ')}` : '',
    ...notes,
  ];
  return parts.filter(Boolean).join('. ');
}

function keyOf(parsed: ShortReference | null, text: string): string {
  const base = parsed ? parsed.author.replace(/\s*(,|&|et al).*$/, '') + parsed.year : text;
  const ascii = base
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
  return ascii.slice(0, 40) || 'reference';
}

function uniqueKey(base: string, used: Set<string>): string {
  let key = base;
  for (let i = 2; used.has(key); i++)
    key = base + (i <= 26 ? String.fromCharCode(96 + i) : `-${String(i)}`);
  used.add(key);
  return key;
}

/** Characters that mean something to TeX. */
const special: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

function escape(text: string): string {
  return text.replace(/[\\{}&%$#_~^]/g, (character) => special[character] ?? character);
}
