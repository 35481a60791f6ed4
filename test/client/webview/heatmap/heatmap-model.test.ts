import { describe, expect, it } from 'vitest';
import {
  CELL_HEIGHT,
  cellAt,
  heatmapLayout,
  heatmapModel,
  moved,
  rowAt,
  scrollTo,
} from '../../../../client/webview/results/heatmap/heatmap-model.js';
import { heatColours, inkOn } from '../../../../client/webview/results/heatmap/heatmap-paint.js';
import { choices, rowsOf } from '../../../../client/webview/results/model.js';
import { INITIAL_STATE } from '../../../../client/webview/results/state.js';
import { chartRows, viewOf } from '../../../../client/webview/results/view.js';
import { makeResult } from '../fixtures.js';

const result = makeResult({ yMaps: 22, maps: 29, missing: true });
const [choice] = choices(result);
const cells = choice!.statistic.rows.map((_, y) => rowsOf(result, choice!, y, 'meff_galwey'));
const view = viewOf(result, { ...INITIAL_STATE, y: 4, sort: { key: 'value', descending: true } })!;
const model = heatmapModel(cells, chartRows(view), choice!.statistic.pooledRow);
const layout = heatmapLayout(model, 900, { left: 150, above: model.names.map(() => 110) });

describe('the heatmap', () => {
  it('has a row for each x map as the chart orders them, and a column for each y map', () => {
    expect(model.names).toHaveLength(22);
    expect(model.order).toEqual(chartRows(view).map(({ column }) => column));
    const sorted = model.order.map((_, at) => rowAt(model, 4, at)!.value ?? -Infinity);
    expect(sorted).toEqual([...sorted].sort((a, b) => b - a));
    expect(rowAt(model, 7, 3)).toBe(cells[7]![model.order[3]!]);
  });

  it('has colours symmetric about zero over all cells', () => {
    const scale = heatColours(model);
    const largest = Math.max(...choice!.statistic.observed.map((value) => Math.abs(value ?? 0)));
    expect([scale.kind, scale.min, scale.max]).toEqual(['diverging', -largest, largest]);
    const positive = heatmapModel(
      [cells[0]!.map((row) => ({ ...row, value: Math.abs(row.value ?? 0) }))],
      cells[0]!,
      [false],
    );
    expect(heatColours(positive)).toMatchObject({ kind: 'sequential', min: 0 });
    expect(inkOn([255, 255, 255])).toBe('#000000');
    expect(inkOn([16, 63, 122])).toBe('#ffffff');
  });

  it('fits its cells into a wide place and scrolls in a narrow one', () => {
    expect(layout.contentWidth).toBeLessThanOrEqual(900);
    expect(layout.width).toBeGreaterThanOrEqual(20);
    const narrow = heatmapLayout(model, 300, { left: 150, above: model.names.map(() => 110) });
    expect(narrow.contentWidth).toBeGreaterThan(300);
    expect(narrow.left).toBeLessThan(150);
    expect(narrow.contentHeight).toBe(narrow.top + 29 * CELL_HEIGHT + 2);
  });

  it('finds the cell under the pointer, scrolled or not, and none over names', () => {
    const at = (x: number, y: number, left = 0, top = 0) =>
      cellAt(layout, model, { x, y }, { left, top });
    expect(at(layout.left + 1, layout.top + 1)).toEqual({ y: 0, at: 0 });
    expect(at(layout.left + 1, layout.top + 1, 3 * layout.width, 5 * CELL_HEIGHT)).toEqual({
      y: 3,
      at: 5,
    });
    expect(at(layout.left - 1, layout.top + 1)).toBeNull();
    expect(at(layout.left + 1, layout.top - 1)).toBeNull();
    expect(at(layout.left + 22 * layout.width + 1, layout.top + 1)).toBeNull();
  });

  it('is walked with the arrow keys and stays within its edges', () => {
    expect(moved(model, null, 'ArrowDown', 10)).toEqual({ y: 0, at: 0 });
    expect(moved(model, { y: 3, at: 5 }, 'ArrowRight', 10)).toEqual({ y: 4, at: 5 });
    expect(moved(model, { y: 0, at: 0 }, 'ArrowLeft', 10)).toEqual({ y: 0, at: 0 });
    expect(moved(model, { y: 3, at: 25 }, 'PageDown', 10)).toEqual({ y: 3, at: 28 });
    expect(moved(model, { y: 3, at: 25 }, 'End', 10)).toEqual({ y: 21, at: 25 });
    expect(moved(model, { y: 3, at: 25 }, 'x', 10)).toBeNull();
  });

  it('scrolls only as far as a cell needs to be seen', () => {
    const size = { width: layout.left + 5 * layout.width, height: layout.top + 5 * CELL_HEIGHT };
    const to = (y: number, at: number, left: number, top: number) =>
      scrollTo(layout, { y, at }, size, { left, top });
    expect(to(2, 2, 0, 0)).toEqual({ left: 0, top: 0 });
    expect(to(6, 9, 0, 0)).toEqual({ left: 2 * layout.width, top: 5 * CELL_HEIGHT });
    expect(to(0, 1, 90, 90)).toEqual({ left: 0, top: CELL_HEIGHT });
  });
});
