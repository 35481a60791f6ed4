// From the chosen null model to what the inner loops run on: spins, a seed, or distances and their eigenvectors.
import type { LoadContext } from '../library/context.js';
import type { LoadedParcellation } from '../library/load/parcellation.js';
import type { MapTable } from '../library/map-table.js';
import type { NullSource } from '../parallel/null-maps.js';
import type { BlockPool } from '../parallel/pool.js';
import type { MapsPlan } from '../plan.js';
import type { NullChoice } from './choose.js';
import { distanceBlocks, type DistanceBlock, type DistanceContext } from './distances/blocks.js';
import { distanceModels, type DistanceModel } from './distance-models.js';
import type { DistanceKind } from './models.js';
import { spunNulls } from './spins/spun-nulls.js';

export interface PreparedNulls {
  /** Bytes that decide the nulls besides plan and maps: spins, distances. Part of the key of the result. */
  bytes: ArrayBufferView[];
  /** Space they were made in, or null. */
  space: string | null;
  /** In words, for the record. */
  origin: string;
  /** The distances the nulls are made from; absent for models without, and for parcels of other parts. */
  distances?: { blocks: DistanceBlock[]; origin: string };
  /** What the nulls of these maps are made from; the slow part, asked for only when the result is not stored. */
  source(moving: MapTable): Promise<NullSource>;
}

export type SeededPlan = Omit<MapsPlan, 'yCovariates'> & { seed: number };
export type NullContext = LoadContext & Pick<DistanceContext, 'cache'> & { pool: BlockPool };

/** @throws NspError of reading or making spins and distances, tied to their property; CancelledError */
export async function prepareNulls(
  plan: SeededPlan,
  parcellation: LoadedParcellation,
  choice: NullChoice,
  context: NullContext,
): Promise<PreparedNulls> {
  const { model, surface } = choice;
  switch (model.kind) {
    case 'split':
      return splitNulls(plan, parcellation, choice, context);
    case 'spin': {
      if (!surface) throw new Error(`The null model ${model.name} was chosen without a surface.`);
      const spun = await spunNulls(model.rule, parcellation, surface, plan.nPerm, context);
      return { ...spun, space: surface.space, source: () => Promise.resolve(spun.source) };
    }
    case 'shuffle':
      return {
        bytes: [],
        space: null,
        origin: `default_rng(${plan.seed} + row of the map)`,
        source: () => Promise.resolve({ kind: 'shuffle', seed: plan.seed }),
      };
    case 'moran':
    case 'variomoran':
    case 'burt2018':
    case 'burt2020':
      return distanceNulls(model.kind, plan, parcellation, context);
  }
}

async function distanceNulls(
  kind: DistanceKind,
  plan: SeededPlan,
  parcellation: LoadedParcellation,
  context: NullContext,
): Promise<PreparedNulls> {
  const { random, source }: DistanceModel = distanceModels[kind](plan);
  const { blocks, space, origin } = await distanceBlocks(parcellation, plan, context);
  return {
    bytes: blocks.flatMap(({ parcels, matrix }) => [parcels, matrix]),
    space,
    origin: `${origin}; ${random}`,
    distances: { blocks, origin },
    source: (moving) => source(moving, blocks, context.pool, context.ctx),
  };
}

/** Cortex and subcortex apart, with the same seeds (spec/statistics.md 4.3). */
async function splitNulls(
  plan: SeededPlan,
  parcellation: LoadedParcellation,
  { model, parts: choices }: NullChoice,
  context: NullContext,
): Promise<PreparedNulls> {
  if (!choices || !parcellation.parts) {
    throw new Error(`The null model ${model.name} was chosen for a parcellation without parts.`);
  }
  const [cortex, subcortex] = parcellation.parts;
  const known = [...subcortex.volumes, ...subcortex.surfaces].some(
    ({ space }) => space === plan.nullSpace,
  );
  const there = known ? plan : { ...plan, nullSpace: 'auto' };
  const first = await prepareNulls(plan, cortex, choices[0], context);
  const second = await prepareNulls(there, subcortex, choices[1], context);
  const spaces = new Set([first.space, second.space].filter((space) => space !== null));
  return {
    bytes: [...first.bytes, ...second.bytes],
    space: [...spaces].join(' + ') || null,
    origin: `cortex: ${first.origin}; subcortex: ${second.origin}`,
    distances: distancesOfParts(parcellation.labels, [
      [cortex.labels, first.distances],
      [subcortex.labels, second.distances],
    ]),
    async source(moving) {
      const parts = [];
      for (const [part, nulls] of [
        [cortex, first],
        [subcortex, second],
      ] as const) {
        const parcels = Int32Array.from(part.labels, (label) => moving.parcels.indexOf(label));
        parts.push({ parcels, source: await nulls.source(partOf(moving, parcels)) });
      }
      return { kind: 'split', parts };
    },
  };
}

/** The blocks of the parts, at the places their parcels have in the whole. */
function distancesOfParts(
  labels: readonly string[],
  parts: readonly [own: readonly string[], distances: PreparedNulls['distances']][],
): NonNullable<PreparedNulls['distances']> {
  const place = new Map(labels.map((label, i) => [label, i]));
  const known = parts.flatMap(([own, distances]) => (distances ? [{ own, ...distances }] : []));
  return {
    blocks: known.flatMap(({ own, blocks }) =>
      blocks.map(({ parcels, matrix }) => ({
        parcels: parcels.map((parcel) => place.get(own[parcel] ?? '') as number),
        matrix,
      })),
    ),
    origin: known.map(({ origin }) => origin).join('; '),
  };
}

function partOf(table: MapTable, parcels: Int32Array): MapTable {
  const values = new Float64Array(table.labels.length * parcels.length);
  table.labels.forEach((_, m) => {
    parcels.forEach((from, i) => {
      values[m * parcels.length + i] = table.values[m * table.parcels.length + from] as number;
    });
  });
  const labels = Array.from(parcels, (parcel) => table.parcels[parcel] ?? '');
  return { ...table, parcels: labels, values };
}
