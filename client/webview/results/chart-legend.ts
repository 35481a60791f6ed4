// The legend below the chart, as text and swatches that wrap: bands, marks, and the sets when they have colours.
import { MAX_SET_COLOURS, setColour } from './colours.js';
import { setsOf } from './controls.js';
import { el } from './dom.js';
import { correctionName } from './names.js';
import type { Theme } from './theme.js';
import type { View } from './view.js';

const item = (swatch: HTMLElement, text: string): HTMLElement => el('li', {}, swatch, text);

function swatch(kind: string, colour?: string): HTMLElement {
  const element = el('span', { class: `swatch ${kind}`, 'aria-hidden': 'true' });
  if (colour) element.style.background = colour;
  return element;
}

const sign = (text: string): HTMLElement =>
  el('span', { class: 'sign', 'aria-hidden': 'true' }, text);

export function legend(view: View, theme: Theme): HTMLElement {
  const { rows, correction, state } = view;
  const bands = rows.some((row) => row.band);
  const pooled = rows.some((row) => row.each);
  const tested = rows.some((row) => row.p !== null);
  return el(
    'ul',
    { class: 'legend', 'aria-label': 'Legend' },
    bands && item(swatch('band outer'), 'null percentiles 1–99'),
    bands && item(swatch('band middle'), '5–95'),
    bands && item(swatch('band inner'), '25–75'),
    bands && item(swatch('median'), 'null median'),
    pooled && item(swatch('dot'), 'a y map'),
    pooled
      && item(
        swatch('centre'),
        rows[0]?.y === 'median' ? 'median of the y maps' : 'mean of the y maps, 95 % interval',
      ),
    tested && item(sign('☆'), 'p < .05, uncorrected'),
    tested && correction !== null && item(sign('★'), `p < .05, ${correctionName(correction)}`),
    ...(state.colours === 'set'
    || (state.sort.key === 'set' && setsOf(view).length <= MAX_SET_COLOURS)
      ? setsOf(view).map((name, i) => item(swatch('set', setColour(i, theme.ground)), name))
      : []),
  );
}
