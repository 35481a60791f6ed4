// Pipelines in which two things move, and pairs, on real data through the command line: each runs, is the same for one and two threads,
// and its p values are those of its nulls.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNpy } from '../../engine/formats/npy.js';
import { permutationP } from '../../engine/inference/p-values.js';
import type { AnalysisResult } from '../../engine/result.js';
import { built } from '../built.js';
import { absent, dataDir } from '../shared.js';

const run = promisify(execFile);
const data = dataDir();
const out = mkdtempSync(join(tmpdir(), 'nsp-combined-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const DISORDERS = ['mdd_age-adult_pub', 'mdd_age-adolescent_pub', 'adhd_age-allages', '22q_pub'];

const text = (folder: string): string => `
maps receptors = reference pet { collection: UniqueTracers }
maps cells     = reference mrna { collection: CellTypesSeidlitz2020 }
maps patients  = example anorexianervosa
maps pain      = images {
  "Pain": "${folder}/example/neuroquery/pain.nii.gz"
  "Reward": "${folder}/example/neuroquery/reward.nii.gz"
}
maps thickness = reference enigmathick { collection: All, maps: ${JSON.stringify(DISORDERS)} }
maps area      = reference enigmaarea { collection: All, maps: ${JSON.stringify(DISORDERS)} }
design an      = table "${folder}/example/anorexianervosa/design.csv" { groups: groups, covariates: [age, sex] }
defaults { parcellation: Schaefer200, seed: 42, n_perm: 200 }

colocalization Both { y: pain, x: receptors, maps_which: [X, Y] }
xsea BothSets { y: pain, x: cells, maps_which: [X, Y] }
pipeline GroupsMaps {
  fit { x: receptors, y: patients, parcellation: Schaefer200, seed: 42 }
  transform_y { transform: hedges(a, b), design: an }
  colocalize { }
  permute { what: [groups, maps], n_perm: 200 }
  correct_p { mc_method: [meff, maxT] }
}
pipeline MapsSets {
  fit { x: cells, y: pain, parcellation: Schaefer200, seed: 42 }
  colocalize { xsea: true }
  permute { what: [maps, sets], n_perm: 200 }
}
pipeline GroupsSets {
  fit { x: cells, y: patients, parcellation: Schaefer200, seed: 42 }
  transform_y { transform: hedges(a, b), design: an }
  colocalize { xsea: true }
  permute { what: [groups, sets], n_perm: 200 }
}
pipeline Pairs {
  fit { x: area, y: thickness, parcellation: DesikanKilliany, seed: 42 }
  colocalize { }
  permute { what: pairs, n_perm: 200 }
}
`;

const MOVED: [name: string, permuted: string][] = [
  ['Both', 'X and Y'],
  ['BothSets', 'X and Y'],
  ['GroupsMaps', 'groups and X'],
  ['MapsSets', 'Y and sets'],
  ['GroupsSets', 'groups and sets'],
  ['Pairs', 'pairs'],
];

describe.skipIf(!data)(data ? 'on real data' : `on real data ${absent('nispace-data')}`, () => {
  const folder = (threads: number) => join(out, `threads-${threads}`);
  beforeAll(async () => {
    const file = join(out, 'study.nsp');
    writeFileSync(file, text(data!));
    const own = join(out, 'own-data');
    mkdirSync(own);
    for (const threads of [1, 2]) {
      const dirs = ['--data-dir', own, '--data-dir', data!, '--n-proc', String(threads)];
      await run(process.execPath, [
        ...[built('cli.cjs'), 'run', file, '--out', folder(threads), '--quiet'],
        ...dirs,
      ]);
    }
  }, 300_000);

  it.each(MOVED)('%s permutes %s', async (name, permuted) => {
    const at = join(folder(1), name);
    const result = JSON.parse(readFileSync(join(at, 'result.json'), 'utf8')) as AnalysisResult;
    expect(result.nullModel.permuted).toBe(permuted);
    const [statistic] = result.statistics.filter(({ p }) => p !== null);
    const { data: nulls, shape } = await readNpy(join(at, 'nulls.npy'));
    const observed = statistic!.observed.slice(-shape[0]! * shape[1]!);
    const p = statistic!.p!.slice(-observed.length);
    observed.forEach((value, cell) => {
      const own = Float64Array.from(nulls.subarray(cell * 200, (cell + 1) * 200));
      expect(p[cell]).toBe(permutationP(value!, own, statistic!.tail!));
      expect(new Set(own).size).toBeGreaterThan(permuted === 'pairs' ? 3 : 150);
    });
    for (const table of ['results.csv', 'nulls.npy']) {
      const [one, two] = [1, 2].map((threads) => readFileSync(join(folder(threads), name, table)));
      expect(Buffer.compare(one!, two!)).toBe(0);
    }
  });

  it('spins both sides apart: nulls of X and Y together are no more alike than those of X', async () => {
    const { data: nulls } = await readNpy(join(folder(1), 'Both', 'nulls.npy'));
    const spread = Math.sqrt(
      Float64Array.from(nulls).reduce((sum, z) => sum + z * z, 0) / nulls.length,
    );
    expect(spread).toBeGreaterThan(0.1);
    const result = JSON.parse(
      readFileSync(join(folder(1), 'Both', 'result.json'), 'utf8'),
    ) as AnalysisResult;
    const z = result.statistics.find(({ statistic }) => statistic === 'rho_z')!;
    // Turned together, every null would lie at the observed value.
    z.observed.forEach((value, cell) => {
      const mean = z.nulls!.mean[cell]!;
      expect(Math.abs(mean)).toBeLessThan(0.1 + Math.abs(value!) / 2);
    });
  });
});
