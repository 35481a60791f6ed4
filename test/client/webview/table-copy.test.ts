// What is pasted: every digit in TSV, rounded and escaped in Markdown and LaTeX; and which rows are picked for it.
import { describe, expect, it } from 'vitest';
import { INITIAL_STATE } from '../../../client/webview/results/state.js';
import { columnsOf, type Column } from '../../../client/webview/results/table-columns.js';
import {
  asLatex,
  asMarkdown,
  asTsv,
  latexText,
} from '../../../client/webview/results/table-copy.js';
import { Picks } from '../../../client/webview/results/table-picks.js';
import { tableRows, viewOf } from '../../../client/webview/results/view.js';
import { makeResult } from './fixtures.js';

const view = viewOf(makeResult({ maps: 4 }), INITIAL_STATE)!;
const rows = tableRows(view).map((row, i) =>
  i === 1 ? { ...row, x: 'a|b_c & 5 %\nx', value: null, mark: 'corrected' as const } : row,
);
const columns = columnsOf(view);
const pick = (...keys: string[]): Column[] => columns.filter(({ key }) => keys.includes(key));

describe('a copied table', () => {
  it('has every digit as TSV, and nothing where a value is missing', () => {
    const [head, , second, third] = asTsv(pick('map', 'value'), rows).split('\n');
    expect(head).toBe('x\trho_z');
    expect(second).toBe('a|b_c & 5 % x\t');
    expect(third).toBe(`${rows[2]!.x}\t${String(rows[2]!.value)}`);
  });

  it('is a Markdown table, numbers to the right, with its bars escaped', () => {
    const lines = asMarkdown(pick('map', 'value', 'mark'), rows).split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[1]).toBe('| --- | --- | ---: |');
    expect(lines[3]).toBe('| a\\|b\\_c & 5 % x | ★ | – |');
  });

  it('is a LaTeX table that compiles: special characters and signs are commands', () => {
    const lines = asLatex(pick('map', 'value', 'mark'), rows).split('\n');
    expect(lines.slice(0, 2)).toEqual(['\\begin{tabular}{llr}', '\\toprule']);
    expect(lines[5]).toBe('a|b\\_c \\& 5 \\% x & ** & -- \\\\');
    expect(lines.slice(-2)).toEqual(['\\bottomrule', '\\end{tabular}']);
  });

  it('escapes each character once', () => {
    expect(latexText('\\ { } & % # _ $ ~ ^ \u2212.05 ρ²')).toBe(
      '\\textbackslash{} \\{ \\} \\& \\% \\# \\_ \\$ \\textasciitilde{} \\textasciicircum{} $-$.05 $\\rho$$^2$',
    );
  });
});

describe('picked rows', () => {
  const names = (picks: Picks): number[] => picks.among(rows).map(({ column }) => column);

  it('are one, one more, or a range from the one before', () => {
    const picks = new Picks();
    picks.pick(rows, 1, 'only');
    picks.pick(rows, 3, 'toggle');
    expect(names(picks)).toEqual([1, 3]);
    picks.pick(rows, 1, 'toggle');
    expect(names(picks)).toEqual([3]);
    picks.pick(rows, 2, 'only');
    picks.pick(rows, 0, 'range');
    expect(names(picks)).toEqual([0, 1, 2]);
    picks.pick(rows, 3, 'range');
    expect(names(picks)).toEqual([2, 3]);
  });

  it('stay picked when the order changes, and are gone when cleared', () => {
    const picks = new Picks();
    picks.pick(rows, 0, 'only');
    picks.pick(rows, 2, 'toggle');
    expect(picks.among([...rows].reverse()).map(({ column }) => column)).toEqual([2, 0]);
    picks.all(rows);
    expect(picks.size).toBe(4);
    picks.clear();
    expect(names(picks)).toEqual([]);
  });

  it('begin a range at the row itself when none was picked', () => {
    const picks = new Picks();
    picks.pick(rows, 2, 'range');
    expect(names(picks)).toEqual([2]);
  });
});
