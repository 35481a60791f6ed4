// What the names of `nsp data fetch` stand for.
import { describe, expect, it } from 'vitest';
import { wishedFiles, wishKind, type Wish } from '../../../../engine/library/fetch/wish.js';
import { failure } from '../small-library.js';

const wish = (name: string, rest: Partial<Wish> = {}): string[] =>
  wishedFiles({ name, parcellation: null, space: null, collection: null, maps: null, ...rest }).map(
    ({ path }) => path,
  );

describe('a name stands for', () => {
  it.each([
    ['pet', 'dataset'],
    ['PET', 'dataset'],
    ['Glasser', 'parcellation'],
    ['HCP', 'parcellation'],
    ['AAL', 'parcellation'],
    ['Schaefer200+TianS1', 'parcellation'],
    ['anorexianervosa', 'example'],
    ['fsLR', 'template'],
    ['nothing', undefined],
  ])('%s: %s', (name, kind) => {
    expect(wishKind(name)).toBe(kind);
  });

  it('a parcellation in all its spaces, or in one', () => {
    const all = wish('HCP');
    for (const space of ['fsLR', 'fsaverage', 'MNI152NLin6Asym', 'MNI152NLin2009cAsym'])
      expect(all.some((path) => path.startsWith(`parcellation/Glasser/${space}/`))).toBe(true);
    const one = wish('Glasser', { space: 'fsLR' });
    expect(one.filter((path) => !path.includes('/fsLR/'))).toEqual([
      'parcellation/Glasser/parc.yaml',
    ]);
  });

  it('both members of cortex and subcortex', () => {
    const names = new Set(wish('AAL').map((path) => path.split('/')[1]));
    expect([...names].sort()).toEqual(['AALCortical', 'AALSubcortical']);
  });

  it('a dataset with all tables, with one, or with the images of some maps and no table', () => {
    const tables = (paths: string[]) => paths.filter((path) => path.includes('/tab/'));
    const images = (paths: string[]) => paths.filter((path) => path.includes('/map/'));
    expect(tables(wish('pet')).length).toBeGreaterThan(20);
    expect(images(wish('pet'))).toEqual([]);
    expect(tables(wish('pet', { parcellation: 'HCP' }))).toEqual([
      'reference/pet/tab/dset-pet_parc-Glasser.csv.gz',
    ]);
    const some = wish('tpm', { maps: ['tissue-gm_pub-spm'], space: 'MNI152NLin6Asym' });
    expect(tables(some)).toEqual([]);
    expect(images(some)).toEqual([
      'reference/tpm/map/tissue-gm_pub-spm/tissue-gm_pub-spm_space-MNI152NLin6Asym_desc-proc.nii.gz',
    ]);
    expect(images(wish('tpm', { maps: true })).length).toBeGreaterThan(images(some).length);
    expect(images(wish('tpm', { maps: [] }))).toEqual([]);
  });

  it('one collection of a dataset', () => {
    const collections = wish('pet', { collection: 'UniqueTracers' }).filter((path) =>
      path.endsWith('.collect'),
    );
    expect(collections).toEqual(['reference/pet/collection-UniqueTracers.collect']);
  });

  it('an example in one parcellation or in all, each file once', () => {
    const all = wish('anorexianervosa');
    expect(new Set(all).size).toBe(all.length);
    expect(wish('anorexianervosa', { parcellation: 'HCP' })).toEqual([
      'example/anorexianervosa/example.yaml',
      'example/anorexianervosa/example-anorexianervosa_parc-Glasser.csv.gz',
    ]);
  });

  it('the meshes of a template in its default resolution', () => {
    const meshes = wish('fsLR');
    expect(meshes).toContain(
      'template/fsLR/map/sphere/tpl-fsLR_desc-sphere_res-32k_hemi-L.surf.gii',
    );
    expect(meshes.some((path) => path.includes('_res-4k_'))).toBe(false);
  });

  it('nothing, with the nearest name', async () => {
    const { message } = await failure(() => wish('Glaser'), 'unknown-name');
    expect(message).toContain('Glasser');
  });
});
