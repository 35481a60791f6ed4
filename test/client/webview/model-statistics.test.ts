// Statistics of a whole model, which have one value for each y map, beside those with a value for each reference map.
import { describe, expect, it } from 'vitest';
import { choices, isOfModel, rowsOf } from '../../../client/webview/results/model.js';
import { INITIAL_STATE } from '../../../client/webview/results/state.js';
import { columnsOf } from '../../../client/webview/results/table-columns.js';
import { tableRows, viewOf } from '../../../client/webview/results/view.js';
import { counts, details } from '../../../client/webview/results/words.js';
import type { AnalysisResult, StatisticResult } from '../../../engine/result.js';
import { makeResult } from './fixtures.js';

/** A multiple regression of two y maps on four reference maps: r2, then beta, then the untested intercept. */
function regression(): AnalysisResult {
  const result = makeResult({ yMaps: 2, maps: 4 });
  const beta = result.statistics.find(({ p }) => p !== null)!;
  const ofModel = (statistic: string, p: number[] | null): StatisticResult => ({
    ...{ method: 'mlr', statistic, label: `Multiple linear regression: ${statistic}` },
    tail: p ? 'upper' : null,
    columns: [{ set: null, x: statistic, weight: null }],
    rows: beta.rows,
    pooledRow: [false, false],
    observed: [0.4, 0.2],
    normalized: null,
    p,
    corrected: p ? { meff_galwey: p } : {},
    nulls: null,
  });
  return {
    ...result,
    statistics: [
      ofModel('r2', [0.01, 0.3]),
      { ...beta, method: 'mlr', statistic: 'beta', label: 'Multiple linear regression: beta' },
      ofModel('intercept', null),
    ],
  };
}

const state = (statistic: string | null) => ({ ...INITIAL_STATE, statistic });

describe('statistics of a whole model on the page', () => {
  it('can be chosen, those that are tested', () => {
    expect(choices(regression()).map(({ key }) => key)).toEqual(['mlr/r2', 'mlr/beta']);
  });

  it('do not come first where another statistic has a value for each map', () => {
    expect(viewOf(regression(), state(null))?.choice.key).toBe('mlr/beta');
    const result = regression();
    const alone = { ...result, statistics: result.statistics.filter(isOfModel) };
    expect(viewOf(alone, state(null))?.choice.key).toBe('mlr/r2');
  });

  it('have one row for each y map, and no set', () => {
    const view = viewOf(regression(), { ...state('mlr/r2'), everyY: true, selected: 3 })!;
    expect(view.rows).toHaveLength(1);
    const rows = tableRows(view);
    expect(rows.map(({ value, p, x, label }) => [value, p, x, label])).toEqual([
      [0.4, 0.01, 'r2', 'all maps together'],
      [0.2, 0.3, 'r2', 'all maps together'],
    ]);
    const headings = columnsOf(view).map(({ name }) => name);
    expect(headings).not.toContain('set');
    expect(headings).toContain('r2');
    const others = viewOf(regression(), state('mlr/beta'))!;
    expect(columnsOf(others).map(({ name }) => name)).toContain('set');
    expect(others.rows).toHaveLength(4);
  });

  it('are told in words of their own', () => {
    const result = regression();
    const [r2] = choices(result);
    const first = rowsOf(result, r2!, 0, 'meff_galwey');
    expect(counts(r2!, first, 'meff_galwey')).toBe(
      'The model of all maps together reaches p < .05 uncorrected, 1 after Meff (Galwey).',
    );
    expect(details(r2!, first, null)).toBe('all maps together: R² = 0.400, p = .0100.');
    const second = rowsOf(result, r2!, 1, null);
    expect(counts(r2!, second, null)).toContain('The model of all maps together does not reach');
    expect(details(r2!, [{ ...second[0]!, value: null }], null)).toBe(
      'The model could not be computed.',
    );
  });
});
