// Spins made here from sphere and labels against the ones the data library stores (made by neuromaps with numpy's generator,
// seed 42): all 10,000 columns of both hemispheres are the same.
import { describe, expect, it } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import { InputLog } from '../../engine/library/input-log.js';
import { DataLibrary } from '../../engine/library/library.js';
import { loadParcellation } from '../../engine/library/load/parcellation.js';
import type { SurfaceLabels } from '../../engine/library/parcellation.js';
import { BlockPool } from '../../engine/parallel/pool.js';
import { spinIndex } from '../../engine/nulls/spins/spin-index.js';
import { absent, dataDir } from '../shared.js';

const SPINS = 10_000;
const ctx = {
  signal: new AbortController().signal,
  report: () => undefined,
  warn: () => undefined,
  log: () => undefined,
};

const withoutStored = (surface: SurfaceLabels): SurfaceLabels => ({
  ...surface,
  hemispheres: surface.hemispheres.map((side) => ({ ...side, spins: null })),
});

describe.skipIf(!dataDir())(
  dataDir() ? 'spins from the sphere' : `spins ${absent('nispace-data')}`,
  () => {
    it.each(['Schaefer100Parcels7Networks', 'Schaefer200Parcels7Networks', 'DesikanKilliany'])(
      '%s: equal the stored ones',
      async (name) => {
        const context = {
          library: DataLibrary.open([dataDir()!], capabilities),
          ctx,
          inputs: new InputLog(),
          pool: new BlockPool(null, 1),
        };
        const parcellation = await loadParcellation({ kind: 'library', name }, ['L', 'R'], context);
        const surface = parcellation.surfaces.find(({ space }) => space === 'fsLR')!;
        const stored = await spinIndex(parcellation, surface, SPINS, context);
        const begun = performance.now();
        const made = await spinIndex(parcellation, withoutStored(surface), SPINS, context);
        console.info(
          `${name}: ${SPINS} spins in ${(performance.now() - begun).toFixed(0)} ms, surfaces read`,
        );
        expect(stored.origin).toMatch(/stored/);
        expect(made.origin).toMatch(/RandomState\(42\)/);
        expect(
          Buffer.compare(Buffer.from(made.index.buffer), Buffer.from(stored.index.buffer)),
        ).toBe(0);
      },
    );
  },
);
