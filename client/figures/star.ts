// The marks ☆ and ★, drawn: no font has to hold them, and they look the same everywhere.
import { INK, type Shape } from './drawing.js';

const SPIKES = 5;
const INNER = 0.4;

/** @param filled ★ (significant after correction) or ☆ (uncorrected only) */
export function star(x: number, y: number, radius: number, filled: boolean): Shape {
  const points = Array.from({ length: 2 * SPIKES }, (_, i) => {
    const angle = (Math.PI * i) / SPIKES - Math.PI / 2;
    const reach = i % 2 === 0 ? radius : radius * INNER;
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
  }).flat();
  return {
    kind: 'polygon',
    points,
    fill: filled ? INK.text : INK.paper,
    stroke: INK.text,
    strokeWidth: 0.6,
  };
}
