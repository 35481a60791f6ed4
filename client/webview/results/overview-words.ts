// The whole result in sentences for the first tab: what was asked against which nulls, and what the answer is and is not. Pure.
import type { AnalysisResult } from '../../../engine/result.js';
import { answerWithin, onlyWithin } from './across-subjects.js';
import { formatCount, formatSeconds, plural } from './format.js';
import { ALPHA, isOfModel, rowsOf, type Choice, type Row } from './model.js';
import { correctionName } from './names.js';
import { sayNulls } from './nulls-words.js';
import { sortRows } from './rows.js';
import type { View } from './view.js';
import { columnNoun, question } from './words.js';

/** The question with the nulls it is answered against: `Is … related to …, more than 10,000 spins of the reference maps would give?` */
export const askedAgainst = (result: AnalysisResult): string =>
  result.nullModel.permuted === 'none'
    ? question(result)
    : `${question(result).replace(/\?$/, '')}, more than ${sayNulls(result)} would give?`;

/** The rows of every y map of a statistic, those that were tested. */
export function testedRows(
  result: AnalysisResult,
  choice: Choice,
  correction: string | null,
): Row[] {
  return choice.statistic.rows
    .flatMap((_, y) => rowsOf(result, choice, y, correction))
    .filter(({ p }) => p !== null);
}

/** What one value of the statistic is of. */
function nounOf(result: AnalysisResult, { statistic }: Choice, rows: readonly Row[]): string {
  const severalY = new Set(rows.map(({ yIndex }) => yIndex)).size > 1;
  if (isOfModel(statistic)) return severalY ? 'model' : 'model of all maps together';
  const noun = columnNoun(result);
  return !severalY ? noun : noun === 'set' ? 'pair of map and set' : 'pair of maps';
}

const pluralOf = (count: number, noun: string): string =>
  noun.startsWith('pair of ')
    ? `${formatCount(count)} pair${count === 1 ? '' : 's'}${noun.slice('pair'.length)}`
    : noun.startsWith('model of ')
      ? noun
      : plural(count, noun);

/**
 * The answer in sentences: how many reach .05, how many chance alone would give, how many survive the correction. Nothing that survives
 * is said to be nothing.
 */
export function answer(
  result: AnalysisResult,
  choice: Choice,
  correction: string | null,
): string[] {
  const within = onlyWithin(result);
  if (within) return answerWithin(result, within);
  const rows = testedRows(result, choice, correction);
  if (!rows.length)
    return [
      result.nullModel.permuted === 'none'
        ? 'Nothing was permuted, so there are no p values: these are observed values only.'
        : 'No value of this statistic was tested.',
    ];
  const noun = nounOf(result, choice, rows);
  if (rows.length === 1) return [single(rows[0] as Row, noun, correction)];
  const below = rows.filter(({ p }) => (p ?? 1) < ALPHA).length;
  const chance = Math.round(rows.length * ALPHA);
  const reach = below === 1 ? 'reaches' : 'reach';
  const first =
    below === 0
      ? `None of ${pluralOf(rows.length, noun)} reaches p < .05, not even uncorrected.`
      : `${formatCount(below)} of ${pluralOf(rows.length, noun)} ${reach} p < .05 uncorrected; chance alone would give about ${formatCount(Math.max(1, chance))}.`;
  return below === 0 ? [first] : [first, survivors(rows, correction)];
}

function survivors(rows: readonly Row[], correction: string | null): string {
  if (correction === null)
    return 'No correction for multiple comparisons was asked for, so none of this is a finding yet: set mc_method.';
  const after = rows.filter(({ mark }) => mark === 'corrected').length;
  const name = correctionName(correction);
  if (after === 0) return `Nothing survives the correction by ${name}.`;
  return `${formatCount(after)} ${after === 1 ? 'survives' : 'survive'} the correction by ${name}.`;
}

function single({ p, mark }: Row, noun: string, correction: string | null): string {
  const subject = `The ${noun}`;
  if ((p ?? 1) >= ALPHA) return `${subject} does not reach p < .05.`;
  if (correction === null || mark === 'corrected') return `${subject} reaches p < .05.`;
  return `${subject} reaches p < .05 uncorrected, not after ${correctionName(correction)}.`;
}

/** The strongest tested rows, smallest p first, then largest |value|. */
export const strongestRows = (rows: readonly Row[], most: number): Row[] =>
  sortRows(sortRows(rows, { key: 'abs', descending: true }), { key: 'p', descending: false }).slice(
    0,
    most,
  );

/** How many values could not be computed; empty when all could. */
export function sayMissing(result: AnalysisResult, choice: Choice): string {
  const missing = choice.statistic.observed.filter((value) => value === null).length;
  const noun = isOfModel(choice.statistic) ? 'model' : 'value';
  return missing ? `${plural(missing, noun)} could not be computed; see the warnings.` : '';
}

/** The other statistics that were tested, an answer each. */
export const otherAnswers = ({ result, choices, choice }: View): string[] =>
  choices
    .filter((other) => other !== choice && other.statistic.p !== null)
    .map((other) => {
      const correction = Object.keys(other.statistic.corrected)[0] ?? null;
      return `${other.statistic.label}: ${answer(result, other, correction).join(' ')}`;
    });

export interface ParameterRow {
  property: string;
  value: string;
  /** Null where the result does not tell. */
  isDefault: boolean | null;
}

/** Properties of the analysis, each with whether the file sets it. Columns of a design have properties of their own. */
export function parameterRows({ parameters, plan }: AnalysisResult): ParameterRow[] {
  const written = plan.kind === 'pipeline' ? undefined : plan.written;
  return parameters.map(([property, value]) => ({
    property,
    value,
    isDefault: !written || property.includes('.') ? null : !written.includes(property),
  }));
}

/** `200 parcels of Schaefer 200, cortex, hemispheres L and R`. */
export const sayParcels = ({ parcellation }: AnalysisResult): string => {
  const { parcels, label, name, level, hemispheres } = parcellation;
  const sides = hemispheres.length > 1 ? 'hemispheres' : 'hemisphere';
  return `${plural(parcels.length, 'parcel')} of ${label || name}, ${level}, ${sides} ${hemispheres.join(' and ')}`;
};

/** `1.4 s on 2 threads`. */
export const sayTime = ({ seconds, threads }: AnalysisResult): string =>
  `${formatSeconds(seconds)} on ${plural(threads, 'thread')}`;

/** `42, drawn for this run: write “seed: 42” to get the same numbers again`. */
export const saySeed = ({ seed, seedDrawn }: AnalysisResult): string =>
  seedDrawn
    ? `${seed}, drawn for this run: write “seed: ${seed}” into the analysis to get the same numbers again`
    : `${seed}, given in the file`;
