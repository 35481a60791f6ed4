import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../../engine/error.js';
import { formatGifti } from '../../../../engine/formats/gifti-writer.js';
import { encodeVolume } from '../../../../engine/formats/nifti-writer.js';
import { loadMaps } from '../../../../engine/library/load/maps.js';
import { loadParcellation } from '../../../../engine/library/load/parcellation.js';
import type {
  Hemisphere,
  ImageOptions,
  MapsSource,
  ReferenceFilter,
} from '../../../../engine/plan.js';
import {
  failure,
  folderOf,
  noFilter,
  open,
  plain,
  row,
  six,
  sixParcels,
  spyOn,
  toy,
} from '../small-library.js';

/** 1 mm steps along x; the labels 1 … 6 in the middle of a border of zeros. */
const line = (data: number[], start = 0): Uint8Array =>
  encodeVolume({
    dims: [data.length, 1, 1],
    affine: Float64Array.of(1, 0, 0, start, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1),
    data: Float64Array.from(data),
  });
const labelled = (values: number[]): string =>
  formatGifti({ kind: 'labels', labels: Int32Array.from(values), table: [] });
const valued = (values: number[]): string =>
  formatGifti({ kind: 'values', values: Float32Array.from(values) });

const folder = folderOf({
  ...sixParcels,
  ...toy,
  'parcellation/Six/MNI152NLin6Asym/parc-Six_space-MNI152NLin6Asym.label.nii.gz': line([
    0, 0, 1, 2, 3, 4, 5, 6, 0, 0,
  ]),
  'parcellation/Six/fsLR/parc-Six_space-fsLR_hemi-L.label.gii': labelled([0, 1, 1, 2, 3]),
  'parcellation/Six/fsLR/parc-Six_space-fsLR_hemi-R.label.gii': labelled([0, 4, 4, 5, 6]),
  'example/group/example-group_parc-Six.csv.gz': `${row('subject', [...six].reverse())}\n${row('s1', [6, 5, 4, 3, 2, 1])}`,
  'tables/reversed.csv': `${row('map', [...six].reverse())}\n${row('m', [6, 5, 4, 3, 2, 1])}\n${row('n', [1, 1, 1, 1, 1, 1])}`,
  'tables/position.csv': `${row('map', ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'])}\n${row('m', [1, 2, 3, 4, 5, 6])}`,
  'tables/other.csv': `${row('map', [...six.slice(0, 5), 'hemi-R_lab-z'])}\n${row('m', [1, 2, 3, 4, 5, 6])}`,
  'tables/extra.csv': `${row('map', [...six, 'age'])}\n${row('m', [1, 2, 3, 4, 5, 6, 40])}`,
  'tables/right.csv': `${row('map', six.slice(3))}\n${row('m', [4, 5, 6])}`,
  'tables/columns.csv': `parcel,site,m\n${six.map((name, i) => `${name},1,${i + 1}`).join('\n')}`,
  'images/a.nii.gz': line([0, 0, 1, 2, 0, 4, 5, 6, 0, 0]),
  'images/b.nii.gz': line([9, 9, 1, 2, 3, 9, 5, NaN, 9, 9]),
  'images/short.nii.gz': line([0, 0, 1, 2, 3, 0]),
  'surf/l.func.gii': valued([7, 1, 3, 5, 0]),
  'surf/r.func.gii': valued([7, 2, 4, 6, 8]),
});
const library = open(folder);
const at = (name: string): string => join(folder, name);

const load = async (
  source: MapsSource,
  hemispheres: Hemisphere[] = ['L', 'R'],
  spy = spyOn(library),
) => {
  const parcellation = await loadParcellation({ kind: 'library', name: 'Six' }, hemispheres, spy);
  return { ...(await loadMaps(source, parcellation, 'x', spy)), spy };
};
const reference = (
  collection: string | null,
  filter: Partial<ReferenceFilter> = {},
): MapsSource => ({
  declaration: 'refs',
  kind: 'reference',
  dataset: 'TOY',
  collection,
  filter: { ...noFilter, ...filter },
});
const table = (
  name: string,
  options: Partial<Extract<MapsSource, { kind: 'table' }>> = {},
): MapsSource => ({
  declaration: 'mine',
  kind: 'table',
  path: at(`tables/${name}.csv`),
  index: null,
  rows: null,
  transpose: false,
  ...options,
});
const images = (names: string[], options: Partial<ImageOptions> = {}): MapsSource => ({
  declaration: null,
  kind: 'images',
  entries: names.map((label) => ({ label, path: at(`images/${label}.nii.gz`) })),
  options: { ...plain, ...options },
});

