// demoreceptors: twenty receptor-like maps in five invented systems. Maps of a system resemble each other, all share a
// gradient, and each has a pattern of its own.
import { LICENSE, type DemoBrain, type Places } from './brain.js';
import {
  mapList,
  rounded,
  setsAsJson,
  weightedSets,
  type DemoDataset,
  type DemoMap,
} from './dataset.js';
import { blend, BROAD, brainField, means, PATCHY, standardizedField, type Field } from './field.js';
import { random } from './random.js';

/** Maps per system. */
const SYSTEMS = { SystemA: 5, SystemB: 4, SystemC: 4, SystemD: 4, SystemE: 3 } as const;
/** Share of the gradient, the system and the map itself. Squares sum to about 1. */
const WEIGHTS = { gradient: 0.4, system: 0.55, own: 0.73 };
/** Standard deviation of the parcel noise, next to 1 for the pattern. */
const NOISE = 0.2;
/** The target whose map has missing cells, and which of its parcels (0-based). */
const INCOMPLETE = { target: 'E3', parcels: [7, 58] };

/** A receptor-like map before it is parcellated. */
export interface Receptor {
  /** Full map name. */
  name: string;
  /** Short name of the target, e.g. `A2`. */
  target: string;
  tracer: string;
  system: string;
  subjects: number;
  /** Mean 0 and standard deviation 1 over the parcels of Demo100. */
  pattern: Field;
}

/** The patterns behind the maps, in table order. */
export function receptors({ seed, cortical }: DemoBrain): Receptor[] {
  const standard = (name: string, shape: typeof BROAD): Field =>
    standardizedField(brainField(seed, name, shape), cortical.points);
  const gradient = standard('receptor gradient', BROAD);
  return Object.entries(SYSTEMS).flatMap(([system, count], index) => {
    const systemField = standard(`receptor ${system}`, BROAD);
    return Array.from({ length: count }, (_, place): Receptor => {
      const target = `${system.slice(-1)}${place + 1}`;
      const tracer = `demo${index + 1}`;
      const subjects = 8 + Math.floor(random(seed, `subjects ${target}`).uniform() * 60);
      const pattern = blend([
        [WEIGHTS.gradient, gradient],
        [WEIGHTS.system, systemField],
        [WEIGHTS.own, standard(`receptor ${target}`, PATCHY)],
      ]);
      return {
        name: `target-${target}_tracer-${tracer}_n-${subjects}_dx-hc_pub-simulated2026`,
        target,
        tracer,
        system,
        subjects,
        pattern: standardizedField(pattern, cortical.points),
      };
    });
  });
}

/** The pattern of a target. Throws RangeError when there is no such target. */
export function patternOf(all: readonly Receptor[], target: string): Field {
  const receptor = all.find((one) => one.target === target);
  if (!receptor) throw new RangeError(`No demo receptor called ${target}`);
  return receptor.pattern;
}

/** A map in one parcellation: binding around 2, never far below 0, with some noise. */
function parcellated(receptor: Receptor, places: Places, brain: DemoBrain): DemoMap {
  const noise = random(brain.seed, `noise ${receptor.target} ${places.parcellation}`);
  const values = means(receptor.pattern, places.points).map((value) =>
    rounded(2 + 0.45 * (value + NOISE * noise.normal()), 4),
  );
  if (receptor.target === INCOMPLETE.target && places === brain.cortical) {
    for (const parcel of INCOMPLETE.parcels) values[parcel] = NaN;
  }
  return { name: receptor.name, values };
}

const INFO_COLUMNS =
  'atlas,target,tracer,metric,publication,diagnosis,sample_size,n_female,age_mean,age_sd,age_min,age_max,'
  + 'doi,download_source,license,note';

function infoRow({ name, target, tracer, subjects }: Receptor): string[] {
  const note = target === INCOMPLETE.target ? 'Two parcels are missing on purpose.' : '';
  const sample = [String(subjects), '', '', '', '', ''];
  return [
    ...[name, target, tracer, 'arbitrary units', 'simulated2026', 'hc', ...sample],
    ...['', 'built in', LICENSE, note],
  ];
}

/** The dataset for the parcellations of the demo brain. */
export function receptorDataset(brain: DemoBrain, all: readonly Receptor[]): DemoDataset {
  return {
    name: 'demoreceptors',
    label: 'Demo receptors (simulated)',
    description:
      'Simulated: twenty smooth random maps in five invented systems, named as receptor maps are. No measurement is behind '
      + 'any number. For trying things out only.',
    collections: [
      {
        name: 'Systems',
        description: 'All maps in five invented systems (simulated).',
        text: setsAsJson(all.map(({ system, name }) => [system, name])),
      },
      {
        name: 'Weighted',
        description: 'The same systems, each map weighted by its number of subjects (simulated).',
        text: weightedSets(all.map(({ system, name, subjects }) => [system, name, subjects])),
      },
      {
        name: 'All',
        description: 'All maps without systems (simulated).',
        text: mapList(all.map(({ name }) => name)),
      },
    ],
    mapInfo: [INFO_COLUMNS.split(','), ...all.map(infoRow)],
    displayColumns: ['target', 'tracer', 'license'],
    tables: [brain.cortical, brain.subcortical].map((places) => ({
      places,
      maps: all.map((receptor) => parcellated(receptor, places, brain)),
    })),
  };
}
