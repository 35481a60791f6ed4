// What chart and table have in common: which statistic, correction and y map, and which rows.
import { el, select, type Option } from './dom.js';
import { figureOf } from './figure-kind.js';
import { correctionName } from './names.js';
import { startsDescending, type SortKey } from './rows.js';
import { sortOf } from './state.js';
import type { Page, View } from './view.js';
import { MAX_SET_COLOURS } from './colours.js';

const SORTS: Option[] = [
  { value: 'file', label: 'order of the data' },
  { value: 'value', label: 'largest value first' },
  { value: 'abs', label: 'largest |value| first' },
  { value: 'p', label: 'smallest p first' },
  { value: 'set', label: 'set' },
  { value: 'map', label: 'name' },
];
const TOPS = [10, 25, 50, 100];

export interface Control {
  element: HTMLElement;
  update(view: View): void;
}

/** A labelled select that is drawn anew only when its options or value change, and hidden when there is nothing to choose. */
export function choose(
  label: string,
  options: (view: View) => Option[],
  value: (view: View) => string,
  changed: (value: string) => void,
): Control {
  const element = el('span', { class: 'control' });
  let known = '';
  return {
    element,
    update(view) {
      const offered = options(view);
      const current = value(view);
      const signature = JSON.stringify([offered, current]);
      if (signature === known) return;
      known = signature;
      const focused = element.contains(document.activeElement);
      element.hidden = offered.length < 2;
      element.replaceChildren(select(label, offered, current, changed));
      if (focused) element.querySelector('select')?.focus();
    },
  };
}

const statistic = (page: Page): Control =>
  choose(
    'Statistic',
    (view) => view.choices.map(({ key, statistic: { label } }) => ({ value: key, label })),
    (view) => view.choice.key,
    (key) => page.change({ statistic: key, y: null }),
  );

const correction = (page: Page): Control =>
  choose(
    'Correction for ★',
    (view) => view.corrections.map((name) => ({ value: name, label: correctionName(name) })),
    (view) => view.correction ?? '',
    (name) => page.change({ correction: name }),
  );

const yMap = (page: Page): Control =>
  choose(
    'y map',
    ({ choice }) =>
      choice.statistic.rows.map((name, i) => ({
        value: String(i),
        label: choice.statistic.pooledRow[i] ? `${name} (pooled)` : name,
      })),
    (view) => String(view.yIndex),
    (index) => page.change({ y: Number(index) }),
  );

const order = (page: Page): Control =>
  choose(
    'Order',
    ({ state: { sort }, result }) => {
      const sets = result.columns.some((column) => column.set !== null);
      const offered = SORTS.filter(({ value }) => value !== 'set' || sets);
      const asTable = sort.key !== 'file' || sort.descending;
      const usual =
        offered.some(({ value }) => value === sort.key)
        && sort.descending === startsDescending(sort.key);
      return usual || !asTable
        ? offered
        : [...offered, { value: 'table', label: 'as in the table' }];
    },
    ({ state: { sort } }) =>
      SORTS.some(({ value }) => value === sort.key)
      && sort.descending === startsDescending(sort.key)
        ? sort.key
        : 'table',
    (key) => {
      if (key !== 'table')
        page.change({ sort: sortOf(key as SortKey, startsDescending(key as SortKey)) });
    },
  );

const top = (page: Page): Control =>
  choose(
    'Show',
    ({ rows }) => [
      { value: '', label: `all ${rows.length}` },
      ...TOPS.filter((count) => count < rows.length).map((count) => ({
        value: String(count),
        label: `strongest ${count}`,
      })),
    ],
    ({ state }) => (state.top === null ? '' : String(state.top)),
    (count) => page.change({ top: count === '' ? null : Number(count) }),
  );

/** Names of the sets in the order of the data. */
export const setsOf = ({ result }: View): string[] => [
  ...new Set(
    result.columns.map((column) => column.set).filter((set): set is string => set !== null),
  ),
];

const colours = (page: Page): Control =>
  choose(
    'Colours',
    (view) => {
      const count = setsOf(view).length;
      // A heatmap shows values by colour.
      if (count < 2 || figureOf(view) === 'heatmap') return [];
      const tooMany = count > MAX_SET_COLOURS;
      return [
        { value: 'value', label: 'by value' },
        {
          value: 'set',
          label: tooMany ? `by set (${count}: too many)` : 'by set',
          disabled: tooMany,
        },
      ];
    },
    ({ state }) => state.colours,
    (value) => page.change({ colours: value === 'set' ? 'set' : 'value' }),
  );

function filter(page: Page): Control {
  const input = el('input', { type: 'search', placeholder: 'name or set', spellcheck: 'false' });
  input.addEventListener('input', () => page.change({ filter: input.value }));
  return {
    element: el('label', { class: 'field' }, el('span', {}, 'Filter'), input),
    update({ state }) {
      if (document.activeElement !== input && input.value !== state.filter)
        input.value = state.filter;
    },
  };
}

function everyY(page: Page): Control {
  const box = el('input', { type: 'checkbox' });
  box.addEventListener('change', () => page.change({ everyY: box.checked }));
  const element = el('label', { class: 'check' }, box, el('span', {}, 'every y map'));
  return {
    element,
    update({ state, choice }) {
      box.checked = state.everyY;
      element.hidden = choice.statistic.rows.length < 2;
    },
  };
}

const SETS_OF_CONTROLS = {
  chart: [statistic, yMap, correction, order, top, colours, filter],
  table: [statistic, yMap, everyY, correction, filter],
} as const;

/** The row of controls above the chart or the table. */
export function createControls(kind: keyof typeof SETS_OF_CONTROLS, page: Page): Control {
  const controls = SETS_OF_CONTROLS[kind].map((make) => make(page));
  return {
    element: el(
      'div',
      { class: 'controls', role: 'group', 'aria-label': `Choices for the ${kind}` },
      ...controls.map((control) => control.element),
    ),
    update: (view) => controls.forEach((control) => control.update(view)),
  };
}
