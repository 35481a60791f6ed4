import { describe, expect, it } from 'vitest';
import type { ParcellationData, SurfaceLabels } from '../../../engine/library/parcellation.js';
import { chooseNull } from '../../../engine/nulls/choose.js';
import type { Hemisphere } from '../../../engine/plan.js';

const surface = (space: string, sides: Hemisphere[] = ['L', 'R']): SurfaceLabels => ({
  space,
  hemispheres: sides.map((hemisphere) => ({
    hemisphere,
    image: 'x.gii',
    labelFile: null,
    spins: null,
    distances: null,
  })),
});
const parcellation = (
  level: ParcellationData['level'],
  surfaces: SurfaceLabels[],
): ParcellationData => ({
  name: 'Made',
  label: 'Made up',
  level,
  labels: ['a'],
  hemisphere: ['L'],
  license: null,
  citations: [],
  volumes: [],
  surfaces,
});
const wishes = { mapsMethod: null, nullSpace: 'auto', hemispheres: ['L', 'R'] as Hemisphere[] };

describe('chooseNull', () => {
  it('spins a bilateral cortical parcellation, fsLR before fsaverage', () => {
    const choice = chooseNull(
      wishes,
      parcellation('cortex', [surface('fsaverage'), surface('fsLR')]),
    );
    expect([choice.model.name, choice.surface?.space]).toEqual(['alexander_bloch', 'fsLR']);
  });

  it('takes the null space asked for, and says which there are', () => {
    const both = parcellation('cortex', [surface('fsaverage'), surface('fsLR')]);
    expect(chooseNull({ ...wishes, nullSpace: 'fsaverage' }, both).surface?.space).toBe(
      'fsaverage',
    );
    expect(() => chooseNull({ ...wishes, nullSpace: 'MNI152' }, both)).toThrow(
      /it has fsaverage, fsLR/,
    );
  });

  it('refuses to spin what has no surface', () => {
    expect(() =>
      chooseNull({ ...wishes, mapsMethod: 'alexander_bloch' }, parcellation('subcortex', [])),
    ).toThrow(/has none.*maps_method: random/);
  });

  it('says that the default of a subcortical parcellation comes later, and what runs now', () => {
    expect(() => chooseNull(wishes, parcellation('subcortex', []))).toThrow(
      /moran, the default null model of Made, comes with a later version; this version runs alexander_bloch, random/,
    );
  });

  it('needs no surface for free permutations', () => {
    expect(
      chooseNull({ ...wishes, mapsMethod: 'random' }, parcellation('subcortex', [])).surface,
    ).toBeNull();
  });
});
