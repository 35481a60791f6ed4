// ComBat: removes what scanners and sites do to the level and the spread of each parcel, and keeps what the covariates explain.
// Sources: Johnson et al. 2007, doi:10.1093/biostatistics/kxj037; Fortin et al. 2018, doi:10.1016/j.neuroimage.2017.11.024;
// Pomponio et al. 2020, doi:10.1016/j.neuroimage.2019.116450; contract: spec/statistics.md 3.3 and 3.4.
import type { MapTable } from '../../library/map-table.js';
import { median, sortedPresent } from '../../stats/quantiles.js';
import { requireRowCount } from '../clean/design-problems.js';
import { encode } from '../clean/encode.js';
import { few, type Note } from '../note.js';
import { stopIfCancelled, type Work } from '../work.js';
import { shrink, type SiteEffect } from './empirical-bayes.js';
import { sitesOf, type CombatDesign } from './sites.js';
import { standardized, type Standardized } from './standardized.js';

export interface Harmonized {
  table: MapTable;
  /** In the order of the rows of `gamma` and `delta`. */
  sites: string[];
  /** Rounds until each site's effects were stable; 0 where they are not shrunk. */
  iterations: number[];
  /** `[site][parcel]` on the standardised data; NaN for parcels that are left as they are. */
  gamma: Float64Array;
  delta: Float64Array;
  notes: Note[];
}

/**
 * y* = σ·(s − γ*)/√δ* + α + M, with s = (y − α − M)/σ. Missing values are replaced by the median of their map for the estimation and
 * put back afterwards. Subjects without a site or a covariate become missing; parcels without values or variance stay as they are.
 * @param empiricalBayes false: each parcel's own estimates, not shrunk (a site without variance in a parcel is then only shifted)
 * @throws NspError `rows-do-not-match`, `one-site`, `site-of-one`, `collinear-covariate`, `too-many-covariates`,
 * `combat-does-not-converge`, CancelledError
 */
export function harmonize(
  y: MapTable,
  design: CombatDesign,
  empiricalBayes: boolean,
  work: Work,
): Harmonized {
  requireRowCount(y, [design.site, ...design.kept]);
  const { rows, site, sites } = sitesOf(y, design);
  const model = standardized(
    filled(y, rows),
    { site, sites: sites.length, columns: columnsOf(design, rows) },
    work,
  );
  const effects = sites.map((name, k) => {
    stopIfCancelled(work);
    const count = site.reduce((sum, other) => sum + (other === k ? 1 : 0), 0);
    const raw = siteEffect(model, site, k, count);
    return empiricalBayes && model.parcels.length > 1
      ? shrink(raw, count, name)
      : { ...raw, iterations: 0 };
  });
  const parcels = y.parcels.length;
  const table = { ...y, values: adjusted(y, rows, model, site, effects) };
  const spreadOut = (of: (effect: SiteEffect) => Float64Array): Float64Array => {
    const out = new Float64Array(sites.length * parcels).fill(NaN);
    effects.forEach((effect, k) =>
      model.parcels.forEach((i, g) => (out[k * parcels + i] = of(effect)[g] as number)),
    );
    return out;
  };
  return {
    table,
    sites,
    iterations: effects.map((effect) => effect.iterations),
    gamma: spreadOut((effect) => effect.gamma),
    delta: spreadOut((effect) => effect.delta),
    notes: notesOf(y, rows, model),
  };
}

const columnsOf = ({ kept }: CombatDesign, rows: readonly number[]): Float64Array[] =>
  encode(kept).columns.map(({ values }) => Float64Array.from(rows, (row) => values[row] as number));

/** The used rows, missing values replaced by the median of their map; parcels that no row has stay missing. */
function filled(y: MapTable, rows: readonly number[]): { values: Float64Array; parcels: number } {
  const parcels = y.parcels.length;
  const values = new Float64Array(rows.length * parcels);
  const anywhere = new Uint8Array(parcels);
  for (const row of rows) {
    for (let i = 0; i < parcels; i++)
      if (!Number.isNaN(y.values[row * parcels + i])) anywhere[i] = 1;
  }
  rows.forEach((row, k) => {
    const map = y.values.subarray(row * parcels, (row + 1) * parcels);
    const middle = median(sortedPresent(map));
    map.forEach((value, i) => {
      values[k * parcels + i] = anywhere[i] && Number.isNaN(value) ? middle : value;
    });
  });
  return { values, parcels };
}

/** Mean and variance (n − 1) of the standardised values of one site. */
function siteEffect(
  { parcels, s }: Standardized,
  site: Int32Array,
  k: number,
  count: number,
): SiteEffect {
  const width = parcels.length;
  const gamma = new Float64Array(width);
  const delta = new Float64Array(width);
  const members = Int32Array.from(site.keys()).filter((row) => site[row] === k);
  for (const row of members) {
    for (let g = 0; g < width; g++)
      gamma[g] = (gamma[g] as number) + (s[row * width + g] as number) / count;
  }
  for (const row of members) {
    for (let g = 0; g < width; g++) {
      const about = (s[row * width + g] as number) - (gamma[g] as number);
      delta[g] = (delta[g] as number) + (about * about) / (count - 1);
    }
  }
  return { gamma, delta };
}

function adjusted(
  y: MapTable,
  rows: readonly number[],
  model: Standardized,
  site: Int32Array,
  effects: readonly SiteEffect[],
): Float64Array {
  const parcels = y.parcels.length;
  const width = model.parcels.length;
  const values = new Float64Array(y.values.length).fill(NaN);
  rows.forEach((row, k) => {
    const { gamma, delta } = effects[site[k] as number] as SiteEffect;
    values.set(y.values.subarray(row * parcels, (row + 1) * parcels), row * parcels);
    model.parcels.forEach((i, g) => {
      const at = row * parcels + i;
      if (Number.isNaN(values[at])) return;
      const s = model.s[k * width + g] as number;
      values[at] =
        ((model.sigma[g] as number) * (s - (gamma[g] as number)))
          / (Math.sqrt(delta[g] as number) || 1)
        + (model.mean[k * width + g] as number);
    });
  });
  return values;
}

function notesOf(y: MapTable, rows: readonly number[], model: Standardized): Note[] {
  const notes: Note[] = [];
  const used = new Set(rows);
  const without = y.labels.filter((_, row) => !used.has(row));
  if (without.length) {
    notes.push({
      code: 'missing-covariate',
      message: `${without.length} rows of y miss a site or a covariate and are left out: ${few(without)}.`,
    });
  }
  const parcels = y.parcels.length;
  const gaps = rows.reduce(
    (sum, row) =>
      sum + model.parcels.filter((i) => Number.isNaN(y.values[row * parcels + i])).length,
    0,
  );
  if (gaps) {
    notes.push({
      code: 'combat-missing-values',
      message: `${gaps} missing values were replaced by the median of their map while ComBat estimated the sites, and are missing again.`,
    });
  }
  if (model.flat.length) {
    notes.push({
      code: 'combat-no-variance',
      message: `${model.flat.length} parcels have no variance within sites and are left as they are: ${few(model.flat.map((i) => y.parcels[i] as string))}.`,
    });
  }
  return notes;
}
