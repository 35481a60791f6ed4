// Spins with Z by counting, against each null map made, ranked and regressed: the same numbers whatever is missing.
import { describe, expect, it } from 'vitest';
import { fixedMaps } from '../../../engine/colocalize/correlation.js';
import { confoundsOf } from '../../../engine/colocalize/confounds.js';
import { nullCorrelations } from '../../../engine/colocalize/null-correlations.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { MapCorrelator } from '../../../engine/parallel/map-correlator.js';
import { nullMaps } from '../../../engine/parallel/null-maps.js';
import { BlockPool } from '../../../engine/parallel/pool.js';
import { fisherZ } from '../../../engine/stats/fisher.js';
import { idle as work } from '../prepare/idle.js';

const ctx = { ...work, warn: () => undefined, log: () => undefined };
const N = 25;
const SPINS = 30;
const rng = new Pcg64(9);
const table = (holes: readonly boolean[]): MapTable => ({
  labels: holes.map((_, i) => `m${i}`),
  sets: holes.map(() => null),
  weights: holes.map(() => null),
  parcels: Array.from({ length: N }, (_, i) => `p${i}`),
  values: Float64Array.from(
    holes.flatMap((holed) =>
      Array.from({ length: N }, (_, i) => (holed && i % 8 === 2 ? NaN : rng.random())),
    ),
  ),
});
const spins = (none: boolean): Int16Array =>
  Int16Array.from({ length: SPINS * N }, (_, at) =>
    none && at % 19 === 0 ? -1 : Math.floor(rng.random() * N),
  );

describe.each([
  ['nothing', [false, false, false], [false, false], [false], false],
  ['parcels of one permuted map', [false, true, false], [false, false], [false], false],
  ['parcels of a fixed map', [false, false, false], [false, true], [false], false],
  ['parcels of Z', [false, false, false], [false, false], [false, true], false],
  ['sources', [false, true, false], [false, false], [false], true],
])('spins with Z that miss %s', (_, movingHoles, fixedHoles, zHoles, none) => {
  const [moving, fixed, confounds] = [movingHoles, fixedHoles, zHoles].map(table) as [
    MapTable,
    MapTable,
    MapTable,
  ];
  const source = { kind: 'spin' as const, index: spins(none) };

  it.each([
    ['X', true, null],
    ['X', false, 'mean'],
    ['Y', true, null],
    ['Y', true, 'mean'],
  ] as const)(
    'are those of null maps made one by one (%s, ranked %s, pooled %s)',
    async (which, ranked, pooled) => {
      const z = fixedMaps(confounds, ranked);
      const [x, y] = which === 'X' ? [moving, fixed] : [fixed, moving];
      const both = confoundsOf({ z: confounds }, ranked);
      const request = {
        x,
        y,
        ranked,
        z: both,
        which,
        permutations: SPINS,
        rToZ: true,
        pooled,
        source,
      };
      const { values, rows, columns } = await nullCorrelations(
        request,
        new BlockPool(null, 1),
        ctx,
      );
      const explicit = new MapCorrelator(fixedMaps(fixed, ranked, z), { ranked, z });
      const makers = moving.labels.map((__, m) =>
        nullMaps(source, moving.values.subarray(m * N, (m + 1) * N), m, 0),
      );
      const map = new Float64Array(N);
      const row = new Float64Array(fixed.labels.length);
      for (let k = 0; k < SPINS; k++) {
        // Fisher z `[y][x]` of this spin.
        const each = y.labels.map(() => new Array<number>(x.labels.length).fill(NaN));
        makers.forEach((maker, m) => {
          maker.next(map);
          explicit.correlate(map, m, row);
          row.forEach((r, f) =>
            which === 'X' ? (each[f]![m] = fisherZ(r)) : (each[m]![f] = fisherZ(r)),
          );
        });
        const expected = pooled
          ? [
              x.labels.map((__, c) => {
                const present = each.map((of) => of[c]!).filter((v) => v === v);
                return present.length ? present.reduce((a, b) => a + b, 0) / present.length : NaN;
              }),
            ]
          : each;
        for (let r = 0; r < rows; r++)
          for (let c = 0; c < columns; c++) {
            const ours = values[(r * columns + c) * SPINS + k]!;
            const theirs = expected[r]![c]!;
            if (Number.isNaN(theirs)) expect(ours).toBeNaN();
            else expect(ours).toBeCloseTo(theirs, 9);
          }
      }
    },
  );
});
