import { describe, expect, it } from 'vitest';
import { pickVertex } from '../../../client/webview/results/picking.js';
import {
  extent,
  placeTogether,
  placeViews,
  turned,
  type SurfaceMesh,
} from '../../../client/webview/results/surface-layout.js';

/** One vertex in front, one behind, one lateral, one medial, one on top. */
const mesh = (hemisphere: 'L' | 'R'): SurfaceMesh => {
  const out = hemisphere === 'L' ? -1 : 1;
  return {
    hemisphere,
    vertices: Float32Array.from([
      out * 30,
      60,
      0,
      out * 30,
      -90,
      0,
      out * 60,
      0,
      0,
      out * 2,
      0,
      0,
      out * 30,
      0,
      70,
    ]),
    triangles: Uint32Array.from([0, 1, 2]),
    parcels: Int32Array.from([0, 1, 2, -1, 4]),
  };
};
const point = (vertices: Float32Array, v: number): number[] => [
  ...vertices.slice(3 * v, 3 * v + 3),
];

describe('views of the surface', () => {
  it('shows the front of the brain left in left-lateral and right-medial views, right in the others', () => {
    const frontAt = (hemisphere: 'L' | 'R', side: 'lateral' | 'medial'): number =>
      Math.sign(
        point(turned(mesh(hemisphere), side), 0)[0]! - point(turned(mesh(hemisphere), side), 1)[0]!,
      );
    expect(frontAt('L', 'lateral')).toBe(-1);
    expect(frontAt('R', 'medial')).toBe(-1);
    expect(frontAt('L', 'medial')).toBe(1);
    expect(frontAt('R', 'lateral')).toBe(1);
  });

  it('turns the side asked for to the reader (smaller y) and keeps up up', () => {
    for (const hemisphere of ['L', 'R'] as const) {
      for (const side of ['lateral', 'medial'] as const) {
        const seen = turned(mesh(hemisphere), side);
        const lateralInFront = point(seen, 2)[1]! < point(seen, 3)[1]!;
        expect(lateralInFront).toBe(side === 'lateral');
        expect(point(seen, 4)[2]).toBe(70);
      }
    }
  });

  it('sets the views apart and names them in reading order', () => {
    const one = placeViews([mesh('L'), mesh('R')], true);
    expect(one.meshes.map(({ label }) => label)).toEqual([
      'Left, lateral',
      'Left, medial',
      'Right, medial',
      'Right, lateral',
    ]);
    const edges = one.meshes.map(({ vertices }) => extent(vertices, 0));
    for (let i = 1; i < edges.length; i += 1)
      expect(edges[i]![0]).toBeGreaterThan(edges[i - 1]![1]);
    const two = placeViews([mesh('L'), mesh('R')], false);
    expect([two.columns, two.rows]).toEqual([2, 2]);
    expect(two.meshes.map(({ label }) => label)).toEqual([
      'Left, lateral',
      'Right, lateral',
      'Left, medial',
      'Right, medial',
    ]);
  });

  it('shows one hemisphere alone when there is one', () => {
    expect(placeViews([mesh('R')], true).meshes).toHaveLength(2);
  });

  it('moves overlapping hemispheres apart and leaves others where they are', () => {
    const inflated = (hemisphere: 'L' | 'R'): SurfaceMesh => {
      const base = mesh(hemisphere);
      return {
        ...base,
        vertices: base.vertices.map((value, i) =>
          i % 3 === 0 ? value + (hemisphere === 'L' ? 40 : -40) : value,
        ),
      };
    };
    const [left, right] = placeTogether([inflated('L'), inflated('R')]).meshes;
    expect(extent(left!.vertices, 0)[1]).toBeLessThan(extent(right!.vertices, 0)[0]);
    expect(placeTogether([mesh('L'), mesh('R')]).meshes[0]!.vertices).toEqual(mesh('L').vertices);
  });
});

describe('pointing at the surface', () => {
  // Clip space of a camera behind the head: right = x, up = z, away = y, all over 100 mm.
  const matrix = [0.01, 0, 0, 0, 0, 0, 0.01, 0, 0, 0.01, 0, 0, 0, 0, 0, 1];

  it('takes the vertex in front when two lie under the pointer', () => {
    const vertices = Float32Array.from([10, 50, 10, 10, -50, 10]);
    expect(pickVertex([vertices], matrix, 0.1, 0.1, [0.02, 0.02])).toEqual({ mesh: 0, vertex: 1 });
  });

  it('takes the nearest of those equally deep, and none beyond its reach', () => {
    const vertices = Float32Array.from([11, 0, 10, 10.2, 0, 10]);
    expect(pickVertex([new Float32Array(), vertices], matrix, 0.1, 0.1, [0.02, 0.02])).toEqual({
      mesh: 1,
      vertex: 1,
    });
    expect(pickVertex([vertices], matrix, 0.5, 0.1, [0.02, 0.02])).toBeNull();
  });
});
