// The first tab: the question, the answer, the strongest maps, how it was asked, and what to know before believing it.
import { onlyWithin } from './across-subjects.js';
import { MARKS } from './chart-layers.js';
import { button, el, plainTable, section } from './dom.js';
import { formatDate, formatP, formatStatistic, plural } from './format.js';
import { licences } from './methods.js';
import type { Row } from './model.js';
import { correctionName, statisticSymbol } from './names.js';
import { sayNulls } from './nulls-words.js';
import {
  answer,
  askedAgainst,
  otherAnswers,
  parameterRows,
  sayMissing,
  sayParcels,
  saySeed,
  sayTime,
  strongestRows,
  testedRows,
} from './overview-words.js';
import type { Page, Part, View } from './view.js';

const STRONGEST = 5;

export function createOverview(page: Page): Part {
  const element = el('div', { class: 'text-tab overview-tab' });
  let shown = '';
  return {
    element,
    show(view) {
      const signature = `${view.result.key} ${view.result.started} ${view.choice.key} ${view.correction}`;
      if (signature === shown) return;
      shown = signature;
      const { result, choice, correction } = view;
      const others = onlyWithin(result) ? [] : otherAnswers(view);
      const missing = sayMissing(result, choice);
      element.replaceChildren(
        el(
          'section',
          {},
          el('p', { class: 'asked' }, askedAgainst(result)),
          ...answer(result, choice, correction).map((line) => el('p', { class: 'said' }, line)),
          ...(missing ? [el('p', {}, missing)] : []),
          ...(others.length ? [el('ul', {}, ...others.map((line) => el('li', {}, line)))] : []),
        ),
        ...(onlyWithin(result)
          ? [
              el(
                'p',
                {},
                button('Show the parcels', () => page.change({ tab: 'regions' }), {
                  class: 'link',
                }),
              ),
            ]
          : [strongestSection(view, page)]),
        ...warnings(view),
        section('The run', facts(view)),
        section('Parameters', ...parameters(view)),
      );
    },
  };
}

function strongestSection(view: View, page: Page): HTMLElement {
  const { result, choice, correction } = view;
  const tested = testedRows(result, choice, correction);
  const rows = strongestRows(tested, STRONGEST);
  const severalY = new Set(tested.map(({ yIndex }) => yIndex)).size > 1;
  const { raw, statistic } = choice;
  const symbol = statisticSymbol((raw ?? statistic).statistic);
  const show = (row: Row): HTMLElement =>
    button(row.label, () => page.change({ tab: 'chart', selected: row.column, y: row.yIndex }), {
      class: 'link',
      title: `${row.x}: show in the chart`,
    });
  const headings = [
    ...(severalY ? ['y map'] : []),
    'Map',
    symbol,
    'p',
    ...(correction === null ? [] : [`p ${correctionName(correction)}`]),
    '',
  ];
  const cells = rows.map((row) => [
    ...(severalY ? [row.y] : []),
    show(row),
    formatStatistic(raw ? row.raw : row.value),
    formatP(row.p),
    ...(correction === null ? [] : [formatP(row.corrected[correction] ?? null)]),
    markOf(row),
  ]);
  return section(
    tested.length > rows.length
      ? `The strongest ${rows.length} of ${tested.length}`
      : 'All of them',
    el('div', { class: 'strongest' }, plainTable('The smallest p values', headings, cells)),
    ...(tested.length > rows.length
      ? [
          el(
            'p',
            {},
            button('Show all in the table', () => page.change({ tab: 'table' }), { class: 'link' }),
          ),
        ]
      : []),
  );
}

const MEANINGS = {
  corrected: 'below .05, corrected',
  uncorrected: 'below .05, uncorrected only',
  none: '',
} as const;

const markOf = ({ mark }: Row): HTMLElement =>
  el(
    'span',
    { title: MEANINGS[mark] },
    MARKS[mark],
    el('span', { class: 'hidden' }, MEANINGS[mark]),
  );

function warnings({ result }: View): HTMLElement[] {
  const { warnings: list } = result;
  if (!list.length) return [];
  return [
    section(
      plural(list.length, 'warning'),
      el('ul', { class: 'warning-list' }, ...list.map(({ message }) => el('li', {}, message))),
    ),
  ];
}

function facts({ result }: View): HTMLElement {
  const rows: [string, string][] = [
    ['Parcels', sayParcels(result)],
    ['Nulls', sayNulls(result)],
    ['Seed', saySeed(result)],
    ['When', formatDate(result.started)],
    ['Time', sayTime(result)],
    ['Versions', result.software.map(({ name, version }) => `${name} ${version}`).join(', ')],
    [
      'Licences',
      licences(result.citations).replace(/^Licences: /, '') || 'This result names no sources.',
    ],
  ];
  return el(
    'dl',
    { class: 'fact-list' },
    ...rows.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
  );
}

function parameters({ result }: View): HTMLElement[] {
  const rows = parameterRows(result);
  const known = rows.some(({ isDefault }) => isDefault !== null);
  const table = plainTable(
    'Parameters of the analysis',
    ['Property', 'Value', ...(known ? ['Set by'] : [])],
    rows.map(({ property, value, isDefault }) => [
      el('code', {}, property),
      value,
      ...(known ? [setBy(isDefault)] : []),
    ]),
  );
  return [table];
}

const setBy = (isDefault: boolean | null): HTMLElement | string =>
  isDefault === null ? '' : isDefault ? el('span', { class: 'badge' }, 'default') : 'the file';
