// The bundled language server, from outside: what an editor sees of checking, running, cancelling and failing.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node.js';
import type { Bundles } from '../bundles.js';
import { buildBundles } from '../bundles.js';
import type { RunOutcome } from '../../server/protocol.js';
import { Editor } from './editor.js';

let bundles: Bundles;
let editor: Editor;
let folder: string;
let path: string;

const text = (n = 200, more = ''): string => `
maps receptors = reference demoreceptors { collection: Systems }
maps mine = table "mine.csv"
colocalization First {
  y: mine
  x: receptors
  parcellation: Demo100
  n_perm: ${n}
  seed: 1
}
${more}`;

const second = `
maps again = result of First
colocalization Second { y: again x: receptors parcellation: Demo100 n_perm: 200 seed: 2 }
`;

const run = (uri: string, analyses: string[] | null = null, force = false): Promise<RunOutcome[]> =>
  editor.request('nispace/run', { uri, analyses, runId: 'id', force });

beforeAll(async () => {
  bundles = await buildBundles();
  editor = await Editor.start(bundles);
});

afterAll(() => editor.stop());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nsp-server-'));
  path = join(folder, 'study.nsp');
  const labelFile = join(bundles.demoLibrary, 'parcellation', 'Demo100', 'demo');
  const files = (await readdir(labelFile))
    .filter((name) => /hemi-[LR].label.txt$/.test(name))
    .sort();
  const sides = await Promise.all(files.map((name) => readFile(join(labelFile, name), 'utf8')));
  const labels = sides.flatMap((side) => side.trim().split('\n'));
  const values = labels.map((_, i) => Math.sin(i / 7) + (i % 5) / 10);
  await writeFile(join(folder, 'mine.csv'), `map,${labels.join(',')}\nMine,${values.join(',')}\n`);
});

describe('an open file', () => {
  it('is checked while it is typed, files included once typing pauses', async () => {
    const uri = await editor.open(
      path,
      text().replace('mine.csv', 'missing.csv').replace('seed: 1', 'sed: 1'),
    );
    await editor.until('unknown property', () =>
      editor.diagnosticsOf(uri).some(({ message }) => message.includes('sed')),
    );
    await editor.until('missing file', () =>
      editor.diagnosticsOf(uri).some(({ message }) => message.includes('missing.csv')),
    );
    await editor.edit(uri, text());
    await editor.until('no errors', () =>
      editor.diagnosticsOf(uri).every(({ severity }) => severity !== 1),
    );
  });

  it('offers quick fixes when several files are open and have been checked at the same time', async () => {
    const wrong = text().replace('seed: 1', 'sed: 1');
    const uris = await Promise.all(
      ['one.nsp', 'two.nsp', 'three.nsp'].map((name) => editor.open(join(folder, name), wrong)),
    );
    await new Promise((resume) => setTimeout(resume, 1000)); // past the checks of idle moments
    for (const uri of uris) {
      const problem = editor.diagnosticsOf(uri).find(({ message }) => message.includes('sed'))!;
      const actions = await editor.connection.sendRequest<{ title: string }[]>(
        'textDocument/codeAction',
        { textDocument: { uri }, range: problem.range, context: { diagnostics: [problem] } },
      );
      expect(actions.map(({ title }) => title).join()).toContain('seed');
    }
  });

  it('that was never saved is told to be saved where it names files', async () => {
    const uri = 'untitled:Untitled-1';
    await editor.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'nsp', version: 1, text: text() },
    });
    await editor.until('the check of files', () =>
      editor
        .diagnosticsOf(uri)
        .some(({ message }) => message.includes('Save this .nsp file first')),
    );
    await editor.notify('textDocument/didClose', { textDocument: { uri } });
  });

  it('lists its analyses', async () => {
    const uri = await editor.open(
      path,
      text(
        200,
        `${second}\npipeline Later { fit { y: mine, x: receptors, parcellation: Demo100 } }`,
      ),
    );
    const analyses = await editor.request('nispace/analyses', { uri });
    expect(analyses.map(({ name, kind, line, runnable }) => [name, kind, line, runnable])).toEqual([
      ['First', 'colocalization', 3, true],
      ['Second', 'colocalization', 12, true],
      ['Later', 'pipeline', 14, true],
    ]);
  });
});

