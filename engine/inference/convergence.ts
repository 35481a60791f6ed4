// How p settles as permutations are added: p over the first nulls, more and more of them, with its Monte-Carlo interval.
import type { Tail } from '../plan.js';
import type { Convergence } from '../result.js';
import { TIE } from './p-values.js';

/** Points along the way. */
const POINTS = 80;
/** Before these many nulls p says nothing. */
const FEWEST = 10;
/** 97.5 % quantile of the normal distribution. */
const Z = 1.959963984540054;

/**
 * p as permutationP counts it over the first k existing nulls, at k evenly spaced on a logarithmic scale. The interval is Wilson's for the
 * share of extreme nulls (Wilson 1927, doi:10.1080/01621459.1927.10502953), twice it for two tails, and holds p.
 * @param nulls in the order of the permutations, NaN missing
 * @returns no points when the observed value or all nulls are missing
 */
export function convergenceOfP(
  observed: number,
  nulls: ArrayLike<number>,
  tail: Tail,
): Convergence {
  const out: Convergence = { permutations: [], p: [], low: [], high: [] };
  if (observed !== observed) return out;
  const present = Array.from(nulls).filter((value) => value === value);
  const stops = new Set(checkpoints(present.length));
  let above = 0;
  let below = 0;
  present.forEach((value, i) => {
    if (value >= observed - TIE) above++;
    if (value <= observed + TIE) below++;
    const m = i + 1;
    if (!stops.has(m)) return;
    const extreme = { upper: above, lower: below, two: Math.min(above, below) }[tail];
    const factor = tail === 'two' ? 2 : 1;
    const p = Math.max(Math.min((factor * extreme) / m, 1 - 1 / m), 1 / m);
    const [low, high] = wilson(extreme, m);
    out.permutations.push(m);
    out.p.push(p);
    out.low.push(Math.min(p, factor * low));
    out.high.push(Math.max(p, Math.min(1, factor * high)));
  });
  return out;
}

/** Ascending, the last one among them. */
function checkpoints(count: number): number[] {
  if (count === 0) return [];
  const first = Math.min(FEWEST, count);
  return Array.from({ length: POINTS }, (_, i) =>
    Math.round(first * (count / first) ** (i / (POINTS - 1))),
  );
}

function wilson(extreme: number, m: number): [low: number, high: number] {
  const share = extreme / m;
  const squared = Z ** 2 / m;
  const centre = (share + squared / 2) / (1 + squared);
  const half = (Z / (1 + squared)) * Math.sqrt((share * (1 - share)) / m + squared / (4 * m));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
