// Which files an item consists of: paths by the layout of the library, and the files of the research data are among them.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import {
  datasets,
  examples,
  parcellations,
  templates,
} from '../../../engine/library/catalogue/catalogue.js';
import {
  datasetFiles,
  exampleFiles,
  parcellationFiles,
  templateFiles,
  type RemoteFile,
} from '../../../engine/library/remote-files.js';
import { absent, dataDir } from '../../shared.js';
import { failure } from './small-library.js';

const paths = (files: readonly RemoteFile[]): string[] => files.map(({ path }) => path);
const needed = (files: readonly RemoteFile[]): string[] =>
  paths(files.filter(({ required }) => required));

describe('the files of a parcellation', () => {
  it('are labels, with distances and spins one can do without', () => {
    expect(needed(parcellationFiles('HCP', ['fsLR']))).toEqual(
      ['L', 'R'].flatMap((side) => [
        `parcellation/Glasser/fsLR/parc-Glasser_space-fsLR_hemi-${side}.label.gii.gz`,
        `parcellation/Glasser/fsLR/parc-Glasser_space-fsLR_hemi-${side}.label.txt`,
      ]),
    );
    const files = parcellationFiles('TianS1');
    expect(paths(files)).toHaveLength(1 + 2 * 3);
    expect(
      files.filter(({ required }) => !required).map(({ path }) => path.split('.').at(-1)),
    ).toEqual(['yaml', 'gz', 'gz']);
    expect(new Set(files.map(({ item }) => item))).toEqual(new Set(['TianS1']));
  });

  it('are those of both for cortex + subcortex', () => {
    const both = paths(parcellationFiles('AAL', ['MNI152NLin6Asym']));
    expect(both).toEqual([
      ...paths(parcellationFiles('AALCortical', ['MNI152NLin6Asym'])),
      ...paths(parcellationFiles('AALSubcortical', ['MNI152NLin6Asym'])),
    ]);
    expect(paths(parcellationFiles('Schaefer200 + TianS1', ['fsLR']))).toContain(
      'parcellation/Schaefer200Parcels7Networks/fsLR/parc-Schaefer200Parcels7Networks_space-fsLR_hemi-R.spin.npy',
    );
  });

  it('are refused with the nearest name', async () => {
    const error = await failure(() => parcellationFiles('Glaser'), 'unknown-parcellation');
    expect(error.message).toContain('Did you mean Glasser?');
    await failure(() => parcellationFiles('TianS1', ['fsLR']), 'unknown-space');
  });
});

describe('the files of a dataset', () => {
  it('are the tables and collections that are chosen', () => {
    const files = datasetFiles('pet', {
      parcellations: ['Schaefer100'],
      collections: ['UniqueTracers'],
    });
    expect(needed(files)).toEqual([
      'reference/pet/collection-UniqueTracers.collect',
      'reference/pet/tab/dset-pet_parc-Schaefer100Parcels7Networks.csv.gz',
    ]);
    expect(paths(files)).toContain('reference/pet/map_info.csv');
    expect(needed(datasetFiles('mrna', { parcellations: [], collections: ['all'] }))).toEqual([]);
  });

  it('are all tables and collections, but no images, where nothing is chosen', () => {
    const files = needed(datasetFiles('tpm'));
    expect(files).toHaveLength(parcellations.length);
    expect(needed(datasetFiles('enigmaarea'))).toHaveLength(2 + 2);
  });

  it('are images in the spaces that are named', () => {
    const choice = { parcellations: [], collections: [] };
    const map = 'tissue-gm_pub-spm';
    expect(
      needed(datasetFiles('tpm', { ...choice, maps: [map], spaces: ['MNI152NLin6Asym', 'fsLR'] })),
    ).toEqual([
      `reference/tpm/map/${map}/${map}_space-MNI152NLin6Asym_desc-proc.nii.gz`,
      `reference/tpm/map/${map}/${map}_space-fsLR_desc-proc_hemi-L.shape.gii.gz`,
      `reference/tpm/map/${map}/${map}_space-fsLR_desc-proc_hemi-R.shape.gii.gz`,
    ]);
    const features = needed(datasetFiles('cortexfeatures', { ...choice, spaces: ['fsLR'] }));
    expect(features.filter((path) => path.includes('hill2010'))).toHaveLength(2);
    expect(features).toHaveLength(2 * 23 - 2);
  });

  it('are refused where the library has none', async () => {
    await failure(() => datasetFiles('brainmap'), 'unknown-dataset');
    await failure(
      () => datasetFiles('rsn', { parcellations: ['Aseg'] }),
      'no-table-for-parcellation',
    );
    await failure(() => datasetFiles('rsn', { collections: ['Main'] }), 'unknown-collection');
    await failure(() => datasetFiles('mrna', { spaces: ['fsLR'] }), 'no-images');
    await failure(() => datasetFiles('rsn17', { spaces: ['MNI152NLin6Asym'] }), 'unknown-space');
    await failure(() => datasetFiles('tpm', { maps: ['gm'], spaces: ['fsLR'] }), 'unknown-map');
  });
});

