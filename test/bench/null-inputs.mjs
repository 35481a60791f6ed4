// Benchmark of what null models are made from when the library stores none: distances in volumes (1 mm label image → 2 mm, all voxel
// pairs), geodesic distances on the 10k surface, 10,000 spins from the sphere. Files read included, each in a process of its own, and once
// more out of the cache. `node test/bench/null-inputs.mjs`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const data =
  process.env.NSP_DATA
  ?? resolve(process.env.NSP_SHARED ?? resolve(root, '../shared'), 'nispace-data');
if (!existsSync(data)) {
  console.log(`No research data at ${data}: nothing measured. Set NSP_DATA to a data folder.`);
  process.exit(0);
}
const at = process.argv.indexOf('--runs');
const runs = at < 0 ? 3 : Number(process.argv[at + 1]);

const cases = [
  ['Schaefer100', 'MNI152NLin6Asym'],
  ['Schaefer200', 'MNI152NLin6Asym'],
  ['Schaefer400', 'MNI152NLin6Asym'],
  ['DesikanKilliany', 'fsaverage'],
  ['Schaefer200', 'fsLR', 'spins'],
];

/** One measurement: distances of a parcellation in a space, its stored tables left out. Prints seconds and megabytes as JSON. */
const job = `
  import { capabilities } from './engine/capabilities.js';
  import { Cache } from './engine/library/cache.js';
  import { InputLog } from './engine/library/input-log.js';
  import { DataLibrary } from './engine/library/library.js';
  import { loadParcellation } from './engine/library/load/parcellation.js';
  import { distanceBlocks } from './engine/nulls/distances/blocks.js';
  import { spinIndex } from './engine/nulls/spins/spin-index.js';
  import { BlockPool } from './engine/parallel/pool.js';
  async function main([data, name, space, kind, threads, worker, folder]) {
  const silent = () => undefined;
  const ctx = { signal: new AbortController().signal, report: silent, warn: silent, log: silent };
  const pool = new BlockPool(worker, Number(threads));
  const library = DataLibrary.open([data], capabilities);
  const context = { library, ctx, inputs: new InputLog(), cache: new Cache(folder), pool };
  const begun = performance.now();
  const whole = await loadParcellation({ kind: 'library', name }, ['L', 'R'], context);
  const bare = (files) => ({ ...files, distances: null, spins: null });
  const volumes = whole.volumes.map(bare);
  const surfaces = whole.surfaces.map((s) => ({ ...s, hemispheres: s.hemispheres.map(bare) }));
  if (kind === 'spins') {
    const surface = surfaces.find((one) => one.space === space);
    await spinIndex(whole, surface, 10000, context);
  } else await distanceBlocks({ ...whole, volumes, surfaces }, { nullSpace: space }, context);
  const seconds = (performance.now() - begun) / 1000;
  await pool.close();
  console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
  }
  void main(process.argv.slice(2));
`;

const work = mkdtempSync(join(tmpdir(), 'nsp-bench-'));
const worker = join(work, 'worker.cjs');
const script = join(work, 'job.cjs');

async function bundle() {
  const shared = {
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    banner: { js: `const importMetaUrl = require('node:url').pathToFileURL(__filename).href;` },
    define: { 'import.meta.url': 'importMetaUrl' },
  };
  const stdin = { contents: job, resolveDir: root, loader: 'ts' };
  await build({ ...shared, stdin, outfile: script });
  await build({
    ...shared,
    entryPoints: [join(root, 'engine/parallel/worker.ts')],
    outfile: worker,
  });
}

function measure([name, space, kind = 'distances'], threads, folder) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, data, name, space, kind, String(threads), worker, folder],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const load = () => readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
try {
  await bundle();
  const host = `${availableParallelism()} cores, Node ${process.version}`;
  console.log(
    `Median of ${runs} runs; ${host}${existsSync('/proc/loadavg') ? `, load ${load()}` : ''}`,
  );
  console.log(
    'parcellation     space            made       threads  seconds  peak MB  from the cache, s',
  );
  let folders = 0;
  for (const one of cases) {
    for (const threads of [1, 2]) {
      const all = Array.from({ length: runs }, () => {
        const folder = join(work, `cache-${folders++}`);
        return { made: measure(one, threads, folder), kept: measure(one, threads, folder) };
      });
      const cells = [
        one[0].padEnd(16),
        one[1].padEnd(16),
        (one[2] ?? 'distances').padEnd(10),
        String(threads).padStart(7),
        median(all.map(({ made }) => made.seconds))
          .toFixed(2)
          .padStart(8),
        median(all.map(({ made }) => made.megabytes))
          .toFixed(0)
          .padStart(8),
        median(all.map(({ kept }) => kept.seconds))
          .toFixed(2)
          .padStart(18),
      ];
      console.log(cells.join(' '));
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
