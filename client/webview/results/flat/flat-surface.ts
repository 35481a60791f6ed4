// Surfaces as flat pictures: each view is seen straight on, and every pixel takes the parcel that lies in front there. Pure.
import { placeViews, type PlacedMesh, extent, type SurfaceMesh } from '../surface-layout.js';
import { OUTSIDE, type LabelGrid } from './outline.js';

export interface FlatView {
  label: string;
  grid: LabelGrid;
}

/** Pixels per mm: parcels stay readable, and four views are a few thousand path points. */
const SHARPNESS = 1.4;

/** Left lateral, left medial, right medial, right lateral. */
export const flatSurface = (meshes: readonly SurfaceMesh[]): FlatView[] =>
  placeViews(meshes, true).meshes.map((placed) => ({ label: placed.label, grid: seen(placed) }));

/** The vertices are turned already: right is +x, up is +z, toward the reader −y. */
function seen({ vertices, mesh }: PlacedMesh): LabelGrid {
  const [left, right] = extent(vertices, 0);
  const [bottom, top] = extent(vertices, 2);
  const width = Math.ceil((right - left) * SHARPNESS) + 2;
  const height = Math.ceil((top - bottom) * SHARPNESS) + 2;
  const labels = new Int32Array(width * height).fill(OUTSIDE);
  const depth = new Float32Array(width * height).fill(Infinity);
  const across = (v: number): number => ((vertices[3 * v] ?? 0) - left) * SHARPNESS + 1;
  const down = (v: number): number => (top - (vertices[3 * v + 2] ?? 0)) * SHARPNESS + 1;
  const away = (v: number): number => vertices[3 * v + 1] ?? 0;
  for (let t = 0; t + 2 < mesh.triangles.length; t += 3) {
    const [a, b, c] = [
      mesh.triangles[t] ?? 0,
      mesh.triangles[t + 1] ?? 0,
      mesh.triangles[t + 2] ?? 0,
    ];
    const [ax, bx, cx] = [across(a), across(b), across(c)];
    const [ay, by, cy] = [down(a), down(b), down(c)];
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if (area === 0) continue;
    const lastRow = Math.min(height - 1, Math.floor(Math.max(ay, by, cy)));
    const lastColumn = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx)));
    for (let row = Math.max(0, Math.floor(Math.min(ay, by, cy))); row <= lastRow; row += 1) {
      for (
        let column = Math.max(0, Math.floor(Math.min(ax, bx, cx)));
        column <= lastColumn;
        column += 1
      ) {
        const [px, py] = [column + 0.5, row + 0.5];
        const wa = ((bx - px) * (cy - py) - (cx - px) * (by - py)) / area;
        const wb = ((cx - px) * (ay - py) - (ax - px) * (cy - py)) / area;
        const wc = 1 - wa - wb;
        if (wa < -0.01 || wb < -0.01 || wc < -0.01) continue;
        const here = wa * away(a) + wb * away(b) + wc * away(c);
        const at = row * width + column;
        if (here >= (depth[at] ?? 0)) continue;
        depth[at] = here;
        labels[at] = mesh.parcels[wa >= wb && wa >= wc ? a : wb >= wc ? b : c] ?? -1;
      }
    }
  }
  return { width, height, labels };
}
