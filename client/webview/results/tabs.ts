// The tab strip: ARIA tabs with arrow keys, Home and End; one panel each.
import { el } from './dom.js';
import type { Tab } from './state.js';

export interface TabStrip {
  readonly strip: HTMLElement;
  readonly panels: HTMLElement;
  /** Shows or hides a tab that only some results have. */
  offer(tab: Tab, there: boolean): void;
  /** Makes a tab the visible one. */
  activate(tab: Tab): void;
}

const STEPS: Record<string, (index: number, count: number) => number> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** @param chosen called when the reader picks a tab; the caller then activates it */
export function createTabs(
  entries: readonly { tab: Tab; title: string; element: HTMLElement }[],
  chosen: (tab: Tab) => void,
): TabStrip {
  const strip = el('div', { role: 'tablist', class: 'tabs', 'aria-label': 'Views of the result' });
  const panels = el('main', { class: 'panels' });
  const pairs = entries.map(({ tab, title, element }) => {
    const handle = el(
      'button',
      { type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': `panel-${tab}` },
      title,
    );
    const panel = el(
      'section',
      { role: 'tabpanel', id: `panel-${tab}`, 'aria-labelledby': `tab-${tab}`, class: 'panel' },
      element,
    );
    handle.addEventListener('click', () => chosen(tab));
    return { tab, handle, panel };
  });
  strip.append(...pairs.map(({ handle }) => handle));
  panels.append(...pairs.map(({ panel }) => panel));
  strip.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    const offered = pairs.filter(({ handle }) => !handle.hidden);
    const index = offered.findIndex(({ handle }) => handle === document.activeElement);
    if (!step || index < 0) return;
    event.preventDefault();
    const next = offered[step(index, offered.length)];
    next?.handle.focus();
    if (next) chosen(next.tab);
  });
  return {
    strip,
    panels,
    offer(tab, there) {
      const pair = pairs.find((one) => one.tab === tab);
      if (pair) pair.handle.hidden = !there;
    },
    activate(active) {
      for (const { tab, handle, panel } of pairs) {
        handle.setAttribute('aria-selected', String(tab === active));
        handle.tabIndex = tab === active ? 0 : -1;
        panel.hidden = tab !== active;
      }
    },
  };
}
