// Rules of null models: a null needs what it is made from (spheres, distances), in the space that is named.
import type { ParcellationEntry } from '../../engine/plan.js';
import { nullModelFor, parcellationFor, partsOfModel, permutesMaps } from '../facts.js';
import type { Runnable } from '../generated/ast.js';
import { listed } from '../nearest.js';
import { silently } from '../reader.js';
import { settingOf, valueFor } from '../settings.js';
import type { ParcellationValue } from '../values/declared.js';
import type { Reader } from '../values/value-type.js';
import { rule } from './rule.js';

/** What is wrong with a null model in a parcellation; null when nothing is. */
function misfit(model: string, parcellation: ParcellationValue): [string, string] | null {
  const [cortex, subcortex] = partsOfModel(model);
  if (!cortex) return null;
  if (parcellation.kind === 'sum') {
    if (cortex.needs === 'surface' && !subcortex)
      return [
        'spin-for-subcortex',
        `\`${model}\` cannot spin subcortical parcels. Write \`${model} + moran\`.`,
      ];
    if (subcortex?.needs === 'surface')
      return [
        'spin-for-subcortex',
        `\`${subcortex.name}\` cannot spin subcortical parcels. Name a distance-based model after the \`+\`, such as moran.`,
      ];
    return null;
  }
  if (subcortex)
    return [
      'not-cortex-and-subcortex',
      `\`${model}\` is for a cortex + subcortex parcellation. Name one null model.`,
    ];
  const hasSurface =
    parcellation.kind === 'own'
      ? parcellation.source.$type === 'SurfaceSource'
      : parcellation.entry.surfaces.length > 0;
  const name =
    parcellation.kind === 'own' ? parcellation.declaration.name : parcellation.entry.name;
  return cortex.needs === 'surface' && !hasSurface
    ? [
        'spin-without-surface',
        `\`${model}\` rotates a sphere, and ${name} has no surface. Use a distance-based model such as moran.`,
      ]
    : null;
}

function fits(analysis: Runnable, reader: Reader): void {
  const property = settingOf(analysis, 'maps_method');
  const quiet = silently(reader);
  if (!permutesMaps(analysis, quiet)) return;
  const parcellation = parcellationFor(analysis, quiet);
  const model = property && nullModelFor(analysis, quiet);
  if (!property || !parcellation || !model) return;
  const problem = misfit(model, parcellation);
  if (problem)
    reader.report({ node: property, feature: 'value', code: problem[0], message: problem[1] });
}

/** Spaces a null model can be made in. */
function spacesFor(entry: ParcellationEntry, model: string): string[] {
  const spins = partsOfModel(model)[0]?.needs === 'surface';
  return spins ? entry.surfaces : [...new Set([...entry.surfaces, ...entry.volumes])];
}

function space(analysis: Runnable, reader: Reader): void {
  const property = settingOf(analysis, 'null_space');
  const quiet = silently(reader);
  if (!permutesMaps(analysis, quiet)) return;
  const parcellation = parcellationFor(analysis, quiet);
  const named = property && valueFor(analysis, 'null_space', quiet);
  const model = nullModelFor(analysis, quiet);
  if (!property || !named || named === 'auto' || parcellation?.kind !== 'library' || !model) return;
  const spaces = spacesFor(parcellation.entry, model);
  if (spaces.includes(named)) return;
  reader.report({
    node: property,
    feature: 'value',
    code: 'space-not-available',
    message: `${parcellation.entry.name} cannot make \`${model}\` nulls in ${named}. Use auto${spaces.length > 0 ? `, ${listed(spaces)}` : ''}.`,
    replacements: ['auto', ...spaces],
  });
}

export const NULL_MODEL_RULES = [
  rule({
    name: 'The null model can be made in the parcellation',
    on: 'Runnable',
    category: 'fast',
    check: fits,
  }),
  rule({
    name: 'The null space is one the parcellation has',
    on: 'Runnable',
    category: 'fast',
    check: space,
  }),
  rule({
    name: 'Free permutation is no null for maps',
    on: 'Property',
    category: 'fast',
    check(property, context) {
      const word = property.value?.$cstNode?.text.replace(/["']/g, '');
      if (property.key !== 'maps_method' || word !== 'random') return;
      context.warn({
        node: property,
        feature: 'value',
        code: 'random-null',
        message:
          '`random` ignores that neighbouring parcels are alike: on unrelated maps it calls 30 to 40 % significant at .05. Use a spin or moran.',
      });
    },
  }),
];
