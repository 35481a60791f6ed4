// Golden cases g01–g07: volumetric parcellation. `nispace2024_…` is left out: it averages in float32 and gives 0 where a parcel
// holds background only.
import { describe, expect, it } from 'vitest';
import { readLabelVolume, readVolume } from '../../engine/formats/nifti.js';
import { borderMedian } from '../../engine/parcellate/background.js';
import type { ParcelMeans } from '../../engine/parcellate/parcel-means.js';
import { parcelIndex } from '../../engine/parcellate/parcel-index.js';
import { parcellateVolume } from '../../engine/parcellate/volume.js';
import type { Background } from '../../engine/plan.js';
import { Component, componentsDir, suite } from './component.js';

const ids = [
  'g01_vol_pain',
  'g02_vol_reward',
  'g03_vol_pet_3mm_bigendian',
  'g04_vol_pet_int32_scaled',
  'g05_vol_pain_int16_scaled',
  'g06_vol_pain_oblique',
  'g07_vol_reward_nan',
];

/** Means by background rule. */
const MEANS: [name: string, rule: Background][] = [
  ['mean_all', false],
  ['mean_bg0', [0]],
  ['mean_auto', ['auto']],
  ['mean_auto_and_0', 'auto'],
];

async function load(id: string) {
  const component = new Component(id);
  const image = await readVolume(component.inputPath('image'));
  const labels = parcelIndex(await readLabelVolume(component.inputPath('atlas')), 116);
  const means = (background: Background): ParcelMeans =>
    parcellateVolume(image, labels, {
      background,
      minValidCount: null,
      minValidFraction: null,
      resamplingTarget: 'data',
    });
  return { component, image, means };
}

describe.skipIf(!componentsDir())(suite('volumetric parcellation'), () => {
  it.each(ids)('%s lies where the header says', async (id) => {
    const { component, image } = await load(id);
    const { image_shape, image_affine } = component.json.params as Record<string, number[]>;
    expect(image.dims).toEqual(image_shape);
    expect([...image.affine]).toEqual(image_affine!.flat());
  });

  it.each(ids)('%s gives the parcel means of independent programs', async (id) => {
    const { component, image, means } = await load(id);
    component.holds('auto_background', [borderMedian(image, image.data)]);
    const rules = MEANS.filter(([name]) => component.json.expected[name]);
    expect(rules).toHaveLength(4);
    for (const [name, rule] of rules) component.holds(name, means(rule).values);
    const ours = means('auto');
    component.holds('voxels_per_parcel', ours.voxels);
    component.holds('n_valid_voxels_auto_and_0', ours.valid);
  });

  it('reports a parcel that holds background only as missing, not as 0', async () => {
    const { means } = await load('g04_vol_pet_int32_scaled');
    const { empty, values } = means('auto');
    expect(empty).toEqual([4]);
    expect(values[4]).toBeNaN();
  });
});
