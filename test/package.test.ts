// What the .vsix holds: the bundles, the demo data, the examples, and nothing that is not ours to give away.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built } from './built.js';
import { root } from './shared.js';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'nsp-package-'));
const vsce = join(root, 'node_modules/@vscode/vsce/vsce');

describe('the extension package', () => {
  let files: string[] = [];
  beforeAll(async () => {
    built('extension.cjs');
    const { stdout } = await run(process.execPath, [vsce, 'ls', '--no-dependencies'], {
      cwd: root,
    });
    files = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim());
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds every part that runs', () => {
    for (const part of [
      'extension.cjs',
      'server.cjs',
      'worker.cjs',
      'cli.cjs',
      'webview/results.js',
    ]) {
      expect(files).toContain(`dist/${part}`);
    }
    expect(files).toContain('syntaxes/nsp.tmLanguage.json');
    expect(files.some((file) => file.startsWith('dist/demo-library/reference/'))).toBe(true);
  });

  it('holds no research data, results, sources or tests: all data are the simulated ones', () => {
    const parts =
      /^(dist\/(\w+\.cjs|webview\/[\w.-]+|demo-library\/.+)|syntaxes\/[\w.-]+|media\/[\w.-]+|docs\/manage-data\.md|docs\/images\/data-view\.png|examples\/([\w-]+\.nsp|data\/[\w.]+)|[A-Z]+\.md|LICENSE|package\.json)$/;
    expect(files.filter((file) => !parts.test(file))).toEqual([]);
    const data = files.filter((file) => /\.(gii|nii|npy|csv)(\.gz)?$/.test(file));
    expect(data.length).toBeGreaterThan(10);
    expect(
      data.filter((file) => !/^(dist\/demo-library\/.*demo|examples\/data\/)/i.test(file)),
    ).toEqual([]);
  });

  it('is smaller than 6 MB', async () => {
    const out = join(folder, 'nispace.vsix');
    await run(process.execPath, [vsce, 'package', '--no-dependencies', '--out', out], {
      cwd: root,
    });
    expect(statSync(out).size).toBeLessThan(6e6);
  });
});
