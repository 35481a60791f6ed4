// Which null model a plan gets, and in which space it is made (spec/decisions.md 3 and 4).
import { NspError } from '../error.js';
import type { ParcellationData, SurfaceLabels } from '../library/parcellation.js';
import type { ColocalizationPlan } from '../plan.js';
import { nullModelByName, nullModels, type NullModel } from './models.js';

export interface NullChoice {
  model: NullModel;
  /** Surface the spins are made on; null for models that need none. */
  surface: SurfaceLabels | null;
}

const SPACE_ORDER = ['fsLR', 'fsaverage'];

type Wishes = Pick<ColocalizationPlan, 'mapsMethod' | 'nullSpace' | 'hemispheres'>;

/** Throws `later-version`, `no-surface` or `unknown-space`, each at its property. */
export function chooseNull(plan: Wishes, parcellation: ParcellationData): NullChoice {
  const name = plan.mapsMethod ?? defaultNull(plan, parcellation);
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
  return { model, surface: model.kind === 'spin' ? chooseSurface(plan, parcellation, name) : null };
}

/** Spins for a bilateral cortical parcellation with a surface, Moran randomisation for everything else. */
function defaultNull({ hemispheres }: Wishes, parcellation: ParcellationData): string {
  const cortical = parcellation.level === 'cortex' || parcellation.level === 'unknown';
  const bilateral = parcellation.surfaces.some((surface) => surface.hemispheres.length === 2);
  if (parcellation.level === 'combined') return 'alexander_bloch+moran';
  return cortical && bilateral && hemispheres.length === 2 ? 'alexander_bloch' : 'moran';
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
        + 'Use maps_method: random, or a parcellation with a surface.',
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
