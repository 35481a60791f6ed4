// Volumetric parcellation against numbers from independent programs (golden components g01 to g07).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLabelVolume, readVolume } from '../../engine/formats/nifti.js';
import { borderMedian } from '../../engine/parcellate/background.js';
import { parcelIndex } from '../../engine/parcellate/parcel-index.js';
import { parcellateVolume } from '../../engine/parcellate/volume.js';
import type { ParcelMeans } from '../../engine/parcellate/parcel-means.js';
import type { Background } from '../../engine/plan.js';
import { absent, goldenDir } from '../shared.js';

interface Quantity {
  value: (number | null)[] | number | null;
  atol: number;
  rtol: number;
}
interface Case {
  id: string;
  title: string;
  description: string;
  inputs: Record<'image' | 'atlas', { file: string }>;
  params: { image_affine: number[][]; image_shape: number[] };
  expected: Record<string, Quantity>;
}

const golden = goldenDir();
const folder = golden && join(golden, 'components');
const ids = [
  'g01_vol_pain',
  'g02_vol_reward',
  'g03_vol_pet_3mm_bigendian',
  'g04_vol_pet_int32_scaled',
  'g05_vol_pain_int16_scaled',
  'g06_vol_pain_oblique',
  'g07_vol_reward_nan',
];
/** Means by background rule. `nispace2024_…` is left out: it averages in float32 and gives 0 for background-only parcels. */
const MEANS: [name: string, rule: Background][] = [
  ['mean_all', false],
  ['mean_bg0', [0]],
  ['mean_auto', ['auto']],
  ['mean_auto_and_0', 'auto'],
];

function expectQuantity(ours: ArrayLike<number>, { value, atol, rtol }: Quantity): void {
  const expected = [value].flat();
  expect(ours.length).toBe(expected.length);
  expected.forEach((wanted, i) => {
    const found = ours[i] as number;
    if (wanted === null) expect(found, `entry ${i}`).toBeNaN();
    else expect(Math.abs(found - wanted), `entry ${i}: ${found}`).toBeLessThanOrEqual(atol + rtol * Math.abs(wanted));
  });
}

describe.skipIf(folder === null)(`volumetric parcellation ${folder === null ? absent('golden') : ''}`, () => {
  it.each(ids)('%s gives the numbers of the independent programs', async (id) => {
    const root = folder as string;
    const golden = JSON.parse(readFileSync(join(root, `${id}.json`), 'utf8')) as Case;
    const image = await readVolume(join(root, golden.inputs.image.file));
    const atlas = await readLabelVolume(join(root, golden.inputs.atlas.file));
    const labels = parcelIndex(atlas, 116);
    const means = (background: Background): ParcelMeans =>
      parcellateVolume(image, labels, {
        background,
        minValidCount: null,
        minValidFraction: null,
        resamplingTarget: 'data',
      });
    expect(image.dims).toEqual(golden.params.image_shape);
    expect([...image.affine]).toEqual(golden.params.image_affine.flat());
    expectQuantity([borderMedian(image, image.data)], golden.expected['auto_background']!);
    for (const [name, rule] of MEANS) {
      const quantity = golden.expected[name];
      if (quantity) expectQuantity(means(rule).values, quantity);
    }
    const ours = means('auto');
    expectQuantity(ours.voxels, golden.expected['voxels_per_parcel']!);
    expectQuantity(ours.valid, golden.expected['n_valid_voxels_auto_and_0']!);
  });

  it('reports the parcel that holds background only, as missing and not as 0', async () => {
    const inputs = join(folder as string, 'inputs');
    const image = await readVolume(join(inputs, 'pet_MU_carfentanil.nii.gz'));
    const atlas = await readLabelVolume(join(inputs, 'Schaefer100-7_TianS1_2mm.nii.gz'));
    const { empty, values } = parcellateVolume(image, parcelIndex(atlas, 116), {
      background: 'auto',
      minValidCount: null,
      minValidFraction: null,
      resamplingTarget: 'data',
    });
    expect(empty).toEqual([4]);
    expect(values[4]).toBeNaN();
  });
});
