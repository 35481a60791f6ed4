// A method as a plan asks for it: its row of the table with the options filled in, and what follows from them.
import { NspError } from '../error.js';
import type { PlanBase } from '../plan.js';
import type { ConfoundUse } from './confounds.js';
import { DEFAULT_OPTIONS, type KernelOptions, type StatisticSpec } from './kernels/kernel.js';
import {
  methodByName,
  methods,
  namedOptions,
  OPTION_NAMES,
  RANK_OPTION,
  type ColocalizationMethod,
  type MethodOptions,
  type NamedOption,
} from './methods.js';

export interface ChosenMethod<M extends ColocalizationMethod = ColocalizationMethod> {
  method: M;
  options: KernelOptions;
  /** X, Y and Z are replaced by their ranks, each map over its own parcels. */
  ranked: boolean;
  statistics: readonly StatisticSpec[];
}

/**
 * A row of the table with options under their NiSpace names; those of other methods are left alone. Throws `bad-option`.
 * @param seed of the analysis; null: that of the table of options
 */
export function chooseMethod<M extends ColocalizationMethod>(
  method: M,
  wishes: MethodOptions = {},
  seed: number | null = null,
): ChosenMethod<M> {
  const options = { ...DEFAULT_OPTIONS, ...(seed === null ? {} : { seed }) };
  if (method.kind === 'kernel') {
    for (const key of namedOptions(method.maker)) take(options, key, wishes);
  }
  const ranked =
    method.ranked || (method.options.includes(RANK_OPTION) && wishes[RANK_OPTION] === true);
  return { method, options, ranked, statistics: method.statistics(options) };
}

function take<K extends NamedOption>(options: KernelOptions, key: K, wishes: MethodOptions): void {
  const name = OPTION_NAMES[key];
  const wish = wishes[name];
  if (wish === undefined) return;
  if (typeof wish !== typeof options[key]) {
    throw new NspError(
      'bad-option',
      `${name} is ${String(wish)}; it takes ${typeof options[key] === 'boolean' ? 'true or false' : 'a number'}.`,
      { property: name },
    );
  }
  options[key] = wish as KernelOptions[K];
}

type MethodWishes = Pick<PlanBase, 'methods' | 'methodOptions' | 'z' | 'tails' | 'seed'>
  & ConfoundUse;

/**
 * The methods of a plan, in its order.
 * @throws NspError `later-version` for those this version does not run, `no-z` for a partial method without Z, `unknown-statistic` for
 * a tail of a statistic that none of them tests, `bad-option`
 */
export function methodsOf(plan: MethodWishes): ChosenMethod[] {
  const chosen = plan.methods.map((name) => {
    const method = methodByName.get(name);
    if (!method) {
      throw new NspError(
        'later-version',
        `The method ${name} comes with a later version; this version runs ${methods.map((row) => row.name).join(', ')}.`,
        { property: 'colocalization_method' },
      );
    }
    if (method.partial && plan.z.length === 0) {
      throw new NspError(
        'no-z',
        `${name} is a correlation after the z maps are regressed out, and there are none. Add z, or use ${name.replace('partial', '')}.`,
        { property: 'colocalization_method' },
      );
    }
    requireBothSides(method, plan);
    return chooseMethod(method, plan.methodOptions, plan.seed);
  });
  requireKnownTails(plan, chosen);
  return chosen;
}

/** A partial correlation takes Z out of both maps; out of one it would be another statistic. */
function requireBothSides(
  { name, partial }: ColocalizationMethod,
  { regressZ = ['x', 'y'], zyMatched = false }: ConfoundUse,
): void {
  if (!partial || (regressZ.length === 2 && !zyMatched)) return;
  throw new NspError(
    'partial-of-one-side',
    `${name} takes the z maps out of x and y, and ${zyMatched ? 'zy_matched takes them out of y alone' : 'regress_z does not'}. Use ${name.replace('partial', '')}.`,
    { property: 'colocalization_method' },
  );
}

function requireKnownTails({ tails }: MethodWishes, chosen: readonly ChosenMethod[]): void {
  if (tails === null || typeof tails === 'string') return;
  const tested = new Set(
    chosen.flatMap(({ statistics }) =>
      statistics.filter(({ tail }) => tail !== null).map(({ name }) => name),
    ),
  );
  const unknown = Object.keys(tails).filter((name) => !tested.has(name.replace(/^rho_z$/, 'rho')));
  if (unknown.length === 0) return;
  const names = chosen.map(({ method }) => method.name).join(', ');
  throw new NspError(
    'unknown-statistic',
    `p_tails names ${unknown.join(', ')}, which ${names} ${chosen.length > 1 ? 'do' : 'does'} not test; tested: ${[...tested].join(', ')}.`,
    { property: 'p_tails' },
  );
}

/** True when a method asks for the distances between parcels. */
export const needsDistances = (chosen: readonly ChosenMethod[]): boolean =>
  chosen.some(({ method }) => method.kind === 'kernel' && method.maker.needsDistances);
