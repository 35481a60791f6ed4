// The few DOM moves the page needs: make an element, replace children, a labelled select.

type Attributes = Record<string, string | number | boolean | null | undefined>;
type Child = Node | string | null | false;

/** `false`, null and undefined attributes are left out; `true` stands for the empty value. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(
    ...children.filter((child): child is Node | string => child !== null && child !== false),
  );
  return element;
}

/** A button of the page; `primary` is for the one thing most people came for. */
export function button(
  label: string,
  clicked: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const element = el('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', clicked);
  return element;
}

export interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

/** A select with its visible label. */
export function select(
  label: string,
  options: readonly Option[],
  value: string,
  changed: (value: string) => void,
): HTMLLabelElement {
  const list = el('select');
  for (const option of options) {
    list.append(
      el(
        'option',
        {
          value: option.value,
          disabled: option.disabled === true,
          selected: option.value === value,
        },
        option.label,
      ),
    );
  }
  list.addEventListener('change', () => changed(list.value));
  return el('label', { class: 'field' }, el('span', {}, label), list);
}

/** A part of a text tab with its heading. */
export const section = (title: string, ...content: (HTMLElement | string)[]): HTMLElement =>
  el('section', {}, el('h2', {}, title), ...content);

/** Headings and cells as an ordinary table; cells may be nodes. */
export function plainTable(
  caption: string,
  headings: readonly string[],
  rows: readonly Child[][],
): HTMLElement {
  return el(
    'div',
    { class: 'plain-table', tabindex: 0, role: 'region', 'aria-label': caption },
    el(
      'table',
      {},
      el('caption', { class: 'hidden' }, caption),
      el(
        'thead',
        {},
        el('tr', {}, ...headings.map((heading) => el('th', { scope: 'col' }, heading))),
      ),
      el(
        'tbody',
        {},
        ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, cell)))),
      ),
    ),
  );
}
