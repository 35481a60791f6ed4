// The methods paragraph of a result, in plain English, made from the plan and what was found while running it. Each sentence is
// one function; a sentence that does not apply is empty.
import type { Tail } from '../plan.js';
import type { StatisticResult } from '../result.js';
import { TOOLBOX, papersOf, shortReference } from './bibliography.js';
import { correlationWords, fitWords } from './method-words.js';
import { nullModel } from './permutation-text.js';
import { preparation } from './preparation-text.js';
import { inSets, sayAggregation, testedMaps } from './set-text.js';
import { isParcellated, sourceWords } from './source-words.js';
import { toldOf, type ResultFacts, type Told } from './told.js';
import {
  correctionWords,
  count,
  familyWords,
  levelWords,
  list,
  sideWords,
  tailWords,
  thousands,
} from './wording.js';

/** The methods paragraph: what was compared, how, against which nulls, corrected how, with which seed and software. */
export function methodsText(result: ResultFacts): string {
  const told = toldOf(result);
  return sentences
    .map((sentence) => sentence(told))
    .filter(Boolean)
    .join(' ');
}

const sentences: readonly ((result: Told) => string)[] = [
  comparison,
  sources,
  parcelValues,
  preparation,
  adjustment,
  standardisation,
  statistics,
  sayAggregation,
  pooling,
  nullModel,
  pValues,
  extrapolation,
  ...['meff_galwey', 'meff_li_ji'].map((name) => (result: Told) => effective(result, name)),
  otherCorrections,
  normalisation,
  reproduction,
];

/** Statistics that were tested, i.e. have p values. */
const tested = (result: Told): (StatisticResult & { tail: Tail })[] =>
  result.statistics.flatMap((statistic) =>
    statistic.p !== null && statistic.tail !== null ? [{ ...statistic, tail: statistic.tail }] : [],
  );

function comparison(result: Told): string {
  const { parcellation, y, plan } = result;
  const tested = plan.permute ? 'tested' : 'measured';
  const of =
    result.design?.comparison && result.design.groups.length > 1
      ? `the difference between groups of subjects, ${count(y.labels.length, 'map')}`
      : count(y.labels.length, 'brain map');
  const labels = y.labels.length <= 5 ? ` (${y.labels.join(', ')})` : '';
  const hemispheres =
    parcellation.hemispheres.length === 1
      ? ` of the ${parcellation.hemispheres[0] === 'L' ? 'left' : 'right'} hemisphere`
      : '';
  const level = levelWords[parcellation.level] ?? '';
  return (
    `Spatial colocalization of ${of}${labels} with `
    + `${inSets(result)} was ${tested} across `
    + `${count(parcellation.parcels.length, `${level}parcel`)}${hemispheres} `
    + `of ${parcellation.label}${cited(result, parcellation.name)}.`
  );
}

function sources({ plan, design }: Told): string {
  const z =
    plan.z.length > 0 ? ` The maps regressed out (Z) came from ${list(plan.z.map(zWords))}.` : '';
  const maps = design?.comparison ? "subjects' maps" : 'brain maps';
  if (plan.self)
    return `The maps came from ${sourceWords(plan.x)} and were compared with each other: Y was a copy of X.${z}`;
  return `The ${maps} (Y) came from ${sourceWords(plan.y)}, the reference maps (X) from ${sourceWords(plan.x)}.${z}`;
}

const zWords = (z: Told['plan']['z'][number]): string =>
  typeof z === 'string' ? `the tissue map ${z} of the reference dataset tpm` : sourceWords(z);

function parcelValues({ plan }: Told): string {
  const z = plan.z.filter((item) => typeof item !== 'string');
  const parcellated = [plan.y, plan.x, ...z].some(isParcellated);
  return parcellated
    ? 'Parcel values are means over the voxels or vertices of a parcel without background.'
    : '';
}

function adjustment({ plan, preparations }: Told): string {
  const parts: string[] = [];
  const cleaned = preparations?.some((facts) => facts.step === 'clean_y within') ?? false;
  const ofZ = plan.preparations.some((step) => step.step === 'clean_y' && step.within === 'z');
  const regressed = (plan.zyMatched ? (['y'] as const) : plan.regressZ).filter(
    (side) => !(cleaned && ofZ && side === 'y'),
  );
  if (plan.z.length > 0 && regressed.length > 0) {
    const sides = list(regressed.map((side) => sideWords[side]));
    const matched = plan.zyMatched ? ', each from the Y map of its own row,' : '';
    const names = plan.z.map((z) =>
      typeof z === 'string' ? z : (z.declaration ?? sourceWords(z)),
    );
    const ranked = plan.methods.some((method) => method.includes('spearman'))
      ? ' For rank correlations X, Y, Z and null maps were ranked first.'
      : '';
    parts.push(
      `Z maps (${list(names)}) were regressed${matched} from ${sides} and from ${regressed.length > 1 ? 'every null map' : 'their null maps'} by least squares with an intercept across parcels.${ranked}`,
    );
  }
  return parts.join(' ');
}

function standardisation({ plan }: Told): string {
  if (plan.standardize.length === 0) return 'Maps were not standardised.';
  const sides = list(
    plan.standardize
      .filter((side) => side !== 'z' || plan.z.length > 0)
      .map((side) => sideWords[side]),
  );
  return sides
    ? `${sides} maps were standardised across parcels (mean 0, standard deviation 1).`
    : '';
}

