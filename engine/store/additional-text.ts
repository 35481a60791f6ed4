// The sentences of the methods paragraph about what was looked at closer: single parcels, neighbourhoods, and correlations across
// subjects.
import type { NeighbourhoodKind } from '../plan.js';
import { papersOf, shortReference } from './bibliography.js';
import type { Told } from './told.js';
import { correctionWords, count, list, thousands } from './wording.js';

/** Only where a step asks for it: every run has it otherwise. */
export function sayRegions({ plan }: Told): string {
  const { influence, contribution } = plan;
  const papers = papersOf('regional_influence').map(shortReference).join('; ');
  const of = (methods: string[] | null): string => (methods ? ` (${list(methods)})` : '');
  const parts = [
    ...(influence
      ? [
          `Regional influence${of(influence.methods)} is the ${influence.signed ? 'signed ' : ''}change of the statistic when one parcel is left out, ranks and residuals being made once on all parcels (${papers}).`,
        ]
      : []),
    ...(contribution
      ? [
          `Regional contribution${of(contribution.methods)} is the product of the two maps' z scores in a parcel, whose mean is the correlation.`,
        ]
      : []),
  ];
  return parts.join(' ');
}

function neighbourhoodWords(by: NeighbourhoodKind): string {
  switch (by.kind) {
    case 'nearest':
      return `the ${by.k} parcels nearest to it, itself included`;
    case 'radius':
      return `all parcels within ${by.mm} mm of it`;
    case 'gaussian':
      return `all parcels, weighted by a Gaussian of their distance (FWHM ${by.fwhm} mm)`;
  }
}

export function sayLocal({ local = [] }: Told): string {
  const [first] = local;
  if (!first) return '';
  const { neighbourhood, distances, permutations, correction, pooled } = first;
  const papers =
    correction === null ? '' : ` (${papersOf(correction).map(shortReference).join('; ')})`;
  const corrected =
    correction === null
      ? 'They were not corrected for the number of parcels.'
      : `They were corrected over the parcels of each pair by ${correctionWords[correction] ?? correction}${papers}.`;
  const pooling = pooled ? ` P values belong to the ${pooled} over the brain maps.` : '';
  return (
    `Local colocalizations (${list(local.map(({ label }) => label))}) were computed around every parcel over ${neighbourhoodWords(neighbourhood)} (${distances}), `
    + `ranks and residuals being made once on all parcels. P values are the share of ${thousands(permutations)} null maps with an absolute value at least as large.${pooling} ${corrected}`
  );
}

const omnibusWords = {
  absrho: 'the mean absolute correlation',
  rho: 'the mean correlation (averaged as Fisher z)',
  rho2: 'the mean squared correlation',
} as const;

export function sayWithinRegions({ withinRegion, parcellation }: Told): string {
  if (!withinRegion) return '';
  const { method, covariate, subjects, permutations, rToZ, correction, omnibus } = withinRegion;
  const name = method === 'pearson' ? 'Pearson' : 'Spearman';
  const x = covariate === null ? 'the X values and the Y values' : `${covariate} and the Y values`;
  const joined = withinRegion.joined === 'position' ? ' Subjects were joined by position.' : '';
  const tested = permutations
    ? ` P values are two-sided, from ${thousands(permutations)} permutations of the subjects, the same in all parcels${rToZ ? ', on the Fisher z scale' : ''}, within [1/m, 1 − 1/m]; ${omnibusWords[omnibus.statistic]} tests all parcels together.`
    : '';
  const papers = correction === null ? [] : papersOf(correction).map(shortReference);
  const corrected =
    correction === null
      ? ''
      : ` They were corrected over parcels by ${correctionWords[correction] ?? correction}${papers.length > 0 ? ` (${papers.join('; ')})` : ''}.`;
  return `In each of ${count(parcellation.parcels.length, 'parcel')}, ${name} correlations across ${count(subjects, 'subject')} were computed between ${x}, over the subjects that have both.${joined}${tested}${corrected}`;
}
