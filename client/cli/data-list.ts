// `nsp data list`: one line for each parcellation, dataset and example.
import type { DataLibrary } from '../../engine/library/library.js';
import { tableLines } from './columns.js';
import type { Column } from './columns.js';

const name: Column = { header: '', align: 'left', max: 34 };

/** Three short tables, 80 columns wide. */
export function listLines(library: DataLibrary): string[] {
  return [
    ...tableLines(
      [
        { ...name, header: 'parcellation' },
        { header: 'parcels', align: 'right' },
        { header: 'level', align: 'left', max: 10 },
        { header: 'spaces', align: 'left', max: 22 },
      ],
      library
        .parcellations()
        .map((each) => [
          each.name,
          String(each.parcels),
          each.level,
          [...new Set([...each.surfaces, ...each.volumes])].join(', '),
        ]),
    ),
    '',
    ...tableLines(
      [
        { ...name, header: 'dataset' },
        { header: 'collections', align: 'right' },
        { header: 'label', align: 'left', max: 31 },
      ],
      library.datasets().map((each) => [each.name, String(each.collections.length), each.label]),
    ),
    '',
    ...tableLines(
      [
        { ...name, header: 'example' },
        { header: 'label', align: 'left', max: 44 },
      ],
      library.examples().map((each) => [each.name, each.label]),
    ),
    '',
    'nsp data info NAME says more about one of them.',
  ];
}
