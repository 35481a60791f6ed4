// The result in sentences: what was asked, and what came out. Pure; every number stands in the result.
import { askWithin, onlyWithin } from './across-subjects.js';
import type { AnalysisResult } from '../../../engine/result.js';
import { formatCount, formatP, formatStatistic, fullNumber, plural, sayP } from './format.js';
import { ALPHA, isOfModel, type Choice, type Row } from './model.js';
import { correctionName, statisticSymbol } from './names.js';
import { strongest } from './rows.js';
import { referenceOf } from './plan-facts.js';

const quoted = (names: readonly string[], most = 3): string =>
  names.length <= most
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;

/** What the columns are: the sets of an enrichment, else maps. */
export const columnNoun = ({ columns }: Pick<AnalysisResult, 'columns'>): 'map' | 'set' =>
  columns.some(({ maps }) => maps !== undefined) ? 'set' : 'map';

function sayReference(result: AnalysisResult): string {
  const noun = columnNoun(result);
  const count = result.columns.length === 1 ? noun : plural(result.columns.length, noun);
  const x = referenceOf(result.plan);
  if (!x) return count;
  if (x.kind !== 'reference') return count + (x.declaration ? ` of ${x.declaration}` : '');
  return `${count} of ${x.dataset}${x.collection ? ` (${x.collection})` : ''}`;
}

/** `Is the difference between PAT and HC (hedges)`; comparisons that keep rows have one map for each. */
function sayComparison(
  { name, sides }: { name: string; sides: readonly string[] },
  maps: number,
): string {
  const of = sides.join(' and ');
  if (maps > 1) return `Are the ${formatCount(maps)} maps of ${name}(${sides.join(', ')})`;
  return `Is the spatial pattern of ${sides.length > 1 ? `the difference between ${of}` : of} (${name})`;
}

/** `Is the spatial pattern of Pain related to the 29 maps of pet (UniqueTracers), across 200 parcels (Schaefer200…)?` */
export function question(result: AnalysisResult): string {
  const within = onlyWithin(result);
  if (within) return askWithin(result, within);
  const maps = result.y.labels;
  const groups = result.design?.comparison;
  const subject = groups
    ? sayComparison(groups, maps.length)
    : maps.length === 1
      ? `Is the spatial pattern of ${maps[0] ?? ''}`
      : `Are the spatial patterns of ${formatCount(maps.length)} maps (${quoted(maps, 2)})`;
  const { parcels, label, name } = result.parcellation;
  // Without nulls nothing answers whether; only how strongly can be told.
  const asked =
    result.nullModel.permuted === 'none'
      ? subject.replace(/^(Is|Are)/, (verb) => `How strongly ${verb.toLowerCase()}`)
      : subject;
  return `${asked} related to the ${sayReference(result)}, across the ${plural(parcels.length, 'parcel')} of ${label || name}?`;
}

/** `SERT (Savli2012, n = 20): ρ = 0.430, p = .0120, Meff (Galwey) p = .2000`. */
export function sayRow(choice: Choice, row: Row, correction: string | null): string {
  const parts = [sayValue(choice, row)];
  if (row.p !== null) parts.push(sayP(row.p));
  const corrected = correction === null ? null : (row.corrected[correction] ?? null);
  if (correction !== null && corrected !== null)
    parts.push(`${correctionName(correction)} ${sayP(corrected)}`);
  return `${row.label}: ${parts.join(', ')}`;
}

/** `0.0123. Counted; standard error .0011, 95 % interval .0102 to .0147.`, for the hover text of p. */
export function sayCertainty({ p, precision }: Pick<Row, 'p' | 'precision'>): string {
  if (p === null || !precision) return fullNumber(p);
  const { se, low, high, extrapolated } = precision;
  const origin = extrapolated
    ? 'Extrapolated from the tail of the nulls'
    : 'Counted among the nulls';
  const interval = `${extrapolated ? 'the count alone allows' : '95 % interval'} ${low === 0 ? '0' : formatP(low)} to ${formatP(high)}`;
  return `${fullNumber(p)}. ${origin}; standard error ${formatP(se)}, ${interval}.`;
}

function sayValue(choice: Choice, row: Row): string {
  const { raw, statistic } = choice;
  return raw && row.raw !== null
    ? `${statisticSymbol(raw.statistic)} = ${formatStatistic(row.raw)}`
    : `${statisticSymbol(statistic.statistic)} = ${formatStatistic(row.value)}`;
}

/** How many maps reach the threshold before and after the correction. `choice` is the statistic of the rows. */
export function counts(
  choice: Choice,
  rows: readonly Row[],
  correction: string | null,
  noun: 'map' | 'set' = 'map',
): string {
  const tested = rows.filter((row) => row.p !== null);
  if (!tested.length) return 'Observed values only: nothing was tested here.';
  const below = tested.filter((row) => (row.p ?? 1) < ALPHA).length;
  const many =
    tested.length === 1
      ? isOfModel(choice.statistic)
        ? 'The model of all maps together'
        : `The ${noun}`
      : `${below === 0 ? 'None' : formatCount(below)} of ${plural(tested.length, noun)}`;
  const verb =
    tested.length === 1 && below === 0 ? 'does not reach' : below <= 1 ? 'reaches' : 'reach';
  const uncorrected = `${many} ${verb} p < .05 uncorrected`;
  if (correction === null)
    return `${uncorrected}; no correction for multiple comparisons was asked for.`;
  if (below === 0) return `${uncorrected}.`;
  const after = tested.filter((row) => row.mark === 'corrected').length;
  return `${uncorrected}, ${after === 0 ? 'none' : formatCount(after)} after ${correctionName(correction)}.`;
}

/** The strongest map, and how many could not be computed. */
export function details(
  choice: Choice,
  rows: readonly Row[],
  correction: string | null,
  noun: 'map' | 'set' = 'map',
): string {
  const missing = rows.filter((row) => row.value === null).length;
  const [top] = strongest(
    rows.filter((row) => row.value !== null),
    1,
  );
  return [
    top ? `${rows.length > 1 ? 'Strongest: ' : ''}${sayRow(choice, top, correction)}.` : '',
    missing
      ? isOfModel(choice.statistic)
        ? 'The model could not be computed.'
        : `${plural(missing, noun)} could not be computed.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}
