// The grid of the table tab: only the rows in sight exist, one cell at a time is in the tab order, arrow keys move it.
import { button, el } from './dom.js';
import type { Row } from './model.js';
import { startsDescending, type Sort, type SortKey } from './rows.js';
import type { Column } from './table-columns.js';
import type { PickMode } from './table-picks.js';

/** Height of a row in CSS pixels; results.css says the same. */
const ROW_HEIGHT = 24;
/** Rows drawn above and below those in sight. */
const SPARE = 8;
const HEAD = -1;

const CLASSES: Record<Column['kind'], string | null> = {
  words: null,
  name: 'name',
  number: 'numeric',
};

export interface GridContent {
  columns: readonly Column[];
  rows: readonly Row[];
  sort: Sort;
  /** The row in front, shown in the chart, too. */
  inFront: (row: Row) => boolean;
  picked: (row: Row) => boolean;
}

export interface GridActions {
  sort(key: SortKey, descending: boolean): void;
  /** A row was clicked, or the cursor moved to it. */
  pick(row: number, mode: PickMode): void;
  /** Enter or a double click on a row. */
  open(row: number): void;
  pickAll(): void;
  unpick(): void;
  copy(): void;
}

interface Cursor {
  /** HEAD or index into the rows. */
  row: number;
  column: number;
}

export class TableGrid {
  private readonly head = el('thead');
  private readonly body = el('tbody');
  private readonly widths = el('colgroup');
  private readonly table = el(
    'table',
    {
      role: 'grid',
      class: 'numbers',
      'aria-multiselectable': 'true',
      'aria-label':
        'Table of results. Arrow keys move, Enter opens the detail of a row; Shift and Ctrl pick several rows.',
    },
    this.widths,
    this.head,
    this.body,
  );
  readonly element = el('div', { class: 'table-scroll' }, this.table);
  private content: GridContent = {
    columns: [],
    rows: [],
    sort: { key: 'file', descending: false },
    inFront: () => false,
    picked: () => false,
  };
  private cursor: Cursor = { row: HEAD, column: 0 };

