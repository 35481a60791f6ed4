// The figures as SVG, against files that were looked at.
import { describe, expect, it } from 'vitest';
import { chart } from '../../../client/figures/chart.js';
import type { Drawing, Shape } from '../../../client/figures/drawing.js';
import {
  defaultChoices,
  figureData,
  type FigureChoices,
} from '../../../client/figures/figure-data.js';
import { heatmap } from '../../../client/figures/heatmap.js';
import { histogram } from '../../../client/figures/histogram.js';
import { svg } from '../../../client/figures/svg.js';
import { TRANSFORMS } from '../../../client/figures/title.js';
import { TRANSFORMS as ENGINE_TRANSFORMS } from '../../../engine/prepare/comparisons/transforms.js';
import type { AnalysisResult } from '../../../engine/result.js';
import { makeResult, random } from '../webview/fixtures.js';
import { expectGolden } from './golden.js';

const dataOf = (result: AnalysisResult, changes: Partial<FigureChoices> = {}) =>
  figureData(result, { ...defaultChoices(result), ...changes })!;

const flat = (shapes: readonly Shape[]): Shape[] =>
  shapes.flatMap((shape) => (shape.kind === 'group' ? flat(shape.shapes) : [shape]));
const groupsOf = ({ shapes }: Drawing) =>
  shapes.flatMap((shape) => (shape.kind === 'group' ? [shape] : []));
const wordsOf = ({ shapes }: Drawing): string[] =>
  flat(shapes).flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));

const groups = (): AnalysisResult => {
  const result = makeResult({ maps: 8 });
  result.nullModel = { ...result.nullModel, permuted: 'groups' };
  result.design = {
    groups: [],
    pairs: null,
    comparison: { name: 'hedges', sides: ['AN', 'HC'] },
    regressed: { continuous: [], categorical: [] },
    protected: [],
    combat: null,
    matrix: { columns: [], rows: [], values: [] },
  };
  return result;
};

const normal = (count: number): Float64Array => {
  const next = random(5);
  return Float64Array.from({ length: count }, () => (next() + next() + next() + next() - 2) * 0.25);
};

describe('figures look as they did', () => {
  it.each<[string, () => Drawing]>([
    ['chart', () => chart(dataOf(makeResult()))],
    [
      'chart-missing',
      () =>
        chart(
          dataOf(makeResult({ missing: true, sets: 0, maps: 12 }), {
            sort: { key: 'value', descending: true },
          }),
        ),
    ],
    ['chart-one', () => chart(dataOf(makeResult({ maps: 1, sets: 0 })))],
    ['chart-strongest', () => chart(dataOf(makeResult({ maps: 500, sets: 12, longNames: true })))],
    ['chart-pooled', () => chart(dataOf(makeResult({ yMaps: 6, maps: 9, pooled: true })))],
    ['chart-groups', () => chart(dataOf(groups()))],
    ['heatmap', () => heatmap(dataOf(makeResult({ yMaps: 5, maps: 12, missing: true })))],
    [
      'histogram',
      () => {
        const data = dataOf(makeResult({ maps: 5 }));
        return histogram(data, data.rows[2]!, normal(2000))!;
      },
    ],
  ])('%s', (name, draw) => expectGolden(name, svg(draw())));
});

