// The table of null models this engine runs. Adding one is adding a row and a file.

export interface NullModel {
  name: string;
  /** For people, e.g. `spin test (Alexander-Bloch)`. */
  label: string;
  /** `spin`: one set of rotations for all maps, needs a surface. `shuffle`: free permutation of each map. */
  kind: 'spin' | 'shuffle';
}

export const nullModels: readonly NullModel[] = [
  { name: 'alexander_bloch', label: 'spin test (Alexander-Bloch)', kind: 'spin' },
  { name: 'random', label: 'free permutation of parcels', kind: 'shuffle' },
];

export const nullModelByName = new Map(nullModels.map((model) => [model.name, model]));
