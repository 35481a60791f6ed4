// The words of the data view.
import { describe, expect, it } from 'vitest';
import {
  contextOf,
  descriptionOf,
  fetchShare,
  fetchText,
  iconOf,
  licencesText,
  sizeText,
  tooltipOf,
} from '../../../client/extension/data-words.js';
import { dataNode } from './data-node.js';

describe('the words behind a label', () => {
  it('say the size of what is here, and the licence of an item', () => {
    expect(descriptionOf(dataNode({ presence: 'here', bytes: 1_234_000 }))).toBe(
      '1.2 MB · CC BY 4.0',
    );
  });

  it('say what is to be downloaded, what is partly here, and what is a mere row of a table', () => {
    expect(descriptionOf(dataNode({ presence: 'remote' }))).toBe('CC BY 4.0 · to be downloaded');
    expect(descriptionOf(dataNode({ presence: 'partly', bytes: 9 }))).toBe(
      'partly here, 9 bytes · CC BY 4.0',
    );
    expect(descriptionOf(dataNode({ kind: 'map', presence: null }))).toBe('in the tables');
    expect(descriptionOf(dataNode({ presence: 'remote', bytes: 2000, licence: null }))).toBe(
      'to be downloaded, other parts here (2.0 kB)',
    );
  });

  it('leave the licence to the item and tell simulated data', () => {
    expect(descriptionOf(dataNode({ kind: 'table', presence: 'here', bytes: 5 }))).toBe('5 bytes');
    const demo = { simulated: true, presence: 'here', bytes: 5, licence: null } as const;
    expect(descriptionOf(dataNode({ ...demo, label: 'demogenes' }))).toBe(
      'demo, simulated · 5 bytes',
    );
    expect(descriptionOf(dataNode({ ...demo, label: 'grf' }))).toBe('simulated · 5 bytes');
  });

  it('count the items of a group', () => {
    expect(descriptionOf(dataNode({ kind: 'group', counts: { here: 3, total: 19 } }))).toBe(
      '3 of 19 here',
    );
  });
});

describe('the icon', () => {
  it('tells what is here, partly here and to be downloaded', () => {
    const icons = (['here', 'partly', 'remote', null] as const).map((presence) =>
      iconOf(dataNode({ presence })),
    );
    expect(new Set(icons).size).toBe(4);
  });
});

describe('what can be done with a node', () => {
  it('depends on what is missing, removable and on disk', () => {
    expect(contextOf(dataNode({ presence: 'remote', missing: 3 }))).toBe('data fetch');
    const here = { presence: 'here', path: '/x', removable: { files: 1, bytes: 1 } } as const;
    expect(contextOf(dataNode(here))).toBe('data remove reveal');
    expect(contextOf(dataNode({ ...here, missing: 1 }))).toBe('data rest remove reveal');
    expect(contextOf(dataNode({ kind: 'group', missing: 3, path: '/x' }))).toBe('data');
  });
});

describe('the tooltip', () => {
  it('says what it is, its state, licence, sources with links, and the path', () => {
    const text = tooltipOf(
      dataNode({
        about: 'Receptor maps.',
        presence: 'partly',
        bytes: 1000,
        missing: 2,
        citations: [
          { ref: 'One et al., 2001', doi: '10.1/one' },
          { ref: 'Two', doi: null },
        ],
        path: '/data/reference/pet/ref.yaml',
      }),
    );
    expect(text).toBe(
      [
        '**pet**',
        'Receptor maps.',
        'Partly here, 1.0 kB; 2 files can be downloaded',
        'Licence: CC BY 4.0',
        'Please cite:\n\n- [One et al., 2001](https://doi.org/10.1/one)\n- Two',
        '`/data/reference/pet/ref.yaml`',
      ].join('\n\n'),
    );
  });

  it('takes names and descriptions of data folders as plain text', () => {
    const text = tooltipOf(dataNode({ label: '[x](command:bad)', about: '<b>*bold*</b>' }));
    expect(text).toContain(String.raw`**\[x\]\(command:bad\)**`);
    expect(text).toContain(String.raw`\<b\>\*bold\*\</b\>`);
  });
});

describe('licences, sizes and progress', () => {
  it('are told in plain words', () => {
    expect(
      licencesText([
        { item: 'pet', licence: null, citations: [{ ref: 'One, 2001', doi: '10.1/one' }] },
        { item: 'Glasser', licence: 'CC BY 4.0', citations: [] },
      ]),
    ).toBe(
      'pet: each map has its own licence, told in its description.\nPlease cite One, 2001 (doi.org/10.1/one).\n\nGlasser: CC BY 4.0.',
    );
    expect([0, 999, 1000, 123_456, 5e9, 7e12].map(sizeText)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.0 kB',
      '123 kB',
      '5.0 GB',
      '7000 GB',
    ]);
  });

  it('go by bytes where the size is known, else by files', () => {
    const progress = { taskId: '', filesDone: 3, filesTotal: 12, bytesDone: 4_200_000 };
    const known = { ...progress, bytesTotal: 16_800_000 };
    const unknown = { ...progress, bytesTotal: null };
    expect(fetchText(known)).toBe('3 of 12 files, 4.2 MB of 16.8 MB');
    expect(fetchText(unknown)).toBe('3 of 12 files, 4.2 MB');
    expect([fetchShare(known), fetchShare(unknown)]).toEqual([0.25, 0.25]);
    expect(fetchShare({ ...unknown, filesTotal: 0 })).toBe(0);
  });
});
