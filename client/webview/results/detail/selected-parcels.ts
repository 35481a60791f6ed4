// The selected parcels with their values in both maps, to be read, copied, and given up.
import type { Cell } from '../../../../engine/result.js';
import { button, el, plainTable } from '../dom.js';
import { fullNumber, plural } from '../format.js';
import type { Page } from '../view.js';

export interface SelectedToShow {
  parcels: readonly number[];
  names: readonly string[];
  /** How the numbers are written. */
  format: (value: Cell) => string;
  /** Headings and values of both maps. */
  maps: readonly { name: string; values: readonly Cell[] }[];
}

export class SelectedParcels {
  private readonly count = el('span', { class: 'count', 'aria-live': 'polite' });
  private readonly table = el('div', { class: 'selected-table' });
  readonly element: HTMLElement;
  private shown: SelectedToShow | null = null;

  constructor(private readonly page: Page) {
    this.element = el(
      'div',
      { class: 'selected-parcels' },
      el(
        'div',
        { class: 'table-line' },
        this.count,
        el(
          'span',
          { class: 'buttons' },
          button('Copy', () => this.copy(), { title: 'Copies the selected parcels as a table' }),
          button('Clear selection', () => page.change({ brushed: [] })),
        ),
      ),
      this.table,
    );
  }

  show(shown: SelectedToShow): void {
    this.shown = shown;
    const { parcels, names, maps } = shown;
    this.count.textContent = `${plural(parcels.length, 'parcel')} selected`;
    this.table.replaceChildren(
      plainTable(
        'Selected parcels',
        ['Parcel', ...maps.map(({ name }) => name)],
        parcels.map((parcel) => [
          names[parcel] ?? '',
          ...maps.map(({ values }) => {
            const value = values[parcel] ?? null;
            return el('span', { class: 'numeric', title: fullNumber(value) }, shown.format(value));
          }),
        ]),
      ),
    );
  }

  private copy(): void {
    const { shown } = this;
    if (!shown) return;
    const lines = [
      ['parcel', ...shown.maps.map(({ name }) => name)],
      ...shown.parcels.map((parcel) => [
        shown.names[parcel] ?? '',
        ...shown.maps.map(({ values }) => fullNumber(values[parcel] ?? null)),
      ]),
    ];
    const text = lines.map((cells) => cells.join('\t')).join('\n');
    this.page.send({ type: 'copy', text, what: plural(shown.parcels.length, 'parcel') });
  }
}
