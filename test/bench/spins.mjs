// Benchmark of the main job: one map × 29 reference maps × 200 parcels × 10,000 spins, from data on disk to results on disk,
// start of the command line included, against the same nulls ranked by sorting (what a straightforward program does), all
// measured in this one run. `npm run bench`. Uses the research data when they are there, else made-up tables of the same size.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { measuredRun, median, option, researchData } from './measured-run.mjs';

const runs = option('--runs', 5);
const maps = option('--maps', 29);
const spins = option('--spins', 10_000);
const work = mkdtempSync(join(tmpdir(), 'nsp-bench-'));

/** Small generator, so that made-up data are the same everywhere. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A data folder with a made-up parcellation of 200 parcels and stored spins; returns what the .nsp file needs. */
function makeUp() {
  const uniform = random(1);
  const folder = join(work, 'data');
  const space = join(folder, 'parcellation/Bench200/fsLR');
  mkdirSync(space, { recursive: true });
  const labels = ['L', 'R'].map((side) =>
    Array.from({ length: 100 }, (_, i) => `hemi-${side}_lab-${i + 1}`),
  );
  ['L', 'R'].forEach((side, s) => {
    const base = join(space, `parc-Bench200_space-fsLR_hemi-${side}`);
    writeFileSync(`${base}.label.txt`, labels[s].join('\n'));
    writeFileSync(`${base}.label.gii.gz`, gzipSync('<GIFTI/>'));
    const header = `{'descr': '<i4', 'fortran_order': False, 'shape': (100, ${spins}), }`;
    const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + '\n';
    const head = Buffer.alloc(10);
    head.write('\x93NUMPY\x01\x00', 'latin1');
    head.writeUInt16LE(padded.length, 8);
    const index = Int32Array.from({ length: 100 * spins }, () => Math.floor(uniform() * 100));
    writeFileSync(
      `${base}.spin.npy`,
      Buffer.concat([head, Buffer.from(padded), Buffer.from(index.buffer)]),
    );
  });
  writeFileSync(
    join(folder, 'parcellation/Bench200/parc.yaml'),
    'name: Bench200\nlabel: Bench\nlevel: cortex\n',
  );
  const table = (rows) =>
    [
      'map,' + labels.flat().join(','),
      ...Array.from(
        { length: rows },
        (_, m) =>
          `m${m},`
          + labels
            .flat()
            .map(() => uniform())
            .join(','),
      ),
    ].join('\n');
  writeFileSync(join(work, 'x.csv'), table(maps));
  writeFileSync(join(work, 'y.csv'), table(1));
  return {
    folder,
    parcellation: 'Bench200',
    y: 'table "y.csv"',
    x: 'table "x.csv"',
    what: 'made-up tables',
  };
}

/** The pain map and the first PET maps of the research data, if they are there. */
function real() {
  const folder = researchData;
  const table = join(folder, 'reference/pet/tab/dset-pet_parc-Schaefer200Parcels7Networks.csv.gz');
  if (!existsSync(table)) return null;
  const names = gunzipSync(readFileSync(table))
    .toString()
    .trim()
    .split('\n')
    .slice(1, maps + 1)
    .map((line) => line.split(',')[0]);
  return {
    folder,
    parcellation: 'Schaefer200',
    y: `image "${join(folder, 'example/neuroquery/pain.nii.gz')}"`,
    x: `table "${table}" { rows: [${names.map((name) => `"${name}"`).join(', ')}] }`,
    what: 'pain map (NIfTI) and PET maps',
  };
}

function measure(data, threads) {
  const text = `maps y_maps = ${data.y}\nmaps x_maps = ${data.x}\ncolocalization Bench {\n  y: y_maps\n  x: x_maps\n  parcellation: ${data.parcellation}\n  n_perm: ${spins}\n  seed: 42\n}\n`;
  return measuredRun(text, { work, folders: [data.folder], threads });
}

/** Ranks nulls by sorting and correlates them: the plain way, one thread, data in memory already. Timed on a tenth of the spins. */
function sorting() {
  const part = Math.ceil(spins / 10);
  const uniform = random(2);
  const n = 200;
  const x = Array.from({ length: maps }, () => Float64Array.from({ length: n }, uniform));
  const y = Float64Array.from({ length: n }, (_, i) => i - (n - 1) / 2);
  const order = new Int32Array(n);
  const index = Int16Array.from({ length: n }, () => 0);
  const begun = performance.now();
  let sum = 0;
  for (let k = 0; k < part; k++) {
    for (let i = 0; i < n; i++) index[i] = uniform() * n;
    for (const map of x) {
      const spun = Float64Array.from(index, (s) => map[s]);
      for (let i = 0; i < n; i++) order[i] = i;
      order.sort((a, b) => spun[a] - spun[b]);
      let product = 0;
      let squares = 0;
      for (let start = 0; start < n;) {
        let end = start + 1;
        while (end < n && spun[order[end]] === spun[order[start]]) end++;
        const rank = (start + end - 1) / 2 - (n - 1) / 2;
        for (let j = start; j < end; j++) product += rank * y[order[j]];
        squares += (end - start) * rank * rank;
        start = end;
      }
      sum += Math.atanh(product / Math.sqrt(squares * 666650)); // Σy² of 200 ranks
    }
  }
  if (!Number.isFinite(sum)) throw new Error('unexpected');
  return ((performance.now() - begun) / 1000) * (spins / part);
}

try {
  const data = real() ?? makeUp();
  console.log(
    `1 × ${maps} maps × 200 parcels × ${spins} spins; ${data.what}; ${availableParallelism()} cores, Node ${process.version}`,
  );
  for (const threads of [1, 2]) {
    measure(data, threads);
    const all = [];
    const plain = [];
    for (let i = 0; i < runs; i++) {
      all.push(measure(data, threads));
      plain.push(sorting());
    }
    const seconds = median(all.map((one) => one.seconds));
    const megabytes = median(all.map((one) => one.megabytes));
    const ratio = median(all.map((one, i) => plain[i] / one.seconds));
    console.log(
      `nsp run --n-proc ${threads}, disk to disk: median ${seconds.toFixed(2)} s (${runs} runs), peak memory ${megabytes.toFixed(0)} MB`,
    );
    console.log(
      `  nulls ranked by sorting, in memory, one thread: median ${median(plain).toFixed(1)} s; ratio run by run, median ${ratio.toFixed(1)}`,
    );
    const stages = all[0].stages.map(({ stage, seconds: s }) => `${stage} ${s.toFixed(3)} s`);
    console.log(`  stages of one run: ${stages.join(', ')}`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
