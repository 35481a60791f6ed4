// Maps of permuted groups: the same whatever was asked for before, and those of the comparison made the slow way.
import { describe, expect, it } from 'vitest';
import { fillLabels } from '../../../engine/nulls/labels.js';
import { RelabelledMaps, type GroupSource } from '../../../engine/nulls/relabelled.js';
import { Control } from '../../../engine/parallel/control.js';
import { nullMakers, nullMaps } from '../../../engine/parallel/null-maps.js';
import { GroupComparison } from '../../../engine/prepare/comparisons/comparison.js';
import { codeGroups } from '../../../engine/prepare/comparisons/groups.js';
import { noise } from '../prepare/simulated.js';

const ROWS = 30;
const PARCELS = 20;

function source(transform: string, levels: string[], paired = false): GroupSource {
  const y = noise(ROWS, PARCELS, 1);
  y.values[5] = NaN;
  const groups = codeGroups({
    labels: y.labels,
    groups: y.labels.map((_, row) => (row % 2 ? 'B' : 'A')),
    subjects: paired ? y.labels.map((_, row) => `p${row >> 1}`) : null,
  });
  return { kind: 'groups', y, call: { transform, levels }, groups, strategy: 'shuffle', seed: 4 };
}

const cases: [string, string[], boolean][] = [
  ['hedges', ['a', 'b'], false],
  ['hedges', ['b', 'a'], true],
  ['cohen', ['b', 'a'], false],
  ['meandiff', ['a', 'b'], false],
  ['pairedcohen', ['a', 'b'], true],
  ['zscore', ['a', 'b'], false],
  ['mean', ['b'], false],
  ['hedges', ['a', 'y'], false],
];

describe('maps of permuted groups', () => {
  it.each(cases)(
    '%s(%s), pairs %s: are the comparison of the drawn labels',
    (transform, levels, paired) => {
      const given = source(transform, levels, paired);
      const comparison = new GroupComparison(given.y, given.call, given.groups);
      const labels = new Uint8Array(8 * ROWS);
      fillLabels(given.groups, given.strategy, given.seed, 0, 8, labels, new Control());
      const maps = new RelabelledMaps(given);
      for (const k of [3, 0, 7, 7, 1]) {
        const expected = comparison.relabelled(labels.subarray(k * ROWS, (k + 1) * ROWS));
        const found = maps.maps(k);
        expect(found.length).toBe(expected.length);
        // The fast form sums in another order than the direct one.
        found.forEach((value, i) => {
          if (Number.isNaN(expected[i])) expect(value).toBeNaN();
          else expect(value).toBeCloseTo(expected[i]!, 10);
        });
      }
    },
  );

  it('have the same bits one map at a time and together, beginning anywhere', () => {
    const given = source('zscore', ['a', 'b']);
    const moving = { values: given.y.values, parcels: PARCELS };
    const together = nullMakers(given, moving, [0, 15], 2);
    const out = new Float64Array(PARCELS);
    const alone = new Float64Array(PARCELS);
    for (let k = 2; k < 6; k++) {
      together.forEach((maker, m) => {
        maker.next(out);
        nullMaps(given, moving.values, m, k).next(alone);
        expect(out).toEqual(alone);
      });
    }
  });
});
