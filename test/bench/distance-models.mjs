// Benchmark of the null models made from distances: one made-up map in two hemispheres against 8 others, one thread, each case in a process
// of its own. What comes once for a map (fit, eigenvectors) and what each null costs, made and correlated.
// `node test/bench/distance-models.mjs [--nulls 1000] [--parcels 200,400]`
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const option = (name, initial) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? initial : process.argv[at + 1];
};
const nulls = Number(option('nulls', 1000));
const sizes = option('parcels', '200,400').split(',').map(Number);

/** Model, whether the method ranks, and by how much fewer nulls it is measured. */
const cases = [
  ['moran', true, 1],
  ['moran', false, 1],
  ['variomoran', true, 1],
  ['burt2018', true, 1],
  ['burt2020', true, 5],
];

const job = `
  import { confoundsOf } from './engine/colocalize/confounds.js';
  import { nullCorrelations } from './engine/colocalize/null-correlations.js';
  import { distanceModels } from './engine/nulls/distance-models.js';
  import { BlockPool } from './engine/parallel/pool.js';
  import { blockOf, smoothMap, sphere, tableOf } from './test/engine/nulls/sphere.js';
  async function main([kind, ranked, parcels, permutations]) {
    const n = Number(parcels);
    const world = sphere(n, 1);
    const x = tableOf(smoothMap(world, 15, 2));
    const y = tableOf(...Array.from({ length: 8 }, (_, i) => smoothMap(world, 15, 3 + i)));
    const blocks = [blockOf(world, 0, n / 2), blockOf(world, n / 2)];
    const ctx = { signal: new AbortController().signal, report() {}, warn() {}, log() {} };
    const pool = new BlockPool(null, 1);
    const run = async (nPerm) => {
      const from = performance.now();
      const model = distanceModels[kind]({ mapsOptions: {}, nPerm, seed: 1 });
      const source = await model.source(x, blocks, pool, ctx);
      const made = performance.now();
      await nullCorrelations({ x, y, z: confoundsOf({ z: null }, ranked === 'true'), ranked: ranked === 'true', which: 'X', permutations: nPerm, rToZ: true, pooled: null, source }, pool, ctx);
      return { once: made - from, each: (performance.now() - made) / nPerm };
    };
    await run(Math.min(100, Number(permutations)));
    const found = await run(Number(permutations));
    console.log(JSON.stringify({ ...found, megabytes: process.resourceUsage().maxRSS / 1024 }));
  }
  void main(process.argv.slice(2));
`;

const folder = mkdtempSync(join(tmpdir(), 'nsp-bench-'));
const outfile = join(folder, 'job.cjs');
await build({
  stdin: { contents: job, resolveDir: root, loader: 'ts' },
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  logLevel: 'error',
});
console.log('model       ranks  parcels  once for a map  each null  10,000 nulls  peak');
for (const [kind, ranked, fewer] of cases) {
  for (const parcels of sizes) {
    const args = [outfile, kind, String(ranked), String(parcels), String(Math.ceil(nulls / fewer))];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (!stdout) throw new Error(stderr);
    const { once, each, megabytes } = JSON.parse(stdout);
    console.log(
      [
        kind.padEnd(11),
        String(ranked).padEnd(6),
        String(parcels).padStart(7),
        `${once.toFixed(0)} ms`.padStart(15),
        `${each.toFixed(4)} ms`.padStart(11),
        `${((each * 10000) / 1000).toFixed(1)} s`.padStart(12),
        `${megabytes.toFixed(0)} MB`.padStart(7),
      ].join(' '),
    );
  }
}
rmSync(folder, { recursive: true });
