// The top of the page: the question, the answer, the facts that let a reader believe it, and the warnings.
import { button, el } from './dom.js';
import { formatCount, formatDate, formatSeconds, plural } from './format.js';
import { columnNoun, counts, details, question } from './words.js';
import type { Page, Part, View } from './view.js';

/** What moved, where the null model alone does not say it. */
const MOVED: Readonly<Record<string, string>> = {
  groups: 'group labels permuted',
  'groups and sets': 'group labels permuted and random sets',
  pairs: 'pairs matched anew',
};

function nullWords({ method, permuted, permutations }: View['result']['nullModel']): string {
  if (permuted === 'none') return 'none: nothing was permuted';
  const count = formatCount(permutations);
  if (permuted === 'sets') return `random sets, ${count} draws`;
  const words = MOVED[permuted];
  return words ? `${words}, ${count} permutations` : `${method}, ${count} permutations of ${permuted}`;
}

function facts({ result }: View): [string, string][] {
  const { nullModel } = result;
  return [
    [
      'Null model',
      nullWords(nullModel),
    ],
    [
      'Seed',
      `${result.seed}${result.seedDrawn ? ' (drawn for this run)' : ' (given in the file)'}`,
    ],
    [
      'Run',
      `${formatDate(result.started)}, ${formatSeconds(result.seconds)} on ${plural(result.threads, 'thread')}`,
    ],
  ];
}

function warnings({ result }: View): HTMLElement | null {
  if (!result.warnings.length) return null;
  const count = plural(result.warnings.length, 'warning');
  return el(
    'details',
    { class: 'warnings', open: result.warnings.length <= 2 },
    el('summary', {}, count),
    el('ul', {}, ...result.warnings.map((warning) => el('li', {}, warning.message))),
  );
}

/** Shown above all tabs. */
export function createHeader(page: Page): Part {
  const element = el('header', { class: 'overview' });
  const said = el('p', { class: 'answer' });
  const more = el('p', { class: 'answer-details' });
  let shown: unknown = null;
  const build = (view: View): void => {
    const { result } = view;
    element.replaceChildren(
      el(
        'div',
        { class: 'title-line' },
        el('h1', {}, result.analysis),
        button('Open file', () => page.send({ type: 'open', what: 'source' }), {
          class: 'link',
          hidden: result.file === null,
        }),
        button('Open folder', () => page.send({ type: 'open', what: 'folder' }), { class: 'link' }),
      ),
      el('p', { class: 'question' }, question(result)),
      said,
      more,
      el(
        'dl',
        { class: 'facts' },
        ...facts(view).map(([name, value]) =>
          el('div', {}, el('dt', {}, name), el('dd', {}, value)),
        ),
      ),
      warnings(view) ?? '',
    );
  };
  return {
    element,
    show(view) {
      if (shown !== view.result) build(view);
      shown = view.result;
      const { statistic } = view.choice;
      const which = statistic.rows.length > 1 ? `${statistic.rows[view.yIndex] ?? ''}: ` : '';
      said.textContent =
        which + counts(view.choice, view.rows, view.correction, columnNoun(view.result));
      more.textContent = details(view.choice, view.rows, view.correction, columnNoun(view.result));
    },
  };
}
