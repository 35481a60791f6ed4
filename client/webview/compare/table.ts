// The table of differences: sortable, quick with many rows because only those in sight exist.
import { button, el } from '../results/dom.js';
import type { Column } from './columns.js';
import type { Pair } from './join.js';
import { rowKey, type ViewState } from './state.js';

/** Height of a row in CSS pixels; results.css says the same. */
const ROW_HEIGHT = 24;
/** Rows drawn above and below those in sight. */
const SPARE = 8;
const CLASSES = { words: null, name: 'name', number: 'numeric' } as const;

export interface TableView {
  columns: Column[];
  /** Filtered and sorted. */
  pairs: Pair[];
  sort: ViewState['sort'];
  selected: string | null;
}

export class DifferenceTable {
  private readonly widths = el('colgroup');
  private readonly head = el('thead');
  private readonly body = el('tbody');
  private readonly table = el(
    'table',
    { role: 'grid', class: 'numbers' },
    this.widths,
    this.head,
    this.body,
  );
  readonly element = el(
    'div',
    {
      class: 'table-scroll',
      tabindex: 0,
      role: 'group',
      'aria-label': 'Table of differences. Arrow keys select a row.',
    },
    this.table,
  );
  private view: TableView = { columns: [], pairs: [], sort: null, selected: null };

  constructor(private readonly change: (patch: Partial<ViewState>) => void) {
    this.element.addEventListener('scroll', () => this.draw());
    this.element.addEventListener('keydown', (event) => this.move(event));
    this.body.addEventListener('click', (event) => {
      const row = event.target instanceof Element ? event.target.closest('tr') : null;
      const key = row?.dataset['key'];
      if (key !== undefined) this.change({ selected: key });
    });
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  show(view: TableView): void {
    const moved = view.selected !== this.view.selected;
    this.view = view;
    this.widths.replaceChildren(...view.columns.map(({ width }) => widthOf(width)));
    this.table.style.minWidth = `${view.columns.reduce((sum, { width }) => sum + width, 0)}rem`;
    this.table.setAttribute('aria-rowcount', String(view.pairs.length + 1));
    this.drawHead();
    if (moved) this.reveal(this.selectedIndex());
    this.draw();
  }

  private selectedIndex(): number {
    const { pairs, selected } = this.view;
    return selected === null ? -1 : pairs.findIndex((pair) => rowKey(pair) === selected);
  }

  private drawHead(): void {
    const { columns, sort } = this.view;
    const focused = this.head.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-key')
      : null;
    const cells = columns.map(({ key, heading, title, kind, descending }) => {
      const here = sort?.key === key ? sort : null;
      const next = here ? !here.descending : descending;
      const handle = button('', () => this.change({ sort: { key, descending: next } }), {
        title: `${title}. Click to sort.`,
        'data-key': key,
      });
      const arrow = here ? (here.descending ? '▼' : '▲') : '';
      handle.append(
        el('span', {}, heading),
        el('span', { class: 'arrow', 'aria-hidden': 'true' }, arrow),
      );
      const order = here ? (here.descending ? 'descending' : 'ascending') : 'none';
      return el('th', { scope: 'col', class: CLASSES[kind], 'aria-sort': order }, handle);
    });
    this.head.replaceChildren(el('tr', { 'aria-rowindex': 1 }, ...cells));
    if (focused)
      this.head.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  private draw(): void {
    const { pairs, columns } = this.view;
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - SPARE);
    const last = Math.min(pairs.length, first + Math.ceil(clientHeight / ROW_HEIGHT) + 2 * SPARE);
    const empty = el(
      'td',
      { colspan: columns.length, class: 'empty' },
      'No row matches the filter.',
    );
    this.body.replaceChildren(
      spacer(first),
      ...pairs.slice(first, last).map((pair, i) => this.drawRow(pair, first + i)),
      spacer(pairs.length - last),
      ...(pairs.length > 0 ? [] : [el('tr', {}, empty)]),
    );
    const active = this.selectedIndex();
    if (active >= first && active < last)
      this.element.setAttribute('aria-activedescendant', `row-${active}`);
    else this.element.removeAttribute('aria-activedescendant');
  }

  private drawRow(pair: Pair, index: number): HTMLElement {
    const key = rowKey(pair);
    const { columns, selected } = this.view;
    return el(
      'tr',
      {
        ...{ id: `row-${index}`, 'data-index': index, 'data-key': key },
        'aria-rowindex': index + 2,
        'aria-selected': key === selected ? 'true' : 'false',
        class: pair.change === 'only A' || pair.change === 'only B' ? 'corrected' : null,
      },
      ...columns.map((column) =>
        el('td', { class: CLASSES[column.kind], title: column.hover(pair) }, column.text(pair)),
      ),
    );
  }

  private move(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW_HEIGHT) - 2);
    const steps: Record<string, number> = {
      ...{ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page },
      ...{ Home: -Infinity, End: Infinity },
    };
    const step = steps[event.key];
    const { pairs } = this.view;
    if (step === undefined || event.target !== this.element || pairs.length === 0) return;
    event.preventDefault();
    const next = Math.min(pairs.length - 1, Math.max(0, this.selectedIndex() + step));
    const pair = pairs[next];
    if (pair) this.change({ selected: rowKey(pair) });
  }

  private reveal(index: number): void {
    if (index < 0) return;
    const top = index * ROW_HEIGHT;
    const room = this.element.clientHeight - this.head.offsetHeight - ROW_HEIGHT;
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top > this.element.scrollTop + room) this.element.scrollTop = top - room;
  }
}

function widthOf(width: number): HTMLElement {
  const column = el('col');
  column.style.width = `${width}rem`;
  return column;
}

function spacer(count: number): HTMLElement {
  const row = el('tr', { 'aria-hidden': 'true', class: 'spacer' });
  row.style.height = `${count * ROW_HEIGHT}px`;
  return row;
}
