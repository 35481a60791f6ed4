// Whole analyses on real data through the command line, compared cell by cell with numbers from an independent program
// (golden/end-to-end), and byte by byte between one thread and two.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { built } from '../built.js';
import { absent, dataDir, goldenDir } from '../shared.js';

const run = promisify(execFile);
const ready = goldenDir() !== null && dataDir() !== null;
const out = mkdtempSync(join(tmpdir(), 'nsp-golden-'));

/** A data folder of our own in front of the others: what is made here (distances) is kept in it, never in the shared one. */
const own = join(out, 'own-data');

async function nspRun(name: string, analyses: string[], threads: number): Promise<string> {
  const folder = join(out, `${name}-${threads}`);
  const file = join(goldenDir()!, 'end-to-end', `${name}.nsp`);
  mkdirSync(own, { recursive: true });
  const options = [
    '--out',
    folder,
    '--data-dir',
    own,
    '--data-dir',
    dataDir()!,
    '--n-proc',
    String(threads),
    '--quiet',
  ];
  await run(process.execPath, [built('cli.cjs'), 'run', file, ...analyses, ...options]);
  return folder;
}

/** The golden suite's own comparison of the analyses that were run; its last line is `N of M cells differ`. */
async function compare(name: string, analyses: string[], folder: string): Promise<string> {
  const suite = join(goldenDir()!, 'end-to-end');
  for (const file of [`${name}.expected.csv`, `${name}.ties.csv`].filter((each) =>
    existsSync(join(suite, each)),
  )) {
    const [header, ...lines] = readFileSync(join(suite, file), 'utf8').split('\n');
    const kept = lines.filter((line) => analyses.includes(line.split(',', 1)[0]!));
    writeFileSync(join(folder, file), [header, ...kept].join('\n'));
  }
  const result = await run(process.execPath, [
    join(suite, 'compare.mjs'),
    join(folder, `${name}.expected.csv`),
    folder,
  ]).catch((error: { stdout: string }) => error);
  return result.stdout.trim();
}

/** Cases and those of their analyses that this version runs. */
const cases: [string, string[]][] = [
  ['01_pain_unique_tracers', ['PainReceptors']],
  ['02_enigma_pooled', ['EachDisorder', 'AllDisorders']],
  ['03_group_epilepsy', ['Epilepsy']],
  ['04_group_combat_then_xsea', ['Anorexia', 'AnorexiaCells']],
  ['05_group_xsea', ['AnorexiaCells', 'AnorexiaCellsAbs']],
  ['06_pearson', ['Linear', 'LinearLower', 'LinearPooledMedian']],
  ['07_many_corrections', ['WholeArray', 'PerMap', 'PerReceptor']],
  ['08_partial', ['PartialLinear', 'PartialTwo', 'PartialRank', 'SpearmanWithZ']],
  ['09_xsea_sets', ['Sets', 'SetsMedian', 'MapsAbsMedian']],
  ['10_weighted_sets', ['Targets', 'TargetsPlain', 'Cells', 'CellsSets']],
  ['11_moran_mni', ['Moran', 'MoranCells']],
  ['12_surfaces', ['Ratio', 'Map', 'Thickness']],
  ['13_pet_volumes', ['Networks', 'Disorders']],
  ['14_paired', ['Pairs', 'PairsAge']],
  ['15_missing_values', ['Maps', 'Groups', 'MapsLinear']],
  ['16_threads', ['ShufflesOne', 'ShufflesTwo', 'ShufflesAll']],
  ['17_moran_surface_random', ['MoranSurface', 'Random']],
  ['18_own_parcellation', ['Volume']],
  ['19_missing_nulls', ['Linear', 'Ranks']],
  ['20_moran_geodesic', ['Moran', 'MoranCells']],
];

describe.skipIf(!ready)(
  ready ? 'golden end to end' : `golden end to end ${absent('nispace-data or golden')}`,
  () => {
    afterAll(() => rmSync(out, { recursive: true, force: true }));

    it.each(cases)('%s: every cell holds, with one thread and with two', async (name, analyses) => {
      const [one, two] = [await nspRun(name, analyses, 1), await nspRun(name, analyses, 2)];
      expect(await compare(name, analyses, one)).toMatch(/^0 of [1-9]\d* cells differ$/);
      for (const analysis of analyses) {
        for (const file of ['results.csv', 'nulls.npy', 'y.csv']) {
          const bytes = [one, two].map((folder) => readFileSync(join(folder, analysis, file)));
          expect(Buffer.compare(bytes[0]!, bytes[1]!), `${analysis}/${file}`).toBe(0);
        }
      }
    });
  },
);
