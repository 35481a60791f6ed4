// Parcels with their statistics: a brain and a table that is sorted by a click on a heading. What the tabs "Local" and "Regions" share.
import type { AnalysisResult } from '../../../engine/result.js';
import { BrainView, describeParcelOf, hasWebGl } from './brain-view.js';
import type { BrainPicture } from './pictures.js';
import { viewControl } from './brain-controls.js';
import { MARKS } from './chart-layers.js';
import type { Control } from './controls.js';
import { el } from './dom.js';
import { formatP, formatStatistic, fullNumber } from './format.js';
import {
  sayCounts,
  sortStatistics,
  statisticRows,
  type ParcelStatistics,
  type RegionSortKey,
  type StatisticRow,
} from './parcel-statistics.js';
import { picturesOf } from './pictures.js';
import type { Sources } from './sources.js';
import type { Page, View } from './view.js';

/** What is shown: numbers under a title. */
export interface ParcelSight {
  title: string;
  statistics: ParcelStatistics;
}

export class ParcelList {
  readonly control: Control;
  readonly element: HTMLElement;
  private readonly brain: BrainView;
  private readonly message = el('p', { class: 'empty', role: 'status', hidden: true });
  private readonly said = el('p', { class: 'pointed', 'aria-live': 'polite' });
  private readonly counted = el('p', { class: 'note' });
  private readonly table = el('div', {
    class: 'plain-table region-table',
    tabindex: 0,
    role: 'region',
    'aria-label': 'Parcels',
  });
  private view: View | null = null;
  private sight: ParcelSight | null = null;
  private picture: BrainPicture | null = null;
  private trouble: string | null = null;
  private drawn: readonly unknown[] = [];

  constructor(
    private readonly page: Page,
    private readonly sources: Sources,
  ) {
    this.brain = new BrainView({
      pointed: (parcel) => this.point(parcel),
      picked: (parcel) => this.pick(parcel),
      said: (message) => {
        this.trouble = message;
        this.sayMessage();
      },
    });
    this.control = viewControl(page, () => sources.geometry.get());
    this.element = el(
      'div',
      { class: 'region-pair' },
      el('div', { class: 'region-brain' }, this.message, this.brain.element, this.said),
      el('div', { class: 'region-list' }, this.counted, this.table),
    );
    this.table.addEventListener('click', ({ target }) => {
      const row = target instanceof Element ? target.closest('tr[data-parcel]') : null;
      if (row instanceof HTMLElement) this.page.change({ parcel: Number(row.dataset['parcel']) });
    });
  }

  show(view: View, sight: ParcelSight): void {
    this.view = view;
    this.control.update(view);
    if (
      this.sight?.statistics.values !== sight.statistics.values
      || this.sight.title !== sight.title
    ) {
      const map = { title: sight.title, values: sight.statistics.values };
      this.picture = picturesOf(view.result, [map], [], false)[0] ?? null;
    }
    this.sight = sight;
    if (this.picture)
      this.brain.show(this.sources.geometry.get(), view.state.brainView, this.picture);
    this.sayMessage();
    const now = [sight.statistics.values, sight.statistics.p, view.state.regionSort, view.result];
    if (now.some((each, i) => each !== this.drawn[i])) this.draw(view.result, sight);
    this.drawn = now;
    for (const row of this.table.querySelectorAll('tr[data-parcel]'))
      row.classList.toggle('marked', row.getAttribute('data-parcel') === String(view.state.parcel));
    this.point(null);
  }

  recolour(): void {
    this.brain.recolour();
  }

  private draw(result: AnalysisResult, { statistics }: ParcelSight): void {
    const rows = statisticRows(result, statistics);
    this.counted.textContent = sayCounts(rows, statistics);
    const { p, corrected } = statistics;
    const columns: [
      key: RegionSortKey,
      heading: string,
      cell: (row: StatisticRow) => Node | string,
    ][] = [
      ['name', 'Parcel', ({ short, label }) => el('span', { title: label }, short)],
      [
        'value',
        statistics.symbol,
        ({ value }) => numeric(formatStatistic(value), fullNumber(value)),
      ],
      ...(p
        ? [
            [
              'p',
              'p',
              (row) => numeric(formatP(row.p), fullNumber(row.p)),
            ] as (typeof columns)[number],
          ]
        : []),
      ...(corrected
        ? [
            [
              'corrected',
              'p corrected',
              (row) => numeric(formatP(row.corrected), fullNumber(row.corrected)),
            ] as (typeof columns)[number],
          ]
        : []),
    ];
    const sort = this.view?.state.regionSort ?? { key: 'p', descending: false };
    const heads = columns.map(([key, heading]) => this.heading(key, heading, sort));
    const body = sortStatistics(rows, sort).map((row) =>
      el(
        'tr',
        { 'data-parcel': row.parcel },
        ...columns.map(([, , cell]) => el('td', {}, cell(row))),
        el('td', {}, row.hemisphere),
        el('td', {}, MARKS[row.mark]),
      ),
    );
    const mark = el('th', { scope: 'col' }, el('span', { class: 'hidden' }, 'mark'));
    this.table.replaceChildren(
      el(
        'table',
        {},
        el('caption', { class: 'hidden' }, 'Parcels with their statistics'),
        el('thead', {}, el('tr', {}, ...heads, el('th', { scope: 'col' }, 'Side'), mark)),
        el('tbody', {}, ...body),
      ),
    );
  }

  private heading(
    key: RegionSortKey,
    heading: string,
    sort: { key: string; descending: boolean },
  ): HTMLElement {
    const here = sort.key === key;
    const order = here ? (sort.descending ? 'descending' : 'ascending') : 'none';
    const arrow = here ? (sort.descending ? ' ▼' : ' ▲') : '';
    const button = el('button', { type: 'button', class: 'link' }, heading + arrow);
    button.addEventListener('click', () =>
      this.page.change({
        regionSort: { key, descending: here ? !sort.descending : key === 'value' },
      }),
    );
    return el('th', { scope: 'col', 'aria-sort': order }, button);
  }

  private sayMessage(): void {
    const geometry = this.sources.geometry.get();
    const text =
      geometry === null
        ? 'Loading the brain…'
        : geometry.kind === 'none'
          ? geometry.reason
          : (this.trouble
            ?? (hasWebGl() ? '' : 'WebGL2 is not available here, so the brain is shown flat.'));
    this.message.hidden = text === '';
    this.message.textContent = text;
  }

  private pick(parcel: number): void {
    this.page.change({ parcel });
    this.table.querySelector('tr.marked')?.scrollIntoView({ block: 'nearest' });
  }

  private point(parcel: number | null): void {
    const shown = parcel ?? this.view?.state.parcel ?? null;
    const statistics = this.sight?.statistics;
    if (!this.picture || !statistics || shown === null || !(shown in this.picture.parcels)) {
      this.said.textContent = 'Point at a parcel to read its numbers; grey parcels have none.';
      return;
    }
    const p = statistics.p ? `, p = ${formatP(statistics.p[shown] ?? null)}` : '';
    const after = statistics.corrected
      ? `, corrected ${formatP(statistics.corrected[shown] ?? null)}`
      : '';
    this.said.textContent = describeParcelOf(this.picture, shown) + p + after;
  }
}

const numeric = (text: string, title: string): HTMLElement =>
  el('span', { class: 'numeric', title: title || 'missing' }, text);
