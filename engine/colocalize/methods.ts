// The table of colocalization methods this engine runs. Adding a method is adding a row and the file of its family.
import { NspError } from '../error.js';
import type { ColocalizationPlan, Tail } from '../plan.js';

export interface ColocalizationMethod {
  name: string;
  /** For people, e.g. `Spearman's rho`. */
  label: string;
  /** Maps are replaced by their ranks first, each over its own parcels. */
  ranked: boolean;
  /** Name of the correlation and of its Fisher transform (spec/decisions.md 1). */
  statistic: 'rho';
  tail: Tail;
}

export const methods: readonly ColocalizationMethod[] = [
  { name: 'pearson', label: "Pearson's r", ranked: false, statistic: 'rho', tail: 'two' },
  { name: 'spearman', label: "Spearman's rho", ranked: true, statistic: 'rho', tail: 'two' },
];

export const methodByName = new Map(methods.map((method) => [method.name, method]));

/** The methods of a plan. Throws `later-version` for those this version does not run. */
export function methodsOf(plan: Pick<ColocalizationPlan, 'methods'>): ColocalizationMethod[] {
  return plan.methods.map((name) => {
    const method = methodByName.get(name);
    if (method) return method;
    throw new NspError(
      'later-version',
      `The method ${name} comes with a later version; this version runs ${methods.map((row) => row.name).join(', ')}.`,
      { property: 'colocalization_method' },
    );
  });
}
