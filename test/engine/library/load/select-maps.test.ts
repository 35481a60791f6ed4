import { describe, expect, it } from 'vitest';
import { nameTest } from '../../../../engine/library/load/map-filter.js';
import { selectMaps } from '../../../../engine/library/load/select-maps.js';
import type { CollectionContent } from '../../../../engine/library/entries.js';
import type { ReferenceFilter } from '../../../../engine/plan.js';
import { failure, noFilter } from '../small-library.js';

const weighted: CollectionContent = {
  name: 'W',
  sets: ['S', 'T'],
  members: [
    { set: 'S', map: 'target-A_n-8', weight: 1 },
    { set: 'S', map: 'target-B_n-20', weight: 2 },
    { set: 'S', map: 'gone', weight: 9 },
    { set: 'T', map: 'target-A_n-8', weight: 3 },
    { set: 'T', map: 'target-A_n-8', weight: 3 },
  ],
};
const flat: CollectionContent = {
  name: 'F',
  sets: [],
  members: [{ set: null, map: 'target-A_n-8', weight: null }],
};
const table = ['target-Z_n-1', 'target-B_n-20', 'target-A_n-8'];

const select = (filter: Partial<ReferenceFilter> = {}, collection = weighted) =>
  selectMaps(collection, table, { ...noFilter, ...filter }, 'collection W');
const kept = (filter: Partial<ReferenceFilter>) =>
  select(filter).members.map(({ set, map }) => `${set} ${map}`);

describe('selectMaps', () => {
  it('keeps the order of the collection, repeats a map in two sets and tells what is missing or listed twice', () => {
    const selection = select();
    expect(selection.members.map(({ set, map }) => [set, map])).toEqual([
      ['S', 'target-A_n-8'],
      ['S', 'target-B_n-20'],
      ['T', 'target-A_n-8'],
    ]);
    expect(selection.missing).toEqual(['gone']);
    expect(selection.repeated).toEqual(['target-A_n-8 (T)']);
  });

  it('filters by set, by name and by weight, limits included', () => {
    expect(kept({ sets: ['T'] })).toEqual(['T target-A_n-8']);
    expect(kept({ maps: ['-B_'] })).toEqual(['S target-B_n-20']);
    expect(kept({ weightRange: [2, 3] })).toEqual(['S target-B_n-20', 'T target-A_n-8']);
  });

  it('takes the weight quantile that is asked for, over the whole collection', () => {
    // weights 1, 2, 3, 9: the median is 2.5, the 0.25 quantile 1.75
    expect(kept({ weightQuantile: 0.5 })).toEqual(['T target-A_n-8']);
    expect(kept({ weightQuantile: 0.25 })).toEqual(['S target-B_n-20', 'T target-A_n-8']);
  });

  it('measures sets after maps that the table lacks are gone', () => {
    expect(kept({ setSizeRange: [2, 2] })).toEqual(['S target-A_n-8', 'S target-B_n-20']);
    expect(kept({ setSizeRange: [1, 1] })).toEqual(['T target-A_n-8']);
  });

  it('refuses what leaves nothing, naming the filter', async () => {
    expect((await failure(() => select({ maps: ['nothing'] }), 'no-maps-left')).message).toContain(
      'filter maps',
    );
    expect(
      (await failure(() => select({ setSizeRange: [5, 9] }), 'no-maps-left')).message,
    ).toContain('up to 2 maps');
    const strangers = { ...flat, members: [{ set: null, map: 'x', weight: null }] };
    expect((await failure(() => select({}, strangers), 'empty-collection')).message).toContain(
      'collection W',
    );
  });

  it('refuses unknown sets, and filters the collection has nothing for', async () => {
    expect((await failure(() => select({ sets: ['s'] }), 'unknown-set')).message).toContain(
      'Did you mean S?',
    );
    await failure(() => select({ sets: ['S'] }, flat), 'no-sets');
    await failure(() => select({ setSizeRange: [1, 2] }, flat), 'no-sets');
    await failure(() => select({ weightRange: [0, 1] }, flat), 'no-weights');
  });
});

describe('the filter on names', () => {
  const name = 'target-5HT1a_tracer-way100635_n-35_dx-hc_pub-savli2012';

  it.each([
    [['5HT1a'], true],
    [['5ht1a'], false],
    [['D1', 'way'], true],
    [{ target: '5ht1A' }, true],
    [{ target: '5HT1' }, false],
    [{ n: '>10', dx: 'hc' }, true],
    [{ n: '>35' }, false],
    [{ n: '>=35' }, true],
    [{ n: '<= 35' }, true],
    [{ n: '<35' }, false],
    [{ n: '=35' }, true],
    [{ n: '>10', dx: 'pd' }, false],
    [{ age: '>1' }, false],
  ] as [NonNullable<ReferenceFilter['maps']>, boolean][])('%j → %s', (filter, expected) => {
    expect(nameTest(filter)(name)).toBe(expected);
  });

  it('refuses a condition on what no map has in its name, with the nearest there is', async () => {
    const { message } = await failure(() => select({ maps: { targt: 'A' } }), 'unknown-key');
    expect(message).toMatch(/targt.*Did you mean target\?.*target, n\./);
  });

  it('refuses a comparison without a number', async () => {
    expect((await failure(() => nameTest({ n: '>many' }), 'bad-filter')).message).toContain(
      '">10"',
    );
  });
});
