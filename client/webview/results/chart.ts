// The chart of one y map: observed values over their null bands, scrolled by rows, operated by mouse or keys.
import { columnNoun } from './words.js';
import { createFigure, nameWidth, type Figure, type FigureData } from './chart-figure.js';
import { legend } from './chart-legend.js';
import { axisRange, chartWindow, fullHeight, scrollFor, type ChartWindow } from './chart-window.js';
import { barColour, MAX_SET_COLOURS, setColour } from './colours.js';
import { setsOf } from './controls.js';
import { el } from './dom.js';
import { formatStatistic, plural, sayP } from './format.js';
import type { Row } from './model.js';
import { correctionName, statisticSymbol } from './names.js';
import { readTheme, type Theme } from './theme.js';
import { chartRows, type Page, type Part, type View } from './view.js';

const MOVES: Record<string, (at: number, page: number, count: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, page) => at + page,
  PageUp: (at, page) => at - page,
  Home: () => 0,
  End: (_, __, count) => count - 1,
};

/** `Spearman's rho, Fisher z`. */
const axisTitle = ({ choice }: View): string =>
  choice.raw ? `${choice.raw.label}, Fisher z` : choice.statistic.label;

/** Everything known about one row, a line each. */
export function describeRow({ choice, correction, corrections }: View, row: Row): string[] {
  const { raw, statistic } = choice;
  const { band } = row;
  const ordered = [...corrections].sort(
    (a, b) => Number(b === correction) - Number(a === correction),
  );
  return [
    row.set === null ? '' : `set: ${row.set}`,
    raw ? `${statisticSymbol(raw.statistic)} = ${formatStatistic(row.raw)}` : '',
    `${statisticSymbol(statistic.statistic)} = ${formatStatistic(row.value)}`,
    band
      ? `nulls: median ${formatStatistic(band.median)}, 5–95 % ${formatStatistic(band.p5)} to ${formatStatistic(band.p95)}`
      : '',
    row.normalized === null ? '' : `normalized = ${formatStatistic(row.normalized)}`,
    row.p === null ? '' : sayP(row.p),
    ...ordered.map((name) => {
      const p = row.corrected[name] ?? null;
      return p === null ? '' : `${sayP(p)} (${correctionName(name)})`;
    }),
  ].filter(Boolean);
}

class ChartPart implements FigurePart {
  private readonly canvas = el('canvas', { role: 'img' });
  private readonly frame = el('div', { class: 'chart-frame' }, this.canvas);
  private readonly content = el('div', { class: 'chart-content' }, this.frame);
  private readonly scroller = el(
    'div',
    {
      class: 'chart-scroll',
      tabindex: 0,
      role: 'group',
      'aria-label': 'Chart. Arrow keys select a row, Enter opens its detail.',
    },
    this.content,
  );
  private readonly legendPlace = el('div');
  private readonly said = el('p', { class: 'selected-row', 'aria-live': 'polite' });
  private readonly nothing = el('p', { class: 'empty', hidden: true });
  readonly element: HTMLElement;
  private figure: Figure | null = null;
  private view: View | null = null;
  private rows: Row[] = [];
  private window: ChartWindow = { first: 0, count: 0, drawn: 0, content: 0 };
  private theme: Theme = readTheme();
  private measured: { rows: readonly Row[]; font: string; width: number } = {
    rows: [],
    font: '',
    width: 0,
  };

  constructor(private readonly page: Page) {
    this.element = el(
      'div',
      { class: 'figure' },
      this.nothing,
      this.scroller,
      this.legendPlace,
      this.said,
    );
    this.scroller.addEventListener('scroll', () => this.draw());
    this.canvas.addEventListener('click', (event) =>
      this.open(this.figure?.rowAt(event.offsetY) ?? -1),
    );
    this.scroller.addEventListener('keydown', (event) => this.move(event));
    new ResizeObserver(() => this.draw()).observe(this.scroller);
  }

  show(view: View): void {
    this.view = view;
    this.rows = chartRows(view);
    this.nothing.hidden = this.rows.length > 0;
    this.nothing.textContent = `No map matches “${view.state.filter}”. Clear the filter to see all ${view.rows.length}.`;
    this.legendPlace.replaceChildren(legend(view, this.theme));
    const selected = this.selected();
    this.said.textContent = selected
      ? [selected.label, ...describeRow(view, selected)].join(' · ')
      : 'Click a bar, or move with the arrow keys and press Enter, to see its nulls and its maps.';
    this.said.hidden = selected !== null && view.state.detail;
    this.canvas.setAttribute('aria-label', this.summary(view));
    this.draw();
  }

