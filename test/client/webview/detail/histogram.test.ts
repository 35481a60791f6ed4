import { describe, expect, it } from 'vitest';
import { sayNulls } from '../../../../client/webview/results/detail/histogram.js';
import { nullHistogram } from '../../../../client/webview/results/detail/histogram-model.js';

const nulls = Array.from({ length: 100 }, (_, i) => i / 100);
const say = (change: Partial<Parameters<typeof sayNulls>[1]> = {}): string => {
  const drawn = {
    ...{ nulls, observed: 0.955, p: 0.08, tail: 'two' as const },
    ...{ extrapolated: false, title: 'rho', ...change },
  };
  return sayNulls(nullHistogram(drawn.nulls, drawn.observed, drawn.tail), drawn);
};

describe('what the histogram says', () => {
  it('counts the nulls of the side that makes p', () => {
    expect(say()).toBe(
      '4 of 100 nulls are at or above the observed value, 0.955: p = .0800, two-sided (twice the share of the smaller side).',
    );
    expect(say({ tail: 'lower', p: 0.96 })).toMatch(
      /^96 of 100 nulls are at or below .* p = .9600, one-sided/,
    );
  });

  it('says when nulls cannot tell less, and when p was extrapolated', () => {
    expect(say({ observed: 2, p: 0.01 })).toContain('p = .0100, the least that 100 nulls can tell');
    expect(say({ observed: 2, p: 0.0004, extrapolated: true })).toContain(
      'p = .0004, extrapolated from the tail of the nulls, two-sided',
    );
  });

  it('says what is missing', () => {
    expect(say({ nulls: [...nulls, NaN] })).toMatch(/1 null could not be computed\.$/);
    expect(say({ observed: null, p: null })).toBe('100 nulls; there is no observed value.');
  });
});
