// What a person reads on stdout of additional analyses: one line each.
import type { AnalysisResult, WithinRegionResult } from '../../engine/result.js';
import { thousands } from '../../engine/store/wording.js';
import { pText, statisticText } from './number-text.js';

/** Counted as significant. */
const ALPHA = 0.05;

export const additionalLines = ({ local = [], withinRegion }: AnalysisResult): string[] => [
  ...(local.length > 0
    ? [
        `  local values of ${local.map(({ method }) => method).join(', ')} in each of ${thousands(local[0]?.shape[2] ?? 0)} parcels: local.csv`,
      ]
    : []),
  ...(withinRegion ? withinLines(withinRegion) : []),
];

function withinLines({ p, corrected, correction, omnibus, rho }: WithinRegionResult): string[] {
  const below = (values: WithinRegionResult['p']): number =>
    (values ?? []).filter((value) => value !== null && value < ALPHA).length;
  const of = thousands(rho.filter((value) => value !== null).length);
  const q = corrected ? `, ${thousands(below(corrected))} q < .05 (${correction ?? ''})` : '';
  const counts = p ? `: ${thousands(below(p))} of ${of} parcels p < .05${q}` : `: ${of} parcels`;
  const all = omnibus.p === null ? '' : `, p = ${pText(omnibus.p)}`;
  return [
    `  within regions${counts}; ${omnibus.statistic} over parcels ${statisticText(omnibus.observed)}${all}`,
  ];
}