describe('maps of a reference', () => {
  it('follow the default collection, repeat in two sets, and tell what the table lacks', async () => {
    const { table: maps, citations, spy } = await load(reference(null));
    expect(maps.labels).toEqual(['target-B_n-20', 'target-A_n-8', 'target-A_n-8', 'target-C_n-30']);
    expect(maps.sets).toEqual(['One', 'One', 'Two', 'Two']);
    expect([...maps.values]).toEqual([
      6,
      5,
      4,
      3,
      2,
      1,
      1,
      2,
      3,
      4,
      5,
      6,
      1,
      2,
      3,
      4,
      5,
      6,
      1,
      NaN,
      3,
      NaN,
      5,
      6,
    ]);
    expect(spy.warnings.map(({ code }) => code)).toEqual(['maps-not-in-table', 'missing-parcels']);
    expect(spy.warnings[0]?.message).toContain('absent');
    expect(spy.warnings[1]?.message).toContain(
      '2 of 24 values of x are missing, in 1 of 4 maps: target-C_n-30 (2)',
    );
    expect(spy.warnings[0]?.subject).toEqual({ property: 'x', declaration: 'refs' });
    expect(spy.logs.join()).toContain('Sets of toy (the default)');
    expect(citations.map(({ ref, doi }) => [ref, doi])).toEqual([
      ['Toy et al., 2000', '10.1/toy'],
      ['Sets et al., 2001', '10.1/sets'],
      ['target-B_n-20', null],
      ['Savli 2012', '10.1/a'],
      ['cited with Savli 2012', '10.1/b'],
    ]);
    expect(citations.at(-1)).toMatchObject({
      subject: 'target-A_n-8',
      license: 'CC BY 4.0',
      note: 'SPECT, not PET!',
    });
  });

  it('are the whole table in table order with All, and carry weights', async () => {
    const all = await load(reference('all'));
    expect(all.table.labels).toEqual([
      'target-A_n-8',
      'target-B_n-20',
      'target-C_n-30',
      'target-D_n-40',
    ]);
    expect(all.table.sets).toEqual([null, null, null, null]);
    expect((await load(reference('Weights'))).table.weights).toEqual([1, 2, 3, null]);
  });

  it('can be filtered', async () => {
    expect((await load(reference('All', { maps: { n: '>=30' } }))).table.labels).toEqual([
      'target-C_n-30',
      'target-D_n-40',
    ]);
    expect(
      (await load(reference('Sets', { sets: ['Two'], setSizeRange: [2, 2] }))).table.labels,
    ).toHaveLength(2);
  });

  it('are refused with the way out when something is unknown or empty', async () => {
    expect((await failure(() => load(reference('sets')), 'unknown-collection')).message).toContain(
      'Did you mean Sets?',
    );
    expect(
      (await failure(() => load(reference('Strangers')), 'empty-collection')).message,
    ).toContain('collection Strangers of toy');
    const unknown: MapsSource = { ...reference(null), dataset: 'tory' } as MapsSource;
    const error = await failure(() => load(unknown), 'unknown-dataset');
    expect(error.message).toContain('Did you mean toy?');
    expect(error.subject).toEqual({ property: 'x', declaration: 'refs' });
  });

  it('are refused for a parcellation without a table', async () => {
    const spy = spyOn(library);
    const parcellation = await loadParcellation({ kind: 'library', name: 'Six' }, ['L', 'R'], spy);
    const none = { ...parcellation, name: 'Seven', libraryName: 'Seven' };
    expect(
      (await failure(() => loadMaps(reference(null), none, 'x', spy), 'no-table')).message,
    ).toContain('It has tables for Six');
    const own = { ...parcellation, libraryName: null };
    expect(
      (await failure(() => loadMaps(reference(null), own, 'x', spy), 'no-table')).message,
    ).toContain('one of your own');
  });
});

