// Benchmark of the null models: each makes its null maps of PET maps in 200 and 400 parcels and correlates them with one map, from data
// on disk to results on disk, in a process of its own and with nothing in the cache. A model more is a row more.
// `node test/bench/null-models.mjs [--nulls 10000] [--threads 2] [--runs 1] [--only vasa]`
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { measuredRun, median, option, researchData } from './measured-run.mjs';

/** Name shown, the properties of the analysis that choose the null model, and how many maps it makes nulls of; all where none is said. */
const models = [
  ['alexander_bloch, stored', 'maps_method: alexander_bloch'],
  ['alexander_bloch, made', 'maps_method: alexander_bloch, null_space: fsaverage'],
  ['alexander_bloch, Z', 'maps_method: alexander_bloch, z: confound'],
  ['vasa', 'maps_method: vasa'],
  ['hungarian', 'maps_method: hungarian'],
  ['baum, 10k vertices', 'maps_method: baum, null_space: fsaverage'],
  ['baum, 32k vertices', 'maps_method: baum, null_space: fsLR'],
  ['cornblath, 10k vertices', 'maps_method: cornblath, null_space: fsaverage'],
  ['cornblath, 32k vertices', 'maps_method: cornblath, null_space: fsLR'],
  ['moran', 'maps_method: moran', 8],
  ['moran, Pearson', 'maps_method: moran, colocalization_method: pearson', 8],
  ['variomoran', 'maps_method: variomoran', 4],
  ['burt2018', 'maps_method: burt2018', 4],
  ['burt2020', 'maps_method: burt2020', 1],
  ['random', 'maps_method: random'],
];
const parcellations = ['Schaefer200', 'Schaefer400'];

const nulls = option('--nulls', 10_000);
const runs = option('--runs', 1);
const threads = option('--threads', availableParallelism());
const at = process.argv.indexOf('--only');
const only = at < 0 ? '' : process.argv[at + 1];

if (!existsSync(researchData)) {
  console.log(
    `No research data at ${researchData}: nothing measured. Set NSP_DATA to a data folder.`,
  );
  process.exit(0);
}

/** One PET map against the others, which are permuted. */
function analysis(parcellation, properties, most = Infinity) {
  const name = `${parcellation}Parcels7Networks`;
  const table = join(researchData, `reference/pet/tab/dset-pet_parc-${name}.csv.gz`);
  const labels = gunzipSync(readFileSync(table))
    .toString()
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(',')));
  const source = (rows) =>
    `table "${table}" { rows: [${rows.map((label) => `"${label}"`).join(', ')}] }`;
  const [y, z, ...others] = labels;
  const x = others.slice(0, most);
  return {
    maps: x.length,
    text: `maps brain = ${source([y])}\nmaps confound = ${source([z])}\nmaps pet = ${source(x)}\ncolocalization Bench {\n  y: brain, x: pet, parcellation: ${parcellation}\n  n_perm: ${nulls}, seed: 42, ${properties}\n}\n`,
  };
}

const work = mkdtempSync(join(tmpdir(), 'nsp-bench-'));
const seconds = ({ stages }, name) => stages.find(({ stage }) => stage === name)?.seconds ?? 0;
const cell = (value, digits, width) => value.toFixed(digits).padStart(width);
try {
  const load = existsSync('/proc/loadavg')
    ? readFileSync('/proc/loadavg', 'utf8').split(' ')[0]
    : '?';
  console.log(
    `${nulls} nulls, ${threads} threads, median of ${runs} runs; ${availableParallelism()} cores, load ${load}, Node ${process.version}`,
  );
  console.log(
    '| null model               | parcels | maps | making, s | correlating, s | µs per null map | whole run, s | peak MB |',
  );
  console.log(
    '| ------------------------ | ------- | ---- | --------- | -------------- | --------------- | ------------ | ------- |',
  );
  let folders = 0;
  for (const [name, properties, most] of models.filter(([each]) => each.startsWith(only))) {
    for (const parcellation of parcellations) {
      const { text, maps } = analysis(parcellation, properties, most);
      const all = Array.from({ length: runs }, () => {
        const own = join(work, `data-${folders++}`);
        mkdirSync(own);
        return measuredRun(text, { work, folders: [own, researchData], threads });
      });
      const of = (value) => median(all.map(value));
      const making = of((run) => seconds(run, 'Making nulls'));
      const correlating = of((run) => seconds(run, 'Null colocalizations'));
      const each = ((making + correlating) * 1e6) / (nulls * maps);
      console.log(
        `| ${name.padEnd(24)} | ${parcellation.slice(8).padStart(7)} | ${cell(maps, 0, 4)} | ${cell(making, 2, 9)} | ${cell(correlating, 2, 14)} | ${cell(each, 2, 15)} | ${cell(
          of((run) => run.seconds),
          1,
          12,
        )} | ${cell(
          of((run) => run.megabytes),
          0,
          7,
        )} |`,
      );
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
