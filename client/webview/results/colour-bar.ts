// A colour bar with its title, ticks, and what grey stands for.
import { NO_PARCEL, css, gradient, type ColourScale, type Rgb } from './colours.js';
import { el } from './dom.js';
import { formatStatistic, plural } from './format.js';

export interface ColourBarWords {
  /** What the values are, with their unit. */
  title: string;
  /** Parcels without a value. */
  missing: number;
  /** Some of the surface belongs to no parcel. */
  outside: boolean;
  /** Parcels that are selected; the others are pale. 0: none, and none is pale. */
  selected: number;
}

function swatch(colour: Rgb, text: string): HTMLElement {
  const sample = el('span', { class: 'swatch', 'aria-hidden': 'true' });
  sample.style.background = css(colour);
  return el('span', { class: 'missing' }, sample, text);
}

/** The parts of the bar, to be put into its place. */
export function colourBar(
  scale: ColourScale,
  { title, missing, outside, selected }: ColourBarWords,
): HTMLElement[] {
  const ticks =
    scale.kind === 'diverging'
      ? [scale.min, 0, scale.max]
      : [scale.min, (scale.min + scale.max) / 2, scale.max];
  const strip = el('div', { class: 'strip', 'aria-hidden': 'true' });
  strip.style.background = gradient(scale);
  const notes = [
    missing ? swatch(scale.colour(null), `${plural(missing, 'parcel')} without a value`) : null,
    outside ? swatch(NO_PARCEL, 'outside all parcels') : null,
    selected ? el('span', {}, `${plural(selected, 'parcel')} selected, the others faded`) : null,
  ].filter((note) => note !== null);
  return [
    el('span', { class: 'bar-title' }, title),
    strip,
    el('span', { class: 'ticks' }, ...ticks.map((tick) => el('span', {}, formatStatistic(tick)))),
    ...(notes.length ? [el('span', { class: 'bar-notes' }, ...notes)] : []),
  ];
}
