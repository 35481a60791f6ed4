// The table as text to paste: TSV with every digit, Markdown and LaTeX rounded as on the screen. Pure.
import type { Row } from './model.js';
import type { Column } from './table-columns.js';

export type CopyFormat = 'tsv' | 'markdown' | 'latex';

interface Format {
  label: string;
  hint: string;
  write: (columns: readonly Column[], rows: readonly Row[]) => string;
}

/** One row a format. */
export const COPY_FORMATS: Readonly<Record<CopyFormat, Format>> = {
  tsv: { label: 'TSV', hint: 'for spreadsheets, with every digit', write: asTsv },
  markdown: { label: 'Markdown', hint: 'rounded as shown', write: asMarkdown },
  latex: { label: 'LaTeX', hint: 'rounded as shown; needs the package booktabs', write: asLatex },
};

/** Tab-separated text with a heading line and every digit; missing is empty. */
export function asTsv(columns: readonly Column[], rows: readonly Row[]): string {
  const clean = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');
  return [
    columns.map(({ name }) => name).join('\t'),
    ...rows.map((row) => columns.map((column) => clean(column.copied(row))).join('\t')),
  ].join('\n');
}

/** Names in full, since short ones are of the screen. */
const shown = (column: Column, row: Row): string =>
  column.kind === 'name' ? column.copied(row) : column.text(row);

export function asMarkdown(columns: readonly Column[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const clean = (text: string): string =>
    text.replace(/[\\|*_`<>[\]]/g, '\\$&').replace(/\s+/g, ' ');
  return [
    line(columns.map(({ heading }) => clean(heading))),
    line(columns.map(({ kind }) => (kind === 'number' ? '---:' : '---'))),
    ...rows.map((row) => line(columns.map((column) => clean(shown(column, row))))),
  ].join('\n');
}

/** What LaTeX takes for a command, and what its fonts lack. */
const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '&': '\\&',
  '%': '\\%',
  '#': '\\#',
  _: '\\_',
  $: '\\$',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '$<$',
  '>': '$>$',
  '\u2212': '$-$',
  '\u2013': '--',
  '±': '$\\pm$',
  '²': '$^2$',
  ρ: '$\\rho$',
  β: '$\\beta$',
  α: '$\\alpha$',
  '★': '**',
  '☆': '*',
};

/** Text that LaTeX prints as it stands here. */
export const latexText = (text: string): string =>
  [...text.replace(/\s+/g, ' ')].map((character) => LATEX[character] ?? character).join('');

/** A `tabular` with the rules of booktabs; ★ is `**`, ☆ is `*`. */
export function asLatex(columns: readonly Column[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string => `${cells.map(latexText).join(' & ')} \\\\`;
  return [
    `\\begin{tabular}{${columns.map(({ kind }) => (kind === 'number' ? 'r' : 'l')).join('')}}`,
    '\\toprule',
    line(columns.map(({ heading }) => heading)),
    '\\midrule',
    ...rows.map((row) => line(columns.map((column) => shown(column, row)))),
    '\\bottomrule',
    '\\end{tabular}',
  ].join('\n');
}
