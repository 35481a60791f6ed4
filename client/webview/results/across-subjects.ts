// Results in which no maps were compared across parcels, only subjects within them: what takes the place of the words about maps. Pure.
import type { AnalysisResult, WithinRegionResult } from '../../../engine/result.js';
import { formatCount, plural } from './format.js';
import {
  sayCounts,
  sayOmnibus,
  statisticRows,
  type ParcelStatistics,
} from './parcel-statistics.js';

/** The correlations, where there is nothing else in the result. */
export const onlyWithin = ({
  withinRegion,
  columns,
}: Pick<AnalysisResult, 'withinRegion' | 'columns'>): WithinRegionResult | null =>
  withinRegion && columns.length === 0 ? withinRegion : null;

export const statisticsWithin = ({
  method,
  rho,
  p,
  corrected,
  correction,
}: WithinRegionResult): ParcelStatistics => ({
  symbol: method === 'pearson' ? 'r' : 'ρ',
  values: rho,
  p,
  corrected,
  correction,
});

/** `Does age go with y across 60 subjects, in each of the 100 parcels of Demo 100?` */
export function askWithin(
  { parcellation }: Pick<AnalysisResult, 'parcellation'>,
  { covariate, subjects }: WithinRegionResult,
): string {
  const { parcels, label, name } = parcellation;
  return `Does ${covariate ?? 'x'} go with y across ${plural(subjects, 'subject')}, in each of the ${plural(parcels.length, 'parcel')} of ${label || name}?`;
}

export const sayPermuted = ({ permutations }: WithinRegionResult): string =>
  permutations
    ? `${formatCount(permutations)} permutations of the subjects, the same in all parcels`
    : 'none: nothing was permuted';

/** The answer: all parcels together, then how many by themselves. */
export function answerWithin(result: AnalysisResult, within: WithinRegionResult): string[] {
  const statistics = statisticsWithin(within);
  return [sayOmnibus(within), sayCounts(statisticRows(result, statistics), statistics)];
}
