// The HTML report: self-contained, escaped, complete, and readable without its script.
import { createHash } from 'node:crypto';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { brainPairs, decodeGeometry, type Geometry } from '../../../client/report/brain.js';
import { histogramCells } from '../../../client/report/figures.js';
import { html } from '../../../client/report/markup.js';
import { report, type ReportAnalysis } from '../../../client/report/report.js';
import type { AnalysisResult } from '../../../engine/result.js';
import { makePair, makeResult, makeSurface, makeVolume, random } from '../webview/fixtures.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

const NO_BRAIN: Geometry = { kind: 'none', reason: 'The data folders lack Schaefer200 <7>.' };

function analysis(
  result: AnalysisResult,
  withNulls = true,
  geometry: Geometry = NO_BRAIN,
): ReportAnalysis {
  const next = random(3);
  const nulls = histogramCells(result).map(() =>
    withNulls ? Array.from({ length: 500 }, () => next() - 0.5) : null,
  );
  const references = [
    {
      text: 'Somebody et al., 2020',
      doi: '10.1/x<y',
      subjects: ['spearman'],
      licenses: ['CC BY 4.0'],
      notes: [],
    },
  ];
  const x = brainPairs(result).map((pair) => makePair(result, { key: result.key, ...pair }).x);
  return {
    result,
    facts: { references, bibtex: '@article{x, title = {A & B}}', nulls },
    brain: { geometry, x: geometry.kind === 'none' ? [] : x },
  };
}

const page = (...results: AnalysisResult[]): string =>
  report(
    results.map((result) => analysis(result)),
    'Study',
    sha256,
  );

/** Elements by name, in order, of a page read as XML. */
function elements(text: string): string[] {
  const names: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => void names.push(name));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text.replace('<!DOCTYPE html>', '').replace(/<script>[^]*?<\/script>/, '')).close();
  return names;
}

