// What the colours of the points mean.
import { el } from '../results/dom.js';
import { CLASSES } from './chart.js';
import type { Change } from './join.js';

const MEANINGS: Record<Change, string> = {
  both: 'significant in both',
  'only A': 'in A only',
  'only B': 'in B only',
  neither: 'in neither',
};

export const legend = (): HTMLElement =>
  el(
    'ul',
    { class: 'legend', 'aria-label': 'Meaning of the points' },
    ...Object.entries(MEANINGS).map(([change, meaning]) =>
      el(
        'li',
        {},
        el('span', { class: `dot ${CLASSES[change as Change]}`, 'aria-hidden': 'true' }),
        meaning,
      ),
    ),
  );
