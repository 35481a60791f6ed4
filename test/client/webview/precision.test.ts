// How certain p is, in the table and its hover texts.
import { describe, expect, it } from 'vitest';
import { choices, rowsOf } from '../../../client/webview/results/model.js';
import { INITIAL_STATE } from '../../../client/webview/results/state.js';
import { columnsOf } from '../../../client/webview/results/table-columns.js';
import { viewOf } from '../../../client/webview/results/view.js';
import { sayCertainty } from '../../../client/webview/results/words.js';
import { makeResult } from './fixtures.js';

const precise = () => {
  const result = makeResult({ maps: 2 });
  const statistic = choices(result)[0]!.statistic;
  statistic.p = [0.0123, 0.00001];
  statistic.pPrecision = {
    se: [0.0011, 0.000013],
    low: [0.0102, 0],
    high: [0.0147, 0.0004],
    extrapolated: [false, true],
  };
  return result;
};

describe('how certain p is', () => {
  it('stands in the hover text: error, interval, and whether it was counted', () => {
    const result = precise();
    const [counted, beyond] = rowsOf(result, choices(result)[0]!, 0, null);
    expect(sayCertainty(counted!)).toBe(
      '0.0123. Counted among the nulls; standard error .0011, 95 % interval .0102 to .0147.',
    );
    expect(sayCertainty(beyond!)).toBe(
      '0.00001. Extrapolated from the tail of the nulls; standard error 1.3e−5, the count alone allows 0 to .0004.',
    );
  });

  it('is a column of the table, and extrapolated p are marked', () => {
    const result = precise();
    const view = viewOf(result, INITIAL_STATE)!;
    const columns = columnsOf(view);
    const rows = rowsOf(result, choices(result)[0]!, 0, null);
    const p = columns.find(({ name }) => name === 'p')!;
    expect(rows.map((row) => p.text(row))).toEqual(['.0123', '1.0e−5†']);
    expect(p.title).toContain('† extrapolated');
    const error = columns.find(({ name }) => name === 'p_se')!;
    expect(rows.map((row) => error.copied(row))).toEqual(['0.0011', '0.000013']);
  });

  it('is absent, not empty, in results of older versions', () => {
    const result = makeResult({ maps: 2 });
    const columns = columnsOf(viewOf(result, INITIAL_STATE)!);
    expect(columns.map(({ name }) => name)).not.toContain('p_se');
    const [row] = rowsOf(result, choices(result)[0]!, 0, null);
    expect(sayCertainty(row!)).toBe(String(row!.p));
  });
});
