import { describe, expect, it } from 'vitest';
import { figureOf } from '../../../client/webview/results/figure-kind.js';
import { INITIAL_STATE, readState, type ViewState } from '../../../client/webview/results/state.js';
import { columnsOf } from '../../../client/webview/results/table-columns.js';
import { asTsv } from '../../../client/webview/results/table-copy.js';
import { chartRows, tableRows, viewOf } from '../../../client/webview/results/view.js';
import { makeResult, type FixtureOptions } from './fixtures.js';

describe('what the reader chose', () => {
  it('survives a reload', () => {
    const state = {
      ...INITIAL_STATE,
      tab: 'table' as const,
      filter: 'd1',
      y: 3,
      sort: { key: 'p' as const, descending: false },
      selected: 4,
      detail: true,
      member: 7,
      brushed: [1, 5],
      brainView: 'flat' as const,
      figure: 'heatmap' as const,
    };
    expect(readState(JSON.parse(JSON.stringify({ ...state, folder: '/x' })))).toEqual(state);
  });

  it('starts afresh where the stored state is not understood', () => {
    expect(readState(undefined)).toEqual(INITIAL_STATE);
    const wrong = { tab: 'gone', y: -1, sort: 'p', brushed: [1, null], detail: 1, figure: 'pie' };
    expect(readState({ ...wrong, filter: 'kept' })).toEqual({ ...INITIAL_STATE, filter: 'kept' });
  });

  it('falls back to what the result offers', () => {
    const view = viewOf(makeResult({ yMaps: 2 }), {
      ...INITIAL_STATE,
      y: 9,
      statistic: 'mi/mi',
      correction: 'holm',
    })!;
    expect([view.yIndex, view.choice.key, view.correction]).toEqual([
      0,
      'spearman/rho_z',
      'meff_galwey',
    ]);
  });

  it('begins with the heatmap for y maps side by side, with bars for one or pooled', () => {
    const figure = (options: FixtureOptions, chosen: ViewState['figure'] = null) =>
      figureOf(viewOf(makeResult(options), { ...INITIAL_STATE, figure: chosen })!);
    expect(figure({ yMaps: 3 })).toBe('heatmap');
    expect(figure({ yMaps: 3 }, 'bars')).toBe('bars');
    expect(figure({ yMaps: 3, pooled: true })).toBe('bars');
    expect(figure({ yMaps: 3, pooled: true }, 'heatmap')).toBe('heatmap');
    expect(figure({ yMaps: 1 }, 'heatmap')).toBe('bars');
  });

  it('shows no page for a result without statistics', () => {
    expect(viewOf({ ...makeResult(), statistics: [] }, INITIAL_STATE)).toBeNull();
  });
});

describe('the table and the chart', () => {
  it('hold the same rows in the same order', () => {
    const view = viewOf(makeResult({ missing: true }), {
      ...INITIAL_STATE,
      filter: 'dopamine',
      sort: { key: 'value', descending: true },
    })!;
    expect(chartRows(view)).toEqual(tableRows(view));
    expect(chartRows(view).length).toBeGreaterThan(0);
  });

  it('lists every y map when asked', () => {
    const view = viewOf(makeResult({ yMaps: 22 }), { ...INITIAL_STATE, everyY: true })!;
    expect(tableRows(view)).toHaveLength(22 * 29);
    expect(columnsOf(view)[0]?.name).toBe('y');
  });

  it('copies full names and every digit, and missing numbers as nothing', () => {
    const result = makeResult({ missing: true, maps: 5, corrections: ['meff_galwey', 'fdr_bh'] });
    const view = viewOf(result, INITIAL_STATE)!;
    const lines = asTsv(columnsOf(view), tableRows(view))
      .split('\n')
      .map((line) => line.split('\t'));
    expect(lines[0]).toEqual([
      'set',
      'x',
      'rho',
      'p',
      'p_meff_galwey',
      'p_fdr_bh',
      'mark',
      'rho_z',
      'normalized',
    ]);
    expect(lines[1]?.[1]).toBe(result.columns[0]?.x);
    expect(Number(lines[1]?.[7])).toBe(result.statistics[1]?.observed[0]);
    expect(lines[4]?.slice(2, 6)).toEqual(['', '', '', '']);
    expect(lines[4]?.slice(7)).toEqual(['', '']);
  });
});
