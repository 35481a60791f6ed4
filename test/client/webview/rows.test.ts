import { describe, expect, it } from 'vitest';
import type { Row } from '../../../client/webview/results/model.js';
import { filterRows, sortRows, strongest } from '../../../client/webview/results/rows.js';

const row = (column: number, value: number | null, extra: Partial<Row> = {}): Row => ({
  column,
  yIndex: 0,
  y: 'Pain',
  set: null,
  x: `map${column}`,
  label: `map${column}`,
  raw: value,
  value,
  normalized: null,
  p: null,
  corrected: {},
  mark: 'none',
  each: null,
  band: null,
  ...extra,
});
const columns = (rows: Row[]): number[] => rows.map(({ column }) => column);
const rows = [row(0, 0.1), row(1, null), row(2, -0.5), row(3, 0.1), row(4, 0.3)];

describe('order and choice of rows', () => {
  it('puts missing values last, whichever way it sorts', () => {
    expect(columns(sortRows(rows, { key: 'value', descending: true }))).toEqual([4, 0, 3, 2, 1]);
    expect(columns(sortRows(rows, { key: 'value', descending: false }))).toEqual([2, 0, 3, 4, 1]);
  });

  it('keeps the order of the data among equals and does not touch its input', () => {
    const before = columns(rows);
    expect(columns(sortRows(rows, { key: 'abs', descending: true }))).toEqual([2, 4, 0, 3, 1]);
    expect(columns(rows)).toEqual(before);
  });

  it('sorts names as people count', () => {
    const named = [row(0, 0, { label: 'map10' }), row(1, 0, { label: 'map9' })];
    expect(columns(sortRows(named, { key: 'map', descending: false }))).toEqual([1, 0]);
  });

  it('sorts by one correction', () => {
    const tested = [
      row(0, 0, { corrected: { holm: 0.2 } }),
      row(1, 0, { corrected: { holm: 0.01 } }),
    ];
    expect(columns(sortRows(tested, { key: 'corrected:holm', descending: false }))).toEqual([1, 0]);
  });

  it('keeps rows that hold every word of the filter', () => {
    const named = [
      row(0, 0, { label: 'D1 (Kaller2017)', set: 'Dopamine' }),
      row(1, 0, { label: 'D23', set: 'Dopamine' }),
    ];
    expect(columns(filterRows(named, ' dopa KALLER '))).toEqual([0]);
    expect(columns(filterRows(named, ''))).toEqual([0, 1]);
  });

  it('keeps the strongest in the order given, never a missing one before a present one', () => {
    expect(columns(strongest(rows, 2))).toEqual([2, 4]);
    expect(columns(strongest(rows, null))).toEqual([0, 1, 2, 3, 4]);
    expect(columns(strongest(rows, 4))).not.toContain(1);
  });
});
