// Benchmark of reading and averaging: a 1 mm whole-brain float32 volume (182 × 218 × 182, from a seed, .nii.gz) in the 400 parcels of
// Schaefer400 (1 mm labels), disk to disk on one core, against nibabel + numpy doing the same in the same run. `node
// test/bench/parcellate.mjs [--runs 5]`. Needs the research data; without nibabel it says so and lets gzip + numpy stand in.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const at = process.argv.indexOf('--runs');
const runs = at < 0 ? 5 : Number(process.argv[at + 1]);
const pack =
  process.env.NSP_DATA
  ?? resolve(process.env.NSP_SHARED ?? resolve(root, '../shared'), 'nispace-data');
const name = 'Schaefer400Parcels7Networks';
const labels = join(
  pack,
  `parcellation/${name}/MNI152NLin6Asym/parc-${name}_space-MNI152NLin6Asym.label.nii.gz`,
);
if (!existsSync(labels)) {
  console.log(`(skipped: ${labels} not found; set NSP_SHARED to the folder that holds it)`);
  process.exit(0);
}
const work = mkdtempSync(join(tmpdir(), 'nsp-bench-'));
const image = join(work, 'volume.nii.gz');

/** A smooth field with noise inside the grid of the labels, 0 in the two outermost layers: compresses like a real map. */
function makeVolume() {
  const stored = gunzipSync(readFileSync(labels));
  const header = Buffer.from(stored.subarray(0, 352));
  const dims = [0, 1, 2].map((axis) => header.readInt16LE(42 + 2 * axis));
  header.writeInt16LE(16, 70);
  header.writeInt16LE(32, 72);
  header.writeFloatLE(352, 108);
  header.writeFloatLE(0, 112);
  header.writeInt16LE(0, 68);
  let state = 42;
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const data = new Float32Array(dims[0] * dims[1] * dims[2]);
  const inside = (i, axis) => Math.abs(i - dims[axis] / 2) < 0.42 * dims[axis];
  for (let k = 0, voxel = 0; k < dims[2]; k++)
    for (let j = 0; j < dims[1]; j++)
      for (let i = 0; i < dims[0]; i++, voxel++)
        if (inside(i, 0) && inside(j, 1) && inside(k, 2))
          data[voxel] = 2 + Math.sin(i / 20) * Math.cos(j / 30) + k / 200 + noise() / 10;
  writeFileSync(image, gzipSync(Buffer.concat([header, Buffer.from(data.buffer)]), { level: 6 }));
  return dims;
}

/** The engine's own readers and means as a program: paths in, one number a line out. */
async function makeOurs() {
  const entry = join(work, 'ours.ts');
  const engine = join(root, 'engine');
  writeFileSync(
    entry,
    `import { writeFileSync } from 'node:fs';
import { readLabelVolume, readVolume } from '${engine}/formats/nifti.ts';
import { parcelIndex } from '${engine}/parcellate/parcel-index.ts';
import { parcellateVolume } from '${engine}/parcellate/volume.ts';
const begun = performance.now();
const [image, labels, out] = process.argv.slice(2);
const index = parcelIndex(await readLabelVolume(labels), 400);
const { values } = parcellateVolume(await readVolume(image), index, { background: 'auto', minValidCount: null, minValidFraction: null, resamplingTarget: 'data' });
writeFileSync(out, [...values].join('\\n'));
console.log(JSON.stringify({ seconds: (performance.now() - begun) / 1000, megabytes: process.resourceUsage().maxRSS / 1024 }));
`,
  );
  const outfile = join(work, 'ours.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    nodePaths: [join(root, 'node_modules')],
  });
  return outfile;
}

const THEIRS = `
import json, resource, sys, time
begun = time.perf_counter()
import numpy as np
READER
loaded = time.perf_counter()
image, labels, out = sys.argv[1:]
parc = labels_of(labels).astype(np.int32)
data = values_of(image)
shell = np.ones(data.shape, bool); shell[2:-2, 2:-2, 2:-2] = False
background = np.median(data[shell])
valid = (parc > 0) & (data != background) & (data != 0) & ~np.isnan(data)
ids = parc[valid]
with np.errstate(invalid='ignore'):
    means = np.bincount(ids, data[valid], 401) / np.bincount(ids, minlength=401)
open(out, 'w').write('\\n'.join(repr(float(v)) for v in means[1:]))
print(json.dumps({'seconds': time.perf_counter() - begun, 'imports': loaded - begun, 'megabytes': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
`;

