// The table of null models this engine runs. Adding one is adding a row and a file.
import type { IndexRule } from './spins/spin-index.js';

/** Models that make new maps from distances between parcels: see distance-models.ts. */
export type DistanceKind = 'moran' | 'variomoran' | 'burt2018' | 'burt2020';

export type NullModel = {
  name: string;
  /** For people, e.g. `spin test (Alexander-Bloch)`. */
  label: string;
} & (
  | {
      /** One set of rotations for all maps, needs a surface. */
      kind: 'spin';
      /** What a parcel gets: the value of one source parcel, or a mixture by overlap. */
      rule: IndexRule | 'overlap';
    }
  | {
      /** `shuffle`: free permutation of each map. Others need distances. */
      kind: 'shuffle' | DistanceKind;
    }
);

/** One null model for the cortex and one for the subcortex, written `cortex+subcortex`; the subcortex cannot be spun. */
export interface SplitModel {
  name: string;
  label: string;
  kind: 'split';
}

export const nullModels: readonly NullModel[] = [
  { name: 'alexander_bloch', label: 'spin test (Alexander-Bloch)', kind: 'spin', rule: 'nearest' },
  { name: 'vasa', label: 'spin test, one to one (Váša)', kind: 'spin', rule: 'greedy' },
  {
    name: 'hungarian',
    label: 'spin test, one to one at the least distance',
    kind: 'spin',
    rule: 'optimal',
  },
  { name: 'baum', label: 'spin test of vertices (Baum)', kind: 'spin', rule: 'modal' },
  { name: 'cornblath', label: 'spin test of vertices (Cornblath)', kind: 'spin', rule: 'overlap' },
  { name: 'moran', label: 'Moran spectral randomisation', kind: 'moran' },
  { name: 'variomoran', label: 'Moran spectral randomisation by variogram', kind: 'variomoran' },
  { name: 'burt2018', label: 'spatial autoregressive surrogates', kind: 'burt2018' },
  { name: 'burt2020', label: 'variogram-matched surrogates', kind: 'burt2020' },
  { name: 'random', label: 'free permutation of parcels', kind: 'shuffle' },
];

export const nullModelByName = new Map(nullModels.map((model) => [model.name, model]));

/** Every sum of models that can be run for cortex + subcortex. */
export const splitModels: readonly SplitModel[] = nullModels.flatMap((cortex) =>
  nullModels
    .filter(({ kind }) => kind !== 'spin')
    .map(({ name, label }) => ({
      name: `${cortex.name}+${name}`,
      label: `${cortex.label} (cortex), ${label} (subcortex)`,
      kind: 'split' as const,
    })),
);
