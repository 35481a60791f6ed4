// Golden cases c01, c02 and r01: centroids, spins from given rotations, and spins from numpy's legacy generator with seed 42.
import { describe, expect, it } from 'vitest';
import { parcelCentroids } from '../../engine/nulls/centroids.js';
import { drawRotation } from '../../engine/nulls/spins/rotation.js';
import { RandomState } from '../../engine/nulls/rng/mt19937.js';
import { makeSpins, type HemisphereCentroids } from '../../engine/nulls/spins/parcel-spins.js';
import { BlockPool } from '../../engine/parallel/pool.js';
import { Component, componentsDir, suite } from './component.js';

/** In this thread, telling nobody. */
const here = {
  pool: new BlockPool(null, 1),
  ctx: { signal: new AbortController().signal, report: () => undefined },
};

/** `[spin][parcel]` to the golden layout `[parcel][spin]`. */
function transposed(index: Int16Array, parcels: number): number[] {
  const spins = index.length / parcels;
  return Array.from(
    { length: index.length },
    (_, at) => index[(at % spins) * parcels + Math.floor(at / spins)]!,
  );
}

describe.skipIf(!componentsDir())(suite('golden spins'), () => {
  it.each(['c01_spin_schaefer100_fsa5', 'c02_spin_dk_fsa5'])(
    '%s: centroids and assignment',
    async (id) => {
      const component = new Component(id);
      let before = 0;
      const sides = (['L', 'R'] as const).map(
        (hemisphere): HemisphereCentroids & { vertex: Int32Array } => {
          const side = hemisphere === 'L' ? 'lh' : 'rh';
          const labels = component.input(`labels_${side}`).flat();
          const values = [...new Set(labels.filter((v) => v > 0))].sort((a, b) => a - b);
          const centroids = parcelCentroids(
            component.input(`sphere_${side}`).flat(),
            labels.map((v) => values.indexOf(v)),
            values.length,
          );
          const parcels = Int32Array.from(values, (_, i) => before + i);
          before += values.length;
          return { hemisphere, parcels, ...centroids };
        },
      );
      component.holds(
        'centroid_vertex',
        sides.flatMap((side) => [...side.vertex]),
      );
      component.holds(
        'centroids',
        sides.flatMap((side) => [...side.coordinates]),
      );
      const rotations = component.input('rotations_left');
      for (const [quantity, rule] of [
        ['spins_original', 'nearest'],
        ['spins_vasa', 'greedy'],
        ['spins_hungarian', 'optimal'],
      ] as const) {
        const making = { ...here, rule, rotations };
        const { index } = await makeSpins(sides, before, rotations.length, making);
        component.holds(quantity, transposed(index, before));
      }
    },
  );

  it('r01: normals, rotations and spins of RandomState(42)', async () => {
    const component = new Component('r01_rng_spins_seed42');
    const random = new RandomState(42);
    component.holds(
      'normals',
      Array.from({ length: 180 }, () => random.normal()),
    );
    const again = new RandomState(42);
    component.holds('rotations_left', Array.from({ length: 20 }, () => drawRotation(again)).flat());
    const coordinates = component.input('centroids');
    const side = component.input('hemi').flat();
    const sides = (['L', 'R'] as const).map((hemisphere, code): HemisphereCentroids => {
      const parcels = side.flatMap((value, i) => (value === code ? [i] : []));
      return {
        hemisphere,
        parcels: Int32Array.from(parcels),
        coordinates: Float64Array.from(parcels.flatMap((i) => coordinates[i]!)),
      };
    });
    const { index, duplicates } = await makeSpins(sides, side.length, 100, {
      ...here,
      rule: 'nearest',
    });
    expect(duplicates).toBe(0);
    component.holds('spins_original', transposed(index, side.length));
  });
});
