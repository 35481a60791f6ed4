// What an analysis works on, resolved: its parcellation, its null model, and the space the nulls are made in.
import type { AnalysisKind, Hemisphere, ParcellationEntry } from '../engine/plan.js';
import { commonName, hereFirst } from './availability.js';
import type { Pipeline, Property, Runnable } from './generated/ast.js';
import { listed } from './nearest.js';
import { DEFAULT_PARCELLATION } from './parameters/analyses.js';
import { STEP_PARAMETERS } from './parameters/pipeline.js';
import { stepsNamed } from './parameters/step-places.js';
import { silently } from './reader.js';
import { optionIn, propertyIn, settingOf, valueFor } from './settings.js';
import type { ParcellationValue } from './values/declared.js';
import type { Reader } from './values/value-type.js';
import { findTerm } from './vocabulary/term.js';
import { NULL_MODELS } from './vocabulary/null-models.js';

/** Spaces in the order in which spins are looked for (decisions 3). */
const SPIN_SPACES: readonly string[] = ['fsLR', 'fsaverage'];
/** Spaces in the order in which stored distances are looked for (decisions 3). */
const DISTANCE_SPACES: readonly string[] = [
  'fsLR',
  'fsaverage',
  'MNI152NLin6Asym',
  'MNI152NLin2009cAsym',
];

/** Kinds of things a pipeline permutes; empty without a `permute` step, or one that cannot be read. */
function permuted(analysis: Pipeline, reader: Reader): readonly string[] {
  const [step] = stepsNamed(analysis, 'permute');
  const row = STEP_PARAMETERS.permute.what;
  return movingTogether((step && optionIn(step.block, 'what', row, silently(reader))) ?? []);
}

/** Groups, maps and sets together are groups and sets (spec: statistics, 5.1); the editor says so. */
export const movingTogether = <K extends string>(what: readonly K[]): readonly K[] =>
  ALL_KINDS.every((kind) => what.some((one) => one === kind))
    ? what.filter((kind) => kind !== 'maps')
    : what;

const ALL_KINDS: readonly string[] = ['groups', 'maps', 'sets'];

/** What moves in each permutation of a pipeline, sorted, as the engine names it (`groups+maps`; `maps+both` for both sides); and where
 * the file says so. Null without a step, or one that cannot be read. */
export function movingIn(
  analysis: Pipeline,
  reader: Reader,
): { kinds: string; property: Property } | null {
  const [step] = stepsNamed(analysis, 'permute');
  const property = propertyIn(step?.block, 'what');
  const kinds = [...permuted(analysis, reader)].sort();
  if (!step || !property || kinds.length === 0) return null;
  const row = STEP_PARAMETERS.permute.maps_which;
  const which = kinds.includes('maps')
    ? optionIn(step.block, 'maps_which', row, silently(reader))
    : [];
  return { kinds: [...kinds, ...((which?.length ?? 0) > 1 ? ['both'] : [])].join('+'), property };
}

/** Null maps are made. */
export function permutesMaps(analysis: Runnable, reader: Reader): boolean {
  if (analysis.$type === 'Pipeline') return permuted(analysis, reader).includes('maps');
  return (
    analysis.kind === 'colocalization' || (analysis.kind === 'xsea' && !drawsSets(analysis, reader))
  );
}

/** Random sets are drawn. */
export function drawsSets(analysis: Runnable, reader: Reader): boolean {
  if (analysis.$type === 'Pipeline') return permuted(analysis, reader).includes('sets');
  return analysis.kind === 'xsea' && valueFor(analysis, 'permute_sets', silently(reader)) === true;
}

/** Labels of groups are permuted. */
export function permutesGroups(analysis: Runnable, reader: Reader): boolean {
  if (analysis.$type === 'Pipeline') return permuted(analysis, reader).includes('groups');
  return analysis.kind.startsWith('group_');
}