describe('a chart', () => {
  it('says in words what was compared and what was permuted', () => {
    expect(chart(dataOf(groups())).title).toBe(
      'Spearman’s rho colocalization after Hedges’ g transform (permutation of groups)',
    );
    const spun = makeResult();
    spun.nullModel = { ...spun.nullModel, permuted: 'Y' };
    expect(chart(dataOf(spun)).title).toBe('Spearman’s rho colocalization (permutation of Y maps)');
  });

  it('has a name for every comparison that there is', () => {
    expect(Object.keys(TRANSFORMS).sort()).toEqual(
      ENGINE_TRANSFORMS.map(({ name }) => name).sort(),
    );
  });

  it('is five inches wide and grows by a fifth of an inch with every row', () => {
    const heights = [10, 11, 40].map((maps) => chart(dataOf(makeResult({ maps, sets: 0 }))));
    expect(heights.map(({ width }) => width)).toEqual([360, 360, 360]);
    expect(heights[1]!.height - heights[0]!.height).toBeCloseTo(14.4, -0.5);
    expect((heights[2]!.height - heights[0]!.height) / 30).toBeCloseTo(14.4, 1);
  });

  it('draws every bar from zero to its value, and missing ones as words', () => {
    const data = dataOf(makeResult({ maps: 12, missing: true, sets: 0 }));
    const drawing = chart(data);
    const rows = groupsOf(drawing);
    expect(rows).toHaveLength(12);
    const zero = flat(drawing.shapes).find((shape) => shape.kind === 'line' && shape.dash)!;
    data.rows.forEach((row, i) => {
      const bar = rows[i]!.shapes.find(
        (shape) => shape.kind === 'rect' && shape.stroke !== undefined,
      );
      const words = rows[i]!.shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
      expect(words.includes('no value')).toBe(row.value === null);
      if (row.value === null || bar?.kind !== 'rect' || zero.kind !== 'line')
        return expect(bar).toBeUndefined();
      expect(row.value < 0 ? bar.x + bar.width : bar.x).toBeCloseTo(zero.x1, 6);
    });
  });

  it('keeps bars in proportion to their values', () => {
    const data = dataOf(makeResult({ maps: 9, sets: 0 }));
    const widths = groupsOf(chart(data)).map(({ shapes }) => {
      const bar = shapes.find((shape) => shape.kind === 'rect' && shape.stroke !== undefined);
      return bar?.kind === 'rect' ? bar.width : NaN;
    });
    const ratios = data.rows.map(({ value }, i) => widths[i]! / Math.abs(value!));
    for (const ratio of ratios) expect(ratio / ratios[0]!).toBeCloseTo(1, 8);
  });

  it('keeps everything on the page', () => {
    const drawing = chart(dataOf(makeResult({ maps: 80, longNames: true, missing: true })));
    for (const shape of flat(drawing.shapes)) {
      if (shape.kind !== 'rect') continue;
      expect(shape.x).toBeGreaterThanOrEqual(0);
      expect(shape.x + shape.width).toBeLessThanOrEqual(drawing.width);
      expect(shape.y + shape.height).toBeLessThanOrEqual(drawing.height);
    }
  });

  it('shows the fifty strongest of more, says so, and keeps the order asked for', () => {
    const result = makeResult({ maps: 200, sets: 0 });
    const data = dataOf(result, { sort: { key: 'value', descending: true } });
    expect(data.rows).toHaveLength(50);
    const kept = Math.min(...data.rows.map(({ value }) => Math.abs(value!)));
    const left = data.all.filter((row) => !data.rows.includes(row));
    expect(Math.max(...left.map(({ value }) => Math.abs(value!)))).toBeLessThanOrEqual(kept);
    expect(data.rows.every(({ value }, i) => i === 0 || value! <= data.rows[i - 1]!.value!)).toBe(
      true,
    );
    expect(wordsOf(chart(data)).join(' ')).toContain('The 50 of largest absolute value of 200');
  });

  it('honours filter and top, and says what was left out', () => {
    const result = makeResult({ maps: 60 });
    const data = dataOf(result, { filter: 'DAT', top: 2 });
    expect(data.rows).toHaveLength(2);
    expect(data.rows.every(({ label }) => label.startsWith('DAT'))).toBe(true);
    expect(data.notes[0]).toMatch(/^Only those that match “DAT”: \d of 60\.$/);
  });

  it('is not drawn when nothing passes the filter', () => {
    const result = makeResult();
    expect(figureData(result, { ...defaultChoices(result), filter: 'nothing like it' })).toBeNull();
  });

  it('keeps long names whole in the title of their row', () => {
    const data = dataOf(makeResult({ maps: 3, longNames: true }));
    expect(groupsOf(chart(data))[0]!.title).toContain(data.rows[0]!.x);
  });
});

describe('a heatmap', () => {
  it('has a cell for every y map and reference map, in the order of the chart', () => {
    const result = makeResult({ yMaps: 4, maps: 6 });
    const data = dataOf(result, { sort: { key: 'value', descending: true }, y: 2 });
    const cells = groupsOf(heatmap(data));
    expect(cells).toHaveLength(24);
    expect(cells[0]!.title).toContain(`ENIGMA disorder 1: ${data.rows[0]!.x}`);
  });
});

describe('a histogram', () => {
  it('counts every null once and leaves missing ones out', () => {
    const data = dataOf(makeResult({ maps: 2 }));
    const nulls = normal(1000);
    nulls[7] = NaN;
    expect(histogram(data, data.rows[0]!, nulls)!.description).toContain('999 nulls');
  });

  it.each(['upper', 'lower', 'two'] as const)(
    'darkens the nulls that p counts, tail %s',
    (tail) => {
      const result = makeResult({ maps: 5 });
      result.statistics[1]!.tail = tail;
      const data = dataOf(result);
      const row = data.rows[2]!;
      const bars = histogram(data, row, normal(500))!.shapes.filter(
        (shape) => shape.kind === 'rect',
      );
      const dark = bars.map(({ fill }) => fill === '#7d7d7d');
      expect(row.value).toBeGreaterThan(0);
      expect(dark.at(-1)).toBe(tail !== 'lower');
      expect(dark[0]).toBe(tail === 'lower');
    },
  );

  it('is not drawn of nulls that do not vary', () => {
    const data = dataOf(makeResult({ maps: 2 }));
    expect(histogram(data, data.rows[0]!, [0.1, 0.1, 0.1])).toBeNull();
  });
});
