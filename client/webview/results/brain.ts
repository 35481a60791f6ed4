// The brain tab: the map that was compared, with a reference map beside it if wished, their colour bars and the list of parcel values.
import type { Cell } from '../../../engine/result.js';
import { BrainView, describeParcelOf, hasWebGl } from './brain-view.js';
import { brainControls, besideColumn } from './brain-controls.js';
import type { Control } from './controls.js';
import { button, el, plainTable } from './dom.js';
import { formatStatistic, fullNumber, plural } from './format.js';
import { picturesOf, xMap, yMap, type NamedMap, type BrainPicture } from './pictures.js';
import type { Sources } from './sources.js';
import type { Page, Part, View } from './view.js';

export interface BrainPart extends Part {
  /** A map that is not in the result itself; it comes after the y maps. */
  offer(map: OfferedMap): void;
}

/** Values of another tab that the brain can show, of the result with that key. */
export interface OfferedMap {
  key: string;
  label: string;
  /** `[parcel]`. */
  values: Cell[];
}

/** The place of the offered map, which comes after the y maps. */
export const offeredIndex = ({ result }: View): number => result.y.labels.length;

/** The y map, or offered map, in front. */
export function frontMap({ state: { brainMap } }: View, labels: readonly string[]): number {
  return brainMap !== null && brainMap < labels.length ? brainMap : 0;
}

class Brain implements BrainPart {
  private readonly controls: Control[];
  private readonly said = el('p', { class: 'pointed', 'aria-live': 'polite' });
  private readonly message = el('p', { class: 'empty', role: 'status', hidden: true });
  private readonly clear = button('Clear selection', () => this.page.change({ brushed: [] }));
  private readonly list = el('details', { class: 'parcels' });
  private readonly front: BrainView;
  private readonly beside: BrainView;
  readonly element: HTMLElement;
  private view: View | null = null;
  private pictures: BrainPicture[] = [];
  private made = '';
  private known: readonly unknown[] = [];
  private trouble: string | null = null;
  private besideTrouble: string | null = null;
  private pointed: number | null = null;
  private offered: OfferedMap | null = null;

  constructor(
    private readonly page: Page,
    private readonly sources: Sources,
  ) {
    const events = {
      pointed: (parcel: number | null) => this.point(parcel),
      picked: (parcel: number) => this.pick(parcel),
      said: (message: string | null) => {
        this.trouble = message;
        this.sayMessage();
      },
    };
    this.front = new BrainView(events);
    this.beside = new BrainView(events);
    this.front.linkWith(this.beside);
    this.controls = brainControls(
      page,
      (view) => this.labels(view),
      () => sources.geometry.get(),
    );
    const group = { class: 'controls', role: 'group', 'aria-label': 'Choices for the brain view' };
    this.element = el(
      'div',
      { class: 'brain-tab' },
      el('div', group, ...this.controls.map(({ element }) => element), this.clear),
      this.message,
      el('div', { class: 'brain-pair' }, this.front.element, this.beside.element),
      this.said,
      this.list,
    );
    this.list.addEventListener('click', ({ target }) => {
      const row = target instanceof Element ? target.closest('tr') : null;
      const parcel = row?.dataset['parcel'];
      if (parcel !== undefined) this.page.change({ parcel: Number(parcel) });
    });
  }

  show(view: View): void {
    this.view = view;
    const geometry = this.sources.geometry.get();
    for (const control of this.controls) control.update(view);
    this.clear.hidden = view.state.brushed.length === 0;
    this.update(view);
    const kind = view.state.brainView;
    const [front, beside] = this.pictures;
    if (front) this.front.show(geometry, kind, front);
    this.beside.element.hidden = !beside;
    if (beside) this.beside.show(geometry, kind, beside);
    this.sayMessage();
    this.markRow(view);
    this.point(this.pointed);
  }

  offer(map: OfferedMap): void {
    this.offered = map;
    this.made = '';
  }

  recolour(): void {
    this.front.recolour();
    this.beside.recolour();
  }

  /** The maps to choose from: those compared, and the one of another tab. */
  private labels({ result }: View): string[] {
    const { offered } = this;
    return offered?.key === result.key ? [...result.y.labels, offered.label] : result.y.labels;
  }

