// The demo cortex: sound meshes that look like a brain in numbers.
import { beforeAll, describe, expect, it } from 'vitest';
import { demoCortex, type DemoHemisphere } from '../../../../engine/library/demo/cortex.js';
import { cross, dot, length, type Vec } from '../../../../engine/library/demo/vector.js';

let cortex: DemoHemisphere[];
beforeAll(() => {
  cortex = demoCortex(2026);
});

/** Six times the enclosed volume; positive when triangles run counter-clockwise seen from outside. */
const volume = (points: Vec[], side: DemoHemisphere): number =>
  side.topology.triangles.reduce(
    (sum, [a, b, c]) => sum + dot(points[a]!, cross(points[b]!, points[c]!)),
    0,
  );

const extent = (points: Vec[], axis: 0 | 1 | 2): [number, number] => {
  const along = points.map((point) => point[axis]);
  return [Math.min(...along), Math.max(...along)];
};

describe('the demo cortex', () => {
  it('has two closed hemispheres of 10,242 vertices, left first', () => {
    expect(cortex.map(({ hemisphere }) => hemisphere)).toEqual(['L', 'R']);
    for (const { topology, midthickness, inflated, sphere, cortex: mask } of cortex) {
      for (const array of [midthickness, inflated, sphere, mask])
        expect(array).toHaveLength(10_242);
      const edges = new Map<string, number>();
      for (const [a, b, c] of topology.triangles) {
        for (const [from, to] of [
          [a, b],
          [b, c],
          [c, a],
        ] as const) {
          const key = from < to ? `${from}-${to}` : `${to}-${from}`;
          edges.set(key, (edges.get(key) ?? 0) + 1);
        }
      }
      expect([...edges.values()].every((count) => count === 2)).toBe(true);
      // Euler characteristic of a sphere.
      expect(topology.vertices - edges.size + topology.triangles.length).toBe(2);
    }
  });

  it('faces outwards on both sides, folded, inflated and as a sphere', () => {
    for (const side of cortex) {
      for (const points of [side.midthickness, side.inflated, side.sphere]) {
        expect(volume(points, side)).toBeGreaterThan(0);
      }
    }
  });

  it('is as long, wide and high as a brain and does not cross the midline', () => {
    const all = cortex.flatMap(({ midthickness }) => midthickness);
    const span = (axis: 0 | 1 | 2): number => extent(all, axis)[1] - extent(all, axis)[0];
    expect(span(1)).toBeGreaterThan(160);
    expect(span(1)).toBeLessThan(180);
    expect(span(0)).toBeGreaterThan(125);
    expect(span(0)).toBeLessThan(145);
    expect(span(2)).toBeGreaterThan(105);
    expect(span(2)).toBeLessThan(125);
    expect(extent(cortex[0]!.midthickness, 0)[1]).toBeLessThan(0);
    expect(extent(cortex[1]!.midthickness, 0)[0]).toBeGreaterThan(0);
  });

  it('lies on a sphere of radius 100 around the origin', () => {
    for (const { sphere } of cortex) {
      expect(sphere.filter((point) => Math.abs(length(point) - 100) > 1e-9)).toEqual([]);
    }
  });

  it('has a medial wall of 4 to 10 percent of the vertices, all of them near the midline', () => {
    for (const { cortex: mask, midthickness } of cortex) {
      const wall = midthickness.filter((_, vertex) => mask[vertex] === 0);
      expect(wall.length / mask.length).toBeGreaterThan(0.04);
      expect(wall.length / mask.length).toBeLessThan(0.1);
      for (const point of wall) expect(Math.abs(point[0])).toBeLessThan(15);
    }
  });

  it('is folded, and differently so in the two hemispheres', () => {
    const [left, right] = [cortex[0]!, cortex[1]!];
    const roughness = (side: DemoHemisphere): number[] =>
      side.midthickness.map((point, vertex) => length(point) - length(side.inflated[vertex]!));
    const [l, r] = [roughness(left), roughness(right)];
    const spread = (values: number[]): number => Math.max(...values) - Math.min(...values);
    expect(spread(l)).toBeGreaterThan(6);
    const different = l.filter((value, vertex) => Math.abs(value - r[vertex]!) > 1).length;
    expect(different / l.length).toBeGreaterThan(0.2);
  });
});
