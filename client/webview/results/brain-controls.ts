// The row of controls above the brains: which map, which one beside it, from where they are seen, one colour scale or two.
import { hasWebGl } from './brain-view.js';
import { choose, type Control } from './controls.js';
import { el } from './dom.js';
import type { Geometry } from './geometry.js';
import { isOfModel, type Row } from './model.js';
import { sortRows } from './rows.js';
import type { BrainViewKind, ViewState } from './state.js';
import type { Page, View } from './view.js';

/** X maps offered in the list; the strongest of many. */
const OFFERED = 300;

/** The row whose reference map stands beside the y map; null when none is wished. */
export function besideColumn({ rows, state, choice, result }: View): Row | null {
  if (!state.brainBeside || !result.x || isOfModel(choice.statistic)) return null;
  return rows.find(({ column }) => column === state.selected) ?? null;
}

function offeredRows({ rows, state, choice, result }: View): Row[] {
  // Results of older versions have not kept their reference maps.
  if (isOfModel(choice.statistic) || !result.x) return [];
  if (rows.length <= OFFERED) return rows;
  return sortRows(rows, { key: 'abs', descending: true }).filter(
    ({ column }, i) => i < OFFERED || column === state.selected,
  );
}

/** What a view is called depends on what is seen. */
const VIEW_NAMES: Record<'surface' | 'volume', Record<BrainViewKind, string>> = {
  surface: { views: 'lateral and medial', rotate: 'turn freely', flat: 'flat' },
  volume: { views: 'slices', rotate: 'whole, turn freely', flat: 'glass' },
};

/** Nothing to choose before the geometry has come, and without WebGL2, where all is flat. */
export const viewControl = (page: Page, geometry: () => Geometry | null): Control =>
  choose(
    'View',
    () => {
      const kind = geometry()?.kind ?? 'none';
      if (kind === 'none' || !hasWebGl()) return [];
      return Object.entries(VIEW_NAMES[kind]).map(([value, label]) => ({ value, label }));
    },
    ({ state }) => state.brainView,
    (value) => page.change({ brainView: value as BrainViewKind }),
  );

/** @param hidden when there are not two brains */
export function sharedScaleControl(page: Page, hidden: (view: View) => boolean): Control {
  const box = el('input', { type: 'checkbox' });
  box.addEventListener('change', () => page.change({ sharedScale: box.checked }));
  const element = el('label', { class: 'check' }, box, el('span', {}, 'one colour scale'));
  return {
    element,
    update(view) {
      box.checked = view.state.sharedScale;
      element.hidden = hidden(view);
    },
  };
}

/** @param labels of the maps to choose from */
export function brainControls(
  page: Page,
  labels: (view: View) => readonly string[],
  geometry: () => Geometry | null,
): Control[] {
  return [
    choose(
      'Map',
      (view) => labels(view).map((label, i) => ({ value: String(i), label })),
      (view) => String(Math.min(view.state.brainMap ?? 0, labels(view).length - 1)),
      (value) => page.change({ brainMap: Number(value) }),
    ),
    choose(
      'Beside it',
      (view) => [
        { value: '', label: 'nothing' },
        ...offeredRows(view).map(({ column, label }) => ({ value: String(column), label })),
      ],
      (view) => String(besideColumn(view)?.column ?? ''),
      (value) =>
        page.change(
          value === ''
            ? { brainBeside: false }
            : ({
                brainBeside: true,
                selected: Number(value),
                member: null,
              } satisfies Partial<ViewState>),
        ),
    ),
    viewControl(page, geometry),
    sharedScaleControl(page, (view) => besideColumn(view) === null),
  ];
}
