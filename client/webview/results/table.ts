// The table tab: every number behind the chart; sortable, filterable, and quick with 11,000 rows because only those in sight exist.
import { createControls } from './controls.js';
import { button, el } from './dom.js';
import { plural } from './format.js';
import type { Row } from './model.js';
import { startsDescending } from './rows.js';
import { sortOf } from './state.js';
import { asTsv, columnsOf, type Column } from './table-columns.js';
import { tableRows, type Page, type Part, type View } from './view.js';

/** Height of a row in CSS pixels; results.css says the same. */
const ROW_HEIGHT = 24;
/** Rows drawn above and below those in sight. */
const SPARE = 8;
const CLASSES: Record<Column['kind'], string | null> = {
  words: null,
  name: 'name',
  number: 'numeric',
};

class TablePart implements Part {
  private readonly controls;
  private readonly copy;
  private readonly count = el('span', { class: 'count', 'aria-live': 'polite' });
  private readonly head = el('thead');
  private readonly body = el('tbody');
  private readonly widths = el('colgroup');
  private readonly table = el(
    'table',
    { role: 'grid', class: 'numbers' },
    this.widths,
    this.head,
    this.body,
  );
  private readonly scroller = el(
    'div',
    {
      class: 'table-scroll',
      tabindex: 0,
      role: 'group',
      'aria-label': 'Table of results. Arrow keys select a row, Enter opens its detail.',
    },
    this.table,
  );
  readonly element: HTMLElement;
  private view: View | null = null;
  private rows: Row[] = [];
  private columns: Column[] = [];
  private followed = '';

  constructor(private readonly page: Page) {
    this.controls = createControls('table', page);
    this.copy = button('Copy as TSV', () => this.copyRows(), {
      title: 'Copies the rows shown, with every digit',
    });
    this.element = el(
      'div',
      { class: 'table-tab' },
      this.controls.element,
      el('div', { class: 'table-line' }, this.count, this.copy),
      this.scroller,
    );
    this.scroller.addEventListener('scroll', () => this.draw());
    this.scroller.addEventListener('keydown', (event) => this.move(event));
    this.body.addEventListener('click', (event) => this.clicked(event));
    this.body.addEventListener('dblclick', () => this.openDetail());
    new ResizeObserver(() => this.draw()).observe(this.scroller);
  }

  show(view: View): void {
    this.view = view;
    this.rows = tableRows(view);
    this.columns = columnsOf(view);
    this.controls.update(view);
    const all = view.rows.length * (view.state.everyY ? view.choice.statistic.rows.length : 1);
    this.count.textContent =
      this.rows.length === all
        ? plural(all, 'row')
        : `${this.rows.length} of ${plural(all, 'row')}`;
    this.copy.toggleAttribute('disabled', this.rows.length === 0);
    this.table.setAttribute('aria-rowcount', String(this.rows.length + 1));
    this.table.style.minWidth = `${this.columns.reduce((sum, { width }) => sum + width, 0)}rem`;
    this.widths.replaceChildren(...this.columns.map(({ width }) => this.widthOf(width)));
    this.drawHead(view);
    this.draw();
    this.follow(view);
  }

  /** Brings the row into sight that was selected elsewhere. */
  private follow({ state, yIndex }: View): void {
    const selection = JSON.stringify([state.selected, state.everyY ? yIndex : null]);
    if (selection === this.followed || !this.scroller.clientHeight) return;
    this.followed = selection;
    const index = this.rows.findIndex((row) => this.isSelected(row));
    if (index >= 0) this.reveal(index);
  }

  private widthOf(width: number): HTMLElement {
    const column = el('col');
    column.style.width = `${width}rem`;
    return column;
  }