describe('maps of a table', () => {
  it('are matched by name in any order, without a warning', async () => {
    const { table: maps, spy } = await load(table('reversed'));
    expect([...maps.values.subarray(0, 6)]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(maps.parcels).toEqual(six);
    expect(spy.warnings).toEqual([]);
  });

  it('are matched by position with a warning when no name agrees, and cut down to the hemisphere', async () => {
    const { table: maps, spy } = await load(table('position'), ['R']);
    expect([...maps.values]).toEqual([4, 5, 6]);
    expect(spy.warnings.map(({ code }) => code)).toEqual(['columns-by-position']);
  });

  it('may lack the parcels of a hemisphere that is not used', async () => {
    expect([...(await load(table('right'), ['R'])).table.values]).toEqual([4, 5, 6]);
    expect((await failure(() => load(table('right')), 'column-mismatch')).message).toContain(
      'no column for 3 parcels',
    );
  });

  it('are refused when some names differ, naming the first on both sides', async () => {
    const { message } = await failure(() => load(table('other')), 'column-mismatch');
    expect(message).toContain('(hemi-R_lab-c)');
    expect(message).toContain('(hemi-R_lab-z)');
    expect((await failure(() => load(table('extra')), 'column-mismatch')).message).toContain(
      '(age)',
    );
  });

  it('can be chosen by row in the order of the table, and be transposed with another label column', async () => {
    expect((await load(table('reversed', { rows: ['n', 'm'] }))).table.labels).toEqual(['m', 'n']);
    expect(
      (await failure(() => load(table('reversed', { rows: ['N1'] })), 'unknown-row')).message,
    ).toContain('"N1"');
    const turned = await load(table('columns', { transpose: true, index: 'parcel', rows: ['m'] }));
    expect([...turned.table.values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('come from examples too', async () => {
    const { table: maps } = await load({ declaration: null, kind: 'example', name: 'group' });
    expect(maps.labels).toEqual(['s1']);
    expect([...maps.values]).toEqual([1, 2, 3, 4, 5, 6]);
    await failure(
      () => load({ declaration: null, kind: 'example', name: 'groups' }),
      'unknown-example',
    );
  });
});

describe('maps of images', () => {
  it('are means over parcels without background, read in the order given', async () => {
    const { table: maps, images: reports, spy } = await load(images(['b', 'a']));
    expect(maps.labels).toEqual(['b', 'a']);
    // Every voxel of these thin images is border: the automatic background of b is undecided (NaN), that of a 0.5.
    expect([...maps.values]).toEqual([1, 2, 3, 9, 5, NaN, 1, 2, NaN, 4, 5, 6]);
    expect(reports.map(({ background, ignored }) => [background, ignored])).toEqual([
      [[0], { background: 0, missing: 1 }],
      [[0.5, 0], { background: 1, missing: 0 }],
    ]);
    expect(spy.progress.at(-1)).toEqual([2, 2, 'images']);
    expect(spy.logs.join()).toContain(
      'no space is given; images are taken to be in MNI152NLin6Asym',
    );
  });

  it('are cut down to the chosen hemisphere', async () => {
    expect([...(await load(images(['a']), ['R'])).table.values]).toEqual([4, 5, 6]);
  });

  it('warn of parcels outside the image', async () => {
    const { table: maps, spy } = await load(images(['short']));
    expect([...maps.values]).toEqual([1, 2, 3, NaN, NaN, NaN]);
    expect(spy.warnings.map(({ code }) => code)).toContain('parcels-vanished');
  });

  it('use any variant of MNI152 and refuse other spaces', async () => {
    expect((await load(images(['a'], { space: 'MNI152NLin2009cAsym' }))).spy.logs.join()).toContain(
      'without a warp',
    );
    expect(
      (await failure(() => load(images(['a'], { space: 'fsLR' })), 'unknown-space')).message,
    ).toContain('MNI152NLin6Asym');
  });

  it('may be given by a pattern, labelled by their file names', async () => {
    const glob = (pattern: string): MapsSource => ({
      declaration: null,
      kind: 'glob',
      pattern: at(pattern),
      options: plain,
    });
    expect((await load(glob('images/[ab].nii.gz'))).table.labels).toEqual(['a', 'b']);
    expect((await failure(() => load(glob('images/*.img')), 'no-images')).message).toContain(
      '*.img',
    );
  });

  it('need different labels', async () => {
    expect((await failure(() => load(images(['a', 'a'])), 'duplicate-label')).message).toContain(
      '"a"',
    );
  });

  it('stop when the run is cancelled', async () => {
    const spy = spyOn(library, undefined, AbortSignal.abort());
    await expect(load(images(['a']), ['L', 'R'], spy)).rejects.toBeInstanceOf(CancelledError);
  });

  it('are refused when they are surfaces', async () => {
    const gii: MapsSource = {
      declaration: null,
      kind: 'images',
      entries: [{ label: 's', path: at('surf/l.func.gii') }],
      options: plain,
    };
    expect((await failure(() => load(gii), 'surface-needed')).message).toContain(
      'surface "left.gii" "right.gii"',
    );
  });
});

describe('maps on a surface', () => {
  const surface = (right: string, options: Partial<ImageOptions> = {}): MapsSource => ({
    declaration: 'cortex',
    kind: 'surface',
    label: 'cortex',
    left: at('surf/l.func.gii'),
    right: at(right),
    options: { ...plain, ...options },
  });

  it('are means over vertices of both hemispheres, 0 left out; without a medial mask that is said', async () => {
    const { table: maps, spy } = await load(surface('surf/r.func.gii'));
    expect(maps.labels).toEqual(['cortex']);
    expect([...maps.values]).toEqual([2, 5, NaN, 3, 6, 8]);
    expect(spy.warnings.map(({ code }) => code)).toContain('no-medial-mask');
  });

  it('keep zeros when background is false', async () => {
    expect([
      ...(await load(surface('surf/r.func.gii', { background: false }))).table.values,
    ]).toEqual([2, 5, 0, 3, 6, 8]);
  });

  it('read only the hemisphere that is used', async () => {
    expect([...(await load(surface('surf/absent.gii'), ['L'])).table.values]).toEqual([2, 5, NaN]);
    await failure(() => load(surface('surf/absent.gii')), 'file-not-found');
  });
});

describe('maps of another result', () => {
  const source: MapsSource = { declaration: 'before', kind: 'result', analysis: 'First' };
  const run = (parcels: string[]) =>
    load(
      source,
      ['L', 'R'],
      spyOn(library, { labels: ['g'], parcels, values: [6, null, 4, 3, 2, 1] }),
    );

  it('are matched by name; null is missing', async () => {
    expect([...(await run([...six].reverse())).table.values]).toEqual([1, 2, 3, 4, NaN, 6]);
  });

  it('are never matched by position', async () => {
    expect(
      (await failure(() => run(['a', 'b', 'c', 'd', 'e', 'f']), 'column-mismatch')).message,
    ).toContain('First');
  });
});

describe('the record of files', () => {
  it('names each file once with its roles, size and hash of the bytes on disk', async () => {
    const { spy } = await load(reference(null));
    const files = await spy.inputs.list();
    expect(files.map(({ role }) => role)).toEqual([
      'labels of Six',
      'labels of Six',
      'labels of Six',
      'collection of x (refs)',
      'x (refs)',
    ]);
    await spy.inputs.record('again', files[3]!.path);
    expect((await spy.inputs.list())[3]).toEqual({
      ...files[3],
      role: 'again; collection of x (refs)',
    });
    await spy.inputs.record('streamed', at('tables/other.csv'));
    const text = `${row('map', [...six.slice(0, 5), 'hemi-R_lab-z'])}\n${row('m', [1, 2, 3, 4, 5, 6])}`;
    const streamed = (await spy.inputs.list()).find(({ role }) => role === 'streamed');
    const { createHash } = await import('node:crypto');
    expect(streamed).toMatchObject({
      bytes: text.length,
      sha256: createHash('sha256').update(text).digest('hex'),
    });
  });
});
