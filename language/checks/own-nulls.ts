// Rules of null maps of one's own (`maps_nulls`): nothing of a null model stands beside them, and the file fits the analysis.
import { parcellationFor, takesSets } from '../facts.js';
import type { Analysis, Runnable } from '../generated/ast.js';
import { NULL_OPTIONS } from '../parameters/options.js';
import { STEP_PARAMETERS } from '../parameters/pipeline.js';
import { stepsNamed } from '../parameters/step-places.js';
import { silently } from '../reader.js';
import { isOwn, optionIn, propertyIn, settingOf, valueFor } from '../settings.js';
import type { Reader } from '../values/value-type.js';
import { rowLabels } from './row-labels.js';
import type { CheckContext } from './rule.js';
import { rule } from './rule.js';

const MODEL_KEYS: readonly string[] = ['maps_method', 'null_space', ...Object.keys(NULL_OPTIONS)];

/** Path of the null maps of an analysis; null when it makes them by a null model. */
const pathFor = (analysis: Runnable, reader: Reader): string | null =>
  settingOf(analysis, 'maps_nulls')
    ? (valueFor(analysis, 'maps_nulls', silently(reader)) ?? null)
    : null;

/** What stands in `defaults` may be meant for other analyses. */
function unused(analysis: Analysis, reader: Reader): void {
  if (pathFor(analysis, reader) === null) return;
  for (const key of MODEL_KEYS) {
    const property = propertyIn(analysis.block, key);
    if (!property) continue;
    reader.report({
      node: property,
      feature: 'key',
      code: 'other-null',
      message: `\`${key}\` is about null maps that are made, and \`${analysis.name}\` takes them from a file. Remove it, or \`maps_nulls\`.`,
    });
  }
}

/** Number of parcels of an analysis; undefined where only a run can tell. */
async function parcelsOf(analysis: Runnable, context: CheckContext): Promise<number | undefined> {
  const quiet = silently(context);
  const parcellation = parcellationFor(analysis, quiet);
  const hemispheres = valueFor(analysis, 'parcellation_hemi', quiet);
  if (!parcellation || parcellation.kind === 'own' || hemispheres?.length !== 2) return undefined;
  const entries = parcellation.kind === 'sum' ? parcellation.entries : [parcellation.entry];
  const labels = await Promise.all(
    entries.map((entry) => context.catalog.parcelLabels(entry.name)),
  );
  return labels.includes(null)
    ? undefined
    : labels.reduce((sum, each) => sum + (each?.length ?? 0), 0);
}

/** Number of maps that are permuted; undefined where it is not known yet. */
async function mapsOf(analysis: Runnable, context: CheckContext): Promise<number | undefined> {
  const quiet = silently(context);
  const side = sideOf(analysis, quiet);
  // Maps of an enrichment that stand in several sets are permuted once.
  if (side === null || (side === 'x' && takesSets(analysis, quiet))) return undefined;
  const maps = valueFor(analysis, side, quiet);
  return maps && (await rowLabels(analysis, maps, context))?.length;
}

/** Whose maps are permuted; null where steps make other maps of them, or both sides move. */
function sideOf(analysis: Runnable, reader: Reader): 'x' | 'y' | null {
  if (analysis.$type === 'Analysis') {
    const [side, ...others] = valueFor(analysis, 'maps_which', reader) ?? ['X'];
    return others.length > 0 ? null : side === 'Y' ? 'y' : 'x';
  }
  const [step] = stepsNamed(analysis, 'permute');
  const which = optionIn(step?.block, 'maps_which', STEP_PARAMETERS.permute.maps_which, reader);
  const side = which?.length === 1 && which[0] === 'Y' ? 'y' : 'x';
  const made = analysis.steps.some(
    ({ name }) => name === (side === 'x' ? 'reduce_x' : 'transform_y'),
  );
  return made || which?.length !== 1 || !settingOf(analysis, side) ? null : side;
}

async function shape(analysis: Runnable, context: CheckContext): Promise<void> {
  const path = pathFor(analysis, context);
  const property = settingOf(analysis, 'maps_nulls');
  if (path === null || !property || !(await context.catalog.fileExists(path))) return;
  const own = isOwn(analysis, property);
  const report = (code: string, message: string): void =>
    context.report({
      node: own ? property : analysis,
      feature: own ? 'value' : 'name',
      code,
      message,
    });
  let found: number[];
  try {
    found = await context.catalog.arrayShape(path);
  } catch (error) {
    report('unreadable-nulls', error instanceof Error ? error.message : String(error));
    return;
  }
  const problem = misfit(found, {
    maps: await mapsOf(analysis, context),
    permutations: valueFor(analysis, 'n_perm', silently(context)),
    parcels: await parcelsOf(analysis, context),
  });
  if (problem) report('nulls-do-not-fit', `${path} ${problem}`);
}

interface Wanted {
  maps: number | undefined;
  permutations: number | undefined;
  parcels: number | undefined;
}

function misfit(found: readonly number[], wanted: Wanted): string | null {
  const [maps, permutations = 0, parcels = 0] = found.length === 2 ? [1, ...found] : found;
  if (found.length < 2 || found.length > 3)
    return `has the shape (${found.join(', ')}). Null maps are maps × permutations × parcels, or permutations × parcels for one map.`;
  if (wanted.parcels !== undefined && parcels !== wanted.parcels)
    return `holds null maps of ${parcels} parcels; the parcellation has ${wanted.parcels}.`;
  if (wanted.maps !== undefined && maps !== wanted.maps)
    return `holds null maps of ${maps} maps; ${wanted.maps} are permuted. It has null maps of each of them, in their order.`;
  if (wanted.permutations !== undefined && permutations < wanted.permutations)
    return `holds ${permutations} null maps of each map. Set \`n_perm\` to ${permutations} or less, or make more.`;
  return null;
}

/** A file holds null maps of X or of Y. */
function oneSide(analysis: Runnable, reader: Reader): void {
  const quiet = silently(reader);
  const property = settingOf(analysis, 'maps_nulls');
  if (!property || (valueFor(analysis, 'maps_nulls', quiet) ?? null) === null) return;
  if (valueFor(analysis, 'maps_which', quiet)?.length !== 2) return;
  reader.report({
    node: settingOf(analysis, 'maps_which') ?? property,
    feature: 'value',
    code: 'nulls-of-one-side',
    message:
      '`maps_nulls` holds the null maps of one side, and `maps_which` names both. Write `maps_which: X` or `maps_which: Y`, or use a null model.',
    replacements: ['X', 'Y'],
  });
}

export const OWN_NULLS_RULES = [
  rule({ name: 'Own null maps are of one side', on: 'Analysis', category: 'fast', check: oneSide }),
  rule({
    name: 'Own null maps of a pipeline are of one side',
    on: 'Pipeline',
    category: 'fast',
    check: oneSide,
  }),
  rule({
    name: 'Own null maps stand in for a null model, not beside one',
    on: 'Analysis',
    category: 'fast',
    check: unused,
  }),
  rule({
    name: 'Own null maps fit maps, permutations and parcels',
    on: 'Runnable',
    category: 'slow',
    check: shape,
  }),
];
