// What is said of p values that were extrapolated from the tail of their nulls, and of those that could not be.
import type { StageContext } from '../progress.js';
import type { TestedCells } from './cells.js';
import { FEWEST_EXTREME, REFUSALS } from './tail-fit.js';

/** Logs how many p were extrapolated; warns where tails had no fit, with the reasons. */
export function sayApproximation(
  { p, extrapolated, refused }: Pick<TestedCells, 'p' | 'extrapolated' | 'refused'>,
  label: string,
  ctx: Pick<StageContext, 'log' | 'warn'>,
): void {
  const tested = p.reduce((sum, value) => sum + (value === value ? 1 : 0), 0);
  const beyond = extrapolated.reduce((sum, flag) => sum + flag, 0);
  ctx.log(
    `${label}: ${beyond} of ${tested} p values extrapolated from the tail of their nulls (generalised Pareto), the others counted.`,
  );
  const without = [...refused.values()].reduce((sum, count) => sum + count, 0);
  if (without === 0) return;
  const reasons = [...refused].map(([reason, count]) =>
    refused.size === 1 ? REFUSALS[reason] : `${REFUSALS[reason]} (${count})`,
  );
  ctx.warn(
    'tail-not-fitted',
    `${label}: ${without} of ${without + beyond} p values with fewer than ${FEWEST_EXTREME} nulls as extreme stay counted, at 1/n_perm or more, because ${reasons.join('; ')}. More permutations (n_perm) make them smaller.`,
    { property: 'p_approximation' },
  );
}