describe('a run', () => {
  it('stores a result with progress and a story, and is not repeated while it is valid', async () => {
    const uri = await editor.open(path, text());
    const before = { log: editor.log.length, progress: editor.progress.length };
    const [outcome] = await run(uri);
    const expected = join(folder, 'nsp-results', 'study', 'First');
    expect(outcome).toMatchObject({
      analysis: 'First',
      status: 'done',
      folder: expected,
      message: null,
    });
    expect(existsSync(join(expected, 'results.csv'))).toBe(true);
    const story = editor.log.slice(before.log).map((line) => line.text);
    expect(story[0]).toMatch(/^\[\d\d:\d\d:\d\d\] info {2}First: started$/);
    expect(story.some((line) => /First: Reading data: [\d.]+ s/.test(line))).toBe(true);
    expect(story.at(-1)).toContain('stored in');
    const progress = editor.progress.slice(before.progress);
    expect(progress.length).toBeGreaterThan(0);
    expect(progress[0]?.progress).toMatchObject({ runId: 'id', analysis: 'First' });
    expect((await run(uri))[0]?.status).toBe('stored');
    expect((await run(uri, ['First'], true))[0]?.status).toBe('done');
    const stored = await editor.request('nispace/storedResults', { uri });
    expect(stored.map(({ analysis, folder: at }) => [analysis, at])).toEqual([['First', expected]]);
    const lenses = await editor.connection.sendRequest<{ command: { title: string } }[]>(
      'textDocument/codeLens',
      { textDocument: { uri } },
    );
    expect(lenses.map(({ command }) => command.title).join()).toMatch(
      /^▶ Run,Open result of \d\d:\d\d$/,
    );
    const result = await editor.request('nispace/result', { folder: expected });
    expect(result).toMatchObject({ analysis: 'First', seed: 1, file: path });
    const { key, regions, parcellation } = result;
    const method = regions?.[0]?.method ?? 'none';
    const pair = { folder: expected, method, y: 0, x: 0 };
    const { influence } = await editor.request('nispace/regions', { ...pair, key });
    expect(influence).toHaveLength(parcellation.parcels.length);
    await expect(editor.request('nispace/regions', { ...pair, key: 'old' })).rejects.toThrow(
      'is another one by now',
    );
    const maps = await editor.request('nispace/pair', { ...pair, key, member: null });
    expect(maps.x).toHaveLength(parcellation.parcels.length);
    expect(maps.y).toEqual(result.y.values.slice(0, parcellation.parcels.length));
    const cell = { folder: expected, key, file: 'nulls.npy', row: 0, column: 0 };
    const nulls = Buffer.from(await editor.request('nispace/nulls', cell), 'base64');
    expect(nulls.length).toBe(8 * result.nullModel.permutations);
    const tested = result.statistics.find(({ p }) => p);
    expect(nulls.readDoubleLE(0)).toBeLessThanOrEqual(1.5);
    expect(tested?.nulls?.file).toBe('nulls.npy');
    await expect(editor.request('nispace/nulls', { ...cell, key: 'old' })).rejects.toThrow(
      'is another one by now',
    );
    const brain = await editor.request('nispace/brain', { folder: expected });
    if (brain.kind !== 'surface') throw new Error(`a ${brain.kind} instead of a surface`);
    const [left] = brain.hemispheres;
    const bytes = (array = ''): number => Buffer.from(array, 'base64').length;
    expect(brain.hemispheres.map(({ hemisphere }) => hemisphere)).toEqual(['L', 'R']);
    expect(bytes(left?.vertices)).toBe(3 * bytes(left?.parcels));
  });

  it('uses the text of the editor, not of the file', async () => {
    await writeFile(path, 'broken {');
    const uri = await editor.open(path, text());
    expect((await run(uri))[0]?.status).toBe('done');
    await editor.edit(uri, text(300));
    const [outcome] = await run(uri);
    const result = await editor.request('nispace/result', { folder: outcome?.folder ?? '' });
    expect(result.nullModel.permutations).toBe(300);
  });

  it('runs what it depends on first, and takes that from the store when it is valid', async () => {
    const uri = await editor.open(path, text(200, second));
    const outcomes = await run(uri, ['Second']);
    expect(outcomes.map(({ analysis, status }) => [analysis, status])).toEqual([
      ['First', 'done'],
      ['Second', 'done'],
    ]);
    await editor.edit(uri, text(200, second.replace('seed: 2', 'seed: 3')));
    const again = await run(uri, ['Second']);
    expect(again.map(({ status }) => status)).toEqual(['stored', 'done']);
  });

  it('skips what needs a failed analysis, runs the others, and tells the order', async () => {
    const third =
      'colocalization Third { y: mine x: receptors parcellation: Demo100 n_perm: 200 seed: 3 }';
    const uri = await editor.open(path, text(200, second + third));
    await editor.until('checked', () => editor.diagnosedAt(uri) > 0);
    await mkdir(join(folder, 'nsp-results', 'study', 'First'), { recursive: true });
    await writeFile(join(folder, 'nsp-results', 'study', 'First', 'thesis.docx'), '');
    const before = { orders: editor.orders.length, log: editor.log.length };
    const outcomes = await run(uri);
    expect(outcomes.map(({ analysis, status }) => [analysis, status])).toEqual([
      ['First', 'failed'],
      ['Second', 'skipped'],
      ['Third', 'done'],
    ]);
    expect(outcomes[1]?.message).toContain('it uses the result of First');
    expect(editor.orders.slice(before.orders)).toEqual([
      { runId: 'id', analyses: ['First', 'Second', 'Third'], text: 'First → Second; Third' },
    ]);
    expect(
      editor.log
        .slice(before.log)
        .map((line) => line.text)
        .join('\n'),
    ).toContain('Runs First → Second; Third');
  });

  it('of a pipeline that compares nothing fails in one sentence', async () => {
    const uri = await editor.open(
      path,
      text(200, 'pipeline Later { fit { y: mine, x: receptors, parcellation: Demo100 } }'),
    );
    const [outcome] = await run(uri, ['Later']);
    expect(outcome).toMatchObject({ status: 'failed', folder: null });
    expect(outcome?.message).toContain('colocalize');
  });

  it('with an error in the text fails with that error, others run', async () => {
    const uri = await editor.open(
      path,
      text(200, 'colocalization Bad { y: nothing x: receptors parcellation: Demo100 }'),
    );
    const outcomes = await run(uri);
    expect(outcomes.map(({ analysis, status }) => [analysis, status])).toEqual([
      ['First', 'done'],
      ['Bad', 'failed'],
    ]);
    expect(outcomes[1]?.message).toContain('nothing');
  });

  it('of an unknown analysis is answered with a sentence', async () => {
    const uri = await editor.open(path, text());
    await expect(run(uri, ['Nobody'])).rejects.toThrow('There is no analysis Nobody');
  });
});