  constructor(private readonly actions: GridActions) {
    this.element.addEventListener('scroll', () => this.draw());
    this.element.addEventListener('keydown', (event) => this.key(event));
    this.element.addEventListener('focusin', (event) => this.focused(event.target));
    this.body.addEventListener('click', (event) => this.clicked(event));
    this.body.addEventListener('dblclick', (event) => {
      const index = rowOf(event.target);
      if (index !== null) this.actions.open(index);
    });
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  show(content: GridContent): void {
    this.content = content;
    const { columns, rows } = content;
    this.cursor = {
      row: Math.min(this.cursor.row, rows.length - 1),
      column: Math.max(0, Math.min(this.cursor.column, columns.length - 1)),
    };
    this.table.setAttribute('aria-rowcount', String(rows.length + 1));
    this.table.setAttribute('aria-colcount', String(columns.length));
    this.table.style.minWidth = `${columns.reduce((sum, { width }) => sum + width, 0)}rem`;
    this.widths.replaceChildren(
      ...columns.map(({ width }) => {
        const column = el('col');
        column.style.width = `${width}rem`;
        return column;
      }),
    );
    const held = this.element.contains(document.activeElement);
    this.drawHead();
    this.draw();
    if (held) this.focusCursor();
  }

  private drawHead(): void {
    const { columns, sort } = this.content;
    const cells = columns.map(({ key, heading, title, kind }, at) => {
      const sorted = sort.key === key;
      const arrow = sorted ? (sort.descending ? '▼' : '▲') : '';
      const next = sorted ? !sort.descending : startsDescending(key);
      const handle = button('', () => this.actions.sort(key, next), {
        title: `${title}. Click to sort.`,
        'data-key': key,
        tabindex: this.cursor.row === HEAD && this.cursor.column === at ? 0 : -1,
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
  }

  private draw(): void {
    const { rows, columns } = this.content;
    const { element } = this;
    const held = this.body.contains(document.activeElement);
    const first = Math.max(0, Math.floor(element.scrollTop / ROW_HEIGHT) - SPARE);
    const inSight = Math.ceil(element.clientHeight / ROW_HEIGHT) + 2 * SPARE;
    const last = Math.min(rows.length, first + inSight);
    const nothing = el(
      'tr',
      {},
      el('td', { colspan: columns.length, class: 'empty' }, 'No row matches the filter.'),
    );
    this.body.replaceChildren(
      spacer(first),
      ...rows.slice(first, last).map((row, i) => this.drawRow(row, first + i)),
      spacer(rows.length - last),
      ...(rows.length ? [] : [nothing]),
    );
    // While the cursor is out of sight the scroller stands for it, so that the grid can always be reached.
    const there = this.cursor.row === HEAD || (this.cursor.row >= first && this.cursor.row < last);
    element.tabIndex = there ? -1 : 0;
    if (held) this.focusCursor();
  }

  private drawRow(row: Row, index: number): HTMLElement {
    const { columns, inFront, picked } = this.content;
    const cells = columns.map((column, at) =>
      el(
        'td',
        {
          class: CLASSES[column.kind],
          title: column.hover(row),
          tabindex: this.cursor.row === index && this.cursor.column === at ? 0 : -1,
        },
        column.text(row),
      ),
    );
    return el(
      'tr',
      {
        'data-index': index,
        'aria-rowindex': index + 2,
        'aria-selected': inFront(row) || picked(row) ? 'true' : 'false',
        class: row.mark,
      },
      ...cells,
    );
  }

  private elementAt({ row, column }: Cursor): HTMLElement | null {
    if (row === HEAD) return this.head.querySelectorAll<HTMLElement>('button')[column] ?? null;
    const line = this.body.querySelector<HTMLTableRowElement>(`tr[data-index="${row}"]`);
    return line?.cells[column] ?? null;
  }

  private focusCursor(): void {
    (this.elementAt(this.cursor) ?? this.element).focus({ preventScroll: true });
  }

  /** A cell got the focus by mouse or tab key: the cursor goes there. */
  private focused(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement)) return;
    const cell = target.closest<HTMLTableCellElement>('th, td');
    const line = target.closest('tr');
    if (!cell || !line) return;
    const index = line.dataset['index'];
    this.moveCursor({ row: index === undefined ? HEAD : Number(index), column: cell.cellIndex });
  }

  private moveCursor(to: Cursor): void {
    this.elementAt(this.cursor)?.setAttribute('tabindex', '-1');
    this.cursor = to;
    this.elementAt(to)?.setAttribute('tabindex', '0');
  }

  private clicked(event: MouseEvent): void {
    const index = rowOf(event.target);
    if (index === null) return;
    const mode = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only';
    this.actions.pick(index, mode);
  }

  private key(event: KeyboardEvent): void {
    const command = event.ctrlKey || event.metaKey;
    if (command && this.command(event.key.toLowerCase())) return event.preventDefault();
    if (event.key === 'Escape') return this.actions.unpick();
    if ((event.key === ' ' || event.key === 'Enter') && this.cursor.row !== HEAD) {
      event.preventDefault();
      this.actions.pick(this.cursor.row, command ? 'toggle' : 'only');
      if (event.key === 'Enter' && !command) this.actions.open(this.cursor.row);
      return;
    }
    const to = this.target(event.key, command);
    if (!to) return;
    event.preventDefault();
    this.go(to, event.shiftKey);
  }

  private command(key: string): boolean {
    if (key === 'a') this.actions.pickAll();
    else if (key === 'c' && !window.getSelection()?.toString()) this.actions.copy();
    else return false;
    return true;
  }

  /** Where a key leads; null for keys that do not move. */
  private target(key: string, command: boolean): Cursor | null {
    const { row, column } = this.cursor;
    const { columns, rows } = this.content;
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW_HEIGHT) - 2);
    const [lastRow, lastColumn] = [rows.length - 1, columns.length - 1];
    const targets: Record<string, Cursor> = {
      ArrowDown: { row: row + 1, column },
      ArrowUp: { row: row - 1, column },
      ArrowRight: { row, column: column + 1 },
      ArrowLeft: { row, column: column - 1 },
      PageDown: { row: row + page, column },
      PageUp: { row: Math.max(0, row - page), column },
      Home: command ? { row: 0, column: 0 } : { row, column: 0 },
      End: command ? { row: lastRow, column: lastColumn } : { row, column: lastColumn },
    };
    const to = targets[key];
    return to
      ? {
          row: Math.min(lastRow, Math.max(HEAD, to.row)),
          column: Math.min(lastColumn, Math.max(0, to.column)),
        }
      : null;
  }

  private go(to: Cursor, extend: boolean): void {
    const other = to.row !== this.cursor.row;
    this.reveal(to.row);
    this.moveCursor(to);
    this.draw();
    this.focusCursor();
    this.elementAt(to)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (other && to.row !== HEAD) this.actions.pick(to.row, extend ? 'range' : 'only');
  }

  /** Brings a row into sight. */
  reveal(index: number): void {
    if (index === HEAD) return;
    const top = index * ROW_HEIGHT;
    const room = this.element.clientHeight - this.head.offsetHeight - ROW_HEIGHT;
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top > this.element.scrollTop + room) this.element.scrollTop = top - room;
  }
}

/** The row that an element stands in; null outside of the rows. */
function rowOf(target: EventTarget | null): number | null {
  const line = target instanceof Element ? target.closest('tr') : null;
  const index = line?.dataset['index'];
  return index === undefined ? null : Number(index);
}

function spacer(count: number): HTMLElement {
  const row = el('tr', { 'aria-hidden': 'true', class: 'spacer' });
  row.style.height = `${count * ROW_HEIGHT}px`;
  return row;
}
