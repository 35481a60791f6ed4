// Which null model a plan gets, and in which space it is made (spec/decisions.md 3 and 4).
import { NspError } from '../error.js';
import type { ParcellationData, SurfaceLabels } from '../library/parcellation.js';
import type { MapsPlan } from '../plan.js';
import {
  nullModelByName,
  nullModels,
  splitModels,
  type NullModel,
  type SplitModel,
} from './models.js';

export interface NullChoice {
  model: NullModel | SplitModel;
  /** Surface the spins are made on; null for models that do not spin. */
  surface: SurfaceLabels | null;
  /** Of a split model: what the cortex gets and what the subcortex gets; null for one model for all parcels. */
  parts: readonly [cortex: NullChoice, subcortex: NullChoice] | null;
}

/** What the choice looks at; both parts of cortex + subcortex are themselves parcellations. */
type Choosable = ParcellationData & {
  parts?: readonly [cortex: ParcellationData, subcortex: ParcellationData] | null;
};

const SPACE_ORDER = ['fsLR', 'fsaverage'];

type Wishes = Pick<MapsPlan, 'mapsMethod' | 'nullSpace' | 'hemispheres'>;

/** Throws `later-version`, `no-surface`, `unknown-space` or `not-cortex-and-subcortex`, each at its property. */
export function chooseNull(plan: Wishes, parcellation: Choosable): NullChoice {
  const name = plan.mapsMethod ?? defaultNull(plan, parcellation);
  const split = splitModels.find((row) => row.name === name);
  if (split) return { model: split, surface: null, parts: chooseParts(plan, split, parcellation) };
  const model = nullModelByName.get(name);
  if (!model) {
    const runs = nullModels.map((row) => row.name).join(', ');
    const default_ = plan.mapsMethod ? '' : `, the default null model of ${parcellation.name},`;
    throw new NspError(
      'later-version',
      `${name}${default_} comes with a later version; this version runs ${runs}. Set maps_method to one of these.`,
      { property: plan.mapsMethod ? 'maps_method' : 'parcellation' },
    );
  }
  const surface = model.kind === 'spin' ? chooseSurface(plan, parcellation, name) : null;
  return { model, surface, parts: null };
}

function chooseParts(
  plan: Wishes,
  { name }: SplitModel,
  { name: whole, parts }: Choosable,
): readonly [NullChoice, NullChoice] {
  if (!parts) {
    throw new NspError(
      'not-cortex-and-subcortex',
      `${name} is a null model for cortex and one for subcortex, but the parcellation ${whole} is not a sum of both. Name one null model.`,
      { property: 'maps_method' },
    );
  }
  const [first, second] = name.split('+') as [string, string];
  const [cortex, subcortex] = parts;
  return [
    chooseNull({ ...plan, mapsMethod: first }, cortex),
    chooseNull({ ...plan, mapsMethod: second, nullSpace: 'auto' }, subcortex),
  ];
}

/** Spins for a bilateral cortex with a surface, Moran randomisation for everything else. */
function defaultNull(plan: Wishes, parcellation: Choosable): string {
  const [cortex] = parcellation.parts ?? [];
  if (cortex) return defaultNull(plan, cortex) === 'moran' ? 'moran' : 'alexander_bloch+moran';
  const cortical = parcellation.level === 'cortex' || parcellation.level === 'unknown';
  const bilateral = parcellation.surfaces.some((surface) => surface.hemispheres.length === 2);
  return cortical && bilateral && plan.hemispheres.length === 2 ? 'alexander_bloch' : 'moran';
}

function chooseSurface(
  { nullSpace, hemispheres }: Wishes,
  parcellation: ParcellationData,
  method: string,
): SurfaceLabels {
  const spaces = parcellation.surfaces.map(({ space }) => space);
  if (spaces.length === 0) {
    throw new NspError(
      'no-surface',
      `${method} spins the cortical surface, but the parcellation ${parcellation.name} has none. `
        + 'Use maps_method: moran, or a parcellation with a surface.',
      { property: 'maps_method' },
    );
  }
  const wanted =
    nullSpace === 'auto'
      ? (SPACE_ORDER.find((space) => spaces.includes(space)) ?? spaces[0])
      : nullSpace;
  const surface = parcellation.surfaces.find(({ space }) => space === wanted);
  if (!surface) {
    throw new NspError(
      'unknown-space',
      `The parcellation ${parcellation.name} has no surface in the space ${wanted}; it has ${spaces.join(', ')}.`,
      { property: 'null_space' },
    );
  }
  const missing = hemispheres.filter(
    (side) => !surface.hemispheres.some(({ hemisphere }) => hemisphere === side),
  );
  if (missing.length) {
    throw new NspError(
      'no-surface',
      `The surface ${surface.space} of ${parcellation.name} has no hemisphere ${missing.join(' and ')}.`,
      { property: 'parcellation_hemi' },
    );
  }
  return surface;
}
