// The table of colocalization methods this engine runs. Adding a method is adding a row and the file of its family.
import { NspError } from '../error.js';
import type { ColocalizationPlan, Tail } from '../plan.js';

export interface ColocalizationMethod {
  name: string;
  /** For people, e.g. `Spearman's rho`. */
  label: string;
  /** Maps are replaced by their ranks first, each over its own parcels. */
  ranked: boolean;
  /** Asks for Z maps. Other methods regress Z, too, when there are Z maps (spec/statistics.md 1.3). */
  partial: boolean;
  /** Name of the correlation and of its Fisher transform (spec/decisions.md 1). */
  statistic: 'rho';
  tail: Tail;
}

const correlation = { partial: false, statistic: 'rho', tail: 'two' } as const;

export const methods: readonly ColocalizationMethod[] = [
  { ...correlation, name: 'pearson', label: "Pearson's r", ranked: false },
  { ...correlation, name: 'spearman', label: "Spearman's rho", ranked: true },
  {
    ...correlation,
    name: 'partialpearson',
    label: "Partial Pearson's r",
    ranked: false,
    partial: true,
  },
  {
    ...correlation,
    name: 'partialspearman',
    label: "Partial Spearman's rho",
    ranked: true,
    partial: true,
  },
];

export const methodByName = new Map(methods.map((method) => [method.name, method]));

/** The methods of a plan. Throws `later-version` for those this version does not run, `no-z` for a partial method without Z. */
export function methodsOf(plan: Pick<ColocalizationPlan, 'methods' | 'z'>): ColocalizationMethod[] {
  return plan.methods.map((name) => {
    const method = methodByName.get(name);
    if (method?.partial && plan.z.length === 0) {
      throw new NspError(
        'no-z',
        `${name} is a correlation after the z maps are regressed out, and there are none. Add z, or use ${name.replace('partial', '')}.`,
        { property: 'colocalization_method' },
      );
    }
    if (method) return method;
    throw new NspError(
      'later-version',
      `The method ${name} comes with a later version; this version runs ${methods.map((row) => row.name).join(', ')}.`,
      { property: 'colocalization_method' },
    );
  });
}
