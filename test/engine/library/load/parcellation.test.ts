import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatGifti } from '../../../../engine/formats/gifti-writer.js';
import { encodeVolume } from '../../../../engine/formats/nifti-writer.js';
import { loadParcellation } from '../../../../engine/library/load/parcellation.js';
import { surfaceParcels } from '../../../../engine/library/load/surface-parcels.js';
import { volumeParcels } from '../../../../engine/library/load/volume-parcels.js';
import type { ParcellationSource } from '../../../../engine/plan.js';
import { failure, folderOf, open, six, sixParcels, spyOn, type Files } from '../small-library.js';

const gifti = (labels: number[], names: Record<number, string> = {}): string =>
  formatGifti({
    kind: 'labels',
    labels: Int32Array.from(labels),
    table: Object.entries(names).map(([value, name]) => ({
      value: Number(value),
      name,
      colour: [0, 0, 0, 1],
    })),
  });
const identity = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
const image = (labels: number[]): Uint8Array =>
  encodeVolume({ dims: [labels.length, 1, 1], affine: identity, data: Int16Array.from(labels) });

const surfaces = (left: number[], right: number[]): Files => ({
  ...sixParcels,
  'parcellation/Six/fsLR/parc-Six_space-fsLR_hemi-L.label.gii.gz': gifti(left),
  'parcellation/Six/fsLR/parc-Six_space-fsLR_hemi-R.label.gii.gz': gifti(right),
  'parcellation/Six/fsLR/parc-Six_space-fsLR_hemi-L.spin.npy': '',
  'parcellation/Six/fsLR/parc-Six_space-fsLR_hemi-R.spin.npy': '',
  'parcellation/Six/MNI152NLin6Asym/parc-Six_space-MNI152NLin6Asym.label.nii.gz': image([
    0, 1, 2, 3, 4, 5, 6,
  ]),
  'parcellation/Six/MNI152NLin6Asym/parc-Six_space-MNI152NLin6Asym.dist.csv.gz': '',
});
const folder = folderOf(surfaces([0, 1, 1, 2, 3], [4, 5, 6, 0, 6]));
const library = open(folder);
const byName = (name: string): ParcellationSource => ({ kind: 'library', name });

