// The heatmap on its canvas: scrolls both ways under its names, operated by mouse or keys like the chart.
import { describeRow, type FigurePart } from '../chart.js';
import { MARKS } from '../chart-layers.js';
import { colourBar } from '../colour-bar.js';
import { el } from '../dom.js';
import { correctionName } from '../names.js';
import { formatCount, plural } from '../format.js';
import { nameWidth } from '../chart-figure.js';
import { rowsOf, type Row } from '../model.js';
import { readTheme, type Theme } from '../theme.js';
import { chartRows, type Page, type View } from '../view.js';
import { columnNoun } from '../words.js';
import { heatColours, paintHeatmap } from './heatmap-paint.js';
import {
  cellAt,
  heatmapLayout,
  heatmapModel,
  moved,
  rowAt,
  scrollTo,
  type HeatmapLayout,
  type HeatmapModel,
} from './heatmap-model.js';

interface Cell {
  y: number;
  at: number;
}

class Heatmap implements FigurePart {
  private readonly canvas = el('canvas', { role: 'img' });
  private readonly tip = el('div', { class: 'heat-tip', hidden: true, 'aria-hidden': 'true' });
  private readonly content = el('div', { class: 'heat-content' }, this.canvas);
  private readonly scroller = el(
    'div',
    {
      class: 'heat-scroll',
      tabindex: 0,
      role: 'group',
      'aria-label': 'Heatmap. Arrow keys go from cell to cell, Enter opens the detail of one.',
    },
    this.content,
  );
  private readonly place = el('div', { class: 'heat-place' }, this.scroller, this.tip);
  private readonly bar = el('div', { class: 'colour-bar' });
  private readonly legend = el('ul', { class: 'legend', 'aria-label': 'Legend' });
  private readonly said = el('p', { class: 'selected-row', 'aria-live': 'polite' });
  private readonly nothing = el('p', { class: 'empty', hidden: true });
  readonly element = el(
    'div',
    { class: 'figure' },
    this.nothing,
    this.place,
    this.bar,
    this.legend,
    this.said,
  );
  private view: View | null = null;
  private model: HeatmapModel | null = null;
  private layout: HeatmapLayout | null = null;
  private cells: { from: readonly unknown[]; rows: Row[][] } | null = null;
  private hovered: Cell | null = null;
  private theme: Theme = readTheme();

  constructor(private readonly page: Page) {
    const { scroller, canvas } = this;
    scroller.addEventListener('scroll', () => this.draw());
    scroller.addEventListener('keydown', (event) => this.key(event));
    canvas.addEventListener('pointermove', (event) => this.hover(this.cellOf(event), event));
    canvas.addEventListener('pointerleave', () => this.hover(null));
    canvas.addEventListener('click', (event) => {
      const cell = this.cellOf(event);
      if (cell) this.select(cell, true);
    });
    new ResizeObserver(() => this.arrange()).observe(scroller);
  }

  show(view: View): void {
    this.view = view;
    const { statistic } = view.choice;
    this.model = heatmapModel(this.allRows(view), chartRows(view), statistic.pooledRow);
    const { order, names } = this.model;
    this.nothing.hidden = order.length > 0;
    this.nothing.textContent = `No map matches “${view.state.filter}”. Clear the filter to see all ${view.rows.length}.`;
    this.place.hidden = order.length === 0;
    this.canvas.setAttribute(
      'aria-label',
      `Heatmap of ${statistic.label}: ${plural(order.length, columnNoun(view.result))} by ${plural(names.length, 'y map')}. The table tab holds the same numbers.`,
    );
    this.drawLegend(view);
    const row = this.selectedRow();
    this.said.textContent = row
      ? [`${row.y} × ${row.label}`, ...describeRow(view, row)].join(' · ')
      : 'Click a cell, or move with the arrow keys and press Enter, to see its nulls and its maps.';
    this.said.hidden = row !== null && view.state.detail;
    this.arrange();
  }

  focus(): void {
    this.scroller.focus({ preventScroll: true });
  }

  recolour(): void {
    this.theme = readTheme();
    this.draw();
  }

  /** Rows of every y map; made anew only for another statistic or correction. */
  private allRows({ result, choice, correction }: View): Row[][] {
    const from = [result, choice.statistic, correction];
    if (!this.cells?.from.every((each, i) => each === from[i])) {
      const rows = choice.statistic.rows.map((_, y) => rowsOf(result, choice, y, correction));
      this.cells = { from, rows };
    }
    return this.cells?.rows ?? [];
  }

  private selected(): Cell | null {
    const { view, model } = this;
    const at = model?.order.indexOf(view?.state.selected ?? -1) ?? -1;
    return view && at >= 0 ? { y: view.yIndex, at } : null;
  }

  private selectedRow(): Row | null {
    const cell = this.selected();
    return cell && this.model ? rowAt(this.model, cell.y, cell.at) : null;
  }