/** Each set of X gives one number. */
export function takesSets(analysis: Runnable, reader: Reader): boolean {
  if (analysis.$type === 'Analysis')
    return analysis.kind === 'xsea' || analysis.kind === 'group_xsea';
  const [step] = stepsNamed(analysis, 'colocalize');
  const row = STEP_PARAMETERS.colocalize.xsea;
  return step !== undefined && optionIn(step.block, 'xsea', row, silently(reader)) === true;
}

/** What people call it: its keyword. */
export const kindOf = (analysis: Runnable): AnalysisKind =>
  analysis.$type === 'Pipeline' ? 'pipeline' : analysis.kind;

/** The parcellation of an analysis; undefined after a report. */
export function parcellationFor(analysis: Runnable, reader: Reader): ParcellationValue | undefined {
  if (settingOf(analysis, 'parcellation')) return valueFor(analysis, 'parcellation', reader);
  const entry = reader.catalog.parcellation(DEFAULT_PARCELLATION);
  if (entry) return { kind: 'library', entry };
  reader.report({
    node: analysis,
    feature: 'name',
    code: 'unknown-parcellation',
    message: `The default parcellation ${DEFAULT_PARCELLATION} is not in the data library. Add \`parcellation: …\` with one of: ${listed(hereFirst(reader.catalog.parcellations()).map(commonName))}.`,
    missingKey: 'parcellation',
  });
  return undefined;
}

/** The default null model of a parcellation (decisions 4). */
function defaultNullModel(
  parcellation: ParcellationValue,
  hemispheres: readonly Hemisphere[],
): string {
  switch (parcellation.kind) {
    case 'sum': {
      const [cortex] = parcellation.entries;
      const spun = defaultNullModel({ kind: 'library', entry: cortex }, hemispheres) !== 'moran';
      return spun ? 'alexander_bloch+moran' : 'moran';
    }
    case 'own':
      return parcellation.source.$type === 'SurfaceSource' && hemispheres.length === 2
        ? 'alexander_bloch'
        : 'moran';
    case 'library':
      return parcellation.entry.level === 'cortex'
        && parcellation.entry.surfaces.length > 0
        && parcellation.entry.hemispheres.length === 2
        && hemispheres.length === 2
        ? 'alexander_bloch'
        : 'moran';
  }
}

/** The null model of an analysis of maps, given or by default; undefined when either is not known. */
export function nullModelFor(analysis: Runnable, reader: Reader): string | undefined {
  const given = valueFor(analysis, 'maps_method', reader);
  if (given) return given;
  const parcellation = parcellationFor(analysis, reader);
  const hemispheres = valueFor(analysis, 'parcellation_hemi', reader);
  return given === null && parcellation && hemispheres
    ? defaultNullModel(parcellation, hemispheres)
    : undefined;
}

/** Null models of a sum, one by one. */
export function partsOfModel(model: string) {
  return model.split('+').flatMap((name) => findTerm(NULL_MODELS, name) ?? []);
}

const spinSpace = ({ surfaces }: Pick<ParcellationEntry, 'surfaces'>): string | undefined =>
  SPIN_SPACES.find((space) => surfaces.includes(space)) ?? surfaces[0];

const distanceSpace = ({ distances, here }: ParcellationEntry): string | undefined =>
  DISTANCE_SPACES.find((space) => distances.includes(space)) ?? here.volumes[0] ?? here.surfaces[0];

/** Where no file serves: the first space the public library has; it stores distances for every one. */
function remoteSpace(entry: ParcellationEntry, needs: string | undefined): string | null {
  if (needs === 'surface') return spinSpace(entry) ?? null;
  const spaces = [...entry.surfaces, ...entry.volumes];
  return DISTANCE_SPACES.find((space) => spaces.includes(space)) ?? spaces[0] ?? null;
}

/** The space nulls are made in when the file says `auto`; null when the parcellation has none that serves. Files that are here come first. */
export function automaticSpace(entry: ParcellationEntry, model: string): string | null {
  const needs = partsOfModel(model)[0]?.needs;
  if (needs === 'nothing') return null;
  const here = needs === 'surface' ? spinSpace(entry.here) : distanceSpace(entry);
  return here ?? remoteSpace(entry, needs);
}
