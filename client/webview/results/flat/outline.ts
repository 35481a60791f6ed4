// Outlines of the areas of a grid of labels, as SVG paths: edges of pixels are chained to loops and their corners cut. Pure.

/** Pixels that belong to nothing. */
export const OUTSIDE = -2;

export interface LabelGrid {
  width: number;
  height: number;
  /** `[row][column]`, top first; OUTSIDE for none. */
  labels: Int32Array;
}

/** Directed edges of a label's pixels, the area at the right hand: start corner → end corners. */
type Edges = Map<number, number[]>;

/** An SVG path for each label, in ascending order of labels. */
export const outlines = (grid: LabelGrid): { label: number; path: string }[] =>
  outlineLoops(grid).map(({ label, loops }) => ({ label, path: loops.map(pathOf).join('') }));

/** Loops `[x, y, x, y, …]` in pixels of each label, in ascending order of labels; holes run the other way round. */
export function outlineLoops(grid: LabelGrid): { label: number; loops: number[][] }[] {
  const edges = edgesByLabel(grid);
  return [...edges]
    .sort(([a], [b]) => a - b)
    .map(([label, own]) => ({ label, loops: loopsOf(own, grid.width + 1) }));
}

function pathOf(points: readonly number[]): string {
  const pairs = Array.from(
    { length: points.length / 2 },
    (_, i) => `${points[2 * i] ?? 0} ${points[2 * i + 1] ?? 0}`,
  );
  return `M${pairs.join('L')}Z`;
}

function edgesByLabel({ width, height, labels }: LabelGrid): Map<number, Edges> {
  const found = new Map<number, Edges>();
  const corners = width + 1;
  const at = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= width || row >= height
      ? OUTSIDE
      : (labels[row * width + column] ?? OUTSIDE);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const label = at(column, row);
      if (label === OUTSIDE) continue;
      const corner = row * corners + column;
      const sides: [boolean, number, number][] = [
        [at(column, row - 1) !== label, corner, corner + 1],
        [at(column + 1, row) !== label, corner + 1, corner + corners + 1],
        [at(column, row + 1) !== label, corner + corners + 1, corner + corners],
        [at(column - 1, row) !== label, corner + corners, corner],
      ];
      for (const [open, from, to] of sides) if (open) add(found, label, from, to);
    }
  }
  return found;
}

function add(found: Map<number, Edges>, label: number, from: number, to: number): void {
  let edges = found.get(label);
  if (!edges) found.set(label, (edges = new Map<number, number[]>()));
  const ends = edges.get(from);
  if (ends) ends.push(to);
  else edges.set(from, [to]);
}

function loopsOf(edges: Edges, corners: number): number[][] {
  const found: number[][] = [];
  for (const start of [...edges.keys()]) {
    while (edges.get(start)?.length) {
      const loop = [start];
      for (let corner = start; ;) {
        const next = edges.get(corner)?.pop();
        if (next === undefined || next === start) break;
        loop.push(next);
        corner = next;
      }
      const points = smooth(loop, corners);
      if (points.length) found.push(points);
    }
  }
  return found;
}

/** Through the middles of the edges at each corner, which turns stairs into slopes; middles of straight runs are left out. */
function smooth(loop: readonly number[], corners: number): number[] {
  const place = (i: number): [number, number] => {
    const corner = loop[(i + loop.length) % loop.length] ?? 0;
    return [corner % corners, Math.floor(corner / corners)];
  };
  const points: number[] = [];
  for (let i = 0; i < loop.length; i += 1) {
    const [[ax, ay], [bx, by], [cx, cy]] = [place(i - 1), place(i), place(i + 1)];
    if (bx - ax === cx - bx && by - ay === cy - by) continue;
    for (const [x, y] of [
      [(ax + bx) / 2, (ay + by) / 2],
      [(bx + cx) / 2, (by + cy) / 2],
    ] as const) {
      if (points.at(-2) !== x || points.at(-1) !== y) points.push(x, y);
    }
  }
  return points;
}