describe('stored results', () => {
  const lenses = async (uri: string): Promise<string[]> => {
    const all = await editor.connection.sendRequest<{ command: { title: string } }[]>(
      'textDocument/codeLens',
      { textDocument: { uri } },
    );
    return all.map(({ command }) => command.title.replace(/\d\d:\d\d/, 'now'));
  };

  it('are marked stale when settings, data or results they use change, and no longer once they are run', async () => {
    const uri = await editor.open(path, text(200, second));
    await run(uri);
    const fresh = ['▶ Run', 'Open result of now', 'Run all', '▶ Run', 'Open result of now'];
    expect(await lenses(uri)).toEqual(fresh);
    await editor.edit(uri, text(300, second));
    expect((await lenses(uri))[1]).toBe('Open result of now (stale: n_perm 200 → 300)');
    expect((await lenses(uri))[4]).toBe('Open result of now (stale: First changed)');
    await run(uri, ['First']);
    expect((await lenses(uri))[1]).toBe('Open result of now');
    expect((await lenses(uri))[4]).toBe('Open result of now (stale: First was run again)');
    const [, again] = await run(uri, ['Second']);
    expect(again?.status).toBe('stored');
    expect(await lenses(uri)).toEqual(fresh);
    await writeFile(
      join(folder, 'mine.csv'),
      (await readFile(join(folder, 'mine.csv'), 'utf8')).replace('Mine,0', 'Mine,9'),
    );
    expect((await lenses(uri))[1]).toContain('(stale: mine.csv changed)');
    const changes = editor.resultChanges;
    await editor.request('nispace/filesChanged', null);
    await editor.until('the news', () => editor.resultChanges > changes);
  });

  it('are listed with their history, pinned, found by key, and deleted', async () => {
    const uri = await editor.open(path, text());
    await run(uri);
    await editor.edit(uri, text(300));
    await run(uri);
    expect(await editor.request('nispace/resultFiles', { uris: [uri, `${uri}x`] })).toEqual([
      { uri, analyses: 1, runs: 2 },
    ]);
    const list = async () => (await editor.request('nispace/runs', { uri }))[0]!;
    const { analysis, inFile, runs } = await list();
    expect([analysis, inFile]).toEqual(['First', true]);
    expect(
      runs.map(({ permutations, newest, pinned, stale }) => [permutations, newest, pinned, stale]),
    ).toEqual([
      [300, true, false, []],
      [200, false, false, ['n_perm 200 → 300']],
    ]);
    const [newest, former] = [runs[0]!, runs[1]!];
    const found = await editor.request('nispace/result', {
      folder: newest.folder,
      key: former.key,
    });
    expect(found.nullModel.permutations).toBe(200);
    expect(await editor.request('nispace/runState', { folder: former.folder })).toEqual({
      key: former.key,
      ...{ stale: ['n_perm 200 → 300'], pinned: false, newest: false, uri },
    });
    await editor.request('nispace/pin', { folder: former.folder, pinned: true });
    expect((await list()).runs.map(({ pinned }) => pinned)).toEqual([false, true]);
    await editor.request('nispace/deleteResult', { folder: newest.folder });
    expect((await list()).runs.map(({ key, newest: at }) => [key, at])).toEqual([
      [former.key, true],
    ]);
    await editor.edit(uri, text().replace('First', 'Other'));
    expect(await list()).toMatchObject({ analysis: 'First', inFile: false });
    await editor.request('nispace/deleteResult', { folder: newest.folder });
    expect(await editor.request('nispace/runs', { uri })).toEqual([]);
    await expect(editor.request('nispace/deleteResult', { folder: newest.folder })).rejects.toThrow(
      'no result',
    );
  });

  it('of a file that is not open are judged by its text on disk, without showing its problems', async () => {
    const uri = await editor.open(path, text());
    await run(uri);
    await writeFile(path, text(400));
    await editor.notify('textDocument/didClose', { textDocument: { uri } });
    const shown = editor.diagnosedAt(uri);
    const [first] = await editor.request('nispace/runs', { uri });
    expect(first?.runs[0]?.stale).toEqual(['n_perm 200 → 400']);
    await writeFile(path, text(500).replace('mine.csv', 'missing.csv'));
    const [later] = await editor.request('nispace/runs', { uri });
    expect(later?.runs[0]?.stale[0]).toContain('missing.csv');
    expect(editor.diagnosedAt(uri)).toBe(shown);
  });
});

