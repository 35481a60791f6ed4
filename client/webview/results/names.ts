// Reader's names of what the result calls by its canonical names: statistics, corrections, methods, null models.

const STATISTICS: Record<string, string> = {
  rho: 'ρ',
  rho_z: 'z(ρ)',
  mi: 'MI',
  r2: 'R²',
  beta: 'β',
  sum: 'R²',
  total: 'total dominance',
  individual: 'individual R²',
  relative: 'relative dominance',
  alpha: 'α',
  l1ratio: 'L1 share',
};

const CORRECTIONS: Record<string, string> = {
  meff_galwey: 'Meff (Galwey)',
  meff_li_ji: 'Meff (Li & Ji)',
  maxT: 'maxT',
  step_maxT: 'step-down maxT',
  fdr_bh: 'FDR (BH)',
  fdr_by: 'FDR (BY)',
  bonferroni: 'Bonferroni',
  holm: 'Holm',
  holm_sidak: 'Holm–Šidák',
  sidak: 'Šidák',
  hommel: 'Hommel',
  simes_hochberg: 'Simes–Hochberg',
};

const TAILS: Record<string, string> = {
  two: 'two-sided',
  upper: 'one-sided, larger than the nulls',
  lower: 'one-sided, smaller than the nulls',
};

const PERMUTED: Record<string, string> = {
  X: 'the reference maps (X)',
  Y: 'the maps compared (Y)',
  groups: 'the labels of the groups',
  sets: 'the members of the sets',
  none: 'nothing',
};

const named =
  (table: Record<string, string>) =>
  (name: string): string =>
    table[name] ?? name;

/** Symbol used in sentences, e.g. `ρ`. */
export const statisticSymbol = named(STATISTICS);
export const correctionName = named(CORRECTIONS);
export const tailName = named(TAILS);
/** What was permuted, in words. */
export const permutedName = named(PERMUTED);
