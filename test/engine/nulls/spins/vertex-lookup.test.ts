import { describe, expect, it } from 'vitest';
import { nearestVertex, vertexLookup } from '../../../../engine/nulls/spins/vertex-lookup.js';
import { Pcg64 } from '../../../../engine/nulls/rng/pcg64.js';
import { RandomState } from '../../../../engine/nulls/rng/mt19937.js';

const random = new RandomState(1);
const uniform = new Pcg64(1);

function direction(radius: number): number[] {
  const place = [random.normal(), random.normal(), random.normal()];
  const length = Math.hypot(...place);
  return place.map((v) => (v / length) * radius);
}

function byDefinition(points: Float64Array, [x, y, z]: number[]): number {
  let best = -1;
  let least = Infinity;
  for (let v = 0; v < points.length / 3; v++) {
    const distance =
      (points[3 * v]! - x!) ** 2 + (points[3 * v + 1]! - y!) ** 2 + (points[3 * v + 2]! - z!) ** 2;
    if (distance < least) [least, best] = [distance, v];
  }
  return best;
}

describe('the vertex nearest to a place on the sphere', () => {
  it.each([
    ['spread evenly', 2000, () => direction(100)],
    ['few', 5, () => direction(100)],
    ['not quite on a sphere', 800, () => direction(100 + 3 * uniform.random())],
    [
      'crowded around one place',
      800,
      () => {
        const [x, y] = [uniform.random() - 0.5, uniform.random() - 0.5];
        return [x, y, 10].map((v) => (v / Math.hypot(x, y, 10)) * 100);
      },
    ],
  ])('is found among vertices that are %s', (_, count, make) => {
    const points = Float64Array.from(Array.from({ length: count }, make).flat());
    const lookup = vertexLookup(points);
    const places = [
      ...Array.from({ length: 3000 }, () => direction(100)),
      // Edges and corners of the cube, where cells meet.
      ...[1, -1].flatMap((a) =>
        [1, -1].map((b) => [a * 57.735026918962575, b * 57.735026918962575, 57.735026918962575]),
      ),
      [100, 0, 0],
      [0, -100, 0],
      [0, 0, 100],
      [70.71067811865476, 70.71067811865476, 0],
    ];
    for (const place of places) {
      expect(nearestVertex(lookup, place[0]!, place[1]!, place[2]!)).toBe(
        byDefinition(points, place),
      );
    }
  });

  it('is the vertex itself at its own place', () => {
    const points = Float64Array.from(Array.from({ length: 3000 }, () => direction(100)).flat());
    const lookup = vertexLookup(points);
    for (let v = 0; v < 3000; v++) {
      expect(nearestVertex(lookup, points[3 * v]!, points[3 * v + 1]!, points[3 * v + 2]!)).toBe(v);
    }
  });
});