describe('a report', () => {
  it('is closed element by element', () => {
    const names = elements(
      page(makeResult({ missing: true, corrections: ['meff_galwey', 'fdr_bh'] })),
    );
    expect(names.filter((name) => name === 'svg')).toHaveLength(7);
    expect(names.filter((name) => name === 'h1')).toHaveLength(1);
  });

  it('loads nothing, and runs only what its policy names by its checksum', () => {
    const text = page(makeResult());
    const [, policy] = /Content-Security-Policy"\s+content="([^"]+)"/.exec(text)!;
    expect(policy).toContain("default-src 'none'");
    const script = /<script>([^]*?)<\/script>/.exec(text)![1]!;
    const style = /<style>([^]*?)<\/style>/.exec(text)![1]!;
    expect(policy).toContain(`script-src 'sha256-${sha256(script)}'`);
    expect(policy).toContain(`style-src 'sha256-${sha256(style)}'`);
    expect(text).not.toMatch(/<(link|img|iframe)\b|\ssrc=|\sstyle=|\son\w+=/);
  });

  it('is the same text every time', () => {
    expect(page(makeResult())).toBe(page(makeResult()));
  });

  it('holds question, answer, every number, parameters, methods, references, seed, versions and checksums', () => {
    const result = makeResult({ maps: 12 });
    const text = page(result);
    for (const fact of [
      'related to the 12 maps',
      'p &lt; .05 uncorrected',
      result.key,
      result.methodsText.slice(0, 40),
      'Somebody et al., 2020',
      '@article{x, title = {A &amp; B}}',
      ...result.parameters.map(([name]) => name),
      ...result.software.map(({ version }) => version),
      ...result.inputs.map(({ sha256: sum }) => sum),
      ...result.warnings.map(({ message }) => message.slice(0, 20)),
      ...result.statistics[1]!.observed.map((value) => `data-value="${String(value)}"`),
    ])
      expect(text).toContain(fact);
  });

  it('shows names with markup as text', () => {
    const result = makeResult();
    result.analysis = '<script>alert(1)</script>';
    result.columns[0]!.x = '"><img src=x>';
    const text = page(result);
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img');
    expect(text).toContain('https://doi.org/10.1/x%3Cy');
  });

  it('leaves missing numbers empty, and says so when the nulls are not there', () => {
    const result = makeResult({ missing: true });
    const text = report([analysis(result, false)], 'Study', sha256);
    expect(text).toMatch(/data-value=""\s*>\s*–/);
    expect(text).toContain('nulls*.npy are not in the result folder');
  });

  it('has a heatmap of many y maps, and the chart of the pooled row', () => {
    const figures = (result: AnalysisResult) =>
      [...page(result).matchAll(/<title id="analysis-1-(heatmap|chart)/g)].map(([, kind]) => kind);
    expect(figures(makeResult({ yMaps: 4 }))).toEqual(['heatmap']);
    expect(figures(makeResult({ yMaps: 4, pooled: true }))).toEqual(['heatmap', 'chart']);
    expect(figures(makeResult())).toEqual(['chart']);
  });

  it('of several analyses has an index whose links lead to each, and no id twice', () => {
    const text = page(makeResult(), { ...makeResult({ maps: 5 }), analysis: 'Second' });
    expect([...text.matchAll(/href="#(analysis-\d)"/g)].map(([, id]) => id)).toEqual([
      'analysis-1',
      'analysis-2',
    ]);
    const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('analysis-2');
  });

  it('counts pairs in the index where several y maps were tested one by one', () => {
    const many = makeResult({ yMaps: 3, maps: 7 });
    const { p, corrected } = many.statistics[1]!;
    const below = (cells: (number | null)[]) =>
      cells.filter((cell) => cell !== null && cell < 0.05).length;
    expect(page(many, makeResult())).toContain(
      `${below(p!)} of 21 pairs of maps with p &lt; .05 uncorrected, ${below(corrected['meff_galwey']!)} after Meff (Galwey).`,
    );
  });

  it('says what the steps of a pipeline did to the maps', () => {
    const result = makeResult();
    result.preparations = [
      {
        step: 'reduce_x',
        from: 29,
        components: [{ component: 'C1', explained: 0.5 }],
        loadings: [
          { component: 'C1', map: 'weak', r: 0.1 },
          { component: 'C1', map: 'strong', r: -0.9 },
        ],
      },
    ];
    expect(page(result)).toContain('29 X maps reduced to 1 component.');
    expect(page(result)).toContain('strong (r = −0.900), weak (r = 0.100)');
  });

  it('of observed values only has figures without nulls and no p', () => {
    const result = makeResult({ maps: 5 });
    result.nullModel = { ...result.nullModel, method: 'none', permuted: 'none', permutations: 0 };
    result.statistics = result.statistics.map((statistic) => ({
      ...statistic,
      tail: null,
      p: null,
      corrected: {},
      normalized: null,
      nulls: null,
    }));
    const text = page(result);
    expect(text).toContain('observed values only, nothing was tested');
    expect(text).not.toContain('null percentiles');
    expect(text).not.toContain('>★<');
  });

  it('shows the thousand smallest p values of more, and says so', () => {
    const text = page(makeResult({ maps: 1500, sets: 0 }));
    expect(text.match(/class="mark"/g)).toHaveLength(1000);
    expect(text).toContain('The 1,000 of smallest p of 1,500; results.csv holds all.');
  });
});

describe('null histograms', () => {
  it('are those of the six smallest p values, by the place of their nulls', () => {
    const result = makeResult({ yMaps: 3, maps: 9, pooled: true });
    const cells = histogramCells(result);
    const p = result.statistics[1]!.p!.slice(27);
    const smallest = [...p.keys()].sort((a, b) => p[a]! - p[b]!).slice(0, 6);
    expect(cells.map(({ column }) => p[column])).toEqual(smallest.map((column) => p[column]));
    expect(cells.every(({ file, row }) => file === 'nulls.npy' && row === 0)).toBe(true);
  });
});

describe('markup', () => {
  it('escapes text, joins lists, and takes nothing for null and false', () => {
    expect(html`<p>${'a<b'}${[1, html`<i>${null}</i>`, false]}</p>`.text).toBe(
      '<p>a&lt;b1<i></i></p>',
    );
  });
});

describe('the brain of a report', () => {
  const withBrain = (result: AnalysisResult, geometry: Geometry): string =>
    report([analysis(result, true, geometry)], 'Study', sha256);
  const surface = decodeGeometry(makeSurface());

  it('shows the y map and the reference maps of the smallest p, parcels with names and values', () => {
    const result = makeResult();
    const text = withBrain(result, surface);
    expect(elements(text).filter((name) => name === 'svg')).toHaveLength(11);
    const [, first] = text.split('id="analysis-1-brain-0-title"');
    const parcel = result.parcellation.parcels[0]!;
    expect(first).toMatch(
      new RegExp(`<path d="M[^"]+Z" fill="#[0-9a-f]{6}"[^>]*><title>${parcel}: `),
    );
    const best = [...result.statistics.find(({ p }) => p)!.p!.entries()].sort(
      ([, a], [, b]) => a! - b!,
    )[0]![0];
    expect(brainPairs(result)[0]).toMatchObject({ x: best, y: 0, member: null });
    expect(text).not.toContain('No picture of the brain');
    expect(text.length).toBeLessThan(3e6);
  });

  it('shows volumes as glass', () => {
    const text = withBrain(makeResult({ parcels: 16 }), decodeGeometry(makeVolume()));
    expect(text).toContain('From above');
  });

  it('of pooled maps is of the one that goes with the strongest value', () => {
    const result = makeResult({ yMaps: 5, pooled: true });
    const [pair] = brainPairs(result);
    const { y, x } = pair!;
    const values = result.y.labels.map((_, i) =>
      Math.abs(result.statistics[0]!.observed[i * result.columns.length + x]!),
    );
    expect(values[y]).toBe(Math.max(...values));
  });

  it('is said to be missing, and why', () => {
    expect(page(makeResult())).toContain(
      'No picture of the brain: The data folders lack Schaefer200 &lt;7&gt;.',
    );
    const one = analysis(makeResult(), true, surface);
    one.brain.x = one.brain.x.map(() => null);
    expect(report([one], 'Study', sha256)).toContain('Reference maps are left out');
  });
});

describe('what a report says of its p values and design', () => {
  it('is how certain each p is, and which are extrapolated', () => {
    const result = makeResult();
    const statistic = result.statistics.find(({ p }) => p !== null)!;
    const all = statistic.p!;
    statistic.pPrecision = {
      se: all.map(() => 0.00123),
      low: all.map(() => 0),
      high: all.map(() => 0.0456),
      extrapolated: all.map((_, i) => i === 3),
    };
    const text = page(result);
    expect(text).toContain('SE of p');
    expect(text).toContain('.0012');
    expect(text).toContain('.0456');
    expect(text.match(/\d†/g)).toHaveLength(1);
    expect(text).toContain('extrapolated from the tail of the nulls');
    delete statistic.pPrecision;
    expect(page(result)).not.toContain('SE of p');
  });

  it('is whether the nulls keep the autocorrelation, and how covariates differ between groups', () => {
    const text = page(makeResult({ subjects: 64 }));
    expect(text).toContain('Spatial autocorrelation');
    expect(text).toContain('Covariates by group');
    expect(text).toContain('Standardised difference');
  });
});
