// Where distances come from: stored tables first, by space; else made from the volume, else from the coarsest surface; kept in the cache.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Cache } from '../../../../engine/library/cache.js';
import type { LoadedParcellation } from '../../../../engine/library/load/parcellation.js';
import { distanceBlocks } from '../../../../engine/nulls/distances/blocks.js';
import { failure, type Files } from '../../library/small-library.js';
import {
  ball,
  ballSurface,
  ballVolume,
  storedSurface,
  storedVolume,
  table,
} from './ball-library.js';

const MNI = 'MNI152NLin6Asym';
const everything: Files = {
  ...ballSurface('fsLR', 'midthickness', true),
  ...ballSurface('fsaverage', 'pial'),
  ...storedSurface('fsaverage'),
  ...ballVolume(MNI),
  ...storedVolume(MNI),
};

async function of(files: Files, nullSpace = 'auto', sides: readonly ('L' | 'R')[] = ['L', 'R']) {
  const { parcellation, context, spy } = await ball(files, sides);
  const distances = await distanceBlocks(parcellation, { nullSpace }, context);
  return { ...distances, spy, inputs: await context.inputs.list() };
}

describe('the choice of distances', () => {
  it('prefers the first space with a stored matrix, one block per hemisphere for surfaces', async () => {
    const { blocks, space, kind, origin, inputs } = await of(everything);
    expect([space, kind]).toEqual(['fsaverage', 'surface']);
    expect(origin).toBe('distances stored for Ball in fsaverage');
    expect(blocks.map(({ parcels }) => [...parcels])).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect([...blocks[1]!.matrix]).toEqual([0, 9, 18, 9, 0, 9, 18, 9, 0]);
    expect(inputs.filter(({ role }) => /^distances of Ball/.test(role))).toHaveLength(2);
  });

  it('takes the stored volume, whole, when no surface has a matrix', async () => {
    const files = { ...ballSurface('fsLR', null), ...ballVolume(MNI), ...storedVolume(MNI) };
    const { blocks, space, kind } = await of(files);
    expect([space, kind, blocks.length]).toEqual([MNI, 'volume', 1]);
    expect(blocks[0]!.matrix[5]).toBe(35);
  });

  it('makes them from the volume when nothing is stored', async () => {
    const { blocks, space, origin } = await of({
      ...ballSurface('fsLR', 'midthickness'),
      ...ballVolume(MNI),
    });
    expect([space, blocks.length]).toEqual([MNI, 1]);
    expect(origin).toMatch(/voxel pairs \(2 mm grid\), made from the label image of Ball/);
    // Two voxels a row and axis remain: neighbours are 2, 4 or 6 mm apart along x, 0 or 2 along y and z.
    const along = [4, 4, 2, 6].flatMap((x) =>
      [0, 0, 2, 2].flatMap((y) => [0, 0, 2, 2].map((z) => Math.hypot(x, y, z))),
    );
    expect(blocks[0]!.matrix[1]).toBeCloseTo(along.reduce((sum, d) => sum + d) / along.length, 12);
  });

  it('makes them on the coarsest surface that has a mesh when there is no volume', async () => {
    const { space, kind, origin, blocks } = await of({
      ...ballSurface('fsLR', 'midthickness', true),
      ...ballSurface('fsaverage', 'pial'),
    });
    expect([space, kind]).toEqual(['fsaverage', 'surface']);
    expect(origin).toMatch(/made from the pial surface of fsaverage/);
    expect(blocks).toHaveLength(2);
    const finer = await of({
      ...ballSurface('fsLR', 'midthickness', true),
      ...ballSurface('fsaverage', null),
    });
    expect(finer.space).toBe('fsLR');
  });

  it('follows null_space, and names the spaces there are when it is none of them', async () => {
    expect((await of(everything, MNI)).kind).toBe('volume');
    expect((await of(everything, 'fsLR')).origin).toMatch(/made from the midthickness surface/);
    const { message } = await failure(() => of(everything, 'fsavrage'), 'unknown-space');
    expect(message).toMatch(/Did you mean fsaverage\?.*fsLR, fsaverage, MNI152NLin6Asym/);
  });

  it('refuses surfaces without a mesh, saying which file is missing', async () => {
    const { message } = await failure(() => of(ballSurface('fsLR', null)), 'no-mesh');
    expect(message).toMatch(/fsLR with 42 vertices.*template\/fsLR/);
  });

  it('warns when the medial wall is unknown', async () => {
    const files = Object.entries(ballSurface('fsLR', 'pial')).filter(
      ([path]) => !path.includes('medial'),
    );
    const { spy } = await of(Object.fromEntries(files));
    expect(spy.warnings.map(({ code }) => code)).toContain('no-medial-mask');
  });
});

describe('one hemisphere', () => {
  it('has its part of a stored volume and its own surface block', async () => {
    const files = { ...ballVolume(MNI), ...storedVolume(MNI) };
    const { blocks } = await of(files, 'auto', ['R']);
    expect([...blocks[0]!.parcels]).toEqual([0, 1, 2]);
    expect([...blocks[0]!.matrix]).toEqual([0, 7, 14, 7, 0, 7, 14, 7, 0]);
    const right = await of(everything, 'fsaverage', ['R']);
    expect(right.blocks.map(({ parcels }) => [...parcels])).toEqual([[0, 1, 2]]);
  });
});

