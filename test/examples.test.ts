// examples/group.nsp runs as it is on the demo data and finds what was planted there: patients are thinner where A2 is dense.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { buildBundles } from './bundles.js';
import { root } from './shared.js';

const run = promisify(execFile);
const out = mkdtempSync(join(tmpdir(), 'nsp-examples-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

it('examples/group.nsp runs on the demo data and finds the planted receptor', async () => {
  const { cli, demoLibrary } = await buildBundles();
  const file = join(root, 'examples/group.nsp');
  const options = ['--out', out, '--data-dir', demoLibrary, '--quiet', '--json'];
  await run(process.execPath, [cli, 'run', file, ...options]);
  const [header = '', ...lines] = readFileSync(join(out, 'PatientsControls/results.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = header.split(',');
  const rows = lines
    .map((line) => line.split(','))
    .map((cells) => Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ''])));
  const tested = rows.filter((row) => row['statistic'] === 'rho_z');
  const strongest = tested.sort((a, b) => Math.abs(+b['observed']!) - Math.abs(+a['observed']!))[0];
  expect(strongest?.['x']).toMatch(/^target-A2_/);
  expect(Number(strongest?.['observed'])).toBeLessThan(0);
  expect(Number(strongest?.['p_meff_galwey'])).toBeLessThan(0.05);
  expect(strongest?.['y']).toBe('hedges');
  // The same effect map goes on into the second analysis.
  const y = (name: string): string => readFileSync(join(out, name, 'y.csv'), 'utf8');
  expect(y('EffectMap')).toBe(y('PatientsControls'));
}, 60_000);
