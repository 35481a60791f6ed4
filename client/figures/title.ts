// The words of a figure (spec/workflows.md 7.1): title, what was permuted, and the line that says what was compared. Pure.
import type { AnalysisResult, ResultDesign } from '../../engine/result.js';
import { formatCount, plural } from '../webview/results/format.js';
import type { Choice } from '../webview/results/model.js';
import { columnNoun } from '../webview/results/words.js';

/** By name of the comparison; null leaves the maps as they are. */
export const TRANSFORMS: Record<string, string | null> = {
  y: null,
  mean: 'mean',
  median: 'median',
  std: 'standard deviation',
  var: 'variance',
  meandiff: 'difference of means',
  cohen: 'Cohen’s d',
  hedges: 'Hedges’ g',
  pairedcohen: 'paired Cohen’s d',
  elemdiff: 'difference',
  prc: 'percent change',
  logfc: 'log fold change',
  center: 'centring',
  zscore: 'z score',
  rzscore: 'robust z score',
  centile: 'centile',
};

const PERMUTED: Record<AnalysisResult['nullModel']['permuted'], string | null> = {
  X: 'permutation of X maps',
  Y: 'permutation of Y maps',
  'X and Y': 'permutation of X and Y maps',
  groups: 'permutation of groups',
  'groups and X': 'permutation of groups and X maps',
  sets: 'permutation of sets',
  'Y and sets': 'permutation of Y maps and sets',
  'groups and sets': 'permutation of groups and sets',
  pairs: 'permutation of pairs',
  none: null,
};

/** Straight apostrophes as printed. */
const typeset = (words: string): string => words.replaceAll("'", '’');

/** `Spearman’s rho colocalization`; what an aggregate is of stands behind it. */
function subject({ statistic, raw }: Choice): string {
  const [name = '', ...more] = (raw ?? statistic).label.split(', ');
  const method = statistic.statistic.startsWith('rho') ? '' : ` (${statistic.method})`;
  return typeset([`${name}${method} colocalization`, ...more].join(', '));
}

/** Of the design, or of the step of a pipeline that transformed the y maps. */
function comparisonOf({ design, preparations = [] }: AnalysisResult): ResultDesign['comparison'] {
  const step = preparations.find((one) => one.step === 'transform_y');
  return design?.comparison ?? (step?.step === 'transform_y' ? step.comparison : null);
}

/** `Spearman’s rho colocalization after Hedges’ g transform`, and on a line of its own `(permutation of groups)`. */
export function figureTitle(result: AnalysisResult, choice: Choice): string[] {
  const compared = comparisonOf(result)?.name ?? 'y';
  const transform = compared in TRANSFORMS ? TRANSFORMS[compared] : compared;
  const after = transform ? ` after ${transform} transform` : '';
  const permuted = choice.statistic.nulls ? PERMUTED[result.nullModel.permuted] : null;
  return [`${subject(choice)}${after}`, ...(permuted === null ? [] : [`(${permuted})`])];
}

/** The rows of a statistic by name; a map of group differences says which groups. */
export function yName(result: AnalysisResult, { statistic }: Choice, row: number): string {
  const name = statistic.rows[row] ?? '';
  if (statistic.pooledRow[row]) return `${name} of ${plural(result.y.labels.length, 'y map')}`;
  const compared = comparisonOf(result);
  return compared?.name === name ? `${name}(${compared.sides.join(', ')})` : name;
}

function runs({ permuted, permutations }: AnalysisResult['nullModel']): string {
  if (permuted === 'none') return 'observed values only';
  return `${formatCount(permutations)} ${permuted === 'sets' ? 'random draws' : 'permutations'}`;
}

/** `Pain × 29 maps · 200 parcels of Schaefer200 · 10,000 permutations`. */
export function figureSubtitle(result: AnalysisResult, y: string): string {
  const { parcellation, columns, nullModel } = result;
  return [
    `${y} × ${plural(columns.length, columnNoun(result))}`,
    `${plural(parcellation.parcels.length, 'parcel')} of ${parcellation.label || parcellation.name}`,
    runs(nullModel),
  ].join(' · ');
}

/** `Spearman’s rho, Fisher z`. */
export const valueTitle = ({ raw, statistic }: Choice): string =>
  typeset(raw ? `${raw.label}, Fisher z` : statistic.label);
