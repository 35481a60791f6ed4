// `nsp data list`: one line for each parcellation, dataset and example, here or to be downloaded.
import type { Presence, ParcellationEntry } from '../../engine/plan.js';
import { combinations, templates } from '../../engine/library/catalogue/catalogue.js';
import type { DataLibrary } from '../../engine/library/library.js';
import { isMni } from '../../engine/library/spaces.js';
import { tableLines, wrap } from './columns.js';
import type { Column } from './columns.js';

const MARKS: Readonly<Record<Presence, string>> = { here: '*', partly: '+', remote: '-' };

/** Groups of parcellations; what fits none of the first ones stands in the last. */
const GROUPS: readonly (readonly [title: string, level: ParcellationEntry['level'] | null])[] = [
  ['cortex', 'cortex'],
  ['subcortex', 'subcortex'],
  ['both', 'combined'],
  ['other', null],
];

/** `Schaefer400…` before `Schaefer1000…`. */
const byNumber = new Intl.Collator('en', { numeric: true });

const mark: Column = { header: '', align: 'left' };

/** Tables of at most 80 columns with a mark for what is here. */
export function listLines(library: DataLibrary): string[] {
  return [
    `${MARKS.here} here   ${MARKS.partly} partly here   ${MARKS.remote} to be downloaded: nsp data fetch NAME`,
    ...GROUPS.flatMap(([title, level]) => {
      const entries = library
        .parcellations()
        .filter((entry) => groupOf(entry) === level)
        .sort((a, b) => byNumber.compare(a.name, b.name));
      return entries.length === 0 ? [] : ['', ...parcellationLines(title, entries)];
    }),
    '',
    'cortex + subcortex by one name; others are written as Schaefer200 + TianS1:',
    ...pairLines(),
    '',
    ...datasetLines(library),
    '',
    ...exampleLines(library),
    '',
    ...wrap(`templates: ${templates.map(({ space }) => space).join(', ')}`, 80),
    '',
    'nsp data info NAME says more about one of them.',
  ];
}

/** One line for each pair, with all its names. */
function pairLines(): string[] {
  const names = new Map<string, string[]>();
  for (const { alias, cortex, subcortex } of combinations) {
    const pair = `${cortex} + ${subcortex}`;
    names.set(pair, [...(names.get(pair) ?? []), alias]);
  }
  return [...names].map(([pair, aliases]) => `   ${aliases.join(', ')} = ${pair}`);
}

function groupOf({ level }: ParcellationEntry): ParcellationEntry['level'] | null {
  return GROUPS.some(([, known]) => known === level) ? level : null;
}

function parcellationLines(title: string, entries: readonly ParcellationEntry[]): string[] {
  return tableLines(
    [
      mark,
      { header: `parcellation, ${title}`, align: 'left', max: 31 },
      { header: 'parcels', align: 'right' },
      { header: 'also', align: 'left', max: 12 },
      { header: 'spaces', align: 'left', max: 21 },
    ],
    entries.map((entry) => [
      MARKS[entry.presence],
      simulated(entry.name, entry.simulated),
      String(entry.parcels),
      entry.aliases.filter((alias) => alias.length <= 12).join(', '),
      spacesText([...new Set([...entry.surfaces, ...entry.volumes])]),
    ]),
  );
}

/** `fsLR, fsaverage, MNI`: the spaces of the MNI family are told apart by `nsp data info`. */
function spacesText(spaces: readonly string[]): string {
  return [...new Set(spaces.map((space) => (isMni(space) ? 'MNI' : space)))].join(', ');
}

function datasetLines(library: DataLibrary): string[] {
  return tableLines(
    [
      mark,
      { header: 'dataset', align: 'left', max: 20 },
      { header: 'maps', align: 'right' },
      { header: 'collections', align: 'right' },
      { header: 'label', align: 'left', max: 36 },
    ],
    library
      .datasets()
      .map((entry) => [
        MARKS[entry.presence],
        entry.name,
        entry.mapCount === null ? '' : String(entry.mapCount),
        String(entry.collections.length),
        simulated(entry.label, entry.simulated),
      ]),
  );
}

function exampleLines(library: DataLibrary): string[] {
  return tableLines(
    [
      mark,
      { header: 'example', align: 'left', max: 24 },
      { header: 'label', align: 'left', max: 50 },
    ],
    library
      .examples()
      .map((entry) => [MARKS[entry.presence], entry.name, simulated(entry.label, entry.simulated)]),
  );
}

/** Says that an item is simulated where its name does not. */
function simulated(text: string, is: boolean): string {
  return is && !/simulat/i.test(text) ? `${text} (simulated)` : text;
}
