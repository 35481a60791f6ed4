import { describe, expect, it } from 'vitest';
import { doubledCentredRanks, midRanks } from '../../../engine/stats/ranks.js';

describe('ranks', () => {
  it('share positions between ties and leave missing values missing', () => {
    expect([...midRanks([10, NaN, 5, 10, 7])]).toEqual([2.5, NaN, 0, 2.5, 1]);
  });

  it('are whole numbers with sum zero when doubled and centred', () => {
    const ranks = doubledCentredRanks([3, 1, 2, 2, NaN]);
    expect([...ranks]).toEqual([3, -3, 0, 0, NaN]);
  });

  it('do not change under a monotone map', () => {
    const values = [0.3, -2, 5, 1.5, 0];
    expect(midRanks(values)).toEqual(midRanks(values.map((v) => Math.exp(v))));
  });
});