  private frontMap(view: View): NamedMap {
    const map = frontMap(view, this.labels(view));
    return map === offeredIndex(view) && this.offered
      ? { title: this.offered.label, values: this.offered.values }
      : yMap(view.result, map);
  }

  /** Makes pictures and list anew when what they show has changed. */
  private update(view: View): void {
    const { result, state } = view;
    const other = this.besideMap(view);
    const map = frontMap(view, this.labels(view));
    const now = JSON.stringify([map, other?.title, state.brushed, state.sharedScale]);
    const known = [result, other?.values];
    if (now === this.made && known.every((each, i) => each === this.known[i])) return;
    this.made = now;
    this.known = known;
    const maps = [this.frontMap(view), ...(other ? [other] : [])];
    this.pictures = picturesOf(result, maps, state.brushed, state.sharedScale);
    this.drawList(maps);
  }

  /** Null where none is wished or it has not come yet. */
  private besideMap(view: View): NamedMap | null {
    this.besideTrouble = null;
    const row = besideColumn(view);
    if (!row) return null;
    const map = frontMap(view, this.labels(view));
    const y = map < view.result.y.labels.length ? map : 0;
    const { key } = view.result;
    const { method } = view.choice.statistic;
    const answer = this.sources.answers.pair({ key, method, y, x: row.column, member: null });
    this.besideTrouble = answer.state === 'failed' ? answer.message : null;
    return answer.state === 'here' ? xMap(view.result, row.label, answer.values.x) : null;
  }

  private sayMessage(): void {
    const geometry = this.sources.geometry.get();
    const text =
      geometry === null
        ? 'Loading the brain…'
        : geometry.kind === 'none'
          ? geometry.reason
          : (this.trouble
            ?? this.besideTrouble
            ?? (hasWebGl() ? '' : 'WebGL2 is not available here, so the brain is shown flat.'));
    if (geometry?.kind === 'none') this.list.open = true;
    this.message.hidden = text === '';
    this.message.textContent = text;
  }

  private drawList(maps: readonly NamedMap[]): void {
    const parcels = this.view?.result.parcellation.parcels ?? [];
    const why = 'This parcel has no value in this map.';
    const cell = (value: Cell): HTMLElement =>
      el('span', { class: 'numeric', title: fullNumber(value) || why }, formatStatistic(value));
    const headings = maps.length > 1 ? maps.map(({ title }) => title) : ['Value'];
    this.list.replaceChildren(
      el('summary', {}, `Values of ${plural(parcels.length, 'parcel')}`),
      plainTable(
        'Parcel values',
        ['Parcel', ...headings],
        parcels.map((parcel, i) => [parcel, ...maps.map(({ values }) => cell(values[i] ?? null))]),
      ),
    );
    this.list
      .querySelectorAll('tbody tr')
      .forEach((row, parcel) => row.setAttribute('data-parcel', String(parcel)));
  }

  private markRow({ state }: View): void {
    for (const row of this.list.querySelectorAll('tr.marked')) row.classList.remove('marked');
    if (state.parcel !== null)
      this.list.querySelector(`tr[data-parcel="${state.parcel}"]`)?.classList.add('marked');
  }

  private pick(parcel: number): void {
    this.list.open = true;
    this.page.change({ parcel });
    this.list.querySelector('tr.marked')?.scrollIntoView({ block: 'nearest' });
  }

  private point(parcel: number | null): void {
    this.pointed = parcel;
    const shown = parcel ?? this.view?.state.parcel ?? null;
    const [front, beside] = this.pictures;
    if (!front || shown === null || !(shown in front.parcels)) {
      const geometry = this.sources.geometry.get();
      const drawn = geometry !== null && geometry.kind !== 'none';
      this.said.textContent = drawn
        ? 'Point at a parcel to read its name and value; click it to find it in the list.'
        : '';
      return;
    }
    const other = beside ? `, beside it ${formatStatistic(beside.values[shown] ?? null)}` : '';
    this.said.textContent = describeParcelOf(front, shown) + other;
  }
}

export const createBrain = (page: Page, sources: Sources): BrainPart => new Brain(page, sources);
