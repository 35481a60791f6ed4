// The four groups of the data view and the items of each, as the library tells them.
import type { Citation } from '../engine/library/entries.js';
import { templateSpaces, type ItemKind } from '../engine/library/holdings.js';
import type { DataLibrary } from '../engine/library/library.js';

/** What the library says of an item. */
export interface Entry {
  name: string;
  label: string;
  description: string;
  license: string | null;
  citations: readonly Citation[];
  simulated: boolean;
}

export interface Group {
  key: ItemKind;
  label: string;
  list: (library: DataLibrary) => Entry[];
}

const plain = { description: '', license: null, citations: [], simulated: false };

export const groups: readonly Group[] = [
  { key: 'dataset', label: 'Datasets', list: (library) => [...library.datasets()] },
  {
    key: 'parcellation',
    label: 'Parcellations',
    list: (library) =>
      library
        .parcellations()
        .map(({ parcels, aliases, ...entry }) => ({
          ...entry,
          description: [
            `${String(parcels)} parcels.`,
            aliases.length > 0 ? `Also written ${aliases.join(', ')}.` : '',
          ].join(' '),
        })),
  },
  {
    key: 'example',
    label: 'Examples',
    list: (library) => library.examples().map((entry) => ({ ...entry, citations: [] })),
  },
  {
    key: 'template',
    label: 'Templates',
    list: ({ stack }) => templateSpaces(stack).map((name) => ({ ...plain, name, label: '' })),
  },
];
