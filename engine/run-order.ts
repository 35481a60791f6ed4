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

/**
 * The order in words: analyses that wait for each other with arrows, those that run side by side with commas, groups that have
 * nothing to do with each other with semicolons: `PainReceptors; Anorexia → AnorexiaCells, AnorexiaReceptors`.
 * @param order as from {@link runOrder}
 */
export function orderText(all: readonly Dependent[], order: readonly string[]): string {
  const byName = new Map(all.map((analysis) => [analysis.name, analysis]));
  const needs = (name: string): string[] =>
    (byName.get(name)?.dependencies ?? []).filter((each) => order.includes(each));
  const depth = new Map<string, number>();
  for (const name of order)
    depth.set(name, Math.max(-1, ...needs(name).map((each) => depth.get(each) ?? -1)) + 1);
  return groupsOf(order, needs)
    .map((group) => {
      const levels = [...new Set(group.map((name) => depth.get(name) ?? 0))].sort((a, b) => a - b);
      return levels
        .map((level) => group.filter((name) => depth.get(name) === level).join(', '))
        .join(' → ');
    })
    .join('; ');
}

/** The analyses that hang together, directly or through others. */
function groupsOf(order: readonly string[], needs: (name: string) => string[]): string[][] {
  let groups: string[][] = [];
  for (const name of order) {
    const linked = groups.filter((group) => group.some((each) => needs(name).includes(each)));
    groups = [...groups.filter((group) => !linked.includes(group)), [...linked.flat(), name]];
  }
  const first = (group: readonly string[]): number =>
    Math.min(...group.map((name) => order.indexOf(name)));
  return groups.sort((a, b) => first(a) - first(b));
}
