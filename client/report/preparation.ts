// What was done to the maps before they were compared, where the design does not say it: covariate maps and reduced X maps.
import type { AnalysisResult, PreparationFacts } from '../../engine/result.js';
import { formatStatistic, plural } from '../webview/results/format.js';
import { html, type Markup } from './markup.js';
import { paragraph, plainTable, section } from './parts.js';

/** Maps named of each component. */
const NAMED = 3;

type Reduction = Extract<PreparationFacts, { step: 'reduce_x' }>;

function reduction({ from, components, loadings }: Reduction): Markup {
  const leading = (name: string): string =>
    loadings
      .filter(({ component }) => component === name)
      .sort((a, b) => Math.abs(b.r) - Math.abs(a.r))
      .slice(0, NAMED)
      .map(({ map, r }) => `${map} (r = ${formatStatistic(r)})`)
      .join(', ');
  const rows = components.map(({ component, explained }) => [
    component,
    formatStatistic(explained),
    leading(component) || '–',
  ]);
  return html`${paragraph(
    `${plural(from, 'X map')} reduced to ${plural(components.length, 'component')}.`,
  )}${plainTable('Components', ['Component', 'Share of variance', 'Strongest correlations'], rows)}`;
}

function told(facts: PreparationFacts): Markup | null {
  switch (facts.step) {
    case 'clean_y within':
      return paragraph(
        facts.matched
          ? `Each y map was cleaned of its own covariate map (${plural(facts.maps.length, 'map')}).`
          : `Regressed from each y map: ${facts.maps.join(', ')}.`,
      );
    case 'reduce_x':
      return reduction(facts);
    // The section about the design says these.
    case 'clean_y between':
    case 'transform_y':
    case 'transform_z':
      return null;
  }
}

export function preparation({ preparations = [] }: AnalysisResult, id: string): Markup | false {
  const said = preparations.map(told).filter((each) => each !== null);
  return said.length > 0 && section(`${id}-preparation`, 'Preparation', ...said);
}
