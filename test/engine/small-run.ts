// A tiny data folder and plan for tests that run whole analyses: 12 made-up parcels, free permutations.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pcg64 } from '../../engine/nulls/rng/pcg64.js';
import type { ColocalizationPlan } from '../../engine/plan.js';

export const PARCELS = ['L', 'R'].flatMap((side) =>
  Array.from({ length: 6 }, (_, i) => `hemi-${side}_lab-${i + 1}`),
);

/** Writes the folder: parcellation `Twelve` (labels only) and the tables x.csv (3 maps) and y.csv (2 maps). */
export function smallFolder(folder: string): void {
  const space = join(folder, 'parcellation/Twelve/MNI152NLin6Asym');
  mkdirSync(space, { recursive: true });
  writeFileSync(join(space, 'parc-Twelve_space-MNI152NLin6Asym.label.txt'), PARCELS.join('\n'));
  const rng = new Pcg64(5);
  const rows = (name: string, count: number): string =>
    Array.from({ length: count }, (_, m) =>
      [
        `${name}${m}`,
        ...PARCELS.map(() => (0.5 + Math.floor(rng.random() * 1000)).toString()),
      ].join(),
    ).join('\n');
  writeFileSync(join(folder, 'x.csv'), `map,${PARCELS.join()}\n${rows('x', 3)}\n`);
  writeFileSync(join(folder, 'y.csv'), `map,${PARCELS.join()}\n${rows('y', 2)}\n`);
}

export function smallPlan(folder: string): ColocalizationPlan {
  const table = (name: string) => ({
    declaration: name,
    kind: 'table' as const,
    path: join(folder, `${name}.csv`),
    index: null,
    rows: null,
    transpose: false,
  });
  return {
    version: 1,
    kind: 'colocalization',
    name: 'Small',
    parcellation: { kind: 'library', name: 'Twelve' },
    hemispheres: ['L', 'R'],
    y: table('y'),
    x: table('x'),
    z: [],
    yCovariates: null,
    combat: false,
    standardize: ['x'],
    methods: ['spearman'],
    methodOptions: {},
    nPerm: 50,
    mapsMethod: 'random',
    mapsOptions: {},
    nullSpace: 'auto',
    mapsNulls: null,
    mapsWhich: 'X',
    tails: null,
    pApproximation: 'none',
    pooled: false,
    corrections: ['meff_galwey'],
    mcDimension: 'array',
    normalize: true,
    rToZ: true,
    seed: 1,
    nProc: 1,
  };
}
