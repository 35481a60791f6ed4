// The tab "Local": where in the brain two maps go together. Of one pair at a time, asked for when it is looked at.
import type { LocalArray } from '../../../engine/result.js';
import { choose, type Control } from './controls.js';
import { el } from './dom.js';
import { shortLabels } from './labels.js';
import { ParcelList } from './parcel-list.js';
import { sayLocal } from './parcel-statistics.js';
import type { Sources } from './sources.js';
import type { Page, Part, View } from './view.js';

/** The local colocalization in front, and its place. */
export interface LocalChoice {
  array: LocalArray;
  row: number;
  column: number;
}

/** The chosen one, else the method of the statistic in front, its last row (which is tested) and the selected column. */
export function localChoice({ result, state, choice }: View): LocalChoice | null {
  const all = result.local ?? [];
  const method = state.localMethod ?? choice.statistic.method;
  const array = all.find((one) => one.method === method) ?? all[0];
  if (!array) return null;
  const within = (at: number | null, count: number): number | null =>
    at !== null && at < count ? at : null;
  return {
    array,
    row: within(state.localRow, array.rows.length) ?? (array.pooled ? array.rows.length - 1 : 0),
    column: within(state.selected, array.columns.length) ?? 0,
  };
}

const shortColumns = ({ columns }: LocalArray): string[] =>
  shortLabels(columns.map((x) => ({ set: null, x, weight: null })));

class Local implements Part {
  private readonly list: ParcelList;
  private readonly controls: Control[];
  private readonly explained = el('p', { class: 'note' });
  private readonly message = el('p', { class: 'empty', role: 'status', hidden: true });
  readonly element: HTMLElement;

  constructor(
    page: Page,
    private readonly sources: Sources,
  ) {
    this.list = new ParcelList(page, sources);
    const chosen = (view: View): LocalChoice | null => localChoice(view);
    this.controls = [
      choose(
        'Method',
        ({ result }) => (result.local ?? []).map(({ method, label }) => ({ value: method, label })),
        (view) => chosen(view)?.array.method ?? '',
        (localMethod) => page.change({ localMethod }),
      ),
      choose(
        'y map',
        (view) => (chosen(view)?.array.rows ?? []).map((label, i) => ({ value: String(i), label })),
        (view) => String(chosen(view)?.row ?? 0),
        (row) => page.change({ localRow: Number(row) }),
      ),
      choose(
        'x map',
        (view) => {
          const array = chosen(view)?.array;
          return (array ? shortColumns(array) : []).map((label, i) => ({
            value: String(i),
            label,
          }));
        },
        (view) => String(chosen(view)?.column ?? 0),
        (column) => page.change({ selected: Number(column) }),
      ),
      this.list.control,
    ];
    const group = { class: 'controls', role: 'group', 'aria-label': 'Choices for local values' };
    this.element = el(
      'div',
      { class: 'regions-tab' },
      el('div', group, ...this.controls.map(({ element }) => element)),
      this.explained,
      this.message,
      this.list.element,
    );
  }

  show(view: View): void {
    for (const control of this.controls) control.update(view);
    const choice = localChoice(view);
    this.list.element.hidden = true;
    if (!choice) return this.say('This result has no local values.');
    const { array, row, column } = choice;
    this.explained.textContent = sayLocal(array);
    const { key } = view.result;
    const answer = this.sources.answers.local({ key, method: array.method, row, column });
    if (answer.state !== 'here')
      return this.say(answer.state === 'failed' ? answer.message : 'Loading the parcels…');
    this.say('');
    this.list.element.hidden = false;
    const { stat, p, corrected } = answer.values;
    const correlation = array.statistic === 'rho_z';
    const x = shortColumns(array)[column] ?? '';
    this.list.show(view, {
      title: `${array.rows[row] ?? ''} × ${x}: local ${correlation ? 'Fisher z' : array.statistic}`,
      statistics: {
        symbol: correlation ? 'z' : array.statistic,
        values: stat,
        p,
        corrected,
        correction: array.correction,
      },
    });
  }

  recolour(): void {
    this.list.recolour();
  }

  private say(message: string): void {
    this.message.hidden = message === '';
    this.message.textContent = message;
  }
}

export const createLocal = (page: Page, sources: Sources): Part => new Local(page, sources);
