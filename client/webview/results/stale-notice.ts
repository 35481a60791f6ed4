// The notice above a result that is not what the file asks for now, or not the newest of its analysis.
import type { RunState } from '../../../server/protocol.js';
import { button, el } from './dom.js';
import type { Page } from './view.js';

export interface StaleNotice {
  readonly element: HTMLElement;
  show(state: RunState): void;
  hide(): void;
}

export function createStaleNotice(page: Pick<Page, 'send'>): StaleNotice {
  const element = el('div', { class: 'stale', role: 'status', hidden: true });
  return {
    element,
    hide: () => void (element.hidden = true),
    show({ stale, newest, uri }) {
      const said = staleSentence(stale, newest);
      element.hidden = said === '';
      element.replaceChildren(
        el('p', {}, said),
        button('Run again', () => page.send({ type: 'runAgain' }), {
          hidden: uri === null || stale.length === 0,
        }),
      );
    },
  };
}

/** `This result is out of date: n_perm 1,000 → 10,000; patients.csv changed.`; empty when there is nothing to say. */
export function staleSentence(stale: readonly string[], newest: boolean): string {
  const reasons = stale.join('; ');
  if (newest) return reasons && `This result is out of date: ${reasons}.`;
  return `This is a former run.${reasons && ` What has changed since: ${reasons}.`}`;
}
