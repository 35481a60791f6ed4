import { describe, expect, it } from 'vitest';
import {
  aggregatedTail,
  aggregationByName,
  aggregationFor,
  aggregations,
  Aggregator,
  mapSets,
} from '../../../engine/colocalize/aggregate.js';

const table = {
  sets: ['b', 'a', null, 'b', 'a', 'b', 'empty'],
  weights: [1, 2, 9, 3, 0.5, null, 1],
};
const values = Float64Array.from([0.5, -1, 100, -2, 3, NaN, NaN]);
const sets = mapSets(table);
const of = (name: string, v = values): number[] => {
  const out = new Float64Array(sets.length);
  new Aggregator(sets, aggregationByName.get(name)!).aggregate(v, out);
  return [...out];
};

describe('sets of maps', () => {
  it('come in order of first appearance, wherever their rows stand, without rows that have no set', () => {
    expect(sets.map((set) => [set.name, [...set.members]])).toEqual([
      ['b', [0, 3, 5]],
      ['a', [1, 4]],
      ['empty', [6]],
    ]);
    expect([...sets[0]!.weights]).toEqual([1, 3, NaN]);
  });
});

describe('aggregation', () => {
  it('leaves missing members out, and is missing without members', () => {
    expect(of('mean')).toEqual([-0.75, 1, NaN]);
    expect(of('median')).toEqual([-0.75, 1, NaN]);
    expect(of('absmean')).toEqual([1.25, 2, NaN]);
    expect(of('absmedian')).toEqual([1.25, 2, NaN]);
    expect(of('weightedmean')).toEqual([(0.5 - 6) / 4, (-2 + 1.5) / 2.5, NaN]);
    expect(of('weightedabsmean')).toEqual([6.5 / 4, 3.5 / 2.5, NaN]);
  });

  it('takes the middle of an odd number of members, and of infinities', () => {
    const odd = Float64Array.from([5, -1, 0, -3, 3, 2, Infinity]);
    expect(of('median', odd)).toEqual([2, 1, Infinity]);
  });

  it('leaves members without a weight out of weighted means only', () => {
    const all = Float64Array.from([1, 1, 1, 1, 1, 7, 1]);
    expect(of('weightedmean', all)[0]).toBe(1);
    expect(of('mean', all)[0]).toBe(3);
  });

  it('is missing where weights add up to nothing', () => {
    const zero = mapSets({ sets: ['s', 's'], weights: [1, -1] });
    const out = new Float64Array(1);
    new Aggregator(zero, aggregationByName.get('weightedmean')!).aggregate(
      Float64Array.of(1, 2),
      out,
    );
    expect(out[0]).toBeNaN();
  });

  it('of absolute values does not see signs and is tested for large values', () => {
    for (const row of aggregations) {
      const flipped = of(
        row.name,
        values.map((v) => -v),
      );
      const expected = of(row.name).map((v) => (row.absolute ? v : -v));
      expect(flipped).toEqual(expected);
      expect(aggregatedTail(row, 'two')).toBe(row.absolute ? 'upper' : 'two');
    }
  });

  it('drops "weighted" where no map has a weight', () => {
    const weightless = mapSets({ sets: ['s', 's'], weights: [null, null] });
    const name = (wish: string, of = weightless): string =>
      aggregationFor(aggregationByName.get(wish)!, of).name;
    expect(['weightedmean', 'weightedabsmean', 'median'].map((wish) => name(wish))).toEqual([
      'mean',
      'absmean',
      'median',
    ]);
    expect(name('weightedmean', sets)).toBe('weightedmean');
  });
});
