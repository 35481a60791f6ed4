import { describe, expect, it } from 'vitest';
import { OUTSIDE, outlines } from '../../../../client/webview/results/flat/outline.js';

const O = OUTSIDE;
const grid = (rows: number[][]) => ({
  width: rows[0]!.length,
  height: rows.length,
  labels: Int32Array.from(rows.flat()),
});

/** Twice the area inside a path, by the shoelace formula; holes count negative. */
function area(path: string): number {
  return path
    .split('M')
    .filter(Boolean)
    .map((loop) => {
      const points = loop
        .replace('Z', '')
        .split('L')
        .map((point) => point.split(' ').map(Number) as [number, number]);
      return points.reduce((sum, [x, y], i) => {
        const [nx, ny] = points[(i + 1) % points.length]!;
        return sum + x * ny - nx * y;
      }, 0);
    })
    .reduce((a, b) => a + b, 0);
}

describe('outlines of labels', () => {
  it('are a square with cut corners around one block', () => {
    const [only] = outlines(
      grid([
        [O, O, O, O],
        [O, 7, 7, O],
        [O, 7, 7, O],
        [O, O, O, O],
      ]),
    );
    expect(only!.label).toBe(7);
    // Four pixels less four corners of an eighth.
    expect(area(only!.path) / 2).toBeCloseTo(3.5, 12);
  });

  it('come in the order of labels, one path each however many pieces', () => {
    const found = outlines(
      grid([
        [2, O, 2],
        [O, O, O],
        [0, 0, 0],
      ]),
    );
    expect(found.map(({ label }) => label)).toEqual([0, 2]);
    expect(found[1]!.path.match(/M/g)).toHaveLength(2);
  });

  it('leave holes open', () => {
    const [ring] = outlines(
      grid([
        [1, 1, 1],
        [1, O, 1],
        [1, 1, 1],
      ]),
    );
    expect(ring!.path.match(/M/g)).toHaveLength(2);
    expect(area(ring!.path) / 2).toBeCloseTo(9 - 0.5 - 0.5, 12);
  });

  it('share the border between neighbours', () => {
    const [left, right] = outlines(
      grid([
        [0, 0, 1, 1],
        [0, 0, 1, 1],
        [0, 0, 1, 1],
        [0, 0, 1, 1],
      ]),
    );
    expect(area(left!.path)).toBe(area(right!.path));
    expect(left!.path).toContain('2 0.5');
    expect(right!.path).toContain('2 0.5');
  });

  it('are none of an empty grid', () => {
    expect(outlines(grid([[O, O]]))).toEqual([]);
  });
});