function statistics({ plan }: Told): string {
  const correlations = plan.methods.flatMap((method) => correlationWords[method] ?? []);
  const transformed = plan.rToZ ? ' and Fisher z-transformed' : '';
  const together =
    correlations.length > 0
      ? `${capital(list(correlations))} were computed over the parcels with values in both maps${transformed}.`
      : '';
  const ranked = plan.methodOptions['rank'] ? ', all maps being ranked first' : '';
  const each = plan.methods.flatMap((method) => {
    const words = fitWords[method]?.(plan.methodOptions);
    return words === undefined ? [] : [`${words}${ranked}.`];
  });
  return [together, ...each].filter(Boolean).join(' ');
}

function pooling({ statistics, plan }: Told): string {
  if (plan.permute?.pairs) return '';
  const pooled = statistics.flatMap(({ rows, pooledRow }) => rows.filter((_, i) => pooledRow[i]));
  const [kind] = pooled;
  return kind
    ? `Statistics were pooled over the brain maps by their ${kind} before they were tested.`
    : '';
}

function pValues(result: Told): string {
  const found = tested(result);
  if (found.length === 0) return '';
  const tails = [...new Set(found.map(({ tail }) => tail))];
  const each = tails.map((tail) => {
    const of = found.filter((statistic) => statistic.tail === tail).map(({ label }) => label);
    return `${tailWords[tail]}${tails.length > 1 ? ` for ${list([...new Set(of)])}` : ''}`;
  });
  const m = thousands(result.nullModel.permutations);
  return (
    `Exact p values were ${list(each)}, limited to the range from 1/m to 1 − 1/m `
    + `with m the number of null values (${m}).`
  );
}

/** How many small p came from the fitted tails. */
function extrapolation({ plan, statistics }: Told): string {
  if (plan.pApproximation !== 'gpd') return '';
  const flags = statistics.flatMap(({ pPrecision }) => pPrecision?.extrapolated ?? []);
  const found = thousands(flags.filter(Boolean).length);
  const papers = papersOf(plan.pApproximation).map(shortReference).join('; ');
  return (
    `P values of which fewer than 10 null values were as extreme were extrapolated (${found} of them) by a generalised Pareto distribution of `
    + `the largest null values, at most 250 or a tenth, that passed the Anderson-Darling test at .05 (${papers}); the others were counted.`
  );
}

function effective(result: Told, name: string): string {
  const meff = result.meff[name];
  if (!meff) return '';
  const papers = papersOf(name).map(shortReference).join('; ');
  const pooled = result.statistics.some(({ pooledRow }) => pooledRow.some(Boolean));
  const rows = pooled ? 1 : result.y.labels.length;
  const product = meff.y === null ? '' : ` = ${decimals(meff.x)} (X) × ${decimals(meff.y)} (Y)`;
  const family = familyWords[meff.y === null && rows > 1 ? 'y' : 'array'];
  return (
    `P values were corrected for multiple comparisons, ${family}, `
    + `with the effective number of independent tests among ${testedMaps(result)} (${papers}; `
    + `Meff = ${decimals(meff.used)}${product}) in Šidák's formula q = 1 − (1 − p)^Meff.${wholeModels(result)}`
  );
}

/** Of a whole model there is one test per Y map. */
function wholeModels(result: Told): string {
  const found = tested(result);
  const models = found.filter(({ columns }) => columns !== undefined);
  if (models.length === 0 || models.length === found.length) return '';
  return ` Statistics of a whole model (${list([...new Set(models.map(({ statistic }) => statistic))])}) have one test for each Y map and were corrected for the Y maps alone.`;
}

function otherCorrections({ plan, meff }: Told): string {
  const others = plan.corrections.filter((name) => !(name in meff));
  const byRow = others.filter((name) => perRow.has(name));
  const byFamily = others.filter((name) => !perRow.has(name));
  const families: [family: string, names: string[]][] = [
    [familyWords[plan.mcDimension], byFamily],
    [familyWords.y, byRow],
  ];
  let also = others.length < plan.corrections.length ? 'also ' : '';
  return families
    .filter(([, names]) => names.length > 0)
    .map(([family, names]) => {
      const text = `P values were ${also}corrected for multiple comparisons, ${family}, by ${list(names.map(withPapers))}.`;
      also = 'also ';
      return text;
    })
    .join(' ');
}

/** Corrections that are made for each Y map, whatever `mc_dimension` says. */
const perRow = new Set(['maxT', 'step_maxT']);

function withPapers(name: string): string {
  const papers = papersOf(name).map(shortReference);
  return (correctionWords[name] ?? name) + (papers.length > 0 ? ` (${papers.join('; ')})` : '');
}

function normalisation({ statistics }: Told): string {
  const found = statistics.find(({ normalized }) => normalized !== null);
  if (!found) return '';
  const formula =
    found.normalizedBy === 'standard'
      ? '(observed − mean) / standard deviation'
      : '(observed − median) / (1.4826 × median absolute deviation)';
  return `Normalised values express the observed statistic relative to its null distribution: ${formula}.`;
}

function reproduction({ seed, seedDrawn, software }: Told): string {
  const drawn = seedDrawn ? ' (drawn for this run)' : '';
  const toolbox = papersOf(TOOLBOX).map(shortReference).join('; ');
  const programs = list(software.map(({ name, version }) => `${name} ${version}`));
  return `The random seed was ${String(seed)}${drawn}. Computations were done with ${programs}, following the methods of the NiSpace toolbox (${toolbox}).`;
}

/** ` (Schaefer et al., 2018)` for a subject with citations, else nothing. */
function cited({ citations }: Told, subject: string): string {
  const refs = citations
    .filter((citation) => citation.subject === subject)
    .map(({ ref }) => /^.*?(19|20)\d\d[a-z]?/.exec(ref)?.[0] ?? ref);
  return refs.length > 0 ? ` (${[...new Set(refs)].join('; ')})` : '';
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const decimals = (value: number): string => value.toFixed(2);
