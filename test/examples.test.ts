// The examples run as they are on the demo data and find what was planted there; the one on real names is right but for the user's files.
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

/** Rows of results.csv of an analysis. */
function resultsOf(name: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(join(out, name, 'results.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = header.split(',');
  return lines
    .map((line) => line.split(','))
    .map((cells) => Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ''])));
}

async function runExample(name: string): Promise<void> {
  const { cli, demoLibrary } = await buildBundles();
  const file = join(root, 'examples', name);
  const options = ['--out', out, '--data-dir', demoLibrary, '--quiet', '--json'];
  await run(process.execPath, [cli, 'run', file, ...options]);
}

const strongestOf = (rows: Record<string, string>[]): Record<string, string> | undefined =>
  rows
    .filter((row) => row['statistic'] === 'rho_z')
    .sort((a, b) => Math.abs(+b['observed']!) - Math.abs(+a['observed']!))[0];

it('examples/cells.nsp finds the planted cell type against spins and against random sets', async () => {
  await runExample('cells.nsp');
  for (const name of ['SpunMap', 'RandomSets']) {
    const rows = resultsOf(name);
    const strongest = strongestOf(rows);
    expect(strongest?.['x'], name).toBe('ExcUpper');
    expect(new Set(rows.map((row) => row['set']))).toEqual(new Set(['']));
    expect(Number(strongest?.['p_meff_galwey']), name).toBeLessThan(0.05);
  }
  expect(resultsOf('PatientsCells').filter((row) => row['p'])).toHaveLength(8);
}, 60_000);

it('examples/group.nsp runs on the demo data and finds the planted receptor', async () => {
  await runExample('group.nsp');
  const strongest = strongestOf(resultsOf('PatientsControls'));
  expect(strongest?.['x']).toMatch(/^target-A2_/);
  expect(Number(strongest?.['observed'])).toBeLessThan(0);
  expect(Number(strongest?.['p_meff_galwey'])).toBeLessThan(0.05);
  expect(strongest?.['y']).toBe('hedges');
  // The same effect map goes on into the second analysis.
  const y = (name: string): string => readFileSync(join(out, name, 'y.csv'), 'utf8');
  expect(y('EffectMap')).toBe(y('PatientsControls'));
}, 60_000);

it('examples/pipeline.nsp finds the planted receptor against spins, one map for each system, and values without a test', async () => {
  await runExample('pipeline.nsp');
  const effect = resultsOf('EffectAgainstSpins').filter(({ method }) => method === 'spearman');
  expect(strongestOf(effect)?.['x']).toMatch(/^target-A2_/);
  // The same effect map as that of the analysis of groups, which is cleaned in the same way.
  const y = (name: string): string => readFileSync(join(out, name, 'y.csv'), 'utf8');
  expect(y('EffectAgainstSpins')).toBe(y('PatientsControls'));
  const systems = resultsOf('ActivationSystems').filter(({ statistic }) => statistic === 'rho_z');
  expect(systems.map(({ x }) => x)).toEqual([...'ABCDE'].map((letter) => `System${letter}`));
  const significant = systems.filter((row) => Number(row['p_meff_galwey']) < 0.05);
  expect(significant.map(({ x }) => x)).toEqual(['SystemA', 'SystemC']);
  const together = resultsOf('ReceptorsTogether');
  expect(together.every((row) => row['p'] === '')).toBe(true);
  expect(
    together.filter((row) => row['observed'] === '' && row['statistic'] === 'rho_z'),
  ).toHaveLength(20);
}, 60_000);

it('examples/tutorial-demo.nsp answers its six questions: what was planted is found, and nothing else of the effect map', async () => {
  await runExample('tutorial-demo.nsp');
  const significant = (name: string): string[] =>
    resultsOf(name)
      .filter((row) => row['statistic'] === 'rho_z' && row['p_meff_galwey'] !== '')
      .filter((row) => Number(row['p_meff_galwey']) < 0.05)
      .map(
        (row) => `${row['y'] ?? ''} ${/target-(\w\d)/.exec(row['x'] ?? '')?.[1] ?? row['x'] ?? ''}`,
      );
  expect(significant('Activation')).toEqual(
    expect.arrayContaining(['Activation A2', 'Activation C3']),
  );
  expect(significant('Disorders')).toContain('dx-alpha_pub-simulated2026 B2');
  expect(significant('DisordersTogether')).toEqual(['mean B2']);
  expect(significant('PatientsControls')).toContain('hedges A2');
  expect(significant('EffectCells')).toEqual([]);
  expect(significant('PatientsCells')).toEqual([]);
  expect(resultsOf('PatientsCells').filter((row) => row['p'])).toHaveLength(8);
}, 60_000);

it('examples/tutorial.nsp, on real names, lacks nothing but the two files a reader brings', async () => {
  const { cli, demoLibrary } = await buildBundles();
  const file = join(root, 'examples', 'tutorial.nsp');
  const checked = await run(process.execPath, [cli, 'check', file], {
    env: { ...process.env, NISPACE_DATA_DIR: demoLibrary },
  }).catch((error: { stdout: string }) => error);
  const errors = checked.stdout.split('\n').filter((line) => line.includes(': error: '));
  expect(errors).toHaveLength(2);
  expect(errors[0]).toContain('tutorial/pain.nii.gz');
  expect(errors[1]).toContain('tutorial/design.csv');
}, 60_000);

it('examples/regions.nsp says where the planted receptor goes with the effect, and finds the parcels that follow age', async () => {
  await runExample('regions.nsp');
  const rows = (analysis: string, table: string): Record<string, string>[] => {
    const [header = '', ...lines] = readFileSync(join(out, analysis, table), 'utf8')
      .trimEnd()
      .split('\n');
    const columns = header.split(',');
    return lines
      .map((line) => line.split(','))
      .map((cells) => Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ''])));
  };
  const local = rows('WhereItHolds', 'local.csv').filter(({ x }) => x?.startsWith('target-A2_'));
  const below = local.filter((row) => Number(row['p']) < 0.05);
  expect(local).toHaveLength(100);
  expect(below.length).toBeGreaterThan(30);
  expect(below.every((row) => Number(row['observed']) < 0)).toBe(true);
  const influence = rows('WhereItHolds', 'regional-influence.csv');
  expect(new Set(influence.map((row) => `${row['method']} ${row['quantity']}`))).toEqual(
    new Set(['spearman influence', 'spearman contribution', 'mlr influence']),
  );
  const within = rows('AgeInEveryParcel', 'within-region.csv');
  expect(within).toHaveLength(100);
  expect(within.filter((row) => Number(row['p']) < 0.05).length).toBeGreaterThan(20);
  expect(resultsOf('AgeInEveryParcel')).toEqual([
    expect.objectContaining({ y: 'all parcels', statistic: 'absrho', p: '0.001' }),
  ]);
}, 60_000);