describe('a run that fails', () => {
  it('becomes a diagnostic at its place until the text changes or the next run begins', async () => {
    const uri = await editor.open(path, text());
    await editor.until('checked', () => editor.diagnosedAt(uri) > 0);
    const results = join(folder, 'nsp-results');
    await writeFile(results, 'a file where the folder should be');
    const [outcome] = await run(uri);
    expect(outcome).toMatchObject({ status: 'failed', folder: null });
    const errors = () => editor.diagnosticsOf(uri).filter(({ severity }) => severity === 1);
    await editor.until('the error', () => errors().length === 1);
    expect(errors()[0]).toMatchObject({ source: 'nispace', message: outcome?.message });
    expect(errors()[0]?.range.start.line).toBe(3);
    await new Promise((resume) => setTimeout(resume, 700));
    expect(errors()).toHaveLength(1);
    await editor.edit(uri, `${text()}\n`);
    await editor.until('no error', () => errors().length === 0);
  });

  it('because its thread cannot start leaves the server alive', async () => {
    const other = await Editor.start(bundles, { workerPath: join(folder, 'nowhere.cjs') });
    try {
      const uri = await other.open(path, text());
      const [outcome] = await other.request('nispace/run', {
        uri,
        analyses: null,
        runId: 'id',
        force: false,
      });
      expect(outcome?.status).toBe('failed');
      expect(outcome?.message).toContain('ended unexpectedly');
      expect(await other.request('nispace/analyses', { uri })).toHaveLength(1);
    } finally {
      await other.stop();
    }
  });
});

describe('a run that cannot fit into memory', () => {
  it('fails in one sentence, and the next one works', async () => {
    const uri = await editor.open(path, text(2_000_000_000));
    const [outcome] = await run(uri);
    expect(outcome?.status).toBe('failed');
    expect(outcome?.message).toMatch(/memory/);
    expect(outcome?.message).not.toMatch(/Internal|RangeError/);
    await editor.edit(uri, text());
    expect((await run(uri))[0]?.status).toBe('done');
  });
});

