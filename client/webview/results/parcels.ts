// The tab "Parcels": which parcels drive the correlation of two maps. A sorted list with a bar each; asks for one pair at a time.
import type { RegionValues } from '../../../server/protocol.js';
import type { RegionalPair } from '../messages.js';
import { offeredIndex, type OfferedMap } from './brain.js';
import type { Control } from './controls.js';
import { button, el } from './dom.js';
import { formatStatistic } from './format.js';
import { parcelControls } from './parcel-controls.js';
import {
  barScale,
  countParcels,
  describeParcel,
  explain,
  filterParcels,
  hoverOf,
  pairOf,
  parcelRows,
  quantityOf,
  regionalArrays,
  sortParcels,
  type Bar,
  type Pair,
  type ParcelRow,
} from './parcel-rows.js';
import type { Page, Part, View } from './view.js';
import { sayRow } from './words.js';

/** Parcels drawn before the reader asks for all. */
const FIRST = 50;

export interface ParcelsPart extends Part {
  receive(pair: RegionalPair, values: RegionValues): void;
  fail(message: string): void;
}

const sameAs = (a: RegionalPair, b: RegionalPair): boolean =>
  a.key === b.key && a.method === b.method && a.y === b.y && a.x === b.x;

const NONE =
  'Influence of parcels is computed for correlations of maps, in results of up to 5,000,000 values (y maps × x maps × parcels); this result has none. The log of the run says so where there were too many. Of sets and of models it is computed by the pipeline step regional_influence.';
const OLDER =
  'This result was made before the influence of parcels was computed. Run the analysis again to see which parcels drive it.';

class Parcels implements ParcelsPart {
  private readonly controls: Control[];
  private readonly pairLine = el('p', { class: 'answer-details' });
  private readonly explained = el('p', { class: 'note' });
  private readonly message = el('p', { class: 'empty', role: 'status', hidden: true });
  private readonly count = el('span', { class: 'count', 'aria-live': 'polite' });
  private readonly all = button('', () => this.showAll());
  private readonly onBrain = button('Show on the brain', () => this.showOnBrain());
  private readonly marked = el('p', { class: 'pointed', 'aria-live': 'polite' });
  private readonly list = el('div', {
    class: 'parcel-list',
    role: 'listbox',
    tabindex: 0,
    'aria-label': 'Parcels. Arrow keys mark one.',
  });
  private readonly content: HTMLElement;
  readonly element: HTMLElement;
  private view: View | null = null;
  private pair: Pair | null = null;
  private asked: RegionalPair | null = null;
  private values: RegionValues | null = null;
  private rows: ParcelRow[] = [];
  private everyParcel = false;

  constructor(
    private readonly page: Page,
    private readonly offer: (map: OfferedMap) => void,
  ) {
    this.controls = parcelControls(page, () => this.pair);
    this.content = el(
      'div',
      { class: 'parcels-content' },
      this.explained,
      el(
        'div',
        { class: 'table-line' },
        this.count,
        el('span', { class: 'buttons' }, this.all, this.onBrain),
      ),
      this.list,
      this.marked,
    );
    const group = { class: 'controls', role: 'group', 'aria-label': 'Choices for the parcels' };
    this.element = el(
      'div',
      { class: 'parcels-tab' },
      el('div', group, ...this.controls.map(({ element }) => element)),
      this.pairLine,
      this.message,
      this.content,
    );
    this.list.addEventListener('keydown', (event) => this.move(event));
    this.list.addEventListener('click', (event) => this.clicked(event));
  }

  show(view: View): void {
    this.view = view;
    this.pair = pairOf(view);
    for (const control of this.controls) control.update(view);
    const { pair } = this;
    this.pairLine.hidden = pair === null;
    if (!pair) {
      this.values = null;
      return this.say(view.result.regions ? NONE : OLDER);
    }
    this.pairLine.textContent = this.sayPair(view, pair);
    const quantity = quantityOf(view, pair);
    const listed = regionalArrays(view.result, pair.choice);
    this.explained.textContent = explain(
      quantity,
      pair,
      listed.find((one) => one.quantity === quantity),
    );
    this.request({
      key: view.result.key,
      method: pair.choice.statistic.method,
      y: pair.y,
      x: pair.x,
    });
    this.draw();
  }

  receive(pair: RegionalPair, values: RegionValues): void {
    if (!this.asked || !sameAs(pair, this.asked)) return;
    this.values = values;
    this.say('');
    this.draw();
  }

  fail(message: string): void {
    this.values = null;
    this.say(message);
  }

  /** Asks for the values of a pair, unless they are here or on their way. */
  private request(pair: RegionalPair): void {
    if (this.asked && sameAs(pair, this.asked)) return;
    this.asked = pair;
    this.values = null;
    this.say('Loading the parcels…');
    this.page.send({ type: 'regions', pair });
  }

  private say(message: string): void {
    this.message.hidden = message === '';
    this.message.textContent = message;
    this.content.hidden = message !== '';
  }

