// The tab "Regions": in which parcels two measures of the subjects go together, and one test of all of them.
import { statisticsWithin } from './across-subjects.js';
import { el } from './dom.js';
import { ParcelList } from './parcel-list.js';
import { sayOmnibus, sayWithin, type ParcelStatistics } from './parcel-statistics.js';
import type { Sources } from './sources.js';
import type { Page, Part } from './view.js';

export function createRegions(page: Page, sources: Sources): Part {
  const list = new ParcelList(page, sources);
  const explained = el('p', { class: 'note' });
  const omnibus = el('p', { class: 'said' });
  const group = { class: 'controls', role: 'group', 'aria-label': 'Choices for the brain' };
  const element = el(
    'div',
    { class: 'regions-tab' },
    el('div', group, list.control.element),
    omnibus,
    explained,
    list.element,
  );
  let statistics: ParcelStatistics | null = null;
  return {
    element,
    show(view) {
      const found = view.result.withinRegion;
      if (!found) return;
      explained.textContent = sayWithin(found);
      omnibus.textContent = sayOmnibus(found);
      if (statistics?.values !== found.rho) statistics = statisticsWithin(found);
      const of = found.covariate ?? 'x';
      list.show(view, { title: `Correlation of ${of} and y across subjects`, statistics });
    },
    recolour: () => list.recolour(),
  };
}
