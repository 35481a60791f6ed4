import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NspError } from '../../../engine/error.js';
import { readLabelVolume, type LabelArray } from '../../../engine/formats/nifti.js';
import { parcelIndex } from '../../../engine/parcellate/parcel-index.js';
import { absent, dataDir } from '../../shared.js';
import { grid, labelImage } from './grids.js';

const index = (data: LabelArray, count: number | null) =>
  parcelIndex(labelImage(grid([data.length, 1, 1], [1, 1, 1], [0, 0, 0]), data), count);

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(NspError);
    expect((error as NspError).code).toBe('parcel-count');
    return (error as NspError).message;
  }
  throw new Error('nothing was thrown');
}

describe('parcels of a label image', () => {
  it('are the integers in ascending order, 0 being none', () => {
    const { ids, parcels } = index(Int16Array.of(0, 30, 5, 5, 12, 0, 30), 3);
    expect([...ids]).toEqual([5, 12, 30]);
    expect([...parcels]).toEqual([-1, 2, 0, 0, 1, -1, 2]);
  });

  it('may be numbered beyond any table, or below 0', () => {
    expect([...index(Int32Array.of(0, 2e9, 7), 2).parcels]).toEqual([-1, 1, 0]);
    expect([...index(Int32Array.of(0, -4, 7), 2).parcels]).toEqual([-1, 0, 1]);
  });

  it('may be as many as the image has when no labels are given', () => {
    expect(index(Uint8Array.of(9, 0, 4), null).ids.length).toBe(2);
  });

  it('are refused when the image has more than there are labels', () => {
    const message = messageOf(() => index(Uint8Array.of(1, 2, 3, 17), 3));
    expect(message).toMatch(/labels\.nii holds 4 label integers.*3 labels.*unexpected: 17/);
  });

  it('are refused when the image has fewer', () => {
    expect(messageOf(() => index(Uint8Array.of(1, 3, 0), 3))).toMatch(
      /2 label integers.*absent: 2/,
    );
  });

  it('are refused when there are none', () => {
    expect(messageOf(() => index(new Uint8Array(4), null))).toMatch(/no labels/);
    expect(messageOf(() => index(new Uint8Array(4), 3))).toMatch(/no labels, only 0/);
  });

  it('lists a few integers, not hundreds', () => {
    const many = Int16Array.from({ length: 300 }, (_, i) => i + 1);
    expect(messageOf(() => index(many, 100))).toMatch(/101, 102.*and 190 more/);
  });
});

const data = dataDir();
describe.skipIf(data === null)(
  `label images of the data library ${data ? '' : absent('nispace-data')}`,
  () => {
    it('hold as many parcels as their label files have lines, left ones left of the midline', async () => {
      const folder = join(data!, 'parcellation');
      const stems = readdirSync(folder).map((name) =>
        join(folder, name, 'MNI152NLin6Asym', `parc-${name}_space-MNI152NLin6Asym.label`),
      );
      const present = stems.filter((stem) => existsSync(`${stem}.nii.gz`));
      expect(present.length).toBeGreaterThan(4);
      for (const stem of present) {
        const names = readFileSync(`${stem}.txt`, 'utf8').trimEnd().split('\n');
        const { ids, parcels, dims, affine } = parcelIndex(
          await readLabelVolume(`${stem}.nii.gz`),
          names.length,
        );
        const [sum, count] = [new Float64Array(ids.length), new Float64Array(ids.length)];
        parcels.forEach((parcel, voxel) => {
          if (parcel < 0) return;
          sum[parcel]! += affine[0]! * (voxel % dims[0]) + affine[3]!;
          count[parcel]! += 1;
        });
        names.forEach((name, p) =>
          expect(Math.sign(sum[p]! / count[p]!), name).toBe(name.includes('hemi-L') ? -1 : 1),
        );
      }
    });
  },
);
