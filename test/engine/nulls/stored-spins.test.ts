// Stored spins: read, refused in words when they do not fit, made from the sphere when there are too few.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeNpy } from '../../../engine/formats/npy.js';
import { InputLog } from '../../../engine/library/input-log.js';
import type { ParcellationData, SurfaceLabels } from '../../../engine/library/parcellation.js';
import { spinIndex } from '../../../engine/nulls/spins/spin-index.js';
import { BlockPool } from '../../../engine/parallel/pool.js';
import { readStoredSpins } from '../../../engine/nulls/stored-spins.js';

const folder = mkdtempSync(join(tmpdir(), 'nsp-spins-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const parcellation: ParcellationData = {
  name: 'Four',
  label: 'Four parcels',
  level: 'cortex',
  license: null,
  citations: [],
  volumes: [],
  surfaces: [],
  labels: ['hemi-L_lab-a', 'hemi-L_lab-b', 'hemi-R_lab-a', 'hemi-R_lab-b'],
  hemisphere: ['L', 'L', 'R', 'R'],
};

async function surface(left: number[][] | null, right: number[][] | null): Promise<SurfaceLabels> {
  const side = async (hemisphere: 'L' | 'R', rows: number[][] | null) => {
    const path = join(folder, `${hemisphere}-${Math.random()}.npy`);
    const whole = rows?.flat().every(Number.isInteger);
    const values = rows?.flat() ?? [];
    if (rows)
      await writeNpy(
        path,
        [rows.length, rows[0]!.length],
        whole ? Int32Array.from(values) : Float64Array.from(values),
      );
    return { hemisphere, image: 'x', labelFile: null, spins: rows ? path : null, distances: null };
  };
  return { space: 'fsLR', hemispheres: [await side('L', left), await side('R', right)] };
}

const context = {
  ctx: {
    signal: new AbortController().signal,
    report: () => undefined,
    warn: () => undefined,
    log: () => undefined,
  },
  inputs: new InputLog(),
  library: undefined as never,
  pool: new BlockPool(null, 1),
};

describe('stored spins', () => {
  it('give each parcel the source of its own hemisphere, one row per spin', async () => {
    const both = await surface(
      [
        [0, 1, 1],
        [1, 1, 0],
      ],
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
    );
    const { index, origin } = await spinIndex(parcellation, both, 2, context);
    expect([...index]).toEqual([0, 1, 3, 2, 1, 1, 2, 2]);
    expect(origin).toBe('the first 2 spins stored for Four in fsLR');
  });

  it('keep −1 as a parcel without source', async () => {
    const both = await surface([[-1], [0]], [[0], [1]]);
    expect([...(await spinIndex(parcellation, both, 1, context)).index]).toEqual([-1, 0, 2, 3]);
  });

  it.each([
    [
      'too many parcels',
      [[0], [1], [0]],
      /shape \(3, 1\); spins of Four hemi-L are integers of shape \(2, spins\)/,
    ],
    ['fractions', [[0.5], [1]], /numbers with fractions/],
    [
      'an index beyond the hemisphere',
      [[0], [2]],
      /parcel index 2; hemi-L of Four has parcels 0 to 1/,
    ],
  ])('are refused with file and way out: %s', async (_, left, message) => {
    const both = await surface(left, [[0], [1]]);
    const reading = readStoredSpins(parcellation, both, new InputLog());
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow(/\.npy.*remove it: spins are then made from the sphere/s);
  });

  it('are not used when one hemisphere has none', async () => {
    expect(
      await readStoredSpins(parcellation, await surface([[0], [1]], null), new InputLog()),
    ).toBeNull();
  });
});
