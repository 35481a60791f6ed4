// The top of the page: which two runs, what came out, which settings differ, the warnings of both, and what has no partner.
import type { AnalysisResult } from '../../../engine/result.js';
import { button, el, plainTable } from '../results/dom.js';
import { formatCount, formatDate, formatSeconds, plural } from '../results/format.js';
import type { Joined } from './join.js';
import { settingsOf, type Setting } from './settings.js';
import { someOf } from './words.js';

type Both = Record<'a' | 'b', AnalysisResult>;

/** Time, permutations and seed of both, each with a way to its page. */
export function runCards(both: Both, open: (which: 'a' | 'b') => void): HTMLElement {
  const card = (which: 'a' | 'b'): HTMLElement => {
    const { analysis, started, seconds, seed, nullModel } = both[which];
    return el(
      'div',
      { class: `run run-${which}` },
      el(
        'div',
        { class: 'title-line' },
        el('h2', {}, `${which.toUpperCase()}: ${analysis}`),
        button('Open', () => open(which), {
          class: 'link',
          'aria-label': `Open run ${which.toUpperCase()}`,
        }),
      ),
      el('p', {}, `${formatDate(started)}, ${formatSeconds(seconds)}`),
      el('p', {}, `${formatCount(nullModel.permutations)} permutations, seed ${seed}`),
    );
  };
  return el('div', { class: 'runs' }, card('a'), card('b'));
}

/** Differing settings as a table, the others folded away below. */
export function settingsPart({ a, b }: Both): HTMLElement {
  const all = settingsOf(a, b);
  const different = all.filter(({ differs }) => differs);
  const same = all.filter(({ differs }) => !differs);
  const rows = (settings: readonly Setting[]): [HTMLElement, string, string][] =>
    settings.map((one) => [el('code', {}, one.property), one.a, one.b]);
  const headings = ['Setting', 'A', 'B'];
  return el(
    'section',
    { class: 'settings' },
    el('h2', {}, different.length > 0 ? 'What was set differently' : 'Settings'),
    different.length > 0
      ? plainTable('Settings that differ', headings, rows(different))
      : el('p', {}, 'Both runs have the same settings, inputs and software.'),
    el(
      'details',
      {},
      el(
        'summary',
        {},
        `${plural(same.length, 'setting')} ${same.length === 1 ? 'is' : 'are'} the same`,
      ),
      plainTable('Settings that are the same', headings, rows(same)),
    ),
  );
}

/** Warnings, those of both runs once. */
export function warningsPart({ a, b }: Both): HTMLElement | null {
  const [ofA, ofB] = [a, b].map(({ warnings }) => warnings.map(({ message }) => message));
  const all = [...new Set([...(ofA ?? []), ...(ofB ?? [])])];
  if (all.length === 0) return null;
  const whose = (message: string): string =>
    ofA?.includes(message) ? (ofB?.includes(message) ? 'both' : 'only A') : 'only B';
  return el(
    'details',
    { class: 'warnings', open: all.length <= 3 },
    el('summary', {}, plural(all.length, 'warning')),
    el(
      'ul',
      {},
      ...all.map((message) =>
        el('li', {}, el('span', { class: 'whose' }, `${whose(message)}: `), message),
      ),
    ),
  );
}

/** Rows and statistics that only one run has. */
export function lonelyPart(
  joined: Pick<Joined, 'onlyA' | 'onlyB'>,
  statistics: { onlyA: string[]; onlyB: string[] },
): HTMLElement | null {
  const line = (run: string, rows: readonly string[], others: readonly string[]): HTMLElement[] => [
    ...(rows.length > 0
      ? [el('li', {}, `${plural(rows.length, 'row')} only in ${run}: ${someOf(rows)}.`)]
      : []),
    ...(others.length > 0
      ? [
          el(
            'li',
            {},
            `Only in ${run} there ${others.length === 1 ? 'is' : 'are'} ${others.join(', ')}.`,
          ),
        ]
      : []),
  ];
  const lines = [
    ...line('A', joined.onlyA, statistics.onlyA),
    ...line('B', joined.onlyB, statistics.onlyB),
  ];
  if (lines.length === 0) return null;
  return el(
    'section',
    { class: 'lonely' },
    el('h2', {}, 'Without a partner'),
    el('ul', {}, ...lines),
  );
}
