// The table tab: every number behind the chart; sortable, filterable, with a choice of columns and of what to copy.
import { canHide, createColumnPicker } from './column-picker.js';
import { createControls } from './controls.js';
import { button, el, select } from './dom.js';
import { formatCount, plural } from './format.js';
import type { Row } from './model.js';
import { sortOf } from './state.js';
import { columnsOf, type Column } from './table-columns.js';
import { COPY_FORMATS, type CopyFormat } from './table-copy.js';
import { TableGrid } from './table-grid.js';
import { Picks, type PickMode } from './table-picks.js';
import { tableRows, type Page, type Part, type View } from './view.js';

class TablePart implements Part {
  private readonly controls;
  private readonly picker;
  private readonly grid: TableGrid;
  private readonly copy = button('Copy', () => this.copyRows());
  private readonly unpick = button('Clear selection', () => this.clear(), { hidden: true });
  private readonly count = el('span', { class: 'count', 'aria-live': 'polite' });
  readonly element: HTMLElement;
  private readonly picks = new Picks();
  private format: CopyFormat = 'tsv';
  private view: View | null = null;
  private shown = '';
  private result: unknown = null;
  private rows: Row[] = [];
  private columns: Column[] = [];
  private followed = '';

  constructor(private readonly page: Page) {
    this.controls = createControls('table', page);
    this.picker = createColumnPicker((hiddenColumns) => page.change({ hiddenColumns }));
    this.grid = new TableGrid({
      sort: (key, descending) => page.change({ sort: sortOf(key, descending) }),
      pick: (row, mode) => this.pick(row, mode),
      pickAll: () => {
        this.picks.all(this.rows);
        this.refresh();
      },
      open: () => this.page.change({ tab: 'chart', detail: true }),
      unpick: () => this.clear(),
      copy: () => this.copyRows(1),
    });
    const formats = select(
      'Copy as',
      Object.entries(COPY_FORMATS).map(([value, { label }]) => ({ value, label })),
      this.format,
      (value) => {
        this.format = value as CopyFormat;
        this.refresh();
      },
    );
    formats.classList.add('inline');
    this.element = el(
      'div',
      { class: 'table-tab' },
      this.controls.element,
      el(
        'div',
        { class: 'table-line' },
        this.count,
        el('span', { class: 'buttons' }, this.picker.element, formats, this.copy, this.unpick),
      ),
      this.grid.element,
    );
  }

  show(view: View): void {
    this.view = view;
    const { state, choice, correction, yIndex, result } = view;
    const { filter, sort, everyY } = state;
    const signature = JSON.stringify([choice.key, correction, yIndex, filter, sort, everyY]);
    if (this.result !== result || this.shown !== signature) {
      // Sorting ten thousand rows takes longer than a key stroke should.
      if (this.result !== result) this.picks.clear();
      this.result = result;
      this.shown = signature;
      this.rows = tableRows(view);
    }
    const every = columnsOf(view);
    this.columns = every.filter(
      (column) => !canHide(column) || !state.hiddenColumns.includes(column.key),
    );
    this.controls.update(view);
    this.picker.update(every, state.hiddenColumns);
    this.refresh();
    this.follow(view);
  }

  /** Brings the row into sight that was selected elsewhere. */
  private follow({ state, yIndex }: View): void {
    const selection = JSON.stringify([state.selected, state.everyY ? yIndex : null]);
    if (selection === this.followed || !this.grid.element.clientHeight) return;
    this.followed = selection;
    const index = this.rows.findIndex((row) => this.inFront(row));
    if (index >= 0) this.grid.reveal(index);
  }

  private refresh(): void {
    const { view, rows } = this;
    if (!view) return;
    const all = view.rows.length * (view.state.everyY ? view.choice.statistic.rows.length : 1);
    this.count.textContent =
      rows.length === all
        ? plural(all, 'row')
        : `${formatCount(rows.length)} of ${plural(all, 'row')}`;
    const picked = this.picks.among(rows).length;
    const several = picked > 1;
    this.copy.textContent = several
      ? `Copy ${formatCount(picked)} selected rows`
      : rows.length === 1
        ? 'Copy the row'
        : `Copy all ${formatCount(rows.length)} rows`;
    this.copy.title = COPY_FORMATS[this.format].hint;
    this.copy.toggleAttribute('disabled', rows.length === 0);
    this.unpick.hidden = !several;
    this.grid.show({
      columns: this.columns,
      rows,
      sort: view.state.sort,
      inFront: (row) => this.inFront(row),
      picked: (row) => several && this.picks.has(row),
    });
  }

  private inFront(row: Row): boolean {
    const { view } = this;
    return (
      view !== null
      && row.column === view.state.selected
      && (!view.state.everyY || row.yIndex === view.yIndex)
    );
  }

  private pick(at: number, mode: PickMode): void {
    const row = this.rows[at];
    if (!row) return;
    this.picks.pick(this.rows, at, mode);
    this.page.change({
      selected: row.column,
      ...(this.view?.state.everyY ? { y: row.yIndex } : {}),
    });
  }

  private clear(): void {
    this.picks.clear();
    this.refresh();
  }

  /** @param fewest picked rows from which these are meant, not all */
  private copyRows(fewest = 2): void {
    const picked = this.picks.among(this.rows);
    const rows = picked.length >= fewest ? picked : this.rows;
    const { write, label } = COPY_FORMATS[this.format];
    this.page.send({
      type: 'copy',
      text: write(this.columns, rows),
      what: `${plural(rows.length, 'row')} as ${label}`,
    });
  }
}

export const createTable = (page: Page): Part => new TablePart(page);
