// The X maps of an enrichment: each map once, and the sets they are in, so that a map in two sets is computed (and permuted) once.
import { NspError } from '../error.js';
import { eachOnce } from '../library/load/background.js';
import type { MapTable } from '../library/map-table.js';
import type { SetsPlan } from '../plan.js';
import type { StageContext } from '../progress.js';
import {
  aggregationByName,
  aggregationFor,
  aggregations,
  mapSets,
  type Aggregation,
  type MapSet,
} from './aggregate.js';

export interface Enrichment {
  /** Every X map that is in a set or not, each once. */
  maps: MapTable;
  /** Members are rows of `maps`, in order of first appearance. */
  sets: MapSet[];
  aggregation: Aggregation;
  /** One map per set, the mean of its members: what the effective number of tests is taken from (spec/statistics.md 6.2). */
  means: MapTable;
}

/**
 * @param x a map in several sets stands in several rows
 * @throws NspError `no-sets` when X has none, `unknown-aggregation`
 */
export function enrichmentOf(x: MapTable, plan: SetsPlan, ctx: StageContext): Enrichment {
  const listed = mapSets(x);
  if (listed.length === 0) {
    throw new NspError(
      'no-sets',
      'An enrichment asks about sets of maps, and x has no sets. Use a collection with sets, such as one of cell types, or a colocalization.',
      { property: 'x' },
    );
  }
  const maps = eachOnce(x);
  const place = new Map(maps.labels.map((label, row) => [label, row]));
  const sets = listed.map((set) => ({
    ...set,
    members: set.members.map((row) => place.get(x.labels[row] ?? '') ?? -1),
  }));
  ctx.log(`x: ${maps.labels.length} different maps in ${sets.length} sets`);
  const aggregation = usableAggregation(plan, sets, ctx);
  return { maps, sets, aggregation, means: setMeans(maps, sets) };
}

function usableAggregation(
  { aggregation: name }: SetsPlan,
  sets: readonly MapSet[],
  ctx: StageContext,
): Aggregation {
  const wish = aggregationByName.get(name);
  if (!wish) {
    throw new NspError(
      'unknown-aggregation',
      `There is no aggregation ${name}; there are ${aggregations.map((row) => row.name).join(', ')}.`,
      { property: 'xsea_aggregation_method' },
    );
  }
  const used = aggregationFor(wish, sets);
  if (used !== wish) {
    ctx.warn(
      'no-weights',
      `The collection of x has no weights, so ${wish.name} became ${used.name}.`,
      { property: 'xsea_aggregation_method' },
    );
  }
  return used;
}

/** Mean over the members that have a value, parcel by parcel; NaN where none has. Weights are not used. */
export function setMeans(maps: MapTable, sets: readonly MapSet[]): MapTable {
  const width = maps.parcels.length;
  const values = new Float64Array(sets.length * width);
  sets.forEach(({ members }, s) => {
    for (let i = 0; i < width; i++) {
      let sum = 0;
      let n = 0;
      for (const row of members) {
        const value = maps.values[row * width + i] as number;
        if (value !== value) continue;
        sum += value;
        n++;
      }
      values[s * width + i] = n ? sum / n : NaN;
    }
  });
  return {
    labels: sets.map(({ name }) => name),
    sets: sets.map(() => null),
    weights: sets.map(() => null),
    parcels: maps.parcels,
    values,
  };
}
