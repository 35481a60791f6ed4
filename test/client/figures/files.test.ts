// The two file formats: what they must hold whatever the figure.
import { describe, expect, it } from 'vitest';
import { chart } from '../../../client/figures/chart.js';
import { defaultChoices, figureData } from '../../../client/figures/figure-data.js';
import { textWidth } from '../../../client/figures/font-widths.js';
import { tickText, ticks } from '../../../client/figures/axis.js';
import { binned } from '../../../client/figures/bins.js';
import { pdf } from '../../../client/figures/pdf.js';
import { svg } from '../../../client/figures/svg.js';
import { fitted, lines } from '../../../client/figures/text-fit.js';
import { text, type Drawing } from '../../../client/figures/drawing.js';
import { makeResult } from '../webview/fixtures.js';

const figure = (): Drawing => {
  const result = makeResult();
  return chart(figureData(result, defaultChoices(result))!);
};
const page = (words: string): Drawing => ({
  width: 100,
  height: 50,
  title: 'A title',
  description: 'A description.',
  shapes: [text(10, 20, words, 10)],
});
const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('SVG', () => {
  it('is the same text every time, without dates', () => {
    expect(svg(figure())).toBe(svg(figure()));
    expect(svg(figure())).not.toMatch(/20\d\d-\d\d-\d\d/);
  });

  it('is an image with a title and a description', () => {
    const written = svg(page('x'), 'one');
    expect(written).toContain('role="img" aria-labelledby="one-title one-description"');
    expect(written).toContain('<title id="one-title">A title</title>');
    expect(written).toContain('<desc id="one-description">A description.</desc>');
  });

  it('writes names with markup as text and leaves out what XML cannot hold', () => {
    const written = svg(page('<script>&"\u0001'));
    expect(written).toContain('>&lt;script&gt;&amp;&quot;</text>');
  });

  it('has at most two decimals', () => {
    expect(svg(figure())).not.toMatch(/="[^"]*\d\.\d{3}[^"]*"/);
  });
});

describe('PDF', () => {
  it('points to every object where it begins', () => {
    const written = asText(pdf(figure()).bytes);
    expect(written.startsWith('%PDF-1.4\n')).toBe(true);
    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(written)![1]);
    expect(written.slice(table, table + 4)).toBe('xref');
    const starts = [...written.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) =>
      Number(at),
    );
    expect(starts).toHaveLength(8);
    starts.forEach((at, i) => expect(written.slice(at, at + 7)).toBe(`${i + 1} 0 obj`));
    const [, length] = /<< \/Length (\d+) >>/.exec(written)!;
    const content = written.slice(written.indexOf('stream\n') + 7, written.indexOf('endstream'));
    expect(content).toHaveLength(Number(length));
  });

  it('is the same bytes every time', () => {
    expect(pdf(figure()).bytes).toEqual(pdf(figure()).bytes);
  });

  it('has Greek, minus and accents, and says which letters it lacks', () => {
    const { bytes, missing } = pdf(page('ρ −1 é Š ő 脳'));
    expect(missing).toEqual(['脳']);
    const written = asText(bytes);
    expect(written).toContain('/S 10 Tf <72> Tj');
    expect(written).toContain('/S 10 Tf <2d> Tj');
    expect(written).toContain('<3120e9208a206f203f> Tj');
  });
});

describe('text', () => {
  it('has the widths of Helvetica', () => {
    expect(textWidth('Wide', 10)).toBeCloseTo(9.44 + 2.22 + 5.56 + 5.56, 10);
    expect(textWidth('Wide', 10, true)).toBeCloseTo(9.44 + 2.78 + 6.11 + 5.56, 10);
    expect(textWidth('é', 10)).toBe(textWidth('e', 10));
  });

  it('is shortened in the middle, and broken into lines, to fit', () => {
    const name = 'celltype_with-a-very-long-name_neurons';
    expect(fitted(name, 80, 8)).toMatch(/^celltype.*….*neurons$/);
    expect(textWidth(fitted(name, 80, 8), 8)).toBeLessThanOrEqual(80);
    for (const each of lines(`one two three ${name}`, 60, 8))
      expect(textWidth(each, 8)).toBeLessThanOrEqual(60);
  });
});

describe('an axis', () => {
  it.each([
    [-1.1, 0.7],
    [0, 3e-5],
    [-0.002, 0.4],
    [120, 4500],
  ])('has round ticks between %f and %f', (min, max) => {
    const values = ticks(min, max);
    expect(values.length).toBeGreaterThanOrEqual(3);
    expect(values.length).toBeLessThanOrEqual(7);
    expect(values.every((value) => value >= min - 1e-12 && value <= max + 1e-12)).toBe(true);
  });

  it('writes a true minus and no needless digits', () => {
    expect([-0.25, 0, 1.5].map(tickText)).toEqual(['−0.25', '0', '1.5']);
  });
});

describe('bins', () => {
  it('hold every number once, the largest too', () => {
    const values = Array.from({ length: 500 }, (_, i) => Math.sin(i));
    expect(binned([...values, NaN])!.counts.reduce((sum, count) => sum + count)).toBe(500);
  });
});
