// Benchmark of permutations in which two things move: 29 reference maps × 6 maps (or 40 subjects) in 200 parcels, beside the same with
// one thing moving, from data on disk to results on disk, each in a process of its own.
// `node test/bench/combined.mjs [--perms 1000] [--threads 2] [--runs 3]`
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measuredRun, median, option, researchData } from './measured-run.mjs';

const perms = option('--perms', 1000);
const runs = option('--runs', 3);
const threads = option('--threads', availableParallelism());

if (!existsSync(researchData)) {
  console.log(
    `No research data at ${researchData}: nothing measured. Set NSP_DATA to a data folder.`,
  );
  process.exit(0);
}

const work = mkdtempSync(join(tmpdir(), 'nsp-bench-'));
const images = join(researchData, 'example/neuroquery');
const names = ['pain', 'reward', 'movement', 'visual', 'auditory', 'attention'];
const declared = `maps receptors = reference pet { collection: UniqueTracers }
maps cells = reference mrna { collection: CellTypesSeidlitz2020 }
maps six = images { ${names.map((name) => `"${name}": "${join(images, `${name}.nii.gz`)}"`).join(', ')} }
maps subjects = example anorexianervosa
design an = table "${join(researchData, 'example/anorexianervosa/design.csv')}" { groups: groups, covariates: [age, sex] }
`;
const ofMaps = (fit, colocalize, permute) =>
  `pipeline Bench { fit { ${fit}, seed: 42 } colocalize { ${colocalize} } permute { ${permute}, n_perm: ${perms} } }`;
const ofGroups = (fit, colocalize, permute) =>
  `pipeline Bench { fit { ${fit}, y: subjects, seed: 42 } transform_y { transform: hedges(a, b), design: an } colocalize { ${colocalize} } permute { ${permute}, n_perm: ${perms} } }`;

const cases = [
  ['X', ofMaps('x: receptors, y: six', 'method: spearman', 'what: maps')],
  ['X and Y', ofMaps('x: receptors, y: six', 'method: spearman', 'what: maps, maps_which: [X, Y]')],
  [
    'X and Y, Moran',
    ofMaps(
      'x: receptors, y: six',
      'method: spearman',
      'what: maps, maps_which: [X, Y], maps_method: moran',
    ),
  ],
  ['X and Y, mlr', ofMaps('x: receptors, y: six', 'method: mlr', 'what: maps, maps_which: [X, Y]')],
  ['groups', ofGroups('x: receptors', 'method: spearman', 'what: groups')],
  ['groups and X', ofGroups('x: receptors', 'method: spearman', 'what: [groups, maps]')],
  ['Y and sets', ofMaps('x: cells, y: six', 'xsea: true', 'what: [maps, sets]')],
  ['groups and sets', ofGroups('x: cells', 'xsea: true', 'what: [groups, sets]')],
];

try {
  console.log(
    `${perms} permutations, ${threads} threads, median of ${runs} runs, Node ${process.version}`,
  );
  console.log('| what moves      | null colocalizations, s | whole run, s | peak MB |');
  console.log('| --------------- | ----------------------- | ------------ | ------- |');
  const own = join(work, 'data');
  mkdirSync(own);
  for (const [name, analysis] of cases) {
    const all = Array.from({ length: runs }, () =>
      measuredRun(declared + analysis, { work, folders: [own, researchData], threads }),
    );
    const of = (value) => median(all.map(value));
    const correlating = of(
      ({ stages }) => stages.find(({ stage }) => stage === 'Null colocalizations')?.seconds ?? 0,
    );
    const cells = [
      correlating.toFixed(2).padStart(23),
      of((run) => run.seconds)
        .toFixed(1)
        .padStart(12),
      of((run) => run.megabytes)
        .toFixed(0)
        .padStart(7),
    ];
    console.log(`| ${name.padEnd(15)} | ${cells.join(' | ')} |`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
