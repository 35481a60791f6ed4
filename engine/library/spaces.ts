// Names of coordinate spaces: their order of preference, the MNI family, and surface densities.

/** Order in which spaces are preferred where several would do (spec/decisions.md 3); unknown ones follow in alphabetical order. */
const preference = ['fsLR', 'fsaverage', 'MNI152NLin6Asym', 'MNI152NLin2009cAsym'];

/** Compares two space names by preference, for sorting. */
export function bySpace(a: string, b: string): number {
  const rank = (space: string): number => {
    const index = preference.indexOf(space);
    return index < 0 ? preference.length : index;
  };
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** True for every variant of the MNI152 space; they share millimetres and are not warped into each other. */
export function isMni(space: string): boolean {
  return /^MNI(?:152)?/i.test(space);
}

/** Vertices per hemisphere by space and density (spec/workflows.md 6.2). 164k belongs to both; fsLR is listed first. */
const densities: readonly (readonly [space: string, density: string, vertices: number])[] = [
  ['fsLR', '4k', 4002],
  ['fsLR', '8k', 7842],
  ['fsLR', '32k', 32492],
  ['fsLR', '164k', 163842],
  ['fsaverage', '3k', 2562],
  ['fsaverage', '10k', 10242],
  ['fsaverage', '41k', 40962],
  ['fsaverage', '164k', 163842],
];

/** Vertices per hemisphere of a named density, or undefined where the name says nothing. */
export function verticesOf(space: string, density: string): number | undefined {
  return densities.find(([s, d]) => s === space && d === density)?.[2];
}

/** The spaces that have surfaces with this many vertices per hemisphere. */
export function spacesWith(vertices: number): string[] {
  return densities.filter(([, , count]) => count === vertices).map(([space]) => space);
}
