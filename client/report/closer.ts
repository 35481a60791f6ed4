// What was looked at closer, briefly: the parcels of smallest p across subjects, and where the other numbers lie.
import type { AnalysisResult } from '../../engine/result.js';
import { onlyWithin, statisticsWithin } from '../webview/results/across-subjects.js';
import { formatP, formatStatistic } from '../webview/results/format.js';
import {
  sayCounts,
  sayLocal,
  sayOmnibus,
  sayWithin,
  sortStatistics,
  statisticRows,
} from '../webview/results/parcel-statistics.js';
import { html, type Markup } from './markup.js';
import { paragraph, plainTable, section } from './parts.js';

/** Parcels listed. */
const STRONGEST = 20;

/** Nothing where the result has neither. */
export function closer(result: AnalysisResult, id: string): Markup {
  const { local = [], withinRegion } = result;
  return html`${withinRegion ? within(result, withinRegion, id) : ''}${
    local.length > 0
      ? section(
          `${id}-local`,
          'Around every parcel',
          ...local.map((one) => paragraph(sayLocal(one))),
          paragraph('The values of all parcels stand in local.csv, beside this result.'),
        )
      : ''
  }`;
}

function within(
  result: AnalysisResult,
  found: NonNullable<AnalysisResult['withinRegion']>,
  id: string,
): Markup {
  const statistics = statisticsWithin(found);
  const rows = statisticRows(result, statistics);
  const top = sortStatistics(rows, { key: 'p', descending: false }).slice(0, STRONGEST);
  const headings = ['Parcel', statistics.symbol, 'p', 'p corrected'];
  return section(
    `${id}-within`,
    'Across subjects, in each parcel',
    paragraph(sayWithin(found)),
    ...(onlyWithin(result)
      ? []
      : [paragraph(`${sayOmnibus(found)} ${sayCounts(rows, statistics)}`)]),
    plainTable(
      'Parcels of smallest p',
      headings,
      top.map(({ label, value, p, corrected }) => [
        label,
        formatStatistic(value),
        formatP(p),
        formatP(corrected),
      ]),
    ),
    paragraph(
      rows.length > top.length
        ? `The ${top.length} of smallest p; all stand in within-region.csv, beside this result.`
        : 'They stand in within-region.csv, too, beside this result.',
    ),
  );
}
