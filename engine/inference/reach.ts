// Warns when no result could have survived a correction with the permutations asked for.
import type { PlanBase } from '../plan.js';
import type { StageContext } from '../progress.js';
import type { Correction, PTable } from './corrections.js';

const ALPHA = 0.05;

/**
 * Smallest corrected p that `n_perm` permutations can give: the floor 1/n_perm, corrected.
 * @param statistic to be named, where a method tests several
 */
export function warnUnreachable(
  correction: Correction,
  plan: PlanBase,
  { rows, columns }: PTable,
  meff: number | null,
  ctx: StageContext,
  statistic: string | null = null,
): void {
  const family = { array: rows * columns, x: rows, y: columns }[plan.mcDimension];
  const floor = 1 / plan.nPerm;
  // maxT itself goes down to the floor; FDR does when every test of the family is there.
  const atFloor = correction.kind === 'nulls' || correction.name === 'fdr_bh';
  const tests = atFloor ? 1 : (meff ?? family);
  const least = meff !== null ? 1 - (1 - floor) ** meff : tests * floor;
  if (least < ALPHA) return;
  const needed = Math.ceil(tests / ALPHA / 100) * 100;
  ctx.warn(
    'unreachable-threshold',
    `With n_perm: ${plan.nPerm} the smallest possible ${correction.label} p${statistic === null ? '' : ` of ${statistic}`} is ${least.toPrecision(2)}: nothing can be significant. About ${needed} permutations are needed.`,
    { property: 'n_perm' },
  );
}
