// Writes the whole demo library into a folder, in the layout of the NiSpace data library, so that the ordinary reader reads it.
import { join } from 'node:path';
import { writeBytes } from '../../formats/bytes.js';
import { writeTable } from '../../formats/csv.js';
import { formatDelimited } from '../../formats/delimited.js';
import { writeVolume } from '../../formats/nifti-writer.js';
import { CORTICAL, demoBrain, LICENSE, SPACE, SUBCORTICAL, type DemoBrain } from './brain.js';
import type { DemoDataset, DemoTable } from './dataset.js';
import { disorderDataset } from './disorders.js';
import { geneDataset } from './genes.js';
import { affineOf } from './grid.js';
import { receptorDataset, receptors } from './receptors.js';
import { demoSubjects, type DemoSubjects } from './subjects.js';
import { lines, writeSurfaceLabels, writeTemplates } from './surface-files.js';
import { yaml } from './yaml.js';

/** The seed of the demo library that is shipped. */
export const DEMO_SEED = 2026;

/**
 * Writes the demo library: one parcellated cortex, subcortical bodies, three reference datasets and one example dataset.
 * Equal seeds give equal numbers on every machine.
 * @throws NspError `not-writable`
 */
export async function writeDemoLibrary(folder: string, seed = DEMO_SEED): Promise<void> {
  const brain = demoBrain(seed);
  const patterns = receptors(brain);
  await writeTemplates(folder, brain);
  await writeParcellations(folder, brain);
  await writeDataset(folder, receptorDataset(brain, patterns));
  await writeDataset(folder, geneDataset(brain));
  await writeDataset(folder, disorderDataset(brain, patterns));
  await writeSubjects(folder, brain, demoSubjects(brain, patterns));
}

async function writeParcellations(folder: string, brain: DemoBrain): Promise<void> {
  await writeSurfaceLabels(folder, brain);
  await writeParcellation(folder, brain, {
    name: CORTICAL,
    label: 'Demo 100 parcels (simulated)',
    level: 'cortex',
    symmetric: false,
    labels: brain.parcels.labels,
    volume: brain.ribbon,
  });
  await writeParcellation(folder, brain, {
    name: SUBCORTICAL,
    label: 'Demo subcortex, 8 parcels (simulated)',
    level: 'subcortex',
    symmetric: true,
    labels: brain.subcortical.labels,
    volume: brain.subcortex,
  });
}

interface DemoParcellation {
  name: string;
  label: string;
  level: 'cortex' | 'subcortex';
  symmetric: boolean;
  labels: readonly string[];
  volume: Int32Array;
}

/** Description, label volume and its label text. */
async function writeParcellation(
  folder: string,
  { grid }: DemoBrain,
  { volume, labels, ...about }: DemoParcellation,
): Promise<void> {
  const home = join(folder, 'parcellation', about.name);
  const stem = join(home, SPACE, `parc-${about.name}_space-${SPACE}.label`);
  await writeVolume(`${stem}.nii.gz`, {
    dims: [...grid.dims],
    affine: affineOf(grid),
    data: Uint8Array.from(volume),
    description: `${about.name}, simulated`,
  });
  await writeBytes(`${stem}.txt`, lines(labels));
  await writeBytes(
    join(home, 'parc.yaml'),
    yaml({ ...about, license: LICENSE, simulated: true, spaces: 'auto' }),
  );
}

async function writeDataset(folder: string, dataset: DemoDataset): Promise<void> {
  const home = join(folder, 'reference', dataset.name);
  const collections = dataset.collections.map(({ name, description }) => [name, { description }]);
  await writeBytes(
    join(home, 'ref.yaml'),
    yaml({
      name: dataset.name,
      label: dataset.label,
      description: dataset.description,
      simulated: true,
      default_collection: dataset.collections[0]?.name,
      cortex_only: dataset.tables.length === 1,
      license: LICENSE,
      map_info: {
        cite_column: 'doi',
        display_columns: dataset.displayColumns,
        note_column: 'note',
      },
      collections: Object.fromEntries(collections) as object,
      tabs: 'auto',
    }),
  );
  for (const { name, text } of dataset.collections) {
    await writeBytes(join(home, `collection-${name}.collect`), Buffer.from(text, 'utf8'));
  }
  await writeRows(join(home, 'map_info.csv'), dataset.mapInfo);
  for (const table of dataset.tables) {
    const file = `dset-${dataset.name}_parc-${table.places.parcellation}.csv.gz`;
    await writeMaps(join(home, 'tab', file), table, 'map');
  }
}

async function writeSubjects(
  folder: string,
  brain: DemoBrain,
  subjects: DemoSubjects,
): Promise<void> {
  const home = join(folder, 'example', 'demosubjects');
  await writeBytes(
    join(home, 'example.yaml'),
    yaml({
      name: 'demosubjects',
      label: 'Demo subjects (simulated)',
      description:
        'Simulated cortical thickness of thirty patients (PAT) and thirty controls (HC) from two sites. The planted group '
        + 'effect follows the demo receptor A2 (true values in ground_truth.csv); age, sex and site in design.csv. No real '
        + 'person is behind any row. For trying things out only.',
      simulated: true,
      license: LICENSE,
      tabs: 'auto',
    }),
  );
  await writeRows(join(home, 'design.csv'), subjects.design);
  await writeRows(join(home, 'ground_truth.csv'), subjects.truth);
  const table: DemoTable = { places: brain.cortical, maps: subjects.rows };
  await writeMaps(join(home, `example-demosubjects_parc-${CORTICAL}.csv.gz`), table, 'subject');
}

/** Writes maps × parcels. `index` heads the column of map names. */
export async function writeMaps(
  path: string,
  { places, maps }: DemoTable,
  index: string,
): Promise<void> {
  await writeTable(path, {
    index,
    columns: [...places.labels],
    rows: maps.map(({ name }) => name),
    values: Float64Array.from(maps.flatMap(({ values }) => [...values])),
  });
}

/** Writes text cells as csv, header first. */
export async function writeRows(path: string, rows: readonly (readonly string[])[]): Promise<void> {
  await writeBytes(path, Buffer.from(formatDelimited(rows, path), 'utf8'));
}