  focus(): void {
    this.scroller.focus({ preventScroll: true });
  }

  recolour(): void {
    this.theme = readTheme();
    if (this.view) this.show(this.view);
  }

  private summary(view: View): string {
    return `Bar chart of ${axisTitle(view)} for ${plural(this.rows.length, columnNoun(view.result))} over their null bands. The table tab holds the same numbers.`;
  }

  private selected(): Row | null {
    const column = this.view?.state.selected ?? null;
    return column === null ? null : (this.rows.find((row) => row.column === column) ?? null);
  }

  /** @param drawn index among the drawn rows, -1 for none */
  private open(drawn: number): void {
    const row = drawn < 0 ? undefined : this.rows[this.window.first + drawn];
    if (row) this.page.change({ selected: row.column, member: null, detail: true });
  }

  private select(index: number): void {
    const row = this.rows[index];
    if (row) this.page.change({ selected: row.column, member: null });
  }

  private move(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.view?.state.detail)
      return this.page.change({ detail: false });
    if ((event.key === 'Enter' || event.key === ' ') && this.selected()) {
      event.preventDefault();
      return this.page.change({ detail: true });
    }
    const step = MOVES[event.key];
    if (!step || !this.rows.length) return;
    event.preventDefault();
    const selected = this.selected();
    const at = selected ? this.rows.indexOf(selected) : -1;
    const next = Math.min(
      this.rows.length - 1,
      Math.max(0, step(at, this.window.count, this.rows.length)),
    );
    this.select(next);
    const top = scrollFor(next, this.window);
    if (top !== null) this.scroller.scrollTop = top;
  }

  private draw(): void {
    const { view, scroller } = this;
    this.scroller.hidden = this.rows.length === 0;
    if (!view || !this.rows.length || !scroller.clientWidth) return;
    const full = `${fullHeight(this.rows.length)}px`;
    Object.assign(scroller.style, { maxHeight: full, minHeight: `min(${full}, 75vh)` });
    this.window = chartWindow(this.rows.length, scroller.clientHeight, scroller.scrollTop);
    this.content.style.height = `${this.window.content}px`;
    this.frame.style.height = `${this.window.drawn}px`;
    const data = this.data(view);
    this.figure ??= createFigure(this.canvas, data);
    this.figure.resize();
    this.figure.draw(data);
  }

  private data(view: View): FigureData {
    const { theme, rows } = this;
    const sets = setsOf(view);
    const reach = Math.max(0, ...view.rows.map((row) => Math.abs(row.value ?? 0)));
    const bySet = view.state.colours === 'set';
    const width = this.scroller.clientWidth;
    const names = Math.ceil(Math.min(this.widest() + 16, width * (width < 500 ? 0.5 : 0.42)));
    return {
      rows: rows.slice(this.window.first, this.window.first + this.window.count),
      selected: this.selected(),
      theme,
      range: axisRange(rows, width - names),
      axis: axisTitle(view),
      nameWidth: names,
      colour: (row, value = row.value ?? 0) =>
        bySet && row.set !== null
          ? setColour(sets.indexOf(row.set), theme.ground)
          : barColour(value, reach, theme.ground),
      groups: view.state.sort.key === 'set' ? this.groups(sets) : null,
      describe: (row) => describeRow(view, row),
    };
  }

  /** Width of the longest name; measured once for rows and font, not with every scroll. */
  private widest(): number {
    const { rows, theme } = this;
    if (this.measured.rows !== rows || this.measured.font !== theme.font) {
      const width = rows.reduce(
        (most, { label, mark }) =>
          Math.max(most, nameWidth(label, theme.font, mark === 'corrected')),
        0,
      );
      this.measured = { rows, font: theme.font, width };
    }
    return this.measured.width;
  }

  /** No stripes for more sets than there are colours. */
  private groups(sets: readonly string[]): (set: string | null) => string | null {
    const { ground } = this.theme;
    return (set) =>
      set === null || sets.length > MAX_SET_COLOURS ? null : setColour(sets.indexOf(set), ground);
  }
}

/** A figure of the chart tab. */
export interface FigurePart extends Part {
  focus(): void;
}

export const createBars = (page: Page): FigurePart => new ChartPart(page);