  private sayPair({ result, correction }: View, { choice, y, x, rows }: Pair): string {
    const row = rows.find(({ column }) => column === x);
    if (!row) return '';
    const name = result.y.labels[y] ?? choice.statistic.rows[y] ?? '';
    if (row.yIndex === y) return `${name} × ${sayRow(choice, row, correction)}`;
    // The row in front is the pooled one: its p is not that of this pair.
    const source = choice.raw ?? choice.statistic;
    const value = source.observed[y * result.columns.length + x] ?? null;
    return `${name} × ${row.label}: ρ = ${formatStatistic(value)}`;
  }

  private draw(): void {
    const { view, values } = this;
    if (!view || !values) return;
    const { parcelOrder, parcelFilter, parcel } = view.state;
    const parcelQuantity = this.pair ? quantityOf(view, this.pair) : view.state.parcelQuantity;
    const every = parcelRows(view.result.parcellation, values[parcelQuantity]);
    const matching = sortParcels(filterParcels(every, parcelFilter), parcelOrder);
    this.rows = this.everyParcel ? matching : matching.slice(0, FIRST);
    const bar = barScale(values[parcelQuantity]);
    this.count.textContent = countParcels(this.rows.length, matching, every.length);
    this.all.hidden = matching.length <= FIRST;
    this.all.textContent = this.everyParcel ? `Show ${FIRST}` : `Show all ${matching.length}`;
    this.list.replaceChildren(
      ...this.rows.map((row) => this.drawRow(row, bar(row.value), row.parcel === parcel)),
      ...(this.rows.length ? [] : [el('p', { class: 'empty' }, 'No parcel matches the search.')]),
    );
    if (this.rows.some((row) => row.parcel === parcel))
      this.list.setAttribute('aria-activedescendant', `parcel-${parcel}`);
    else this.list.removeAttribute('aria-activedescendant');
    this.drawMarked(view, values);
  }

  private drawRow(row: ParcelRow, bar: Bar | null, marked: boolean): HTMLElement {
    const track = el('span', { class: 'bar-track', 'aria-hidden': 'true' });
    if (bar) {
      const filled = el('span', { class: `bar ${bar.sign}` });
      filled.style.left = `${bar.start * 100}%`;
      filled.style.width = `${bar.length * 100}%`;
      track.append(filled);
    }
    return el(
      'div',
      {
        id: `parcel-${row.parcel}`,
        class: 'parcel-row',
        role: 'option',
        'aria-selected': marked ? 'true' : 'false',
        'data-parcel': row.parcel,
        title: hoverOf(row),
      },
      el('span', { class: 'parcel-name' }, row.short),
      el('span', { class: 'parcel-side' }, row.hemisphere),
      track,
      el('span', { class: 'numeric' }, formatStatistic(row.value)),
    );
  }

  private drawMarked({ result, state }: View, values: RegionValues): void {
    const { parcel } = state;
    const label = parcel === null ? undefined : result.parcellation.parcels[parcel];
    if (parcel === null || label === undefined || !this.pair) {
      this.marked.textContent = 'Click a parcel to read its numbers.';
      return;
    }
    const width = result.parcellation.parcels.length;
    this.marked.textContent = describeParcel({ label }, [
      ['influence', values.influence[parcel] ?? null],
      ['contribution', values.contribution[parcel] ?? null],
      [
        `value in ${result.y.labels[this.pair.y] ?? 'y'}`,
        result.y.values[this.pair.y * width + parcel] ?? null,
      ],
    ]);
  }

  private showAll(): void {
    this.everyParcel = !this.everyParcel;
    this.draw();
  }

  private showOnBrain(): void {
    const { view, pair, values } = this;
    if (!view || !pair || !values) return;
    const quantity = quantityOf(view, pair);
    const x = pair.rows.find(({ column }) => column === pair.x)?.label ?? '';
    this.offer({
      key: view.result.key,
      label: `${quantity} on ${view.result.y.labels[pair.y] ?? ''} × ${x}`,
      values: values[quantity],
    });
    this.page.change({ tab: 'brain', brainMap: offeredIndex(view) });
  }

  private clicked(event: MouseEvent): void {
    const row = event.target instanceof Element ? event.target.closest('.parcel-row') : null;
    const parcel = row instanceof HTMLElement ? row.dataset['parcel'] : undefined;
    if (parcel !== undefined) this.page.change({ parcel: Number(parcel) });
  }

  private move(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step === undefined || !this.rows.length) return;
    event.preventDefault();
    const at = this.rows.findIndex(({ parcel }) => parcel === this.view?.state.parcel);
    const next = this.rows[Math.min(this.rows.length - 1, Math.max(0, at + step))];
    if (!next) return;
    this.page.change({ parcel: next.parcel });
    this.list.querySelector(`#parcel-${next.parcel}`)?.scrollIntoView({ block: 'nearest' });
  }
}

/** @param offer takes the values that are to be seen on the brain */
export const createParcels = (page: Page, offer: (map: OfferedMap) => void): ParcelsPart =>
  new Parcels(page, offer);