describe('a parcellation of the library', () => {
  it('comes with its labels, hemispheres and the files of each space, preferred spaces first', async () => {
    const spy = spyOn(library);
    const six_ = await loadParcellation(byName('6'), ['L', 'R'], spy);
    expect(six_).toMatchObject({
      name: 'Six',
      libraryName: 'Six',
      level: 'cortex',
      labels: six,
      everyLabel: six,
    });
    expect(six_.hemisphere).toEqual(['L', 'L', 'L', 'R', 'R', 'R']);
    expect(six_.surfaces).toHaveLength(1);
    expect(
      six_.surfaces[0]?.hemispheres.map(({ hemisphere, spins }) => [hemisphere, spins !== null]),
    ).toEqual([
      ['L', true],
      ['R', true],
    ]);
    expect(six_.volumes[0]?.distances).toContain('dist.csv.gz');
    expect(spy.warnings).toEqual([]);
    expect((await spy.inputs.list()).map(({ role }) => role)).toEqual(
      Array(3).fill('labels of Six'),
    );
  });

  it('can be cut down to one hemisphere, keeping the whole list beside', async () => {
    const right = await loadParcellation(byName('Six'), ['R'], spyOn(library));
    expect(right.labels).toEqual(six.slice(3));
    expect(right.hemisphere).toEqual(['R', 'R', 'R']);
    expect(right.everyLabel).toEqual(six);
    expect(right.surfaces[0]?.hemispheres.map(({ hemisphere }) => hemisphere)).toEqual(['R']);
    const [side, ...more] = await surfaceParcels(right, 'fsLR', spyOn(library));
    expect(more).toEqual([]);
    expect([...side!.parcelOfVertex]).toEqual([0, 1, 2, -1, 2]);
  });

  it('is refused when unknown, with the nearest name', async () => {
    const error = await failure(
      () => loadParcellation(byName('six'), ['L', 'R'], spyOn(library)),
      'unknown-parcellation',
    );
    expect(error.message).toContain('Did you mean Six?');
    expect(error.subject).toEqual({ property: 'parcellation' });
  });

  it('is refused when its labels are duplicated or its spaces do not agree', async () => {
    const label = 'parcellation/Six/fsLR/parc-Six_space-fsLR_hemi-R.label.txt';
    const twice = open(
      folderOf({ ...sixParcels, [label]: 'hemi-R_lab-a\nhemi-R_lab-a\nhemi-R_lab-c' }),
    );
    await failure(
      () => loadParcellation(byName('Six'), ['L', 'R'], spyOn(twice)),
      'duplicate-label',
    );
    const short = open(folderOf({ ...sixParcels, [label]: 'hemi-R_lab-a' }));
    await failure(() => loadParcellation(byName('Six'), ['L', 'R'], spyOn(short)), 'labels-differ');
  });

  it('is refused when volume and surface of one space do not agree', async () => {
    const label = 'parcellation/Six/fsLR/parc-Six_space-fsLR.label.txt';
    const odd = open(folderOf({ ...sixParcels, [label]: 'a\nb' }));
    await failure(() => loadParcellation(byName('Six'), ['L', 'R'], spyOn(odd)), 'labels-differ');
  });

  it('leaves out a surface that lacks a hemisphere in use, and says so', async () => {
    const files = surfaces([0, 1, 1, 2, 3], [4, 5, 6, 0, 6]);
    const half = Object.fromEntries(Object.entries(files).filter(([path]) => !/hemi-R/.test(path)));
    const damaged = open(folderOf(half));
    const spy = spyOn(damaged);
    const whole = await loadParcellation(byName('Six'), ['L', 'R'], spy);
    expect(whole.surfaces).toEqual([]);
    expect(whole.volumes).toHaveLength(1);
    expect(spy.warnings.map(({ code }) => code)).toEqual(['incomplete-surface']);
    expect(spy.warnings[0]?.message).toContain('fsLR has no files of the right hemisphere');
    const quiet = spyOn(damaged);
    const left = await loadParcellation(byName('Six'), ['L'], quiet);
    expect(left.surfaces).toHaveLength(1);
    expect(quiet.warnings).toEqual([]);
  });

  it('warns when a space spells its labels differently', async () => {
    const label = 'parcellation/Six/fsLR/parc-Six_space-fsLR_hemi-L.label.txt';
    const spy = spyOn(open(folderOf({ ...sixParcels, [label]: 'hemi-L_a\nhemi-L_b\nhemi-L_c' })));
    expect((await loadParcellation(byName('Six'), ['L', 'R'], spy)).labels).toEqual(six);
    expect(spy.warnings.map(({ code }) => code)).toEqual(['label-spelling']);
  });
});

describe('the parcel of each vertex', () => {
  const load = async (left: number[], right: number[]) => {
    const spy = spyOn(open(folderOf(surfaces(left, right))));
    const parcellation = await loadParcellation(byName('Six'), ['L', 'R'], spy);
    return (await surfaceParcels(parcellation, 'fsLR', spy)).map(({ parcelOfVertex }) => [
      ...parcelOfVertex,
    ]);
  };

  it('counts on through the right hemisphere, whether its labels do or begin at 1 again', async () => {
    const expected = [
      [-1, 0, 1, 2],
      [5, 4, 3, -1],
    ];
    expect(await load([0, 1, 2, 3], [6, 5, 4, 0])).toEqual(expected);
    expect(await load([0, 1, 2, 3], [3, 2, 1, 0])).toEqual(expected);
  });

  it('stays right when a parcel has no vertex', async () => {
    expect(await load([0, 1, 3], [4, 6, 0])).toEqual([
      [-1, 0, 2],
      [3, 5, -1],
    ]);
    expect(await load([0, 1, 3], [1, 3, 0])).toEqual([
      [-1, 0, 2],
      [3, 5, -1],
    ]);
  });

  it('is refused when there are more labels than names', async () => {
    expect(
      (await failure(() => load([1, 2, 3, 7], [4, 5, 6]), 'labels-do-not-fit')).message,
    ).toContain('4 label values');
  });

  it('is refused in a space the parcellation does not have', async () => {
    const parcellation = await loadParcellation(byName('Six'), ['L', 'R'], spyOn(library));
    await failure(() => surfaceParcels(parcellation, 'fsaverage', spyOn(library)), 'no-surface');
  });
});

