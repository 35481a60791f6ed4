// Writes the data beside the example .nsp files: two images, two tables and a design, all simulated.
import { join } from 'node:path';
import { writeVolume } from '../../formats/nifti-writer.js';
import { demoBrain, type DemoBrain } from './brain.js';
import { rounded, type DemoMap } from './dataset.js';
import { blend, BROAD, brainField, means, PATCHY, standardizedField, type Field } from './field.js';
import { cellTypeProfile } from './genes.js';
import { affineOf, centres, demoGrid } from './grid.js';
import { distanceToHemisphere } from './hemisphere-shape.js';
import { DEMO_SEED, writeMaps, writeRows } from './library-files.js';
import { random } from './random.js';
import { patternOf, receptors, type Receptor } from './receptors.js';
import { demoSubjects } from './subjects.js';
import { item } from './vector.js';

const VOXEL = 4;
/** Value of one stored step of the images; a power of two, so that slope × step is exact. */
const STEP = 1 / 64;
/** How far outside the outline a voxel may lie and still have a value, mm. */
const MARGIN = 3;
/** The receptors the activation follows; the planted truth of examples/receptors.nsp. */
const FOLLOWED: readonly (readonly [target: string, weight: number])[] = [
  ['A2', 0.8],
  ['C3', 0.7],
];

/**
 * Writes activation.nii.gz, noise.nii.gz, my_maps.csv, cell_map.csv and design.csv into a folder.
 * @throws NspError `not-writable`
 */
export async function writeExampleData(folder: string, seed = DEMO_SEED): Promise<void> {
  const brain = demoBrain(seed);
  const all = receptors(brain);
  const unrelated = (name: string): Field =>
    standardizedField(brainField(seed, name, PATCHY), brain.cortical.points);
  const activation = blend([
    [0.7, unrelated('activation')],
    ...FOLLOWED.map(([target, weight]): [number, Field] => [weight, patternOf(all, target)]),
  ]);
  await writeImage(join(folder, 'activation.nii.gz'), seed, 'Activation, simulated', activation);
  await writeImage(join(folder, 'noise.nii.gz'), seed, 'Noise, simulated', unrelated('noise'));
  await writeMaps(
    join(folder, 'my_maps.csv'),
    { places: brain.cortical, maps: ownMaps(brain, all) },
    'map',
  );
  await writeMaps(
    join(folder, 'cell_map.csv'),
    { places: brain.cortical, maps: [cellMap(brain)] },
    'map',
  );
  await writeRows(join(folder, 'design.csv'), demoSubjects(brain, all).design);
}

/** A field as an image: brain voxels get its value and some noise, all others 0. */
async function writeImage(
  path: string,
  seed: number,
  description: string,
  field: Field,
): Promise<void> {
  const grid = demoGrid(VOXEL);
  const noise = random(seed, description);
  const data = Int16Array.from(centres(grid), (point) => {
    const [x, y, z] = point;
    if (distanceToHemisphere([Math.abs(x), y, z]) > MARGIN) return 0;
    // 0 means outside, so a voxel of the brain never has it.
    return Math.round((field(point) + 0.25 * noise.normal()) / STEP) || 1;
  });
  await writeVolume(path, {
    dims: [...grid.dims],
    affine: affineOf(grid),
    data,
    slope: STEP,
    description,
  });
}

/** Follows the cell type ExcUpper and noise of its own; the planted truth of examples/cells.nsp. */
function cellMap(brain: DemoBrain): DemoMap {
  const { seed, cortical } = brain;
  const own = means(
    standardizedField(brainField(seed, 'cell map', PATCHY), cortical.points),
    cortical.points,
  );
  const profile = cellTypeProfile(brain, 'ExcUpper');
  return {
    name: 'typical',
    values: own.map((value, parcel) => rounded(0.8 * item(profile, parcel) + 0.5 * value, 4)),
  };
}

/** Three maps as someone might bring along: one follows B2 inversely, one is broad, one is noise with a missing cell. */
function ownMaps({ seed, cortical }: DemoBrain, all: readonly Receptor[]): DemoMap[] {
  const standard = (name: string, shape: typeof BROAD): Field =>
    standardizedField(brainField(seed, name, shape), cortical.points);
  const change = blend([
    [-0.8, patternOf(all, 'B2')],
    [0.6, standard('my change', PATCHY)],
  ]);
  const patterns: [string, Field][] = [
    ['change', change],
    ['gradient', standard('my gradient', BROAD)],
    ['noise', standard('my noise', PATCHY)],
  ];
  const maps = patterns.map(([name, field]): DemoMap => {
    const values = means(field, cortical.points).map((value) => rounded(value, 4));
    return { name, values };
  });
  item(maps, 2).values[30] = NaN;
  return maps;
}