describe('the files of examples and templates', () => {
  it('are one table, or one image or two surfaces', async () => {
    expect(needed(exampleFiles('anorexianervosa', 'Yan200Parcels17Networks'))).toEqual([
      'example/anorexianervosa/example-anorexianervosa_parc-Yan200.csv.gz',
    ]);
    expect(needed(exampleFiles('anorexianervosa', 'HO'))).toHaveLength(2);
    await failure(() => exampleFiles('abide', 'Glasser'), 'unknown-example');
    expect(needed(templateFiles('MNI152NLin6Asym', 'brainmask', '2mm'))).toEqual([
      'template/MNI152NLin6Asym/map/brainmask/tpl-MNI152NLin6Asym_desc-brainmask_res-2mm.nii.gz',
    ]);
    expect(needed(templateFiles('fsLR'))).toEqual(
      ['L', 'R'].map(
        (side) =>
          `template/fsLR/map/midthickness/tpl-fsLR_desc-midthickness_res-32k_hemi-${side}.surf.gii`,
      ),
    );
    expect(needed(templateFiles('fsaverage', 'medial', '10k'))[0]).toMatch(/hemi-L\.label\.gii$/);
    await failure(() => templateFiles('fsLR', 'veryinflated', '8k'), 'unknown-resolution');
    await failure(() => templateFiles('fsLR', 'pial'), 'unknown-description');
    await failure(() => templateFiles('colin27'), 'unknown-template');
  });
});

describe('all files', () => {
  const everything = [
    ...parcellations.flatMap(({ name }) => parcellationFiles(name)),
    ...datasets.flatMap(({ name, images }) => datasetFiles(name, { spaces: images?.spaces ?? [] })),
    ...examples.flatMap(({ name, parcellations: tables }) =>
      tables.flatMap((table) => exampleFiles(name, table)),
    ),
    ...templates.flatMap(({ space, descriptions, resolutions }) =>
      descriptions.flatMap(({ desc, resolutions: own }) =>
        (own ?? resolutions).flatMap((res) => templateFiles(space, desc, res)),
      ),
    ),
  ];

  it('stay inside the library and are named once each', () => {
    for (const { path } of everything)
      expect(path).toMatch(/^(parcellation|reference|example|template)\/[\w.-]+(\/[\w.-]+)+$/);
    const descriptions = /(example|parc|ref)\.yaml$/;
    const rest = paths(everything).filter((path) => !descriptions.test(path));
    expect(new Set(rest).size).toBe(rest.length);
  });

  const data = dataDir();
  if (!data) console.warn(absent('research data'));

  test.skipIf(!data)('include those of the research data that belong to the public library', () => {
    const known = new Set(paths(everything));
    const root = data ?? '';
    const stored = readdirSync(join(root, 'parcellation'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((path) => parcellations.some(({ name }) => path.startsWith(`parcellation/${name}/`)));
    expect(stored.length).toBeGreaterThan(60);
    expect(stored.filter((path) => !known.has(path))).toEqual([]);
    expect(existsSync(join(root, 'template/fsLR/map/sphere'))).toBe(true);
    for (const path of needed(templateFiles('fsLR', 'sphere', '32k')))
      expect(existsSync(join(root, path))).toBe(true);
  });
});