  private drawHead({ state: { sort } }: View): void {
    const focused = this.head.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-key')
      : null;
    const cells = this.columns.map(({ key, heading, title, kind }) => {
      const sorted = sort.key === key;
      const arrow = sorted ? (sort.descending ? '▼' : '▲') : '';
      const next = sorted ? !sort.descending : startsDescending(key);
      const handle = button('', () => this.page.change({ sort: sortOf(key, next) }), {
        title: `${title}. Click to sort.`,
        'data-key': key,
      });
      handle.append(
        el('span', {}, heading),
        el('span', { class: 'arrow', 'aria-hidden': 'true' }, arrow),
      );
      return el(
        'th',
        {
          scope: 'col',
          class: CLASSES[kind],
          'aria-sort': sorted ? (sort.descending ? 'descending' : 'ascending') : 'none',
        },
        handle,
      );
    });
    this.head.replaceChildren(el('tr', { 'aria-rowindex': 1 }, ...cells));
    if (focused)
      this.head.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  private draw(): void {
    const { scroller, rows } = this;
    const height = scroller.clientHeight;
    const first = Math.max(0, Math.floor(scroller.scrollTop / ROW_HEIGHT) - SPARE);
    const last = Math.min(rows.length, first + Math.ceil(height / ROW_HEIGHT) + 2 * SPARE);
    this.body.replaceChildren(
      this.spacer(first),
      ...rows.slice(first, last).map((row, i) => this.drawRow(row, first + i)),
      this.spacer(rows.length - last),
      ...(rows.length
        ? []
        : [
            el(
              'tr',
              {},
              el(
                'td',
                { colspan: this.columns.length, class: 'empty' },
                'No row matches the filter.',
              ),
            ),
          ]),
    );
    const active = rows.findIndex((row) => this.isSelected(row));
    if (active >= first && active < last)
      scroller.setAttribute('aria-activedescendant', `row-${active}`);
    else scroller.removeAttribute('aria-activedescendant');
  }

  private spacer(count: number): HTMLElement {
    const row = el('tr', { 'aria-hidden': 'true', class: 'spacer' });
    row.style.height = `${count * ROW_HEIGHT}px`;
    return row;
  }

  private drawRow(row: Row, index: number): HTMLElement {
    const cells = this.columns.map((column) =>
      el('td', { class: CLASSES[column.kind], title: column.hover(row) }, column.text(row)),
    );
    return el(
      'tr',
      {
        id: `row-${index}`,
        'data-index': index,
        'aria-rowindex': index + 2,
        'aria-selected': this.isSelected(row) ? 'true' : 'false',
        class: row.mark,
      },
      ...cells,
    );
  }

  private isSelected(row: Row): boolean {
    const { view } = this;
    return (
      view !== null
      && row.column === view.state.selected
      && (!view.state.everyY || row.yIndex === view.yIndex)
    );
  }

  private clicked(event: MouseEvent): void {
    const index =
      event.target instanceof Element ? event.target.closest('tr')?.dataset['index'] : undefined;
    if (index !== undefined) this.select(Number(index));
  }

  private select(index: number): void {
    const row = this.rows[index];
    if (row)
      this.page.change({
        selected: row.column,
        ...(this.view?.state.everyY ? { y: row.yIndex } : {}),
      });
  }

  /** The detail of the selected row has its place in the chart tab. */
  private openDetail(): void {
    if (this.rows.some((row) => this.isSelected(row)))
      this.page.change({ tab: 'chart', detail: true });
  }

  private move(event: KeyboardEvent): void {
    if (event.key === 'Enter' && event.target === this.scroller) return this.openDetail();
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / ROW_HEIGHT) - 2);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step === undefined || event.target !== this.scroller || !this.rows.length) return;
    event.preventDefault();
    const at = this.rows.findIndex((row) => this.isSelected(row));
    const next = Math.min(this.rows.length - 1, Math.max(0, at + step));
    this.reveal(next);
    this.select(next);
  }

  private reveal(index: number): void {
    const top = index * ROW_HEIGHT;
    const room = this.scroller.clientHeight - this.head.offsetHeight - ROW_HEIGHT;
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (top > this.scroller.scrollTop + room) this.scroller.scrollTop = top - room;
  }

  private copyRows(): void {
    this.page.send({
      type: 'copy',
      text: asTsv(this.columns, this.rows),
      what: plural(this.rows.length, 'row'),
    });
  }
}

export const createTable = (page: Page): Part => new TablePart(page);
