// The top of the page: the name of the analysis, and, on every tab but the first (which says more), the answer in a line.
import { answerWithin, onlyWithin } from './across-subjects.js';
import { yName } from '../../figures/title.js';
import { button, el } from './dom.js';
import { createExportMenu } from './export-menu.js';
import { exported, type NullsOf } from './exports.js';
import { plural } from './format.js';
import { columnNoun, counts, details } from './words.js';
import type { Page, Part, View } from './view.js';

/** Shown above all tabs. */
export function createHeader(page: Page, nullsOf: NullsOf): Part {
  const element = el('header', { class: 'overview' });
  const said = el('p', { class: 'answer' });
  const more = el('p', { class: 'answer-details' });
  const warned = button('', () => page.change({ tab: 'overview' }), {
    class: 'link warned',
    title: 'Shows the warnings',
  });
  let shown: unknown = null;
  let current: View | null = null;
  const menu = createExportMenu((wanted) => {
    if (current) void exported(current, wanted, nullsOf).then((message) => page.send(message));
  });
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
        warned,
        menu.element,
      ),
      said,
      more,
    );
  };
  return {
    element,
    show(view) {
      const { result, choice, rows, correction, state } = view;
      current = view;
      menu.show(view);
      if (shown !== result) build(view);
      shown = result;
      const first = state.tab === 'overview';
      said.hidden = first;
      more.hidden = first;
      warned.hidden = first || result.warnings.length === 0;
      warned.textContent = `⚠ ${plural(result.warnings.length, 'warning')}`;
      const { statistic } = choice;
      const which = statistic.rows.length > 1 ? `${yName(result, choice, view.yIndex)}: ` : '';
      const noun = columnNoun(result);
      const within = onlyWithin(result);
      const [whole, single] = within ? answerWithin(result, within) : [];
      said.textContent = whole ?? which + counts(choice, rows, correction, noun);
      more.textContent = single ?? details(choice, rows, correction, noun);
    },
  };
}
