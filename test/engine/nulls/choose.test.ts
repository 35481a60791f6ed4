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
    ).toThrow(/has none.*maps_method: moran/);
  });

  it('takes Moran randomisation for subcortex, one hemisphere, and what has no surface', () => {
    const both = [surface('fsLR')];
    const left = { ...wishes, hemispheres: ['L'] as Hemisphere[] };
    for (const [wish, made] of [
      [wishes, parcellation('subcortex', [])],
      [wishes, parcellation('unknown', [])],
      [wishes, parcellation('cortex', [surface('fsLR', ['L'])])],
      [left, parcellation('cortex', both)],
    ] as const) {
      expect(chooseNull(wish, made)).toMatchObject({ model: { name: 'moran' }, surface: null });
    }
  });

  it('spins the cortex and randomises the subcortex of a sum, unless the cortex cannot be spun', () => {
    const cortex = parcellation('cortex', [surface('fsLR')]);
    const subcortex = parcellation('subcortex', []);
    const sum = {
      ...parcellation('combined', []),
      parts: [cortex, subcortex] as [ParcellationData, ParcellationData],
    };
    const { model, parts } = chooseNull({ ...wishes, nullSpace: 'fsLR' }, sum);
    expect(model.name).toBe('alexander_bloch+moran');
    expect(parts?.map((part) => [part.model.name, part.surface?.space ?? null])).toEqual([
      ['alexander_bloch', 'fsLR'],
      ['moran', null],
    ]);
    const left = { ...wishes, hemispheres: ['L'] as Hemisphere[] };
    expect(chooseNull(left, sum)).toMatchObject({ model: { name: 'moran' }, parts: null });
  });

  it('refuses a sum of null models for one part, and models that come later by name', () => {
    const cortex = parcellation('cortex', [surface('fsLR')]);
    expect(() => chooseNull({ ...wishes, mapsMethod: 'moran+moran' }, cortex)).toThrow(
      /Made is not a sum of both/,
    );
    expect(() => chooseNull({ ...wishes, mapsMethod: 'tomorrow' }, cortex)).toThrow(
      /tomorrow comes with a later version; this version runs alexander_bloch, .*moran, /,
    );
  });

  it('needs no surface for free permutations', () => {
    expect(
      chooseNull({ ...wishes, mapsMethod: 'random' }, parcellation('subcortex', [])).surface,
    ).toBeNull();
  });
});
