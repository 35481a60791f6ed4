// The sentences of the methods paragraph about what was done to the maps before they were compared, step by step in the order it was
// done. A new kind of step is a row.
import type { PreparationFacts } from '../result.js';
import { papersOf, shortReference } from './bibliography.js';
import { cleaning, groupComparison, harmonisation } from './design-text.js';
import type { Told } from './told.js';
import { count, list } from './wording.js';

type Sentence<S> = (facts: Extract<PreparationFacts, { step: S }>, result: Told) => string;

const sentences: { [S in PreparationFacts['step']]: Sentence<S> } = {
  'clean_y within': ({ maps, matched }) =>
    matched
      ? `From each Y map its own covariate map was regressed across parcels by least squares with an intercept (${count(maps.length, 'map')}); the residuals went on.`
      : `${list(maps)} ${maps.length > 1 ? 'were' : 'was'} regressed from each Y map across parcels by least squares with an intercept; the residuals went on.`,
  'clean_y between': (facts) => [harmonisation(facts), cleaning(facts)].filter(Boolean).join(' '),
  transform_y: (facts) => groupComparison(facts, 'Y'),
  transform_z: (facts) => groupComparison(facts, 'Z'),
  reduce_x: reduction,
};

/** All steps. Empty where nothing was done. */
export function preparation(result: Told): string {
  return (result.preparations ?? [])
    .map((facts) => sentence(facts, result))
    .filter(Boolean)
    .join(' ');
}

function sentence<S extends PreparationFacts['step']>(
  facts: Extract<PreparationFacts, { step: S }>,
  result: Told,
): string {
  return (sentences[facts.step] as Sentence<S>)(facts, result);
}

const reductionWords: Readonly<Record<string, string>> = {
  mean: 'the mean of the maps in each parcel',
  median: 'the median of the maps in each parcel',
  pca: 'principal components of the centred maps',
  ica: 'independent components (FastICA, log cosh)',
  fa: 'common factors (minimum residuals, promax rotation)',
};

function reduction(
  { from, components }: Extract<PreparationFacts, { step: 'reduce_x' }>,
  { plan }: Told,
): string {
  const step = plan.preparations.find((one) => one.step === 'reduce_x');
  if (!step) return '';
  const papers = papersOf(step.reduction).map(shortReference).join('; ');
  const by = reductionWords[step.reduction] ?? step.reduction;
  const sets = step.meanBySet ? ', each set by itself' : '';
  const weighted = step.weightedMean ? ', weighted by the weights of the collection' : '';
  const shares = components.flatMap(({ explained }) => (explained === null ? [] : [explained]));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const explained =
    shares.length === components.length && !step.meanBySet
      ? `; together they explain ${(100 * total).toFixed(1)} % of the variance`
      : '';
  return `The ${count(from, 'X map')} ${from > 1 ? 'were' : 'was'} reduced to ${components.length} by ${by}${papers ? ` (${papers})` : ''}${weighted}${sets}${explained}.`;
}
