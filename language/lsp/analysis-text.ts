// Hover of an analysis: what will be run, with every default, and the choices that are made for the user.
import type { Catalog } from '../catalog.js';
import { automaticSpace, nullModelFor, parcellationFor } from '../facts.js';
import type { Analysis } from '../generated/ast.js';
import { defaultText, PARAMETERS } from '../parameters.js';
import { readerFor } from '../reader.js';
import { settingOf, valueFor } from '../settings.js';
import type { Reader } from '../values/value-type.js';

/** `fsLR (stored spins)`: where the nulls of an analysis are made; null where that cannot be told. */
function nullSpaceText(analysis: Analysis, model: string, reader: Reader): string | null {
  const parcellation = parcellationFor(analysis, reader);
  const given = valueFor(analysis, 'null_space', reader);
  if (parcellation?.kind !== 'library' || given === undefined) return null;
  const { entry } = parcellation;
  const space = given === 'auto' ? automaticSpace(entry, model) : given;
  if (space === null) return null;
  const isHere = [...entry.here.surfaces, ...entry.here.volumes].includes(space);
  if (!isHere && entry.presence !== 'here') return `${space}, to be downloaded`;
  const stored = entry.spins.includes(space)
    ? 'stored spins'
    : entry.distances.includes(space)
      ? 'stored distances'
      : 'made from the surface or volume';
  return `${space}, ${stored}`;
}

/** The settings of an analysis as a table: own ones, those of `defaults`, and the defaults of the language. */
export function analysisText(analysis: Analysis, catalog: Catalog): string {
  const reader = readerFor(analysis, catalog, () => undefined);
  const rows = Object.entries(PARAMETERS[analysis.kind])
    .filter(([, row]) => !row.methods && !row.nullModels)
    .map(([key, row]) => {
      const property = settingOf(analysis, key);
      const own = property?.$container.$container === analysis;
      const from = property ? (own ? '' : 'from `defaults`') : 'default';
      const text = property?.value?.$cstNode?.text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
      return `| ${key} | ${text ?? defaultText(row, analysis.kind)} | ${from} |`;
    });
  const model = nullModelFor(analysis, reader);
  const space = model && nullSpaceText(analysis, model, reader);
  const choice = model
    ? `Null model: ${model}${space ? ` (${space})` : ''}.`
    : analysis.kind.startsWith('group_')
      ? 'Null model: permuted group labels.'
      : '';
  return [
    `**${analysis.name}** — ${analysis.kind}`,
    choice,
    `| property | value | |\n|---|---|---|\n${rows.join('\n')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
