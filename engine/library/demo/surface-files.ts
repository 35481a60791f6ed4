// Writes the demo surfaces into a data folder: meshes and medial wall as templates, parcels as label files.
import { join } from 'node:path';
import { writeBytes } from '../../formats/bytes.js';
import { writeGifti, type LabelToWrite } from '../../formats/gifti-writer.js';
import type { Hemisphere } from '../../plan.js';
import { CORTICAL, SPACE, type DemoBrain } from './brain.js';
import type { DemoHemisphere } from './cortex.js';
import { random } from './random.js';
import { item, type Vec } from './vector.js';
import { yaml } from './yaml.js';

const DENSITY = '10k';
const STRUCTURES: Record<Hemisphere, string> = { L: 'CortexLeft', R: 'CortexRight' };
/** The three meshes, how GIFTI calls them, and the steps per mm their coordinates are rounded to, for small files. */
const MESHES = [
  { desc: 'midthickness', geometry: 'Anatomical', steps: 64 },
  { desc: 'inflated', geometry: 'Inflated', steps: 64 },
  { desc: 'sphere', geometry: 'Spherical', steps: 128 },
] as const;
const UNLABELLED: LabelToWrite = { value: 0, name: '???', colour: [0, 0, 0, 0] };

const templateFile = (desc: string, hemisphere: Hemisphere, ending: string): string =>
  `template/${SPACE}/map/${desc}/tpl-${SPACE}_desc-${desc}_res-${DENSITY}_hemi-${hemisphere}.${ending}`;

function flat(points: readonly Vec[], steps: number): Float32Array {
  return Float32Array.from(points.flat(), (value) => Math.round(value * steps) / steps);
}

/** Writes `template/demo`. */
export async function writeTemplates(folder: string, { cortex }: DemoBrain): Promise<void> {
  for (const side of cortex) {
    for (const { desc, geometry, steps } of MESHES) {
      await writeGifti(join(folder, templateFile(desc, side.hemisphere, 'surf.gii')), {
        kind: 'surface',
        structure: STRUCTURES[side.hemisphere],
        geometry,
        vertices: flat(side[desc], steps),
        triangles: Int32Array.from(side.topology.triangles.flat()),
      });
    }
    await writeMedialWall(folder, side);
  }
  await writeBytes(join(folder, 'template', SPACE, 'template.yaml'), templateDescription());
}

async function writeMedialWall(folder: string, side: DemoHemisphere): Promise<void> {
  await writeGifti(join(folder, templateFile('medial', side.hemisphere, 'label.gii')), {
    kind: 'labels',
    structure: STRUCTURES[side.hemisphere],
    labels: side.cortex,
    table: [UNLABELLED, { value: 1, name: 'cortex', colour: [0.6, 0.6, 0.6, 1] }],
  });
}

function templateDescription(): Uint8Array {
  const files = (desc: string, ending: string): object =>
    Object.fromEntries(
      (['L', 'R'] as const).map((side) => [
        side,
        { host: 'local', remote: templateFile(desc, side, ending) },
      ]),
    );
  const meshes = MESHES.map(({ desc }) => [desc, files(desc, 'surf.gii')]);
  return yaml({
    name: SPACE,
    description: 'Simulated cortex; no one’s anatomy.',
    simulated: true,
    resolutions: {
      [DENSITY]: Object.fromEntries([
        ...meshes,
        ['medial', files('medial', 'label.gii')],
      ]) as object,
    },
  });
}

/** Writes the surface labels of Demo100, one file per hemisphere; right numbers continue after the left ones. */
export async function writeSurfaceLabels(folder: string, brain: DemoBrain): Promise<void> {
  const colours = random(brain.seed, 'colours');
  const channel = (): number => Math.round(40 + 200 * colours.uniform()) / 255;
  const table = brain.parcels.labels.map((name, index): LabelToWrite => {
    return { value: index + 1, name, colour: [channel(), channel(), channel(), 1] };
  });
  for (const side of brain.parcels.hemispheres) {
    const stem = join(folder, 'parcellation', CORTICAL, SPACE, `parc-${CORTICAL}_space-${SPACE}`);
    const own = side.labels.map((label) => item(table, brain.parcels.labels.indexOf(label)));
    await writeGifti(`${stem}_hemi-${side.hemisphere}.label.gii.gz`, {
      kind: 'labels',
      structure: STRUCTURES[side.hemisphere],
      labels: side.ofVertex,
      table: [UNLABELLED, ...own],
    });
    await writeBytes(`${stem}_hemi-${side.hemisphere}.label.txt`, lines(side.labels));
  }
}

/** A text file with one entry per line. */
export function lines(entries: readonly string[]): Uint8Array {
  return Buffer.from(`${entries.join('\n')}\n`, 'utf8');
}
