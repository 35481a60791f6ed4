// Short names of parcellations that the library offers besides those given by `alias:` in a parc.yaml (spec/workflows.md, 4.2).
import { combinations, parcellations } from '../catalogue/catalogue.js';

/**
 * Alias → names it may stand for; the first one that the data folders hold is meant. A folder may bear the longer name that the
 * public library has as an alias (`Yan200Parcels17Networks` for `Yan200`): the short name finds it as well.
 */
export const aliases: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  parcellations.flatMap(({ name, aliases: short }) => [
    ...short.map((alias) => [alias, [name]] as const),
    [name, short] as const,
  ]),
);

/** Aliases of cortex + subcortex pairs. */
export const pairAliases: Readonly<Record<string, readonly [string, string]>> = Object.fromEntries(
  combinations.map(({ alias, cortex, subcortex }) => [alias, [cortex, subcortex] as const]),
);
