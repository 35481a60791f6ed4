// What plans need of the public library, with different data in the folders.
import { describe, expect, it } from 'vitest';
import { needsOf } from '../../../engine/library/needs.js';
import type { ColocalizationPlan } from '../../../engine/plan.js';
import { smallPlan } from '../small-run.js';
import { folderOf, noFilter, open, plain, type Files } from './small-library.js';

/** A plan on a table of one's own, changed as told. */
const plan = (changes: Partial<ColocalizationPlan>): ColocalizationPlan => ({
  ...smallPlan('/own'),
  parcellation: { kind: 'library', name: 'Glasser' },
  ...changes,
});

const reference = (dataset: string, collection: string | null = null) => ({
  declaration: 'maps',
  kind: 'reference' as const,
  dataset,
  collection,
  filter: noFilter,
});

/** Paths needed, those the engine can do without in brackets, without their folders. */
async function needed(changes: Partial<ColocalizationPlan>, files: Files = {}): Promise<string[]> {
  const needs = await needsOf(plan(changes), open(folderOf(files)));
  return needs.flatMap((need) =>
    need.files.map(({ path, required }) => {
      const name = path.replace(/^.*\//, '');
      return required ? name : `(${name})`;
    }),
  );
}

const surface = (hemi: string, ending: string): string =>
  `parcellation/Glasser/fsLR/parc-Glasser_space-fsLR_hemi-${hemi}.${ending}`;
const labels: Files = Object.fromEntries(
  ['L', 'R'].flatMap((hemi) => [
    [surface(hemi, 'label.txt'), `hemi-${hemi}_lab-a\n`],
    [surface(hemi, 'label.gii.gz'), 'x'],
  ]),
);
const spins: Files = { [surface('L', 'spin.npy')]: 'x', [surface('R', 'spin.npy')]: 'x' };

describe('a plan needs', () => {
  it('labels in some space for maps that are tables and nulls without space', async () => {
    expect(await needed({ mapsMethod: 'random' })).toEqual([
      '(parc.yaml)',
      'parc-Glasser_space-fsLR_hemi-L.label.gii.gz',
      'parc-Glasser_space-fsLR_hemi-L.label.txt',
      'parc-Glasser_space-fsLR_hemi-R.label.gii.gz',
      'parc-Glasser_space-fsLR_hemi-R.label.txt',
    ]);
  });

  it('spins, if there are any, in the space of a spin test', async () => {
    const spun = await needed({ mapsMethod: null });
    expect(spun).toContain('(parc-Glasser_space-fsLR_hemi-L.spin.npy)');
    expect(spun.some((name) => name.includes('.dist.'))).toBe(false);
    const named = await needed({ mapsMethod: 'alexander_bloch', nullSpace: 'fsaverage' });
    expect(named.filter((name) => name.includes('fsaverage'))).toHaveLength(6);
    expect(named.some((name) => name.includes('fsLR'))).toBe(false);
  });

  it('distances, if there are any, and labels for nulls that need them', async () => {
    const moran = await needed({ mapsMethod: 'moran', nullSpace: 'MNI152NLin6Asym' });
    expect(moran).toEqual([
      '(parc.yaml)',
      'parc-Glasser_space-MNI152NLin6Asym.label.nii.gz',
      'parc-Glasser_space-MNI152NLin6Asym.label.txt',
      '(parc-Glasser_space-MNI152NLin6Asym.dist.csv.gz)',
    ]);
  });

  it('a label volume for images', async () => {
    const y = {
      declaration: null,
      kind: 'images' as const,
      entries: [{ label: 'a', path: '/a.nii' }],
      options: plain,
    };
    expect(await needed({ y, mapsMethod: 'random' }, labels)).toEqual([
      '(parc.yaml)',
      'parc-Glasser_space-MNI152NLin6Asym.label.nii.gz',
      'parc-Glasser_space-MNI152NLin6Asym.label.txt',
    ]);
  });

  it('the table and the default collection of a dataset, and says where in the file', async () => {
    const changes = { x: reference('pet'), mapsMethod: 'random' };
    expect(await needed(changes, labels)).toEqual([
      '(ref.yaml)',
      '(map_info.csv)',
      'collection-UniqueTracers.collect',
      'dset-pet_parc-Glasser.csv.gz',
    ]);
    const [need] = await needsOf(plan(changes), open(folderOf(labels)));
    expect(need?.subject).toEqual({ declaration: 'maps' });
  });

  it('only what is not here', async () => {
    const changes = { x: reference('pet', 'All'), mapsMethod: null };
    const table: Files = { 'reference/pet/tab/dset-pet_parc-Glasser.csv.gz': 'map,hemi-L_lab-a\n' };
    expect(await needed(changes, { ...labels, ...spins, ...table })).toEqual([]);
  });

  it('nothing of the public library for what it does not have', async () => {
    const own: Files = {
      'parcellation/Mine/fsLR/parc-Mine_space-fsLR_hemi-L.label.txt': 'hemi-L_lab-a\n',
    };
    const parcellation = { kind: 'library' as const, name: 'Mine' };
    expect(await needed({ parcellation, x: reference('nothing') }, own)).toEqual([]);
  });

  it('the tissue maps for a shortcut', async () => {
    const tissue = await needed({ z: ['gm'], mapsMethod: 'random' }, labels);
    expect(tissue).toContain('dset-tpm_parc-Glasser.csv.gz');
  });

  it('tables of both parcellations of cortex and subcortex', async () => {
    const parcellation = { kind: 'sum' as const, parts: ['Glasser', 'TianS1'] };
    const both = await needed({ parcellation, x: reference('pet', 'All'), mapsMethod: 'random' });
    expect(both).toContain('dset-pet_parc-Glasser.csv.gz');
    expect(both).toContain('dset-pet_parc-TianS1.csv.gz');
    expect(both).toContain('parc-TianS1_space-MNI152NLin6Asym.label.txt');
  });

  it('images of the maps for a parcellation of one’s own', async () => {
    const parcellation = {
      kind: 'image' as const,
      declaration: 'mine',
      path: '/m.nii',
      labels: null,
      space: null,
    };
    const changes = { parcellation, x: reference('tpm', 'All'), mapsMethod: 'random' };
    const images = await needed(changes);
    expect(images.filter((name) => name.endsWith('.nii.gz')).length).toBeGreaterThan(2);
    const example = { x: { declaration: null, kind: 'example' as const, name: 'anorexianervosa' } };
    expect(await needed({ ...example, mapsMethod: 'random' }, labels)).toEqual([
      '(example.yaml)',
      'example-anorexianervosa_parc-Glasser.csv.gz',
    ]);
  });
});