describe('cortex and subcortex together', () => {
  it('have the blocks of both, each in a space of its own, at their places in the whole', async () => {
    const { parcellation: cortex, context } = await ball(everything);
    const deep = cortex.labels.map((label) => `deep_${label}`);
    const subcortex = { ...cortex, surfaces: [], labels: deep, everyLabel: deep };
    const labels = [...cortex.labels, ...deep];
    const whole = { ...cortex, level: 'combined', labels, everyLabel: labels } as const;
    const both = { ...whole, parts: [cortex, subcortex] } as LoadedParcellation;
    const { blocks, space, origin } = await distanceBlocks(both, { nullSpace: 'auto' }, context);
    expect(space).toBe(`fsaverage + ${MNI}`);
    expect(origin).toMatch(/^cortex: .*fsaverage; subcortex: /);
    expect(blocks.map(({ parcels }) => [...parcels])).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7, 8, 9, 10, 11],
    ]);
    const named = await distanceBlocks(both, { nullSpace: MNI }, context);
    expect(named.blocks.map(({ parcels }) => parcels.length)).toEqual([6, 6]);
  });
});

describe('stored tables', () => {
  it.each([
    [
      'not symmetric',
      table(6, 7).replace('0,7', '0,8'),
      /between hemi-L_lab-0 and hemi-L_lab-1 are 8 and 7/,
    ],
    ['zero between parcels', table(6, 0), /between hemi-L_lab-0 and hemi-L_lab-1 is 0/],
    ['half missing', table(6, 7).replace('0,7', '0,'), /one of the two.*missing/],
  ])('are refused when %s', async (_, content, words) => {
    const files = { ...ballVolume(MNI), ...storedVolume(MNI, content) };
    expect((await failure(() => of(files), 'damaged-distances')).message).toMatch(words);
  });

  it('may say that a parcel cannot be reached: it is named, and its distances are infinite', async () => {
    const rows = table(6, 7)
      .split('\n')
      .map((line) => line.split(','));
    rows.forEach((row, i) =>
      row.forEach((_, j) => i !== j && (i === 2 || j === 2) && (row[j] = 'inf')),
    );
    rows[0]![5] = rows[5]![0] = '';
    const files = { ...ballVolume(MNI), ...storedVolume(MNI, rows.join('\n')) };
    const { blocks, spy } = await of(files);
    expect([...blocks[0]!.matrix.slice(12, 18)]).toEqual([
      Infinity,
      Infinity,
      0,
      Infinity,
      Infinity,
      Infinity,
    ]);
    expect(blocks[0]!.matrix[5]).toBe(Infinity);
    expect(spy.warnings.map(({ code, message }) => [code, message])).toEqual([
      ['no-distance', expect.stringMatching(/^hemi-L_lab-2 of Ball has no distance/)],
      ['cut-off-parcels', expect.stringMatching(/^No path joins 1 pair of/)],
    ]);
  });
});

describe('a parcel whose hemisphere is unknown', () => {
  it('is in no block of a surface, and is named', async () => {
    const { parcellation, context, spy } = await ball(everything);
    const labels = [...parcellation.labels, 'deep'];
    const more = { ...parcellation, labels, hemisphere: [...parcellation.hemisphere, null] };
    const { blocks } = await distanceBlocks(more, { nullSpace: 'fsaverage' }, context);
    expect(blocks.flatMap(({ parcels }) => [...parcels])).toEqual([0, 1, 2, 3, 4, 5]);
    expect(spy.warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^deep of Ball has no distance to any other parcel in fsaverage/),
    ]);
  });
});

describe('made distances', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nsp-distances-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('keep the full grid, with a warning, where thinning would lose a parcel', async () => {
    const { blocks, spy, origin } = await of(ballVolume(MNI, true));
    expect(origin).toMatch(/\(1 mm grid\)/);
    expect(spy.warnings.map(({ code, message }) => [code, message])).toEqual([
      ['distances-full-grid', expect.stringMatching(/hemi-R_lab-2 of Ball would have no voxels/)],
    ]);
    expect(blocks[0]!.matrix.every((d) => Number.isFinite(d))).toBe(true);
  });

  it('are read from the cache the second time, the same bits, and made again when the labels change', async () => {
    const files = { ...ballSurface('fsaverage', 'pial'), ...ballVolume(MNI) };
    const run = async (content: Files, nullSpace: string) => {
      const { parcellation, context, spy } = await ball(content, ['L', 'R'], new Cache(folder));
      const { blocks } = await distanceBlocks(parcellation, { nullSpace }, context);
      return { blocks, worked: spy.progress.some(([done]) => done > 0) };
    };
    const names = (): string[] => readdirSync(join(folder, 'distances'));
    for (const [space, count] of [
      [MNI, 2],
      ['fsaverage', 6],
    ] as const) {
      const first = await run(files, space);
      const second = await run(files, space);
      expect([first.worked, second.worked]).toEqual([true, false]);
      expect(second.blocks).toEqual(first.blocks);
      expect(names()).toHaveLength(count);
    }
    expect((await run(ballVolume(MNI, true), MNI)).worked).toBe(true);
    expect(names()).toHaveLength(8);
  });

  it('stop when cancelled', async () => {
    const { parcellation, context } = await ball(ballVolume(MNI));
    const signal = AbortSignal.abort();
    const ctx = { ...context.ctx, signal };
    await expect(
      distanceBlocks(parcellation, { nullSpace: 'auto' }, { ...context, ctx }),
    ).rejects.toThrow('Cancelled');
  });
});
