// Parcels as points: what a rectangle holds, which point is under the pointer, where arrow keys lead. Pure.
import type { Cell } from '../../../../engine/result.js';

export interface Point {
  parcel: number;
  x: number;
  y: number;
}

/** Parcels that have both values, in the order of the data. */
export function pointsOf(x: readonly Cell[], y: readonly Cell[]): Point[] {
  return x.flatMap((value, parcel) => {
    const other = y[parcel] ?? null;
    return value === null || other === null ? [] : [{ parcel, x: value, y: other }];
  });
}

/** Two opposite corners, in any order. */
export interface Corners {
  x: readonly [number, number];
  y: readonly [number, number];
}

/** Parcels of the points inside, edges included. */
export function pointsInside(points: readonly Point[], { x, y }: Corners): number[] {
  const within = (value: number, [a, b]: readonly [number, number]): boolean =>
    value >= Math.min(a, b) && value <= Math.max(a, b);
  return points
    .filter((point) => within(point.x, x) && within(point.y, y))
    .map(({ parcel }) => parcel);
}

/** The point nearest to a place, if within `reach`; distances as `away` says. */
export function nearestPoint(
  points: readonly Point[],
  away: (point: Point) => number,
  reach: number,
): Point | null {
  let best: Point | null = null;
  let least = reach;
  for (const point of points) {
    const distance = away(point);
    if (distance > least) continue;
    least = distance;
    best = point;
  }
  return best;
}

const MOVES: Record<string, { along: 'x' | 'y'; step: number }> = {
  ArrowRight: { along: 'x', step: 1 },
  ArrowLeft: { along: 'x', step: -1 },
  ArrowUp: { along: 'y', step: 1 },
  ArrowDown: { along: 'y', step: -1 },
  Home: { along: 'x', step: -Infinity },
  End: { along: 'x', step: Infinity },
};

/** The parcel a key leads to from another: the next larger or smaller value of x or y; null when the key is none of these. */
export function nextParcel(
  points: readonly Point[],
  from: number | null,
  key: string,
): number | null {
  const move = MOVES[key];
  if (!move || !points.length) return null;
  const sorted = [...points].sort((a, b) => a[move.along] - b[move.along] || a.parcel - b.parcel);
  const at = sorted.findIndex(({ parcel }) => parcel === from);
  const start = at < 0 ? (move.step > 0 ? -1 : sorted.length) : at;
  const next = Math.min(sorted.length - 1, Math.max(0, start + move.step));
  return sorted[next]?.parcel ?? null;
}

/** The selection with a parcel put in or taken out, in ascending order. */
export function toggled(selection: readonly number[], parcel: number): number[] {
  const rest = selection.filter((each) => each !== parcel);
  return rest.length < selection.length ? rest : merged(selection, [parcel]);
}

export const merged = (selection: readonly number[], more: readonly number[]): number[] =>
  [...new Set([...selection, ...more])].sort((a, b) => a - b);

/** Least-squares line of y on x; null where x does not vary. */
export function lineOf(points: readonly Point[]): { slope: number; intercept: number } | null {
  const n = points.length;
  const mx = points.reduce((sum, { x }) => sum + x, 0) / n;
  const my = points.reduce((sum, { y }) => sum + y, 0) / n;
  let xx = 0;
  let xy = 0;
  for (const { x, y } of points) {
    xx += (x - mx) ** 2;
    xy += (x - mx) * (y - my);
  }
  if (!(xx > 0)) return null;
  return { slope: xy / xx, intercept: my - (xy / xx) * mx };
}