describe('cancelling', () => {
  it('ends a run at once, leaves nothing behind, and the next run works', async () => {
    const uri = await editor.open(path, text(3_000_000));
    const source = new CancellationTokenSource();
    const running = editor.request(
      'nispace/run',
      { uri, analyses: null, runId: 'c', force: false },
      source.token,
    );
    await editor.until('progress', () =>
      editor.progress.some(({ progress }) => progress.runId === 'c'),
    );
    await new Promise((resume) => setTimeout(resume, 300));
    const began = performance.now();
    source.cancel();
    const [outcome] = await running;
    const took = performance.now() - began;
    console.log(`cancelled after ${took.toFixed(0)} ms`);
    expect(outcome?.status).toBe('cancelled');
    expect(took).toBeLessThan(1500);
    const results = join(folder, 'nsp-results', 'study');
    expect(existsSync(results) ? await readdir(results) : []).toEqual([]);
    await editor.edit(uri, text());
    expect((await run(uri))[0]?.status).toBe('done');
  });

  it('ends a request that waits for another', async () => {
    const uri = await editor.open(path, text(3_000_000));
    const [first, second] = [new CancellationTokenSource(), new CancellationTokenSource()];
    const request = (runId: string, source: CancellationTokenSource): Promise<RunOutcome[]> =>
      editor.request(
        'nispace/run',
        { uri, analyses: ['First'], runId, force: false },
        source.token,
      );
    const running = request('one', first);
    await editor.until('progress', () =>
      editor.progress.some(({ progress }) => progress.runId === 'one'),
    );
    const waiting = request('two', second);
    second.cancel();
    expect((await waiting)[0]?.status).toBe('cancelled');
    first.cancel();
    expect((await running)[0]?.status).toBe('cancelled');
  });
});

describe('the settings', () => {
  it('are followed: a folder that is none is warned of, the rest keeps working', async () => {
    const own = await Editor.start(bundles, { dataDirs: [join(folder, 'nowhere')] });
    try {
      expect(own.log[0]).toMatchObject({ level: 'warning' });
      expect(own.log[0]?.text).toContain('nowhere');
      const uri = await own.open(path, text());
      await own.until('checked', () => own.diagnosedAt(uri) > 0);
      const checked = own.diagnosedAt(uri);
      const resultsDir = join(folder, 'elsewhere');
      await own.notify('workspace/didChangeConfiguration', {
        settings: { nispace: { dataDir: '', resultsDir } },
      });
      await own.until('checked again', () => own.diagnosedAt(uri) > checked);
      expect(own.diagnosticsOf(uri).filter(({ severity }) => severity === 1)).toEqual([]);
      const [outcome] = await own.request('nispace/run', {
        uri,
        analyses: null,
        runId: 'id',
        force: false,
      });
      expect(outcome?.folder).toBe(join(resultsDir, 'study', 'First'));
    } finally {
      await own.stop();
    }
  });
});

describe('typing during a run', () => {
  it('stays quick in a file of 500 lines (reported, not asserted)', async () => {
    const many = Array.from({ length: 62 }, (_, i) =>
      text(200)
        .replace(/receptors =|mine =/g, (name) => name)
        .replace('First', `A${i}`)
        .split('\n')
        .slice(3)
        .join('\n'),
    );
    const long = `${text(3_000_000)}\n${many.join('\n')}`;
    const uri = await editor.open(path, long);
    const source = new CancellationTokenSource();
    const running = editor.request(
      'nispace/run',
      { uri, analyses: ['First'], runId: 't', force: false },
      source.token,
    );
    await editor.until('progress', () =>
      editor.progress.some(({ progress }) => progress.runId === 't'),
    );
    const took: number[] = [];
    for (let i = 0; i < 10; i++) {
      const began = performance.now();
      await editor.edit(uri, `${long}\n// ${i}`);
      await editor.until('diagnostics', () => editor.diagnosedAt(uri) > began);
      took.push(editor.diagnosedAt(uri) - began);
    }
    source.cancel();
    await running;
    console.log(
      `${long.split('\n').length} lines, diagnostics after ${took.map((ms) => ms.toFixed(0)).join(', ')} ms while a run is going on`,
    );
    expect(took).toHaveLength(10);
  });
});
