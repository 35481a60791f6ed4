// How the data view speaks of what the library holds: sizes, states, licences, sources. Pure.
import type { DataNode, DataProgress, LicenceFacts, SourceFacts } from '../../server/protocol.js';

const units = ['bytes', 'kB', 'MB', 'GB'] as const;

/** `812 bytes`, `3.4 kB`, `120 MB`; steps of 1000. */
export function sizeText(bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1000 ** step;
  const digits = step === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[step] ?? 'GB'}`;
}

export const filesText = (files: number): string =>
  `${files.toLocaleString('en-US')} ${files === 1 ? 'file' : 'files'}`;

const items: ReadonlySet<DataNode['kind']> = new Set(['dataset', 'parcellation', 'example']);

/** Of nodes without files of their own. */
const notes: Readonly<Partial<Record<DataNode['kind'], string>>> = {
  map: 'in the tables',
  collection: 'the whole table',
};

function stateText({ presence, bytes, kind }: DataNode): string {
  switch (presence) {
    case 'here':
      return sizeText(bytes);
    case 'partly':
      return `partly here, ${sizeText(bytes)}`;
    case 'remote':
      // Images of a dataset whose tables are still to come, for instance.
      return bytes > 0
        ? `to be downloaded, other parts here (${sizeText(bytes)})`
        : 'to be downloaded';
    case null:
      return notes[kind] ?? '';
  }
}

/** The dim words behind a label: `1.2 MB · CC BY 4.0`, `MIT · to be downloaded`, `4 of 19 here`. */
export function descriptionOf(node: DataNode): string {
  const { counts, kind, simulated, licence } = node;
  if (counts) return `${counts.here} of ${counts.total} here`;
  const item = items.has(kind);
  const made = /^demo/i.test(node.label) ? 'demo, simulated' : 'simulated';
  const terms = item ? (licence ?? '') : '';
  // The sign says as much as *to be downloaded*, and narrow views cut off the end.
  const words = node.presence === 'remote' ? [terms, stateText(node)] : [stateText(node), terms];
  return [item && simulated ? made : '', ...words].filter(Boolean).join(' · ');
}

/** Names of the product icons. */
export function iconOf({ kind, id, presence }: DataNode): string {
  if (kind === 'group') return groupIcons[id] ?? 'database';
  if (kind === 'more') return 'ellipsis';
  switch (presence) {
    case 'here':
      return 'pass';
    case 'partly':
      return 'color-mode';
    case 'remote':
      return 'cloud';
    case null:
      return kind === 'collection' ? 'list-unordered' : 'dash';
  }
}

const groupIcons: Readonly<Record<string, string>> = {
  dataset: 'database',
  parcellation: 'layout',
  example: 'beaker',
  template: 'globe',
};

/** What can be done with a node, for the `when` of its menus: `data fetch remove reveal`; `rest` where only optional files are missing. */
export function contextOf({ kind, presence, missing, removable, path }: DataNode): string {
  if (kind === 'group' || kind === 'more') return 'data';
  const offers = [
    missing > 0 ? (presence === 'here' ? 'rest' : 'fetch') : '',
    removable.files > 0 ? 'remove' : '',
    path === null ? '' : 'reveal',
  ];
  return ['data', ...offers.filter(Boolean)].join(' ');
}

/** Markdown: what it is, state, licence, whom to cite, where it lies. */
export function tooltipOf(node: DataNode): string {
  const { label, about, simulated, licence, citations, path, counts, missing } = node;
  const state = counts ? '' : stateText(node);
  const more = missing > 0 ? `${filesText(missing)} can be downloaded` : '';
  return [
    `**${escaped(label)}**`,
    escaped(about),
    simulated ? 'Simulated: made-up numbers, no findings.' : '',
    capitalised([state, more].filter(Boolean).join('; ')),
    licence === null ? '' : `Licence: ${escaped(licence)}`,
    citations.length > 0
      ? `Please cite:\n\n${citations.map((one) => `- ${linked(one)}`).join('\n')}`
      : '',
    path === null ? '' : `\`${path.replaceAll('`', "'")}\``,
  ]
    .filter(Boolean)
    .join('\n\n');
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Signs that Markdown would take for its own. */
const escaped = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-!|<>~]/g, '\\$&');

function linked({ ref, doi }: SourceFacts): string {
  return doi ? `[${escaped(ref)}](https://doi.org/${encodeURI(doi)})` : escaped(ref);
}

/** The licences of a dialog, in plain text: terms and whom to cite, a paragraph for each item. */
export function licencesText(licences: readonly LicenceFacts[]): string {
  return licences
    .map(({ item, licence, citations }) => {
      const terms = licence ?? 'each map has its own licence, told in its description';
      const cited = citations.map(({ ref, doi }) => (doi ? `${ref} (doi.org/${doi})` : ref));
      return `${item}: ${terms}.${cited.length > 0 ? `\nPlease cite ${cited.join('; ')}.` : ''}`;
    })
    .join('\n\n');
}

/** `3 of 12 files, 4.2 of 17.0 MB`. */
export function fetchText({ filesDone, filesTotal, bytesDone, bytesTotal }: DataProgress): string {
  const size =
    bytesTotal === null ? sizeText(bytesDone) : `${sizeText(bytesDone)} of ${sizeText(bytesTotal)}`;
  return `${filesDone} of ${filesText(filesTotal)}, ${size}`;
}

/** Share that is done, 0 to 1: by bytes where the size is known, else by files. */
export function fetchShare({ filesDone, filesTotal, bytesDone, bytesTotal }: DataProgress): number {
  if (bytesTotal !== null && bytesTotal > 0) return bytesDone / bytesTotal;
  return filesTotal > 0 ? filesDone / filesTotal : 0;
}
