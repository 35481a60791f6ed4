// Brings a fresh clone to a built state: dependencies, generated parser, bundles, demo library. Does only what is missing.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Runs a command in the checkout, its output shown; ends this process when it fails. */
export function run(command, ...args) {
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell });
  if (status === 0) return;
  console.error(`\n${[command, ...args].join(' ')} failed${error ? `: ${error.message}` : ''}`);
  process.exit(status ?? 1);
}

/** Installs the dependencies of package-lock.json unless they are there. */
export function install() {
  const lock = resolve(root, 'package-lock.json');
  const mark = resolve(root, 'node_modules/.package-lock.json');
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(lock).mtimeMs) return;
  if (existsSync(mark) && sameVersions(lock, mark)) return;
  console.log('Installing dependencies (npm ci) …');
  run(npm, 'ci', '--no-audit', '--no-fund');
}

function sameVersions(lock, mark) {
  const wanted = JSON.parse(readFileSync(lock, 'utf8')).packages;
  const present = JSON.parse(readFileSync(mark, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || optional || present[path]?.version === version,
  );
}

/** Generates, bundles and makes the demo library. */
export function build() {
  console.log('Building …');
  run(npm, 'run', '--silent', 'build');
}
