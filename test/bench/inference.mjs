// Benchmark of inference alone: p values with errors and intervals, null shapes, extrapolated tails, all corrections, on made-up normal
// nulls in memory. `node test/bench/inference.mjs`. Times are processor time, since the machine is shared.
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const work = mkdtempSync(join(tmpdir(), 'nsp-bench-'));
const modules = ['inference/cells', 'inference/corrections', 'inference/meff', 'stats/quantiles'];
await build({
  stdin: {
    contents: modules.map((name) => `export * from './engine/${name}.js';`).join('\n'),
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: join(work, 'inference.mjs'),
  logLevel: 'error',
});
const engine = await import(pathToFileURL(join(work, 'inference.mjs')).href);
rmSync(work, { recursive: true, force: true });

let state = 1;
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state + 0.5) / 2 ** 32;
};
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
const sample = (count, scale = 1) => Float64Array.from({ length: count }, () => scale * normal());

/** Seconds of processor time of the fastest of three. */
function seconds(job) {
  const times = [0, 1, 2].map(() => {
    const before = process.cpuUsage();
    job();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return Math.min(...times).toFixed(2);
}

for (const [rows, columns, permutations] of [
  [22, 29, 10_000],
  [1, 10_000, 1000],
]) {
  const cells = rows * columns;
  const nulls = sample(cells * permutations);
  const observed = sample(cells, 1.2);
  const of = (cell) => nulls.subarray(cell * permutations, (cell + 1) * permutations);
  const test = (extrapolate) => ({ tail: 'two', extrapolate, least: 0 });
  const cellsOf = (extrapolate) =>
    engine.testCells(observed, nulls, permutations, test(extrapolate));
  const { p } = cellsOf(false);
  const x = {
    labels: Array.from({ length: columns }, (_, i) => `x${i}`),
    parcels: Array.from({ length: 200 }, (_, i) => `p${i}`),
    values: sample(columns * 200),
  };
  const family = (row) => ({
    observed: observed.subarray(row * columns, (row + 1) * columns),
    nulls: nulls.subarray(row * columns * permutations, (row + 1) * columns * permutations),
    permutations,
    tail: 'two',
  });
  const corrected = (kinds) => () => {
    for (const row of engine.corrections.filter(({ kind }) => kinds.includes(kind)))
      engine.correct(row, { rows, columns, p }, 'array', { x: () => null, y: () => null }, family);
  };
  console.log(`${rows} y × ${columns} x × ${permutations} nulls`);
  const extrapolated = cellsOf(true).extrapolated.reduce((sum, flag) => sum + flag, 0);
  const lines = {
    'p, errors, intervals, percentiles': seconds(() => cellsOf(false)),
    'the same by the engine’s own sort alone': seconds(() => {
      for (let cell = 0; cell < cells; cell++) engine.sortedPresent(of(cell));
    }),
    [`with ${extrapolated} p extrapolated`]: seconds(() => cellsOf(true)),
    'maxT and step-down maxT': seconds(corrected(['nulls'])),
    'the eight corrections of p': seconds(corrected(['family'])),
    'effective number of x maps, 200 parcels': seconds(() => engine.mapEigenvalues(x, 'x')),
  };
  for (const [what, time] of Object.entries(lines)) console.log(`  ${what.padEnd(42)} ${time} s`);
}