describe("one's own parcellation", () => {
  const own = folderOf({
    'atlas.nii.gz': image([0, 30, 10, 20, 20]),
    'names.txt': 'L_one\nmiddle\nR_two',
    'four.txt': 'a\nb\nc\nd',
    'lh.label.gii': gifti([0, 7, 5, 9], { 5: 'V1', 7: 'V2', 9: 'Medial_wall' }),
    'rh.label.gii': gifti([1, 2, 0, 0], { 1: 'V1', 2: 'rh.V2' }),
  });
  const atlas = (labels: string | null): ParcellationSource => ({
    kind: 'image',
    declaration: 'mine',
    path: join(own, 'atlas.nii.gz'),
    labels: labels && join(own, labels),
    space: null,
  });
  const pair = (labels: string | null, space: string | null): ParcellationSource => ({
    kind: 'surface',
    declaration: 'mine',
    left: join(own, 'lh.label.gii'),
    right: join(own, 'rh.label.gii'),
    labels: labels && join(own, labels),
    space,
  });

  it('takes the label values as names when there is no list', async () => {
    const mine = await loadParcellation(atlas(null), ['L', 'R'], spyOn(library));
    expect(mine).toMatchObject({
      name: 'mine',
      libraryName: null,
      labels: ['10', '20', '30'],
      hemisphere: [null, null, null],
    });
  });

  it('is what a label image that does not fit is blamed on, not the maps', async () => {
    const path = join(own, 'atlas.nii.gz');
    const spy = spyOn(library);
    const parcellation = await loadParcellation(
      { kind: 'image', declaration: 'mine', path, labels: null, space: null },
      ['L', 'R'],
      spy,
    );
    const longer = { ...parcellation, everyLabel: [...parcellation.everyLabel, 'more'] };
    const error = await failure(
      () => volumeParcels(longer, parcellation.volumes[0]!, spy),
      'parcel-count',
    );
    expect(error.subject).toEqual({ property: 'parcellation' });
  });

  it('takes the names of a list, and cannot be cut down where they do not say their side', async () => {
    const mine = await loadParcellation(atlas('names.txt'), ['L', 'R'], spyOn(library));
    expect(mine.hemisphere).toEqual(['L', null, 'R']);
    const error = await failure(
      () => loadParcellation(atlas('names.txt'), ['L'], spyOn(library)),
      'unknown-hemisphere',
    );
    expect(error.message).toContain('middle');
    expect(error.subject).toEqual({ property: 'parcellation_hemi' });
  });

  it('knows the side of surface labels from their file and leaves out the medial wall', async () => {
    const spy = spyOn(library);
    const mine = await loadParcellation(pair(null, 'fsLR'), ['L', 'R'], spy);
    expect(mine.labels).toEqual(['hemi-L_lab-V1', 'hemi-L_lab-V2', 'hemi-R_lab-V1', 'rh.V2']);
    expect(mine.hemisphere).toEqual(['L', 'L', 'R', 'R']);
    expect(
      (await surfaceParcels(mine, 'fsLR', spy)).map(({ parcelOfVertex }) => [...parcelOfVertex]),
    ).toEqual([
      [-1, 1, 0, -1],
      [2, 3, -1, -1],
    ]);
    expect((await loadParcellation(pair('four.txt', 'fsLR'), ['R'], spy)).labels).toEqual([
      'c',
      'd',
    ]);
  });

  it('is refused when names and labels do not fit or its space cannot be told', async () => {
    const error = await failure(
      () => loadParcellation(pair('names.txt', 'fsLR'), ['L', 'R'], spyOn(library)),
      'labels-do-not-fit',
    );
    expect(error.message).toContain('2 parcels on the left and 2 on the right');
    expect(error.subject).toEqual({ declaration: 'mine' });
    await failure(
      () => loadParcellation(pair(null, null), ['L', 'R'], spyOn(library)),
      'unknown-space',
    );
  });
});
