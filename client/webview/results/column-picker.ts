// Which columns of the table are shown: a list of boxes behind a button; the choice is remembered.
import { el } from './dom.js';
import type { Column } from './table-columns.js';

export interface ColumnPicker {
  element: HTMLElement;
  update(columns: readonly Column[], hidden: readonly string[]): void;
}

/** A row without its name says nothing. */
export const canHide = ({ kind }: Pick<Column, 'kind'>): boolean => kind !== 'name';

export function createColumnPicker(changed: (hidden: string[]) => void): ColumnPicker {
  const list = el('div', { class: 'picker-list' });
  const summary = el('summary', {}, 'Columns');
  const element = el('details', { class: 'column-picker' }, summary, list);
  let known = '';
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !element.open) return;
    element.open = false;
    summary.focus();
  });
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !element.contains(relatedTarget)) element.open = false;
  });
  return {
    element,
    update(columns, hidden) {
      const offered = columns.filter(canHide);
      const signature = JSON.stringify([offered.map(({ key }) => key), hidden]);
      if (signature === known) return;
      known = signature;
      const focused = document.activeElement?.getAttribute('data-column');
      list.replaceChildren(
        ...offered.map(({ key, heading, title }) => {
          const box = el('input', {
            type: 'checkbox',
            checked: !hidden.includes(key),
            'data-column': key,
          });
          box.addEventListener('change', () =>
            changed(box.checked ? hidden.filter((one) => one !== key) : [...hidden, key]),
          );
          return el('label', { class: 'check', title }, box, el('span', {}, heading));
        }),
      );
      const count = offered.filter(({ key }) => hidden.includes(key)).length;
      summary.textContent = count ? `Columns (${count} hidden)` : 'Columns';
      if (focused)
        list.querySelector<HTMLElement>(`[data-column="${CSS.escape(focused)}"]`)?.focus();
    },
  };
}
