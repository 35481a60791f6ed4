// A small data folder that the tests write themselves, and a context that keeps what loaders say.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect } from 'vitest';
import { capabilities } from '../../../engine/capabilities.js';
import { NspError } from '../../../engine/error.js';
import type { LoadContext } from '../../../engine/library/context.js';
import { InputLog } from '../../../engine/library/input-log.js';
import { DataLibrary } from '../../../engine/library/library.js';
import type { ImageOptions, ReferenceFilter } from '../../../engine/plan.js';
import type { FinalMaps } from '../../../engine/result.js';

/** Paths and contents; `.gz` is compressed. */
export type Files = Record<string, string | Uint8Array>;

/** Writes files into a new temporary folder that goes away after the tests. */
export function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'nsp-library-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, name.endsWith('.gz') ? gzipSync(content) : content);
  }
  return folder;
}

export const six = [
  'hemi-L_lab-a',
  'hemi-L_lab-b',
  'hemi-L_lab-c',
  'hemi-R_lab-a',
  'hemi-R_lab-b',
  'hemi-R_lab-c',
];

/** Label files of a parcellation `Six` with six parcels on the surface `fsLR` and a volume. */
export const sixParcels: Files = {
  'parcellation/Six/parc.yaml':
    'name: Six\nlabel: Six parcels\nlevel: cortex\nsymmetric: true\nlicense: MIT\ncitation:\n  ref: One et al., 2001; Two et al., 2002\n  doi: 10.1/one; 10.1/two\n',
  'parcellation/Six/fsLR/parc-Six_space-fsLR_hemi-L.label.txt': six.slice(0, 3).join('\n'),
  'parcellation/Six/fsLR/parc-Six_space-fsLR_hemi-R.label.txt': six.slice(3).join('\n'),
  'parcellation/Six/MNI152NLin6Asym/parc-Six_space-MNI152NLin6Asym.label.txt': six.join('\n'),
  'parcellation/6/parc.yaml': 'name: "6"\nalias: Six\n',
};

export const row = (name: string, values: readonly (number | string)[]): string =>
  `${name},${values.join(',')}`;

/** A dataset `toy` of four maps with collections in all forms. */
export const toy: Files = {
  'reference/toy/ref.yaml':
    'name: toy\nlabel: Toy\ndescription: four maps\nlicense: CC0\ndefault_collection: Sets\ncitations:\n- ref: Toy et al., 2000\n  doi: 10.1/toy\ncollections:\n  Sets:\n    description: two sets\n    citations:\n    - ref: Sets et al., 2001\n      doi: 10.1/sets\nmaps:\n  target-A_n-8:\n    MNI: {host: a,\n      remote: b}\n\n  target-B_n-20: {}\ntabs: auto\n',
  'reference/toy/map_info.csv':
    'map,publication,doi,license,note\ntarget-A_n-8,savli2012,10.1/a;10.1/b,CC BY 4.0,"SPECT, not PET!"\ntarget-B_n-20,,,,\n',
  'reference/toy/collection-Sets.collect':
    '{"One": ["target-B_n-20", "target-A_n-8"], "Two": ["target-A_n-8", "target-C_n-30", "absent"]}',
  'reference/toy/collection-Weights.collect':
    'set,x,weight\nOne,target-A_n-8,1\nOne,target-B_n-20,2\nTwo,target-C_n-30,3\nTwo,target-D_n-40,\n',
  'reference/toy/collection-List.collect': 'map\ntarget-D_n-40\ntarget-A_n-8\n',
  'reference/toy/collection-Strangers.collect': 'map\nno\nnone\n',
  'reference/toy/tab/dset-toy_parc-6.csv.gz': [
    row('map', six),
    row('target-A_n-8', [1, 2, 3, 4, 5, 6]),
    row('target-B_n-20', [6, 5, 4, 3, 2, 1]),
    row('target-C_n-30', [1, '', 3, 'NaN', 5, 6]),
    row('target-D_n-40', [2, 2, 2, 2, 2, 3]),
  ].join('\n'),
};

export const open = (...folders: string[]): DataLibrary => DataLibrary.open(folders, capabilities);

export interface Spy extends LoadContext {
  warnings: { code: string; message: string; subject: unknown }[];
  logs: string[];
  progress: [done: number, total: number, unit: string][];
}

/** A context whose messages can be looked at. */
export function spyOn(
  library: DataLibrary,
  result?: FinalMaps,
  signal = new AbortController().signal,
): Spy {
  const spy: Spy = {
    warnings: [],
    logs: [],
    progress: [],
    library,
    inputs: new InputLog(),
    resultOf: () => (result ? Promise.resolve(result) : Promise.reject(new Error('no result'))),
    ctx: {
      signal,
      report: (...update) => spy.progress.push(update),
      warn: (code, message, subject) => spy.warnings.push({ code, message, subject }),
      log: (message) => spy.logs.push(message),
    },
  };
  return spy;
}

export const noFilter: ReferenceFilter = {
  maps: null,
  sets: null,
  setSizeRange: null,
  weightRange: null,
  weightQuantile: null,
};

export const plain: ImageOptions = {
  space: null,
  background: 'auto',
  minValidCount: null,
  minValidFraction: null,
  resamplingTarget: 'data',
};

/** The work fails with this code; returns the error. */
export async function failure(work: () => unknown, code: string): Promise<NspError> {
  const error: unknown = await Promise.resolve()
    .then(work)
    .then(
      () => null,
      (reason: unknown) => reason,
    );
  expect(error).toBeInstanceOf(NspError);
  expect((error as NspError).code).toBe(code);
  return error as NspError;
}
