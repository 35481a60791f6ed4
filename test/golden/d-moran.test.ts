// Golden cases d01 and d02: Moran eigenvectors from given distances, and null maps from given signs. The cases list all components,
// so the default of 15 is checked as the first 15 of them.
import { describe, expect, it } from 'vitest';
import { moranVectors } from '../../engine/nulls/moran-vectors.js';
import { Component, componentsDir, suite } from './component.js';

const ids = ['d01_moran_lh50', 'd02_moran_full100'];
const all = { components: null, spectrum: 'nonzero', tolerance: 1e-6 } as const;

function load(id: string) {
  const component = new Component(id);
  const distances = Float64Array.from(component.input('D').flat());
  const map = Float64Array.from(component.input('x').flat());
  const used = Int32Array.from(map, (_, i) => i);
  return { component, distances, map, used, n: map.length };
}

describe.skipIf(!componentsDir())(suite('golden Moran nulls'), () => {
  it.each(ids)('%s: eigenvalues and eigenvectors', (id) => {
    const { component, distances, used, n } = load(id);
    const { eigenvalues, vectors } = moranVectors(distances, n, used, all)!;
    component.holds('eigenvalues_diag1', eigenvalues);
    component.holds(
      'eigenvalues_diag0',
      eigenvalues.map((value) => value - 1),
    );
    component.holds(
      'eigenvectors',
      Array.from({ length: n * (n - 1) }, (_, at) => {
        return vectors[(at % (n - 1)) * n + Math.floor(at / (n - 1))]!;
      }),
    );
    component.holds(
      'projector_top5',
      Array.from({ length: n * n }, (_, at) =>
        [0, 1, 2, 3, 4].reduce(
          (sum, k) => sum + vectors[k * n + (at % n)]! * vectors[k * n + Math.floor(at / n)]!,
          0,
        ),
      ),
    );
    const few = moranVectors(distances, n, used, { ...all, components: 15 })!;
    // A few are found in another way than all.
    few.vectors.forEach((value, at) => expect(Math.abs(value - vectors[at]!)).toBeLessThan(1e-10));
  });

  it.each(ids)('%s: null maps from given signs', (id) => {
    const { component, distances, map, used, n } = load(id);
    const { vectors, eigenvalues } = moranVectors(distances, n, used, all)!;
    const mean = map.reduce((sum, v) => sum + v, 0) / n;
    const nulls = component.input('signs').map((signs) =>
      Float64Array.from(map, (_, i) =>
        signs.reduce((sum, sign, k) => {
          let own = 0;
          for (let j = 0; j < n; j++) own += vectors[k * n + j]! * (map[j]! - mean);
          return sum + sign * own * vectors[k * n + i]!;
        }, mean),
      ),
    );
    expect(eigenvalues).toHaveLength(n - 1);
    component.holds(
      'surrogates_singleton',
      nulls.flatMap((null_) => [...null_]),
    );
  });
});
