// Benchmark of the colocalization methods: each compares 20 disorders with ten receptors in 68 parcels and fits itself anew to every null,
// from data on disk to results on disk. The first row, a correlation, is what the others are set against.
// `node test/bench/methods.mjs [--nulls 1000] [--threads 2] [--runs 1]`
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measuredRun, median, option, researchData } from './measured-run.mjs';

/** Method, and how many times the usual number of nulls it is given. */
const methods = [
  ['spearman', 1],
  ['mi', 1],
  ['slr', 1],
  ['mlr', 1],
  ['dominance', 1],
  ['pls', 1],
  ['pcr', 1],
  ['ridge', 0.1],
  ['lasso', 0.1],
];

const RECEPTORS = ['5HT1', '5HT2', '5HT4', '5HT6', '5HTT', 'DAT', 'NET', 'GABAa5', 'CB1'];
const nulls = option('--nulls', 1000);
const runs = option('--runs', 1);
const threads = option('--threads', availableParallelism());

if (!existsSync(researchData)) {
  console.log(
    `No research data at ${researchData}: nothing measured. Set NSP_DATA to a data folder.`,
  );
  process.exit(0);
}

const text = (method, permutations) => `
maps pet = reference pet { collection: UniqueTracers, maps: [${RECEPTORS.map((name) => `"target-${name}"`).join(', ')}] }
maps disorders = reference enigmathick { collection: All }
colocalization Bench {
  y: disorders, x: pet, parcellation: DesikanKilliany, colocalization_method: ${method}, n_perm: ${permutations}, seed: 1
}`;

const work = mkdtempSync(join(tmpdir(), 'nsp-bench-'));
try {
  console.log(
    `${nulls} nulls, ${threads} threads, median of ${runs} runs, Node ${process.version}`,
  );
  console.log(
    '| method | ms for all pairs of a null | times a correlation | whole run, s | peak MB |',
  );
  console.log('| --- | --- | --- | --- | --- |');
  let first = null;
  for (const [method, share] of methods) {
    const permutations = Math.round(nulls * share);
    const all = Array.from({ length: runs }, () =>
      measuredRun(text(method, permutations), { work, folders: [researchData], threads }),
    );
    const stage = median(
      all.map(({ stages }) => stages.find((one) => one.stage === 'Null colocalizations').seconds),
    );
    const each = (stage * 1000) / permutations;
    first ??= each;
    const whole = median(all.map(({ seconds }) => seconds));
    const memory = median(all.map(({ megabytes }) => megabytes));
    console.log(
      `| ${method} | ${each.toFixed(3)} | ${(each / first).toFixed(1)} | ${whole.toFixed(1)} | ${memory.toFixed(0)} |`,
    );
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
