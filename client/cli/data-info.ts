// `nsp data info NAME`: what the library says about a parcellation, a dataset or an example, sources and licences included.
import { NspError } from '../../engine/error.js';
import type { Citation, DatasetEntry, ExampleEntry, ParcellationEntry } from '../../engine/plan.js';
import type { DataLibrary } from '../../engine/library/library.js';
import { wrap } from './columns.js';

const WIDTH = 80;

/** A fact with its heading; without value it is left out. */
type Fact = readonly [heading: string, value: string | null | undefined];

/** @throws NspError `unknown-name` with the names that begin alike */
export async function infoLines(library: DataLibrary, name: string): Promise<string[]> {
  const parcellation = library.parcellation(name);
  const dataset = library.dataset(name);
  const example = library.example(name);
  if (!parcellation && !dataset && !example) throw unknown(library, name);
  return [
    ...(parcellation ? parcellationLines(parcellation) : []),
    ...(dataset ? datasetLines(dataset, (await library.mapNames(dataset.name)).length) : []),
    ...(example ? exampleLines(example) : []),
  ];
}

function parcellationLines(entry: ParcellationEntry): string[] {
  return [
    ...title(entry.name, entry.label, entry.simulated),
    ...facts([
      ['parcels', `${String(entry.parcels)} (${entry.level})`],
      ['hemispheres', entry.hemispheres.join(', ')],
      ['aliases', entry.aliases.join(', ')],
      ['volumes', entry.volumes.join(', ')],
      ['surfaces', entry.surfaces.join(', ')],
      ['stored spins', entry.spins.join(', ')],
      ['stored distances', entry.distances.join(', ')],
      ['licence', entry.license],
    ]),
    ...citationLines(entry.citations),
  ];
}

function datasetLines(entry: DatasetEntry, maps: number): string[] {
  return [
    ...title(entry.name, entry.label, entry.simulated),
    ...wrap(entry.description, WIDTH),
    ...facts([
      ['maps', String(maps)],
      ['parcellations', entry.parcellations.join(', ')],
      ['licence', entry.license],
    ]),
    ...collectionLines(entry),
    ...citationLines(entry.citations),
  ];
}

function collectionLines({ collections, defaultCollection }: DatasetEntry): string[] {
  if (collections.length === 0) return [];
  const lines = collections.flatMap(({ name, description }) => {
    const star = name === defaultCollection ? ' (default)' : '';
    return [`  ${name}${star}`, ...wrap(description, WIDTH, 6)];
  });
  return ['collections:', ...lines];
}

function exampleLines(entry: ExampleEntry): string[] {
  return [
    ...title(entry.name, entry.label, entry.simulated),
    ...wrap(entry.description, WIDTH),
    ...facts([['parcellations', entry.parcellations.join(', ')]]),
  ];
}

function title(name: string, label: string, simulated: boolean): string[] {
  const words = label && label !== name ? `${name}: ${label}` : name;
  return wrap(simulated && !/simulated/i.test(words) ? `${words} (simulated)` : words, WIDTH);
}

function facts(list: readonly Fact[]): string[] {
  return list.flatMap(([heading, value]) => {
    if (!value) return [];
    const [first = '', ...rest] = wrap(value, WIDTH, 18);
    return [`${`${heading}:`.padEnd(18)}${first.trimStart()}`, ...rest];
  });
}

function citationLines(citations: readonly Citation[]): string[] {
  if (citations.length === 0) return [];
  const lines = citations.flatMap(({ ref, doi, license, note }) => {
    const parts = [ref, doi ? `https://doi.org/${doi}` : '', license ?? '', note ?? ''];
    const [first = '', ...rest] = wrap(parts.filter(Boolean).join('; '), WIDTH, 4);
    return [`  - ${first.trimStart()}`, ...rest];
  });
  return ['please cite:', ...lines];
}

function unknown(library: DataLibrary, name: string): NspError {
  const names = [library.parcellations(), library.datasets(), library.examples()].flatMap((list) =>
    list.map((entry) => entry.name),
  );
  const start = name.slice(0, 3).toLowerCase();
  const alike = names.filter((each) => each.toLowerCase().startsWith(start));
  const hint = alike.length > 0 ? `did you mean ${alike.join(', ')}?` : 'nsp data list names all';
  return new NspError('unknown-name', `the data library holds nothing called ${name}; ${hint}`);
}
