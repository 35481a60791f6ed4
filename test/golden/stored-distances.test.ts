// Distances made here from meshes and label images against the tables the data library stores (made by other programs).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import { Cache } from '../../engine/library/cache.js';
import { InputLog } from '../../engine/library/input-log.js';
import { DataLibrary } from '../../engine/library/library.js';
import {
  loadParcellation,
  type LoadedParcellation,
} from '../../engine/library/load/parcellation.js';
import { distanceBlocks, type DistanceContext } from '../../engine/nulls/distances/blocks.js';
import { BlockPool } from '../../engine/parallel/pool.js';
import type { Hemisphere } from '../../engine/plan.js';
import { absent, dataDir } from '../shared.js';
import { workerBundle } from '../worker-bundle.js';

const ctx = {
  signal: new AbortController().signal,
  report: () => undefined,
  warn: () => undefined,
  log: () => undefined,
};

const withoutStored = (parcellation: LoadedParcellation): LoadedParcellation => ({
  ...parcellation,
  volumes: parcellation.volumes.map((volume) => ({ ...volume, distances: null })),
  surfaces: parcellation.surfaces.map((surface) => ({
    ...surface,
    hemispheres: surface.hemispheres.map((side) => ({ ...side, distances: null })),
  })),
});

/** Surface tables hold float32 with 9 digits; volume tables have 3 digits after the point. */
const cases: [name: string, space: string, sides: Hemisphere[], relative: number, mm: number][] = [
  ['DesikanKilliany', 'fsaverage', ['L', 'R'], 1e-7, 0],
  ['Schaefer100', 'fsaverage', ['L'], 1e-7, 0],
  ['Schaefer100', 'MNI152NLin6Asym', ['L', 'R'], 0, 6e-4],
  ['Schaefer200', 'MNI152NLin6Asym', ['R'], 0, 6e-4],
  ['Schaefer400', 'MNI152NLin6Asym', ['L', 'R'], 0, 6e-4],
];

describe.skipIf(!dataDir())(
  dataDir() ? 'distances made here' : `distances made here ${absent('nispace-data')}`,
  () => {
    let pool: BlockPool;
    beforeAll(async () => {
      pool = new BlockPool(await workerBundle('stored-distances'), 2);
    });
    afterAll(() => pool.close());

    it.each(cases)(
      '%s in %s %s: equal the stored ones',
      async (name, space, sides, relative, mm) => {
        const context: DistanceContext = {
          library: DataLibrary.open([dataDir()!], capabilities),
          ctx,
          inputs: new InputLog(),
          cache: new Cache(null),
          pool,
        };
        const parcellation = await loadParcellation({ kind: 'library', name }, sides, context);
        const stored = await distanceBlocks(parcellation, { nullSpace: space }, context);
        const begun = performance.now();
        const made = await distanceBlocks(
          withoutStored(parcellation),
          { nullSpace: space },
          context,
        );
        console.info(`${name} ${space}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
        expect(stored.origin).toMatch(/stored/);
        expect(made.origin).toMatch(/made from/);
        expect(made.blocks.map(({ parcels }) => [...parcels])).toEqual(
          stored.blocks.map(({ parcels }) => [...parcels]),
        );
        stored.blocks.forEach(({ matrix }, block) => {
          const ours = made.blocks[block]!.matrix;
          expect(ours.length).toBe(matrix.length);
          const worst = matrix.reduce(
            (most, d, i) => Math.max(most, Math.abs(ours[i]! - d) - relative * d - mm),
            -Infinity,
          );
          expect(worst).toBeLessThanOrEqual(0);
        });
      },
      180_000,
    );
  },
);
