// Whole analyses on real data through the command line, compared cell by cell with numbers from an independent program
// (golden/end-to-end), and byte by byte between one thread and two.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { built } from '../built.js';
import { absent, dataDir, goldenDir } from '../shared.js';

const run = promisify(execFile);
const ready = goldenDir() !== null && dataDir() !== null;
const out = mkdtempSync(join(tmpdir(), 'nsp-golden-'));

async function nspRun(name: string, threads: number): Promise<string> {
  const folder = join(out, `${name}-${threads}`);
  const file = join(goldenDir()!, 'end-to-end', `${name}.nsp`);
  const options = [
    '--out',
    folder,
    '--data-dir',
    dataDir()!,
    '--n-proc',
    String(threads),
    '--quiet',
  ];
  await run(process.execPath, [built('cli.cjs'), 'run', file, ...options]);
  return folder;
}

/** The golden suite's own comparison; its last line is `N of M cells differ`. */
async function compare(name: string, folder: string): Promise<string> {
  const suite = join(goldenDir()!, 'end-to-end');
  const result = await run(process.execPath, [
    join(suite, 'compare.mjs'),
    join(suite, `${name}.expected.csv`),
    folder,
  ]).catch((error: { stdout: string }) => error);
  return result.stdout.trim();
}

const cases: [string, string[]][] = [
  ['01_pain_unique_tracers', ['PainReceptors']],
  ['02_enigma_pooled', ['EachDisorder', 'AllDisorders']],
  ['06_pearson', ['Linear', 'LinearLower', 'LinearPooledMedian']],
  ['12_surfaces', ['Ratio', 'Map', 'Thickness']],
  ['13_pet_volumes', ['Networks', 'Disorders']],
];

describe.skipIf(!ready)(
  ready ? 'golden end to end' : `golden end to end ${absent('nispace-data or golden')}`,
  () => {
    afterAll(() => rmSync(out, { recursive: true, force: true }));

    it.each(cases)('%s: every cell holds, with one thread and with two', async (name, analyses) => {
      const [one, two] = [await nspRun(name, 1), await nspRun(name, 2)];
      expect(await compare(name, one)).toMatch(/^0 of [1-9]\d* cells differ$/);
      for (const analysis of analyses) {
        for (const file of ['results.csv', 'nulls.npy', 'y.csv']) {
          const bytes = [one, two].map((folder) => readFileSync(join(folder, analysis, file)));
          expect(Buffer.compare(bytes[0]!, bytes[1]!), `${analysis}/${file}`).toBe(0);
        }
      }
    });
  },
);
