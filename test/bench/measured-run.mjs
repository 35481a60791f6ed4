// One `nsp run` in a process of its own, as a user starts it: seconds from start to exit, seconds of each stage, peak memory.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The research data, which benchmarks measure on when they are there. */
export const researchData =
  process.env.NSP_DATA
  ?? resolve(process.env.NSP_SHARED ?? resolve(root, '../shared'), 'nispace-data');

/** `--name 3` of the command line as a number. */
export function option(name, fallback) {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/**
 * Runs the one analysis `Bench` of a text in a working folder. Every data folder is searched in the order given; what is made here
 * goes to the first that may be written to.
 */
export function measuredRun(text, { work, folders, threads }) {
  const file = join(work, 'bench.nsp');
  const hook = join(work, 'memory.cjs');
  const memory = join(work, 'memory');
  const out = join(work, `out-${threads}`);
  writeFileSync(file, text);
  writeFileSync(
    hook,
    `if (require('node:worker_threads').isMainThread) process.on('exit', () => require('node:fs').writeFileSync(process.env.BENCH_MEMORY, String(process.resourceUsage().maxRSS)));`,
  );
  const options = ['--force', '--quiet', '--out', out, '--n-proc', String(threads)];
  const begun = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--require',
      hook,
      join(root, 'dist/cli.cjs'),
      'run',
      file,
      ...options,
      ...folders.flatMap((folder) => ['--data-dir', folder]),
    ],
    { env: { ...process.env, BENCH_MEMORY: memory }, encoding: 'utf8' },
  );
  const seconds = (performance.now() - begun) / 1000;
  if (status !== 0) throw new Error(stderr);
  const stages = JSON.parse(readFileSync(join(out, 'Bench/result.json'), 'utf8')).timings;
  return { seconds, megabytes: Number(readFileSync(memory, 'utf8')) / 1024, stages };
}
