// The page that compares two runs: listens to the extension, keeps the reader's choices, and draws header, scatter and table.
import type { AnalysisResult } from '../../../engine/result.js';
import type { FromComparison, ToComparison } from '../messages.js';
import { button, el, select } from '../results/dom.js';
import { plural } from '../results/format.js';
import '../results/results.css';
import { axesOf, leftOut, scatter } from './chart.js';
import { asTsv, columnsOf, sorted } from './columns.js';
import './compare.css';
import { lonelyPart, runCards, settingsPart, warningsPart } from './header.js';
import { joinRows, statisticPairs, type Pair, type StatisticPair } from './join.js';
import { legend } from './legend.js';
import { readState, type ViewState } from './state.js';
import { DifferenceTable } from './table.js';
import { summary } from './words.js';

interface VsCode {
  postMessage(message: FromComparison): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCode;

const vscode = acquireVsCodeApi();
const identity = JSON.parse(document.body.dataset['pair'] ?? '{}') as object;
let state: ViewState = readState(vscode.getState());
let both: Record<'a' | 'b', AnalysisResult> | null = null;

const notice = el('p', { class: 'notice', role: 'status' }, 'Loading the two runs…');
const content = el('main', { class: 'page', hidden: true });
const chartPlace = el('div', { class: 'chart-place' });
const chartNote = el('p', { class: 'note', role: 'status' });
const table = new DifferenceTable(change);
const filter = el('input', { type: 'search', placeholder: 'name or set', spellcheck: 'false' });
const count = el('span', { class: 'count', 'aria-live': 'polite' });
filter.addEventListener('input', () => change({ filter: filter.value }));
document.body.replaceChildren(notice, content);

function change(patch: Partial<ViewState>): void {
  const rebuild = 'statistic' in patch;
  state = { ...state, ...patch };
  remember();
  if (rebuild) build();
  else show();
}

function remember(): void {
  vscode.setState({ ...state, ...identity });
}

function say(message: string): void {
  notice.textContent = message;
  notice.hidden = message === '';
}

/** What is on the page; made anew when another statistic is chosen. */
let shown: { pairs: Pair[]; statistics: StatisticPair; several: boolean } | null = null;

/** Everything but chart and table. */
function build(): void {
  if (!both) return;
  const { a, b } = both;
  const { pairs, ...alone } = statisticPairs(a, b);
  const chosen = pairs.find(({ key }) => key === state.statistic) ?? pairs[0];
  const joined = chosen
    ? joinRows(a, b, chosen)
    : { pairs: [], onlyA: [], onlyB: [], renamed: null };
  const several = new Set(joined.pairs.map(({ y }) => y)).size > 1;
  shown = chosen ? { pairs: joined.pairs, statistics: chosen, several } : null;
  const title =
    a.analysis === b.analysis ? `Two runs of ${a.analysis}` : `${a.analysis} and ${b.analysis}`;
  const statistic =
    pairs.length > 1
      ? select(
          'Statistic',
          pairs.map(({ key, label }) => ({ value: key, label })),
          chosen?.key ?? '',
          (key) => change({ statistic: key }),
        )
      : null;
  filter.value = state.filter;
  content.hidden = false;
  content.replaceChildren(
    el(
      'header',
      { class: 'overview' },
      el('h1', {}, title),
      el('p', { class: 'answer' }, summary(joined)),
      runCards(both, (which) => vscode.postMessage({ type: 'openRun', which })),
      warningsPart(both) ?? '',
    ),
    settingsPart(both),
    lonelyPart(joined, alone) ?? '',
    ...(shown
      ? [
          el(
            'div',
            { class: 'controls', role: 'group', 'aria-label': 'Choices' },
            statistic,
            select(
              'Chart of',
              [
                { value: 'statistic', label: 'the statistic' },
                { value: 'p', label: 'p (uncorrected, −log10)' },
              ],
              state.axes,
              (axes) => change({ axes: axes === 'p' ? 'p' : 'statistic' }),
            ),
            el('label', { class: 'field' }, el('span', {}, 'Filter'), filter),
          ),
          el('section', { class: 'chart-part' }, chartPlace, legend(), chartNote),
          el('div', { class: 'table-line' }, count, button('Copy as TSV', copy)),
          table.element,
        ]
      : []),
  );
  show();
}

/** Chart and table for the filter, the order and the selection. */
function show(): void {
  if (!both || !shown) return;
  const columns = columnsOf(both, shown.statistics, shown.several);
  const matching = filtered(shown.pairs, state.filter);
  const by = columns.find(({ key }) => key === state.sort?.key);
  const pairs = by ? sorted(matching, by, state.sort?.descending === true) : matching;
  count.textContent =
    pairs.length === shown.pairs.length
      ? plural(pairs.length, 'row')
      : `${pairs.length} of ${plural(shown.pairs.length, 'row')}`;
  const { a, b } = shown.statistics;
  const symbol = (a.raw && b.raw ? a.raw : a.statistic).statistic;
  const axes = axesOf(symbol)[state.axes];
  chartNote.textContent = leftOut(pairs, axes);
  chartPlace.replaceChildren(
    scatter(pairs, axes, state.selected, (selected) => change({ selected })),
  );
  table.show({ columns, pairs, sort: state.sort, selected: state.selected });
}

function filtered(pairs: readonly Pair[], text: string): Pair[] {
  const wanted = text.trim().toLowerCase();
  return pairs.filter(({ y, x, set, label }) =>
    [y, x, set ?? '', label].some((name) => name.toLowerCase().includes(wanted)),
  );
}

function copy(): void {
  if (!both || !shown) return;
  const columns = columnsOf(both, shown.statistics, shown.several);
  const pairs = filtered(shown.pairs, state.filter);
  const by = columns.find(({ key }) => key === state.sort?.key);
  const rows = by ? sorted(pairs, by, state.sort?.descending === true) : pairs;
  vscode.postMessage({
    type: 'copy',
    text: asTsv(columns, rows),
    what: plural(rows.length, 'row'),
  });
}

window.addEventListener('message', ({ data }: MessageEvent<ToComparison>) => {
  if (data.type === 'failed') {
    content.hidden = true;
    say(data.message);
    return;
  }
  both = { a: data.a, b: data.b };
  say('');
  build();
});
remember();
vscode.postMessage({ type: 'ready' });