const NIBABEL = `
import nibabel as nib
labels_of = lambda path: np.asanyarray(nib.load(path).dataobj)
values_of = lambda path: nib.load(path).get_fdata()
`;

/** Without nibabel: its two steps by hand, decompress and view. No slower than nibabel, so the ratio is a fair lower bound. */
const BY_HAND = `
import gzip
def read(path):
    raw = gzip.open(path).read()
    shape = np.frombuffer(raw, '<i2', 3, 42)
    kind = {2: 'u1', 4: '<i2', 8: '<i4', 16: '<f4', 64: '<f8', 512: '<u2'}[int(np.frombuffer(raw, '<i2', 1, 70)[0])]
    start = int(np.frombuffer(raw, '<f4', 1, 108)[0])
    return np.frombuffer(raw, kind, int(np.prod(shape.astype(int))), start).reshape(shape, order='F')
labels_of = read
values_of = lambda path: read(path).astype(float)
`;

/** One process on one core, timed from outside as well: start of the program included. */
function measure(command, args) {
  const pinned = existsSync('/usr/bin/taskset')
    ? ['taskset', ['-c', '0', command, ...args]]
    : [command, args];
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(...pinned, {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  if (status !== 0) throw new Error(stderr);
  return { whole: (performance.now() - begun) / 1000, ...JSON.parse(stdout) };
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const numbers = (file) => readFileSync(file, 'utf8').split('\n').map(Number);
const line = (who, all) =>
  console.log(
    `${who}: median ${median(all.map((one) => one.whole)).toFixed(2)} s from start to exit (${median(all.map((one) => one.seconds)).toFixed(2)} s of work), peak memory ${median(all.map((one) => one.megabytes)).toFixed(0)} MB, ${all.length} runs`,
  );
try {
  const dims = makeVolume();
  const program = await makeOurs();
  const [mine, other] = [join(work, 'ours.txt'), join(work, 'theirs.txt')];
  // Debian's python3-nibabel belongs to /usr/bin/python3, which another python3 may stand before.
  const withNibabel = ['python3', '/usr/bin/python3'].find(
    (each) => spawnSync(each, ['-c', 'import nibabel, numpy']).status === 0,
  );
  const hasNibabel = withNibabel !== undefined;
  const interpreter = withNibabel ?? 'python3';
  const python = THEIRS.replace('READER', hasNibabel ? NIBABEL : BY_HAND);
  const who = hasNibabel ? 'nibabel + numpy' : 'gzip + numpy by hand';
  if (!hasNibabel)
    console.log('python3 has no nibabel (Debian: python3-nibabel); gzip + numpy stand in for it.');
  console.log(
    `${dims.join(' × ')} float32 voxels (${(readFileSync(image).length / 2 ** 20).toFixed(1)} MB .nii.gz) in 400 parcels, one core, Node ${process.version}`,
  );
  const ours = [];
  const theirs = [];
  for (let i = 0; i <= runs; i++) {
    const one = measure(process.execPath, [program, image, labels, mine]);
    const two = measure(interpreter, ['-c', python, image, labels, other]);
    if (i === 0) continue; // the first run warms the file cache
    ours.push(one);
    theirs.push(two);
  }
  line('nsp engine', ours);
  line(who, theirs);
  const whole = ours.map((one, i) => theirs[i].whole / one.whole);
  const work_ = ours.map((one, i) => (theirs[i].seconds - theirs[i].imports) / one.seconds);
  console.log(
    `  ratio run by run, median: ${median(whole).toFixed(2)} from start to exit, ${median(work_).toFixed(2)} without start and imports`,
  );
  const reference = numbers(other);
  const worst = Math.max(...numbers(mine).map((value, i) => Math.abs(value - reference[i])));
  console.log(`  largest difference of a parcel mean: ${worst.toExponential(1)}`);
  if (!(worst < 1e-9)) process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
