// The texts of hovers, in Markdown: properties, terms, declarations, library items with what they hold, licence and citation.
import { AstUtils } from 'langium';
import type {
  Citation,
  Combination,
  DatasetEntry,
  ExampleEntry,
  ParcellationEntry,
} from '../../engine/plan.js';
import { isRemote, presenceText } from '../availability.js';
import type { Catalog } from '../catalog.js';
import type { Design, Maps, Name } from '../generated/ast.js';
import { isReferenceSource } from '../generated/ast.js';
import { listed } from '../nearest.js';
import { BLOCK_ANALYSES, defaultText } from '../parameters.js';
import type { Parameter, Place } from '../parameters/parameter.js';
import type { Term } from '../vocabulary/term.js';

const paragraphs = (...parts: (string | null | undefined | false)[]): string =>
  parts.filter((part) => Boolean(part)).join('\n\n');

/** A property: what it means, takes, and is when absent. */
export function propertyText(key: string, row: Parameter, place: Place | undefined): string {
  const kind = BLOCK_ANALYSES.find((analysis) => analysis === place);
  const owners = row.methods ?? row.nullModels;
  return paragraphs(
    `**${key}** — ${row.doc}`,
    `Takes ${row.type.text}.`,
    row.required ? 'Required.' : `Default: ${defaultText(row, kind)}.`,
    owners && `Only with ${owners.join(', ')}.`,
  );
}

/** A term of a closed list. */
export function termText({ name, aliases, doc, source }: Term): string {
  return paragraphs(
    `**${name}** — ${doc}`,
    aliases && `Also written ${aliases.join(', ')}.`,
    source?.replace(/doi:(\S+?)(?=[;,]|$)/g, '[doi:$1](https://doi.org/$1)'),
  );
}

/** A declaration of maps or of a design, as it stands in the file. */
export function sourceText(declaration: Maps | Design): string {
  return `\`\`\`nsp\n${declaration.$cstNode?.text ?? declaration.name}\n\`\`\``;
}

const cited = (citations: readonly Citation[]): string | null =>
  citations.length === 0
    ? null
    : `Cite: ${citations
        .slice(0, 3)
        .map(({ ref, doi }) => (doi ? `[${ref}](https://doi.org/${doi})` : ref))
        .join('; ')}${citations.length > 3 ? ` and ${citations.length - 3} more` : ''}`;

const licence = (name: string | null): string => `Licence: ${name ?? 'not stated'}`;
const SIMULATED = 'Simulated data, for trying things out; no findings.';

/** A parcellation: parcels, spaces, stored spins and distances, licence, citation. */
export function parcellationText(entry: ParcellationEntry): string {
  const spaces = [...new Set([...entry.surfaces, ...entry.volumes])];
  return paragraphs(
    `**${entry.name}** — ${entry.label}`,
    entry.simulated && SIMULATED,
    `${entry.parcels} parcels, ${entry.level}, hemispheres ${entry.hemispheres.join(' and ') || 'not told apart'}.`,
    `Spaces: ${spaces.join(', ') || 'none'}. ${presenceText(entry)}`,
    !isRemote(entry)
      && `Stored spins: ${entry.spins.join(', ') || 'none'}. Stored distances: ${entry.distances.join(', ') || 'none'}.`,
    entry.aliases.length > 0 && `Also written ${entry.aliases.join(', ')}.`,
    licence(entry.license),
    cited(entry.citations),
  );
}

/** A name for cortex + subcortex: both members in full. */
export function combinationText(
  { alias, cortex, subcortex }: Combination,
  catalog: Catalog,
): string {
  const members = [cortex, subcortex].flatMap((name) => catalog.parcellation(name) ?? []);
  return paragraphs(`**${alias}** — ${cortex} + ${subcortex}`, ...members.map(parcellationText));
}

/** For which parcellations there are tables, those here first. */
function tablesText({ parcellations, here, presence }: DatasetEntry | ExampleEntry): string {
  const remote = parcellations.filter((name) => !here.parcellations.includes(name));
  const tables = listed(here.parcellations, 20);
  if (remote.length === 0)
    return `Tables for ${tables || 'no parcellation'}. ${presenceText({ presence })}`;
  const more = `${tables ? `Tables for ${tables}. To` : 'Tables to'} be downloaded: ${listed(remote)}.`;
  return `${more} ${presenceText({ presence })}`;
}

const mapCountText = ({ mapCount }: DatasetEntry): string | false =>
  mapCount !== null && `${mapCount} ${mapCount === 1 ? 'map' : 'maps'} published.`;

/** A dataset: collections, parcellations, licence, citation. */
export function datasetText(entry: DatasetEntry): string {
  return paragraphs(
    `**${entry.name}** — ${entry.label}`,
    entry.description,
    entry.simulated && SIMULATED,
    mapCountText(entry),
    `Collections: ${listed(entry.collections.map(({ name }) => name)) || 'none'}; default ${entry.defaultCollection ?? 'All'}.`,
    tablesText(entry),
    licence(entry.license),
    cited(entry.citations),
  );
}

/** An example dataset. */
export function exampleText(entry: ExampleEntry): string {
  return paragraphs(
    `**${entry.name}** — ${entry.label}`,
    entry.description,
    entry.simulated && SIMULATED,
    tablesText(entry),
    entry.license !== null && licence(entry.license),
  );
}

/** A collection named in the options of a reference; undefined when the word is none. */
export function collectionText(node: Name, word: string, catalog: Catalog): string | undefined {
  const source = AstUtils.getContainerOfType(node, isReferenceSource);
  const dataset = source?.dataset;
  const entry = dataset ? catalog.dataset(dataset) : undefined;
  const found = entry?.collections.find(({ name }) => name === word);
  return (
    found
    && paragraphs(
      `**${found.name}** — collection of ${entry?.name ?? ''}`,
      found.description,
      entry && found.name !== 'All' && !entry.here.collections.includes(found.name)
        ? presenceText({ presence: 'remote' })
        : null,
    )
  );
}
