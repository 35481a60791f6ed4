import { describe, expect, it } from 'vitest';
import { membersOf, sayLeading } from '../../../../client/webview/results/detail/members-model.js';

const result = {
  x: { labels: ['A', 'B', 'C', 'D'], file: 'x.npy' },
  sets: [{ members: [3, 0, 2, 1], weights: [0.5, null, 1, 2] }],
};
const shown = { statistic: 'rho_z', aggregate: -0.2, absolute: false };

describe('the maps of a set', () => {
  it('come with the leading ones first: those that point where the set points', () => {
    const members = membersOf(result, 0, [0.4, -0.3, null, -0.1], shown);
    expect(members.map(({ name, value, leading }) => [name, value, leading])).toEqual([
      ['A', -0.3, true],
      ['B', -0.1, false],
      ['D', 0.4, false],
      ['C', null, false],
    ]);
    expect(members[2]!.weight).toBe(0.5);
    expect(sayLeading(members)).toBe('Leading (at least as far as the set): A.');
  });

  it('are taken by size where the set is made of absolute values', () => {
    const absolute = { ...shown, aggregate: 0.2, absolute: true };
    const members = membersOf(result, 0, [0.4, -0.3, null, -0.1], absolute);
    expect(members.map(({ name }) => name)).toEqual(['D', 'A', 'B', 'C']);
    expect(members.filter(({ leading }) => leading).map(({ name }) => name)).toEqual(['D', 'A']);
  });

  it('are shown as correlations where the statistic is one', () => {
    const [first] = membersOf(result, 0, [0.4, 0.3, 0.2, 0.1], {
      statistic: 'rho',
      aggregate: 0.2,
      absolute: false,
    });
    expect(first!.value).toBeCloseTo(Math.tanh(0.4), 12);
  });

  it('are none where the result has no such set, and none leads without a value of the set', () => {
    expect(membersOf(result, 1, [], shown)).toEqual([]);
    const members = membersOf(result, 0, [1, 1, 1, 1], { ...shown, aggregate: null });
    expect(sayLeading(members)).toBe('No map reaches as far as the set.');
  });
});
