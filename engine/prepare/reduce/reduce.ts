// Reduces X to fewer maps, all together or set by set, and says how the maps load on the components (spec/statistics.md 7.5).
import { NspError } from '../../error.js';
import type { MapTable } from '../../library/map-table.js';
import { pearson } from '../../stats/correlation.js';
import type { Note } from '../note.js';
import type { Work } from '../work.js';
import { meanMap, medianOfMaps } from './averages.js';
import { fa } from './factors.js';
import { ica } from './independent.js';
import { pca } from './principal.js';
import { type Reduction, type ReductionInput, type ReductionOptions } from './reduction.js';

export const REDUCTIONS: readonly Reduction[] = [
  { name: 'mean', isComponents: false, doc: 'Mean of the maps in each parcel.', run: meanMap },
  {
    name: 'median',
    isComponents: false,
    doc: 'Median of the maps in each parcel.',
    run: medianOfMaps,
  },
  {
    name: 'pca',
    isComponents: true,
    doc: 'Principal components.',
    source: 'Jolliffe 2002, doi:10.1007/b98835',
    run: pca,
  },
  {
    name: 'ica',
    isComponents: true,
    doc: 'Independent components (FastICA, log cosh).',
    source: 'Hyvärinen & Oja 2000, doi:10.1016/S0893-6080(00)00026-5',
    run: ica,
  },
  {
    name: 'fa',
    isComponents: true,
    doc: 'Common factors (minimum residuals, promax).',
    source: 'Harman & Jones 1966, doi:10.1007/BF02289468',
    run: fa,
  },
];

export interface Loading {
  /** Label of the component in the reduced table. */
  component: string;
  map: string;
  /** Pearson's r of map and component over the complete parcels. */
  r: number;
}

export interface ReducedMaps {
  table: MapTable;
  /** Share of variance by component; NaN where the method has none. */
  explained: Float64Array;
  loadings: Loading[];
  notes: Note[];
}

/**
 * @param complete parcels that no map of X, Y and Z misses (completeParcels); means and medians use all parcels
 * @param bySet true: each set is reduced by itself
 * @throws NspError `unknown-reduction`, `no-sets`, `bad-component-count`, and those of the reductions
 */
export function reduceMaps(
  x: MapTable,
  name: string,
  bySet: boolean,
  options: ReductionOptions,
  complete: Int32Array,
  work: Work,
): ReducedMaps {
  const reduction = checkedReduction(name, options);
  const parcels = x.parcels.length;
  const blocks: Float64Array[] = [];
  const out: ReducedMaps = {
    table: { labels: [], sets: [], weights: [], parcels: x.parcels, values: new Float64Array(0) },
    explained: new Float64Array(0),
    loadings: [],
    notes: [],
  };
  const shares: number[] = [];
  for (const [set, rows] of groupsOf(x, bySet)) {
    const input = inputOf(x, rows, complete);
    const reduced = reduction.run(input, options, work);
    blocks.push(reduced.values);
    out.notes.push(...reduced.notes);
    for (let k = 0; k < reduced.components; k++) {
      const label = labelOf(reduction, set, k);
      out.table.labels.push(label);
      out.table.sets.push(set);
      out.table.weights.push(null);
      shares.push(reduced.explained?.[k] ?? NaN);
      if (!reduction.isComponents) continue;
      const component = reduced.values.subarray(k * parcels, (k + 1) * parcels);
      rows.forEach((row, m) => {
        const map = input.values.subarray(m * parcels, (m + 1) * parcels);
        out.loadings.push({
          component: label,
          map: x.labels[row] as string,
          r: pearson(map, component),
        });
      });
    }
  }
  const values = Float64Array.from(blocks.flatMap((block) => Array.from(block)));
  return { ...out, table: { ...out.table, values }, explained: Float64Array.from(shares) };
}

const labelOf = ({ name, isComponents }: Reduction, set: string | null, k: number): string =>
  isComponents ? `${set === null ? '' : `${set} `}c${k}` : (set ?? name);

/** Rows of each set in order of first appearance; all rows as one group when not by set. */
function groupsOf(x: MapTable, bySet: boolean): [string | null, number[]][] {
  if (!bySet) return [[null, [...x.labels.keys()]]];
  const groups = new Map<string, number[]>();
  x.sets.forEach((set, row) => {
    if (set === null) {
      throw new NspError(
        'no-sets',
        `The map ${x.labels[row]} of x is in no set. Use a collection with sets, or reduce all maps together.`,
        { property: 'x' },
      );
    }
    const rows = groups.get(set);
    if (rows) rows.push(row);
    else groups.set(set, [row]);
  });
  return [...groups];
}

function inputOf(x: MapTable, rows: readonly number[], complete: Int32Array): ReductionInput {
  const parcels = x.parcels.length;
  const values = new Float64Array(rows.length * parcels);
  rows.forEach((row, m) =>
    values.set(x.values.subarray(row * parcels, (row + 1) * parcels), m * parcels),
  );
  return {
    values,
    maps: rows.length,
    parcels,
    weights: rows.map((row) => x.weights[row] ?? null),
    complete,
  };
}

function checkedReduction(
  name: string,
  { components, minExplained, weighted }: ReductionOptions,
): Reduction {
  const reduction = REDUCTIONS.find((row) => row.name === name);
  if (!reduction) {
    throw new NspError(
      'unknown-reduction',
      `There is no reduction ${name}. There are ${REDUCTIONS.map((row) => row.name).join(', ')}.`,
      { property: 'reduction' },
    );
  }
  if (weighted && reduction.isComponents) {
    throw new NspError(
      'weights-with-components',
      `${name} does not use weights; mean and median do.`,
      { property: 'weighted_mean' },
    );
  }
  if (!reduction.isComponents && (components !== null || minExplained !== null)) {
    throw new NspError(
      'components-of-average',
      `${name} makes one map, so n_components and min_ev mean nothing with it.`,
      { property: 'reduction' },
    );
  }
  if (components !== null && (!Number.isInteger(components) || components < 1)) {
    throw new NspError(
      'bad-component-count',
      `The number of components is a whole number from 1, not ${components}.`,
      { property: 'n_components' },
    );
  }
  if (minExplained !== null && !(minExplained > 0 && minExplained <= 1)) {
    throw new NspError(
      'bad-explained-share',
      `min_ev is a share between 0 and 1, not ${minExplained}.`,
      { property: 'min_ev' },
    );
  }
  return reduction;
}
