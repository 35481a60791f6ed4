// A small made-up result, and fresh folders to write it to.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ColocalizationPlan } from '../../../engine/plan.js';
import type { AnalysisResult } from '../../../engine/result.js';
import type { RunOutput } from '../../../engine/run.js';

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'nsp-store-'));

export const plan: ColocalizationPlan = {
  version: 1,
  kind: 'colocalization',
  name: 'Pain',
  parcellation: { kind: 'library', name: 'Demo3' },
  hemispheres: ['L', 'R'],
  y: {
    declaration: 'pain',
    kind: 'table',
    path: '/data/pain.csv',
    index: null,
    rows: null,
    transpose: false,
  },
  x: {
    declaration: null,
    kind: 'reference',
    dataset: 'pet',
    collection: 'Unique',
    filter: { maps: null, sets: null, setSizeRange: null, weightRange: null, weightQuantile: null },
  },
  z: [],
  yCovariates: null,
  combat: false,
  standardize: ['x', 'z'],
  methods: ['spearman'],
  methodOptions: {},
  nPerm: 1000,
  mapsMethod: 'alexander_bloch',
  mapsOptions: {},
  nullSpace: 'auto',
  mapsNulls: null,
  mapsWhich: 'X',
  tails: 'upper',
  pApproximation: 'none',
  pooled: false,
  corrections: ['meff_galwey', 'fdr_bh'],
  mcDimension: 'array',
  normalize: true,
  rToZ: true,
  seed: 42,
  nProc: -1,
};

const ratio = 0.1 + 0.2;

export function result(changes: Partial<AnalysisResult> = {}): AnalysisResult {
  return {
    version: 1,
    key: 'f'.repeat(64),
    analysis: 'Pain',
    kind: 'colocalization',
    plan,
    file: '/data/pain.nsp',
    started: '2026-05-01T12:00:00.000Z',
    seconds: 0.5,
    seed: 42,
    seedDrawn: false,
    threads: 2,
    software: [{ name: 'NiSpace for VS Code', version: '0.1.0' }],
    parcellation: {
      name: 'Demo3',
      label: 'Demo 3 parcels',
      level: 'cortex',
      parcels: ['a', 'b,c', 'd "e"'],
      hemispheres: ['L', 'R'],
      parcelHemisphere: ['L', 'L', 'R'],
    },
    nullModel: {
      method: 'alexander_bloch',
      permuted: 'X',
      space: 'fsLR',
      origin: 'stored spins (a.spin.npy)',
      permutations: 1000,
    },
    columns: [
      { set: 'Dopamine', x: 'D1', weight: null },
      { set: null, x: 'D2, "striatal"', weight: null },
    ],
    y: { labels: ['Pain'], values: [1, null, -1e-7] },
    parameters: [
      ['n_perm', '1,000'],
      ['seed', '42'],
    ],
    statistics: [
      {
        method: 'spearman',
        statistic: 'rho',
        label: "Spearman's rho",
        tail: 'upper',
        rows: ['Pain', 'mean'],
        pooledRow: [false, true],
        observed: [ratio, null, 0.25, 1 / 3],
        normalized: null,
        p: null,
        corrected: {},
        nulls: null,
      },
      {
        method: 'spearman',
        statistic: 'rho_z',
        label: "Spearman's rho, Fisher z",
        tail: 'upper',
        rows: ['Pain', 'mean'],
        pooledRow: [false, true],
        observed: [Math.atanh(ratio), null, 0.2554, 0.3466],
        normalized: [2.5, null, null, null],
        p: [null, null, 0.001, 1],
        corrected: { meff_galwey: [null, null, 0.002, 1], fdr_bh: [null, null, 0.002, 1] },
        nulls: null,
      },
    ],
    meff: { meff_galwey: { x: 1.9, y: null, used: 1.9 } },
    warnings: [{ code: 'missing-parcels', message: '1 missing value in Pain', subject: null }],
    citations: [
      {
        ref: 'Schaefer et al., 2018, Cereb Cortex',
        doi: '10.1093/cercor/bhx179',
        subject: 'Demo3',
        license: 'MIT',
        note: null,
      },
      {
        ref: 'savli2012',
        doi: 'https://doi.org/10.1016/J.neuroimage.2012.07.001',
        subject: 'D1',
        license: 'CC BY-NC-SA 4.0',
        note: 'SPECT & 100% PET',
      },
      {
        ref: 'Savli et al., 2012',
        doi: '10.1016/j.neuroimage.2012.07.001',
        subject: 'D2',
        license: null,
        note: null,
      },
    ],
    inputs: [{ role: 'y', path: '/data/pain.csv', bytes: 10, sha256: 'abc' }],
    timings: [{ stage: 'Reading data', seconds: 0.1 }],
    methodsText: 'Spatial colocalization was tested.',
    ...changes,
  };
}

export function output(changes: Partial<AnalysisResult> = {}): RunOutput {
  const data = Float64Array.from([1, 2, NaN, 4]);
  return {
    result: result(changes),
    nulls: [{ file: 'nulls.npy', shape: [1, 2, 2], data }],
    regions: [],
    maps: [],
    reused: false,
  };
}
