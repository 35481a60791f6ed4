// demogenes: two hundred gene-like maps whose invented cell types share a pattern, for enrichment analyses.
import { LICENSE, type DemoBrain } from './brain.js';
import { mapList, rounded, setsAsJson, type DemoDataset, type DemoMap } from './dataset.js';
import { BROAD, brainField, means, PATCHY, standardized, type FieldShape } from './field.js';
import { random } from './random.js';
import { item } from './vector.js';

const GENES = 200;
const CELL_TYPES = ['Astro', 'Endo', 'ExcDeep', 'ExcUpper', 'InhA', 'InhB', 'Micro', 'Oligo'];
/** Genes that belong to no cell type, at the end of the table. */
const UNASSIGNED = 24;
/** One gene in so many belongs to the next cell type as well. */
const SHARED_EVERY = 11;

interface Gene {
  name: string;
  /** Cell types, the leading one first. */
  types: string[];
}

/** The genes and their cell types: consecutive blocks, some genes in two. */
function genes(): Gene[] {
  const perType = (GENES - UNASSIGNED) / CELL_TYPES.length;
  return Array.from({ length: GENES }, (_, index): Gene => {
    const name = `DEMO${String(index + 1).padStart(3, '0')}`;
    const type = Math.floor(index / perType);
    if (type >= CELL_TYPES.length) return { name, types: [] };
    const next =
      index % SHARED_EVERY === 0 ? [item(CELL_TYPES, (type + 1) % CELL_TYPES.length)] : [];
    return { name, types: [item(CELL_TYPES, type), ...next] };
  });
}

/** A gene's values, scaled to 0–1 across parcels as expression tables are. */
function expression(
  gene: Gene,
  profiles: ReadonlyMap<string, Float64Array>,
  brain: DemoBrain,
): DemoMap {
  const noise = random(brain.seed, `noise ${gene.name}`);
  const shared = gene.types.flatMap((type) => profiles.get(type) ?? []);
  const raw = pattern(brain, `gene ${gene.name}`, PATCHY).map((own, parcel) => {
    const typical = shared.map(
      (profile, place) => (place === 0 ? 0.6 : 0.3) * item(profile, parcel),
    );
    return typical.reduce((sum, value) => sum + value, 0.75 * own) + 0.2 * noise.normal();
  });
  const low = raw.reduce((a, b) => Math.min(a, b));
  const high = raw.reduce((a, b) => Math.max(a, b));
  return { name: gene.name, values: raw.map((value) => rounded((value - low) / (high - low), 4)) };
}

/** A random pattern over the parcels, mean 0 and standard deviation 1. */
function pattern({ seed, cortical }: DemoBrain, name: string, shape: FieldShape): Float64Array {
  return standardized(means(brainField(seed, name, shape), cortical.points));
}

/** The pattern that the genes of a cell type share, over the parcels of Demo100. */
export const cellTypeProfile = (brain: DemoBrain, type: string): Float64Array =>
  pattern(brain, `cell type ${type}`, BROAD);

/** The dataset for Demo100. */
export function geneDataset(brain: DemoBrain): DemoDataset {
  const all = genes();
  const profiles = new Map(CELL_TYPES.map((type) => [type, cellTypeProfile(brain, type)]));
  const members = CELL_TYPES.flatMap((type) =>
    all.filter((gene) => gene.types.includes(type)).map((gene) => [type, gene.name] as const),
  );
  return {
    name: 'demogenes',
    label: 'Demo genes (simulated)',
    description:
      'Simulated: two hundred smooth random maps named as genes, most of them in one of eight invented cell types. '
      + 'No measurement is behind any number. For trying things out only.',
    collections: [
      {
        name: 'CellTypes',
        description: 'Marker genes of eight invented cell types (simulated).',
        text: setsAsJson(members),
      },
      {
        name: 'All',
        description: 'All genes without sets (simulated).',
        text: mapList(all.map(({ name }) => name)),
      },
    ],
    mapInfo: [['map', 'doi', 'license', 'note'], ...all.map(({ name }) => [name, '', LICENSE, ''])],
    displayColumns: ['license'],
    tables: [
      { places: brain.cortical, maps: all.map((gene) => expression(gene, profiles, brain)) },
    ],
  };
}
