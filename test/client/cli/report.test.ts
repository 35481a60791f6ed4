// `nsp report` on stored results: what is written where, and what is said when it cannot be.
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cli } from '../../../client/cli/cli.js';
import type { Surroundings } from '../../../client/cli/command.js';
import { encodeNpy } from '../../../engine/formats/npy.js';
import { resultJson } from '../../../engine/store/result-json.js';
import { writeFolder } from '../../../engine/store/write-folder.js';
import { makeResult } from '../webview/fixtures.js';
import { surroundings } from './surroundings.js';

let original: string;
let folder: string;

async function store(name: string, maps: number): Promise<void> {
  const result = { ...makeResult({ maps }), analysis: name };
  const nulls = Float64Array.from({ length: maps * 200 }, (_, i) => Math.sin(i * 7.3) / 3);
  await writeFolder(join(original, 'study', name), [
    { name: 'result.json', content: [resultJson(result)] },
    { name: 'nulls.npy', content: [encodeNpy([1, maps, 200], nulls)] },
  ]);
}

beforeAll(async () => {
  original = await mkdtemp(join(tmpdir(), 'nsp-report-'));
  await store('Pain', 6);
  await store('Sleep', 4);
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nsp-report-'));
  await cp(original, folder, { recursive: true });
});

async function nsp(
  argv: string[],
  changes: Partial<Surroundings> = {},
): Promise<{ code: number; out: string; err: string }> {
  const around = surroundings({ cwd: folder, ...changes });
  const code = await cli(argv, around);
  return { code, out: around.stdout(), err: around.stderr() };
}

const read = (...path: string[]): Promise<string> => readFile(join(folder, ...path), 'utf8');

describe('nsp report', () => {
  it('writes one page into the folder of a result, and says where', async () => {
    expect(await nsp(['report', 'study/Pain'])).toEqual({
      code: 0,
      out: 'study/Pain/nsp-report.html\n',
      err: '',
    });
    const page = await read('study/Pain/nsp-report.html');
    expect(page).toContain('<h1>Pain</h1>');
    expect(page.match(/id="analysis-1-nulls-\d-title"/g)).toHaveLength(6);
  });

  it('is removed with the result it is about, unlike files of the user', async () => {
    await nsp(['report', 'study/Pain']);
    await writeFile(join(folder, 'study/Pain/notes.html'), 'mine');
    await writeFolder(join(folder, 'study/Pain'), [{ name: 'result.json', content: ['{}'] }]);
    expect((await readdir(join(folder, 'study/Pain'))).sort()).toEqual([
      'notes.html',
      'result.json',
    ]);
  });

  it('takes result.json, and writes where it is told', async () => {
    const { code, out } = await nsp([
      'report',
      'study/Pain/result.json',
      '--html',
      'new/page.html',
    ]);
    expect([code, out]).toEqual([0, 'new/page.html\n']);
    expect(await read('new/page.html')).toContain('<h1>Pain</h1>');
    expect(existsSync(join(folder, 'study/Pain/nsp-report.html'))).toBe(false);
  });

  it('makes one page with an index of a folder of results', async () => {
    expect((await nsp(['report', 'study'])).out).toBe('study/nsp-report.html\n');
    const page = await read('study/nsp-report.html');
    expect(page).toContain('href="#analysis-2"');
    for (const name of ['Pain', 'Sleep']) expect(page).toContain(`">${name}</h2>`);
  });

  it('writes figure and workbook, and then no page unless asked for', async () => {
    const { code, out } = await nsp([
      'report',
      'study/Pain',
      '--svg',
      'a.svg',
      '--pdf',
      'a.pdf',
      '--xlsx',
      'a.xlsx',
    ]);
    expect([code, out]).toEqual([0, 'a.svg\na.pdf\na.xlsx\n']);
    expect(await read('a.svg')).toMatch(/^<svg /);
    expect((await read('a.pdf')).slice(0, 8)).toBe('%PDF-1.4');
    expect((await read('a.xlsx')).slice(0, 2)).toBe('PK');
    expect((await readdir(join(folder, 'study/Pain'))).sort()).toEqual([
      'nulls.npy',
      'result.json',
    ]);
  });

  it('gives the same bytes twice', async () => {
    await nsp(['report', 'study', '--html', 'a.html']);
    await nsp(['report', 'study', '--html', 'b.html']);
    expect(await read('a.html')).toBe(await read('b.html'));
  });

  it('is written without the nulls when their file is gone', async () => {
    await rm(join(folder, 'study/Pain/nulls.npy'));
    expect((await nsp(['report', 'study/Pain'])).code).toBe(0);
    expect(await read('study/Pain/nsp-report.html')).toContain(
      'nulls*.npy are not in the result folder',
    );
  });

  it('says which file is missing where there is no result', async () => {
    await rm(join(folder, 'study/Pain/result.json'));
    const { code, out, err } = await nsp(['report', 'study/Pain']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(
      /^nsp: study\/Pain is no result: result\.json is missing .*; name a folder that nsp run wrote/,
    );
    expect((await nsp(['report', 'nowhere'])).err).toMatch(/^nsp: there is no nowhere; nsp run/);
  });

  it('does not leave out a damaged result in silence, and keeps a former page', async () => {
    await nsp(['report', 'study']);
    const before = await read('study/nsp-report.html');
    await writeFile(join(folder, 'study/Sleep/result.json'), '{');
    const { code, err } = await nsp(['report', 'study']);
    expect(code).toBe(1);
    expect(err).toMatch(/Sleep/);
    expect(await read('study/nsp-report.html')).toBe(before);
    expect((await readdir(join(folder, 'study'))).filter((name) => name.startsWith('.'))).toEqual(
      [],
    );
  });

  it.each([
    [[], /name the folder of a result/],
    [['study', 'other'], /name one folder/],
    [['study/Pain', '--html='], /--html needs a file/],
    [['study/Pain', '--png', 'a.png'], /the editor makes PNG/],
    [
      ['study', '--svg', 'a.svg'],
      /--svg takes the folder of one analysis; study holds 2: Pain, Sleep/,
    ],
  ])('refuses wrong usage: %j', async (argv, message) => {
    const { code, err } = await nsp(['report', ...argv]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it('writes nothing when interrupted', async () => {
    const { code } = await nsp(['report', 'study'], { signal: AbortSignal.abort() });
    expect(code).toBe(130);
    expect(existsSync(join(folder, 'study/nsp-report.html'))).toBe(false);
  });
});
