// The row of controls above the parcels: method, maps, measure, order and search.
import type { RegionalQuantity } from '../../../engine/result.js';
import { choose, type Control } from './controls.js';
import { el, type Option } from './dom.js';
import { sayP } from './format.js';
import { quantityOf, regionalArrays, regionalChoices, type Pair } from './parcel-rows.js';
import type { ViewState } from './state.js';
import type { Page } from './view.js';

/** X maps offered in the list; the strongest of many. */
const OFFERED = 300;

const MEASURES: Option[] = [
  { value: 'influence', label: 'influence' },
  { value: 'contribution', label: 'contribution' },
];
const ORDERS: Option[] = [
  { value: 'size', label: 'largest first, either sign' },
  { value: 'high', label: 'highest first' },
  { value: 'low', label: 'lowest first' },
];

/** The x maps of a y map, smallest p first; of very many the strongest, and the one in front. */
const offeredX = ({ rows, x }: Pair): Option[] =>
  rows
    .filter(({ column }, i) => i < OFFERED || column === x)
    .map(({ column, label, p }) => ({
      value: String(column),
      label: p === null ? label : `${label}, ${sayP(p)}`,
    }));

/** @param pair the maps in front; null where nothing is to be chosen */
export function parcelControls(page: Page, pair: () => Pair | null): Control[] {
  /** Maps are chosen for the correlation shown here, which need not be the statistic of the other tabs. */
  const change = (patch: Partial<ViewState>): void =>
    page.change({ ...patch, statistic: pair()?.choice.key ?? null });
  const offered = (options: (pair: Pair) => Option[]): Option[] => {
    const chosen = pair();
    return chosen ? options(chosen) : [];
  };
  return [
    choose(
      'Method',
      (view) =>
        regionalChoices(view).map(({ key, statistic: { label } }) => ({ value: key, label })),
      () => pair()?.choice.key ?? '',
      (statistic) => page.change({ statistic }),
    ),
    choose(
      'y map',
      ({ result }) =>
        offered(({ choice }) => {
          const there = regionalArrays(result, choice)[0]?.shape[0] ?? result.y.labels.length;
          return choice.statistic.rows
            .slice(0, there)
            .map((label, i) => ({ value: String(i), label }));
        }),
      () => String(pair()?.y ?? 0),
      (y) => change({ y: Number(y), selected: pair()?.x ?? null }),
    ),
    choose(
      'x map',
      () => offered(offeredX),
      () => String(pair()?.x ?? 0),
      (x) => change({ selected: Number(x) }),
    ),
    choose(
      'Measure',
      ({ result }) =>
        offered(({ choice }) =>
          MEASURES.filter(({ value }) =>
            regionalArrays(result, choice).some(({ quantity }) => quantity === value),
          ),
        ),
      (view) => {
        const chosen = pair();
        return chosen ? quantityOf(view, chosen) : view.state.parcelQuantity;
      },
      (value) => page.change({ parcelQuantity: value as RegionalQuantity }),
    ),
    choose(
      'Order',
      () => offered(() => ORDERS),
      ({ state }) => state.parcelOrder,
      (value) => page.change({ parcelOrder: value as ViewState['parcelOrder'] }),
    ),
    search(page, pair),
  ];
}

function search(page: Page, pair: () => Pair | null): Control {
  const input = el('input', {
    type: 'search',
    placeholder: 'name or hemisphere',
    spellcheck: 'false',
  });
  input.addEventListener('input', () => page.change({ parcelFilter: input.value }));
  const element = el('label', { class: 'field' }, el('span', {}, 'Search'), input);
  return {
    element,
    update: ({ state }) => {
      element.hidden = pair() === null;
      if (document.activeElement !== input) input.value = state.parcelFilter;
    },
  };
}
