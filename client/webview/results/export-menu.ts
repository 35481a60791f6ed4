// The button `Export` with its menu: opened by mouse or keys, walked with arrows, closed with Escape.
import type { Export, FigureKind } from '../messages.js';
import { subjectOf } from './detail/subject.js';
import { button, el } from './dom.js';
import type { View } from './view.js';

interface Entry {
  label: string;
  wanted: Export;
}

/** The menu is about what is selected, whether its detail is open or not. */
const hasNulls = (view: View): boolean =>
  Boolean(subjectOf({ ...view, state: { ...view.state, detail: true } })?.nulls);

/** Entries by heading; a heatmap is offered where there are several y maps, nulls where a value with nulls is selected. */
function entries(view: View): [heading: string, entries: Entry[]][] {
  const figure = (kind: FigureKind): Entry[] => [
    { label: 'SVG', wanted: { what: 'figure', kind, format: 'svg' } },
    { label: 'PNG, 300 dpi', wanted: { what: 'figure', kind, format: 'png' } },
    { label: 'PDF', wanted: { what: 'figure', kind, format: 'pdf' } },
  ];
  const several = view.choice.statistic.rows.length > 1;
  return [
    ['Chart', figure('chart')],
    ...(several ? ([['Heatmap of all y maps', figure('heatmap')]] as [string, Entry[]][]) : []),
    ...(hasNulls(view)
      ? ([['Nulls of the selected value', figure('histogram')]] as [string, Entry[]][])
      : []),
    [
      'Table as shown',
      [
        { label: 'CSV', wanted: { what: 'table', format: 'csv' } },
        { label: 'TSV', wanted: { what: 'table', format: 'tsv' } },
        { label: 'Excel workbook', wanted: { what: 'table', format: 'xlsx' } },
      ],
    ],
    ['Everything', [{ label: 'Report (HTML)', wanted: { what: 'report' } }]],
  ];
}

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

export interface ExportMenu {
  readonly element: HTMLElement;
  show(view: View): void;
}

/** @param chosen called with the entry that the reader picks */
export function createExportMenu(chosen: (wanted: Export) => void): ExportMenu {
  const menu = el('div', {
    id: 'export-menu',
    role: 'menu',
    class: 'menu',
    'aria-label': 'Export',
    hidden: true,
  });
  const handle = button('Export', () => toggle(menu.hidden), {
    class: 'link',
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    'aria-controls': 'export-menu',
  });
  const element = el('div', { class: 'menu-place' }, handle, menu);
  let view: View | null = null;
  const items = (): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];

  function toggle(open: boolean, focus = true): void {
    if (open && view)
      menu.replaceChildren(...entries(view).map(([heading, list]) => group(heading, list)));
    menu.hidden = !open;
    handle.setAttribute('aria-expanded', String(open));
    if (open) items()[0]?.focus();
    else if (focus) handle.focus();
  }

  const group = (heading: string, list: readonly Entry[]): HTMLElement =>
    el(
      'div',
      { role: 'group', 'aria-label': heading },
      el('div', { class: 'menu-heading', 'aria-hidden': 'true' }, heading),
      ...list.map(({ label, wanted }) =>
        button(
          label,
          () => {
            toggle(false);
            chosen(wanted);
          },
          { role: 'menuitem', tabindex: -1 },
        ),
      ),
    );

  handle.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    toggle(true);
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return toggle(false);
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const all = items();
    all[step(all.indexOf(document.activeElement as HTMLElement), all.length)]?.focus();
  });
  element.addEventListener('focusout', ({ relatedTarget }) => {
    const inside = relatedTarget instanceof Node && element.contains(relatedTarget);
    if (!menu.hidden && !inside) toggle(false, false);
  });
  return { element, show: (next) => void (view = next) };
}
