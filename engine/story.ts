// What a run tells of itself in the log, in the order in which it happens (spec/workflows.md 8): what is compared, over which parcels,
// how the nulls are made, how p values are counted, and how many are small.
import { methodsOf } from './colocalize/chosen-method.js';
import type { LoadedData } from './library/load/data.js';
import type { AnalysisPlan } from './plan.js';
import type { RunSettings } from './pipeline/settings.js';
import type { AnalysisResult, Cell, StatisticResult } from './result.js';
import { sourceWords } from './store/source-words.js';
import { count, list, thousands } from './store/wording.js';

/** Counted as significant. */
const ALPHA = 0.05;

/** Before anything is read: which question is asked of which sources. */
export function questionLines(kind: AnalysisPlan['kind'], run: RunSettings): string[] {
  const z = run.z.map((source) => (typeof source === 'string' ? source : sourceWords(source)));
  if (run.self && run.methods.length === 0)
    return [`${kind}: y is ${sourceWords(run.x)}, across subjects`];
  const y = run.self ? 'a copy of x' : sourceWords(run.y);
  return [
    `${kind.replaceAll('_', ' ')}: y is ${y}, x is ${sourceWords(run.x)}`,
    ...(z.length > 0 ? [`z: ${z.join(', ')}`] : []),
  ];
}

/** Once the data are there: over which parcels, and what is standardised. How many maps each side has was told while reading. */
export function dataLines(plan: RunSettings, { parcellation, z }: LoadedData): string[] {
  const sides = plan.standardize.filter((side) => side !== 'z' || z !== null);
  const level = parcellation.level === 'unknown' ? '' : `, ${parcellation.level}`;
  return [
    `Parcellation ${parcellation.name}: ${count(parcellation.labels.length, 'parcel')}${level}, hemispheres ${plan.hemispheres.join(' and ')}`,
    sides.length > 0
      ? `${sides.join(' and ')} z-standardised across parcels, map by map`
      : 'nothing is z-standardised',
  ];
}

/** Before the observed statistics: the methods, and whether correlations are transformed. */
export function methodLine(plan: RunSettings): string {
  const names = methodsOf(plan).map(({ method }) => method.label);
  const transformed = plan.rToZ ? '; correlations are averaged and tested as Fisher z' : '';
  return `${names.length > 1 ? 'Methods' : 'Method'}: ${names.join(', ')}${transformed}`;
}

/** The null model with where its nulls come from. */
export function nullLine(
  { permute, nPerm, seed }: RunSettings,
  drawn: boolean,
  model: { method: string },
  { space, origin }: { space: string | null; origin: string },
): string {
  if (!permute) return origin;
  const { maps, groups, sets, pairs } = permute;
  const moving = [
    ...(maps ? [`${maps.which.join(' and ')} maps`] : []),
    ...(groups ? ['group labels'] : []),
    ...(sets ? ['sets of maps'] : []),
    ...(pairs ? ['pairs of maps'] : []),
  ];
  const where = space === null ? '' : `, space ${space}`;
  const of = drawn ? ' (drawn for this run)' : '';
  return `Null model ${model.method}: ${thousands(nPerm)} permutations of ${list(moving)}${where}; ${origin}; seed ${String(seed)}${of}`;
}

/** What the stage of null statistics counts: `nulls × 29 maps`. */
export function nullUnit({ x, y }: Pick<LoadedData, 'x' | 'y'>, sets: number | null): string {
  const [columns, noun] = sets === null ? [x.labels.length, 'map'] : [sets, 'set'];
  const rows = y.labels.length;
  if (rows === 1) return `nulls × ${count(columns, noun)}`;
  return `nulls × ${thousands(rows * columns)} pairs of maps${sets === null ? '' : ' and sets'}`;
}

/** The tail of each statistic, the effective numbers of tests, and how many p values are below .05 before and after corrections. */
export function significanceLines({
  statistics,
  meff,
}: Pick<AnalysisResult, 'statistics' | 'meff'>): string[] {
  const tested = statistics.filter(({ p }) => p !== null);
  const tails = tested.map(
    ({ method, statistic, tail }) => `${method} ${statistic}: ${tail ?? ''}`,
  );
  const effective = Object.entries(meff).map(
    ([name, { used }]) => `${name} ${Number(used.toPrecision(6))}`,
  );
  return [
    ...(tails.length > 0 ? [`Exact p values, tails: ${tails.join(', ')}`] : []),
    ...(effective.length > 0 ? [`Effective number of tests: ${effective.join(', ')}`] : []),
    ...tested.map((one) => `Significance of ${one.method} ${one.statistic}: ${counts(one)}`),
  ];
}

/** `2/29 p < 0.05, 0/29 p_meff_galwey < 0.05`. */
function counts({ p, corrected }: StatisticResult): string {
  const of = (name: string, cells: readonly Cell[]): string => {
    const known = cells.filter((cell) => cell !== null);
    const below = known.filter((cell) => cell < ALPHA).length;
    return `${thousands(below)}/${thousands(known.length)} ${name} < ${ALPHA}`;
  };
  return [
    of('p', p ?? []),
    ...Object.entries(corrected).map(([name, cells]) => of(`p_${name}`, cells)),
  ].join(', ');
}
