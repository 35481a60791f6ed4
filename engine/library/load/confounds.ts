// The third side of an analysis: maps that are regressed out of X and Y (`z`), from maps of the file and from the tissue shortcuts,
// which are rows of the library's dataset of tissue maps (spec/workflows.md 2.2).
import { NspError } from '../../error.js';
import type { Citation, MapsSource } from '../../plan.js';
import type { StageContext } from '../../progress.js';
import { FEWEST_SHARED, isConstant } from '../../stats/correlation.js';
import { Residuals } from '../../stats/residuals.js';
import type { LoadContext } from '../context.js';
import type { MapTable } from '../map-table.js';
import { someOf } from '../nearest.js';
import { loadMaps } from './maps.js';
import type { LoadedParcellation } from './parcellation.js';

/** Dataset of the tissue maps; its maps are named `tissue-gm_pub-…`. */
export const TISSUE_DATASET = 'tpm';

export interface LoadedConfounds {
  table: MapTable;
  citations: Citation[];
}

type Property = 'z' | 'covariates_within';

export interface ConfoundUse {
  /** The property that names the maps. */
  property?: Property;
  /** Map i belongs to map i of Y: none may be left out. */
  matched?: boolean;
}

/**
 * All Z maps as one table, constant ones left out. Null where there are none.
 * @throws NspError at the property `z`: `ambiguous-tissue-map`, `no-maps`, `constant-z`, `too-few-parcels`, and those of loading maps
 * (`not-downloaded` where the dataset of tissue maps is not in the data folders)
 */
export async function loadConfounds(
  z: readonly (MapsSource | string)[],
  parcellation: LoadedParcellation,
  context: LoadContext,
  { property = 'z', matched = false }: ConfoundUse = {},
): Promise<LoadedConfounds | null> {
  if (z.length === 0) return null;
  const parts: LoadedConfounds[] = [];
  for (const item of z) {
    parts.push(
      typeof item === 'string'
        ? await loadTissue(item, property, parcellation, context)
        : await loadMaps(item, parcellation, property, context),
    );
  }
  const all = joined(parts.map(({ table }) => table));
  if (all.labels.length === 0)
    throw new NspError('no-maps', `${property} holds no maps.`, { property });
  const table = matched ? all : varying(all, property, context.ctx);
  if (!matched) requireParcels(table, property, context.ctx);
  return { table, citations: parts.flatMap(({ citations }) => citations) };
}

/** One tissue map, labelled by its shortcut. */
async function loadTissue(
  tissue: string,
  property: Property,
  parcellation: LoadedParcellation,
  context: LoadContext,
): Promise<LoadedConfounds> {
  const loaded = await loadMaps(
    {
      declaration: null,
      kind: 'reference',
      dataset: TISSUE_DATASET,
      collection: 'All',
      filter: {
        maps: { tissue },
        sets: null,
        setSizeRange: null,
        weightRange: null,
        weightQuantile: null,
      },
    },
    parcellation,
    property,
    context,
  );
  const [found, other] = loaded.table.labels;
  if (other !== undefined) {
    throw new NspError(
      'ambiguous-tissue-map',
      `The dataset ${TISSUE_DATASET} holds several maps of ${tissue} (${someOf(loaded.table.labels)}). Name one with reference ${TISSUE_DATASET} { maps: … }.`,
      { property },
    );
  }
  context.ctx.log(`${property}: ${tissue} is ${found ?? ''} of ${TISSUE_DATASET}`);
  return { ...loaded, table: { ...loaded.table, labels: [tissue] } };
}

function joined(tables: readonly MapTable[]): MapTable {
  return {
    labels: tables.flatMap(({ labels }) => labels),
    sets: tables.flatMap(({ sets }) => sets),
    weights: tables.flatMap(({ weights }) => weights),
    parcels: tables[0]?.parcels ?? [],
    values: Float64Array.from(tables.flatMap(({ values }) => [...values])),
  };
}

/** Without maps that have the same value everywhere: nothing can be explained by them. */
function varying(table: MapTable, property: Property, ctx: StageContext): MapTable {
  const n = table.parcels.length;
  const map = (m: number): Float64Array => table.values.subarray(m * n, (m + 1) * n);
  const kept = [...table.labels.keys()].filter((m) => !isConstant(map(m)));
  if (kept.length === table.labels.length) return table;
  const constant = table.labels.filter((_, m) => !kept.includes(m));
  if (kept.length === 0) {
    throw new NspError(
      'constant-z',
      `No z map differs between parcels (${someOf(constant)}), so there is nothing to regress out. Remove ${property}, or name other maps.`,
      { property },
    );
  }
  ctx.warn(
    'constant-z',
    `${constant.length === 1 ? 'A z map has' : `${constant.length} z maps have`} no differences between parcels and cannot explain any: ${someOf(constant)}. They are left out.`,
    { property },
  );
  return {
    ...table,
    labels: kept.map((m) => table.labels[m] ?? ''),
    sets: kept.map((m) => table.sets[m] ?? null),
    weights: kept.map((m) => table.weights[m] ?? null),
    values: Float64Array.from(kept.flatMap((m) => [...map(m)])),
  };
}

/** Says what missing and repeated Z maps mean for the whole analysis. */
function requireParcels(table: MapTable, property: Property, ctx: StageContext): void {
  const n = table.parcels.length;
  const maps = table.labels.length;
  const residuals = new Residuals({ maps, parcels: n, values: table.values });
  residuals.remove(new Float64Array(n));
  const { shared, independent } = residuals;
  if (shared < FEWEST_SHARED + maps) {
    throw new NspError(
      'too-few-parcels',
      `Only ${shared} of ${n} parcels have a value in every z map; regressing ${maps === 1 ? 'one map' : `${maps} maps`} needs at least ${FEWEST_SHARED + maps}. Leave out z maps with many missing parcels.`,
      { property },
    );
  }
  if (shared < n) {
    ctx.warn(
      'missing-z',
      `${n - shared} of ${n} parcels have no value in a z map and are left out of every comparison, observed and null.`,
      { property },
    );
  }
  if (independent < maps) {
    ctx.warn(
      'collinear-z',
      `The ${maps} z maps carry the information of ${independent} (${someOf(table.labels)}): some follow from the others. Together they are regressed as if the repeated ones were not there.`,
      { property },
    );
  }
}
