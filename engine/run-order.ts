// The order in which analyses run: what `result of` refers to comes first.

/** An analysis by name, with the analyses whose results it uses. */
export interface Dependent {
  name: string;
  dependencies: readonly string[];
}

/**
 * The wished analyses and everything they depend on, each once, dependencies first, otherwise in the order of the wish.
 * Unknown names are left out; a cycle ends where it closes, because its members are refused one by one.
 */
export function runOrder(all: readonly Dependent[], wished: readonly string[]): string[] {
  const byName = new Map(all.map((analysis) => [analysis.name, analysis]));
  const order = new Set<string>();
  const entered = new Set<string>();
  const visit = (name: string): void => {
    const analysis = byName.get(name);
    if (!analysis || entered.has(name)) return;
    entered.add(name);
    analysis.dependencies.forEach(visit);
    order.add(name);
  };
  wished.forEach(visit);
  return [...order];
}
