import { describe, expect, it } from 'vitest';
import { scaled } from '../../../client/webview/results/design-image.js';

describe('the image of a design', () => {
  it('scales each column from its smallest to its largest value, constant ones full, missing cells missing', () => {
    const columns = ['age', 'intercept'].map((name) => ({ name, role: 'regressed' as const }));
    const values = [20, 1, 40, 1, null, 1, 25, 1];
    expect(scaled({ columns, rows: ['a', 'b', 'c', 'd'], values })).toEqual([
      ...[0, 1],
      ...[1, 1],
      ...[null, 1],
      ...[0.25, 1],
    ]);
  });
});