  private select({ y, at }: Cell, open: boolean): void {
    const column = this.model?.order[at];
    if (column === undefined) return;
    this.page.change({ selected: column, y, member: null, ...(open ? { detail: true } : {}) });
  }

  private cellOf(event: PointerEvent | MouseEvent): Cell | null {
    const { layout, model, scroller } = this;
    if (!layout || !model) return null;
    const scroll = { left: scroller.scrollLeft, top: scroller.scrollTop };
    return cellAt(layout, model, { x: event.offsetX, y: event.offsetY }, scroll);
  }

  private hover(cell: Cell | null, event?: PointerEvent): void {
    const { model, view, tip } = this;
    const changed = cell?.y !== this.hovered?.y || cell?.at !== this.hovered?.at;
    this.hovered = cell;
    const row = cell && model ? rowAt(model, cell.y, cell.at) : null;
    tip.hidden = row === null;
    if (row && view && event) {
      if (changed)
        tip.replaceChildren(
          el('strong', {}, `${row.y} × ${row.label}`),
          ...describeRow(view, row).map((line) => el('div', {}, line)),
        );
      const { clientWidth } = this.scroller;
      const right = event.offsetX > clientWidth / 2;
      Object.assign(tip.style, {
        left: right ? '' : `${event.offsetX + 16}px`,
        right: right ? `${clientWidth - event.offsetX + 12}px` : '',
        top: `${event.offsetY + 14}px`,
      });
    }
    if (changed) this.draw();
  }

  private key(event: KeyboardEvent): void {
    const { model, layout, scroller } = this;
    if (!model || !layout) return;
    if (event.key === 'Escape' && this.view?.state.detail)
      return this.page.change({ detail: false });
    if ((event.key === 'Enter' || event.key === ' ') && this.selected()) {
      event.preventDefault();
      return this.page.change({ detail: true });
    }
    const page = Math.max(1, Math.floor((scroller.clientHeight - layout.top) / layout.height) - 1);
    const next = moved(model, this.selected(), event.key, page);
    if (!next) return;
    event.preventDefault();
    const size = { width: scroller.clientWidth, height: scroller.clientHeight };
    const { left, top } = scrollTo(layout, next, size, {
      left: scroller.scrollLeft,
      top: scroller.scrollTop,
    });
    scroller.scrollTo({ left, top, behavior: 'instant' });
    this.select(next, false);
  }

  /** Measures names and places, then draws. */
  private arrange(): void {
    const { model, scroller, theme } = this;
    if (!model?.order.length || !scroller.clientWidth) return;
    const width = (text: string): number => nameWidth(text, theme.font, true);
    const labels = model.order.map((_, at) => rowAt(model, 0, at)?.label ?? '');
    this.layout = heatmapLayout(model, scroller.clientWidth, {
      left: labels.reduce((most, label) => Math.max(most, width(label)), 0),
      above: model.names.map(width),
    });
    const { contentWidth, contentHeight } = this.layout;
    Object.assign(this.content.style, { width: `${contentWidth}px`, height: `${contentHeight}px` });
    const full = `${contentHeight + 16}px`;
    Object.assign(this.place.style, { maxHeight: full, minHeight: `min(${full}, 66vh)` });
    this.draw();
  }

  private draw(): void {
    const { view, model, layout, scroller, theme } = this;
    if (!view || !model || !layout || !scroller.clientWidth) return;
    paintHeatmap(this.canvas, {
      model,
      layout,
      theme,
      size: { width: scroller.clientWidth, height: scroller.clientHeight },
      scroll: { left: scroller.scrollLeft, top: scroller.scrollTop },
      selected: this.selected(),
      hovered: this.hovered,
    });
  }

  private drawLegend(view: View): void {
    const { model } = this;
    if (!model) return;
    const { correction, choice } = view;
    const missing = model.cells.reduce(
      (sum, rows) => sum + rows.filter(({ value }) => value === null).length,
      0,
    );
    const title = choice.raw ? `${choice.raw.label}, Fisher z` : choice.statistic.label;
    this.bar.replaceChildren(
      ...colourBar(heatColours(model), { title, missing: 0, outside: false, selected: 0 }),
    );
    const item = (mark: string, text: string): HTMLElement =>
      el('li', {}, el('span', { class: 'sign', 'aria-hidden': 'true' }, mark), text);
    this.legend.replaceChildren(
      item(MARKS.uncorrected, 'p < .05, uncorrected'),
      ...(correction === null
        ? []
        : [item(MARKS.corrected, `p < .05, ${correctionName(correction)}`)]),
      ...(missing
        ? [
            el(
              'li',
              {},
              el('span', { class: 'swatch hatched' }),
              `no value (${formatCount(missing)})`,
            ),
          ]
        : []),
    );
  }
}

export const createHeatmap = (page: Page): FigurePart => new Heatmap(page);
