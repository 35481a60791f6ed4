import { describe, expect, it } from 'vitest';
import { fillLabels } from '../../../../engine/nulls/labels.js';
import { Pcg64 } from '../../../../engine/nulls/rng/pcg64.js';
import { Control } from '../../../../engine/parallel/control.js';
import { GroupComparison } from '../../../../engine/prepare/comparisons/comparison.js';
import {
  EffectNulls,
  type FastEffect,
} from '../../../../engine/prepare/comparisons/effect-nulls.js';
import { codeGroups, type Groups } from '../../../../engine/prepare/comparisons/groups.js';
import type { MapTable } from '../../../../engine/library/map-table.js';

const ROWS = 24;
const PARCELS = 17;

/** Subjects with missing parcels, one constant parcel, one with a huge group difference and one with an outlier. */
function subjects(): MapTable {
  const rng = new Pcg64(11);
  const values = Float64Array.from({ length: ROWS * PARCELS }, () => 2.5 + rng.random());
  for (let at = 0; at < values.length; at += 13) values[at] = NaN;
  for (let row = 0; row < ROWS; row++) {
    values[row * PARCELS + 3] = 0.1;
    values[row * PARCELS + 4] = (row < 12 ? 1000 : 0) + rng.random();
    values[row * PARCELS + 5] = row === 2 ? 1e6 : rng.random();
    values[row * PARCELS + 6] = row < ROWS - 3 ? NaN : rng.random();
  }
  return {
    labels: Array.from({ length: ROWS }, (_, k) => `s${k}`),
    sets: Array.from({ length: ROWS }, () => null),
    weights: Array.from({ length: ROWS }, () => null),
    parcels: Array.from({ length: PARCELS }, (_, i) => `p${i}`),
    values,
  };
}

const groupsOf = (paired: boolean): Groups =>
  codeGroups({
    labels: Array.from({ length: ROWS }, (_, k) => `s${k}`),
    groups: Array.from({ length: ROWS }, (_, k) => (k < 12 ? 'a' : 'b')),
    subjects: paired ? Array.from({ length: ROWS }, (_, k) => `i${(k * 5) % 12}`) : null,
  });

const nullsOf = (
  effect: FastEffect,
  first: 0 | 1,
  labels: Uint8Array,
  groups: Groups,
  from: number,
  to: number,
) => {
  const y = subjects();
  const out = new Float64Array((labels.length / ROWS) * PARCELS);
  new EffectNulls({ values: y.values, parcels: PARCELS }, groups, effect, first).fill(
    labels,
    from,
    to,
    out,
    new Control(),
  );
  return out;
};

describe('EffectNulls', () => {
  it.each<[FastEffect, 0 | 1]>([
    ['meandiff', 0],
    ['cohen', 0],
    ['hedges', 1],
    ['pairedcohen', 0],
    ['pairedcohen', 1],
  ])(
    '%s with group %s first equals the direct form, missing where it is missing',
    (effect, first) => {
      const groups = groupsOf(effect === 'pairedcohen');
      const count = 60;
      const labels = new Uint8Array(count * ROWS);
      fillLabels(groups, 'shuffle', 7, 0, count, labels, new Control());
      labels.set(groups.codes);
      const levels = first === 0 ? ['a', 'b'] : ['b', 'a'];
      const comparison = new GroupComparison(subjects(), { transform: effect, levels }, groups);
      const fast = nullsOf(effect, first, labels, groups, 0, count);
      for (let k = 0; k < count; k++) {
        const direct = comparison.relabelled(labels.subarray(k * ROWS, (k + 1) * ROWS));
        direct.forEach((value, i) => {
          const ours = fast[k * PARCELS + i]!;
          expect(Number.isNaN(ours), `missing, parcel ${i}`).toBe(Number.isNaN(value));
          if (Number.isNaN(value)) return;
          // 1e-12 relative; a difference near 0 has the rounding of the means it is made of.
          const size = effect === 'meandiff' ? ({ 4: 1e3, 5: 1e6 }[i] ?? 1) : 1;
          expect(Math.abs(ours - value)).toBeLessThanOrEqual(
            1e-12 * Math.abs(value) + 2e-14 * size,
          );
        });
      }
    },
  );

  it('writes the same bits in any cut of the work', () => {
    const groups = groupsOf(false);
    const labels = new Uint8Array(100 * ROWS);
    fillLabels(groups, 'draw', 3, 0, 100, labels, new Control());
    const all = nullsOf('hedges', 0, labels, groups, 0, 100);
    const part = nullsOf('hedges', 0, labels, groups, 37, 100);
    expect(part.subarray(37 * PARCELS)).toEqual(all.subarray(37 * PARCELS));
    expect(part[0]).toBe(0);
  });

  it('stops when the run is cancelled', () => {
    const control = new Control();
    control.stop();
    const y = subjects();
    const effects = new EffectNulls(
      { values: y.values, parcels: PARCELS },
      groupsOf(false),
      'cohen',
      0,
    );
    expect(() =>
      effects.fill(new Uint8Array(ROWS), 0, 1, new Float64Array(PARCELS), control),
    ).toThrow('Cancelled');
  });
});
