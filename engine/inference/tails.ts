// Which tail of its nulls a statistic is tested on.
import type { PlanBase, Tail } from '../plan.js';
import type { ObservedStatistic } from '../colocalize/observed-statistic.js';

/** As the plan asks, for all statistics or for this one, else the statistic's own; null: it is only reported. */
export function tailOf(
  { tails }: Pick<PlanBase, 'tails'>,
  { name, tail }: Pick<ObservedStatistic, 'name' | 'tail'>,
): Tail | null {
  if (tail === null || tails === null) return tail;
  if (typeof tails === 'string') return tails;
  // A correlation and its transform are one to the reader.
  const isRho = name === 'rho' || name === 'rho_z';
  return (isRho ? (tails['rho'] ?? tails['rho_z']) : tails[name]) ?? tail;
}
