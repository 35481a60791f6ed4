// `nsp` as a process on the demo library: what is printed, stored and returned.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bundles } from '../../bundles.js';
import { buildBundles } from '../../bundles.js';
import { root } from '../../shared.js';

let bundles: Bundles;
let folder: string;

interface Finished {
  code: number | null;
  out: string;
  err: string;
}

const env = { ...process.env, NISPACE_DATA_DIR: '', HOME: '/nowhere' };

const nsp = (...argv: string[]): Promise<Finished> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [bundles.cli, ...argv],
      { cwd: folder, env },
      (_, out, err) => resolve({ code: child.exitCode, out, err }),
    );
  });

const study = (changes: (text: string) => string = (text) => text): Promise<void> =>
  writeFile(
    join(folder, 'study.nsp'),
    changes(`
maps receptors = reference demoreceptors { collection: Systems }
maps task = images { "Task": "activation.nii.gz" }
defaults { parcellation: Demo100  n_perm: 200  seed: 42 }
colocalization Task { y: task  x: receptors  p_tails: upper  mc_method: [meff, fdr_bh] }
maps final = result of Task
colocalization Again { y: final  x: receptors }
`),
  );

beforeAll(async () => {
  bundles = await buildBundles();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nsp-cli-'));
  await copyFile(join(root, 'examples/data/activation.nii.gz'), join(folder, 'activation.nii.gz'));
  await study();
});

describe('nsp check', () => {
  it('is silent about a file without faults', async () => {
    await study((text) => text.replace('n_perm: 200', 'n_perm: 10000'));
    expect(await nsp('check', 'study.nsp')).toEqual({ code: 0, out: '', err: '' });
  });

  it('prints file:line:column: severity: text for every fault of every file', async () => {
    await study((text) => text.replace('seed: 42', 'sed: 42').replace('activation', 'missing'));
    await writeFile(join(folder, 'fine.nsp'), '');
    const { code, out, err } = await nsp('check', 'fine.nsp', 'study.nsp');
    expect([code, err]).toEqual([1, '']);
    const lines = out.trimEnd().split('\n');
    for (const line of lines)
      expect(line).toMatch(/^study\.nsp:\d+:\d+: (error|warning|info|hint): \S/);
    expect(lines.some((line) => /^study\.nsp:4:\d+: error: .*sed/.test(line))).toBe(true);
    expect(lines.some((line) => /^study\.nsp:3:\d+: error: .*missing\.nii\.gz/.test(line))).toBe(
      true,
    );
  });

  it('says when a file is not there', async () => {
    expect(await nsp('check', 'nowhere.nsp')).toEqual({
      code: 1,
      out: '',
      err: 'nsp: there is no file nowhere.nsp\n',
    });
  });
});

describe('nsp run', () => {
  it('runs all analyses, stores them beside the file, and reuses them', async () => {
    const first = await nsp('run', 'study.nsp');
    expect(first.code).toBe(0);
    expect(first.out).toMatch(
      /^Task \([\d.]+ s\)\n {2}1 map × \d+ reference maps, 100 parcels, 200 permutations, seed 42\n/,
    );
    expect(first.out).toContain('q < .05 (meff_galwey)');
    expect(first.out).toContain('files: nsp-results/study/Task');
    for (const line of first.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(first.err).toContain('Task: Null colocalizations\n');
    const table = await readFile(join(folder, 'nsp-results/study/Task/results.csv'), 'utf8');
    expect(table).toMatch(
      /^y,set,x,method,statistic,observed,normalized,p,p_meff_galwey,p_fdr_bh,p_se,p_low,p_high,p_source\nTask,/,
    );
    const again = await nsp('run', 'study.nsp', 'Task', '--quiet');
    expect(again.out).toContain('the stored result is still valid, nothing was computed');
    const forced = await nsp('run', 'study.nsp', 'Task', '--quiet', '--force');
    expect(forced.out).not.toContain('stored result');
  });

  it('gives the same bytes with one thread and two', async () => {
    await nsp('run', 'study.nsp', 'Task', '--out', 'one', '--n-proc', '1');
    await nsp('run', 'study.nsp', 'Task', '--out', 'two', '--n-proc', '2');
    const [one, two] = await Promise.all(
      ['one', 'two'].map((out) => readFile(join(folder, out, 'Task', 'results.csv'), 'utf8')),
    );
    expect(one).toBe(two);
  });

  it('runs what a named analysis depends on, and answers in JSON', async () => {
    const { code, out } = await nsp('run', 'study.nsp', 'Again', '--json', '--quiet');
    expect(code).toBe(0);
    const report = JSON.parse(out) as {
      version: string;
      file: string;
      analyses: Record<string, unknown>[];
    };
    expect(report.file).toBe(join(folder, 'study.nsp'));
    expect(report.analyses.map(({ name, status }) => [name, status])).toEqual([
      ['Task', 'done'],
      ['Again', 'done'],
    ]);
    expect(report.analyses[0]).toMatchObject({
      seed: 42,
      message: null,
      folder: join(folder, 'nsp-results/study/Task'),
      counts: { y: 1, parcels: 100, permutations: 200 },
    });
  });

  it('runs the sound analyses, prints the errors of the others once, and fails', async () => {
    await study(
      (text) => `${text}
      colocalization Bad { y: nowhere  x: receptors }
      pipeline Half { fit { y: task, x: receptors } }`,
    );
    const { code, out, err } = await nsp('run', 'study.nsp', '--quiet');
    expect(code).toBe(1);
    expect(out).toMatch(/^Task \(/);
    expect(out).toContain('Bad: failed');
    expect(out).toContain('Half: failed');
    expect(err.match(/study\.nsp:\d+:\d+: error: .*nowhere/g)).toHaveLength(1);
    expect(err).toMatch(/study\.nsp:\d+:\d+: error: .*colocalize/);
  });

  it('prints a failure of the engine at its place, and does not run what depends on it', async () => {
    await writeFile(join(folder, 'activation.nii.gz'), 'no image');
    const { code, err } = await nsp('run', 'study.nsp', '--quiet');
    expect(code).toBe(1);
    expect(err).toMatch(/study\.nsp:3:\d+: error: .*activation\.nii\.gz/);
    expect(existsSync(join(folder, 'nsp-results'))).toBe(false);
  });

  it('says the order, skips what needs a failed analysis with the reason, and sums up', async () => {
    await writeFile(join(folder, 'broken.nii.gz'), 'no image');
    await study((text) =>
      text.replace('"activation.nii.gz"', '"broken.nii.gz"').concat(`
maps sound = images { "Sound": "activation.nii.gz" }
maps last = result of Again
colocalization Fine { y: sound  x: receptors }
colocalization Last { y: last  x: receptors }
`),
    );
    const { code, out, err } = await nsp('run', 'study.nsp');
    expect(code).toBe(1);
    expect(err).toMatch(/^nsp: runs Task → Again → Last; Fine\n/);
    expect(err).toContain('Again: skipped: it uses the result of Task, which could not be run\n');
    expect(err.trimEnd().split('\n').at(-1)).toBe(
      'nsp: 1 of 4 analyses done; failed: Task; '
        + 'skipped: Again (it uses the result of Task, which could not be run), '
        + 'Last (it uses the result of Again, which could not be run)',
    );
    expect(out).toMatch(/^Task: failed\n\nAgain: skipped\n\nFine \(/);
    expect(await readdir(join(folder, 'nsp-results/study'))).toEqual(['Fine']);
    const json = await nsp('run', 'study.nsp', '--json', '--quiet');
    const { analyses } = JSON.parse(json.out) as { analyses: Record<string, unknown>[] };
    expect(analyses.map(({ status }) => status)).toEqual([
      'failed',
      'skipped',
      'stored',
      'skipped',
    ]);
  });

  it('skips what needs an analysis with an error in the text', async () => {
    await study((text) => text.replace('y: task', 'y: nothing'));
    const { code, out, err } = await nsp('run', 'study.nsp', '--quiet');
    expect(code).toBe(1);
    expect(out).toBe('Task: failed\n\nAgain: skipped\n\n');
    expect(err.match(/error: .*nothing/g)).toHaveLength(1);
  });

  it('keeps former results, as many as asked for, and takes one again whose settings come back', async () => {
    const results = join(folder, 'nsp-results/study');
    const kept = (): Promise<string[]> => readdir(join(results, '.history/Task'));
    for (const n of [200, 210, 220]) {
      await study((text) => text.replace('n_perm: 200', `n_perm: ${n}`));
      await nsp('run', 'study.nsp', 'Task', '--quiet');
    }
    expect(await kept()).toHaveLength(2);
    await study();
    const back = await nsp('run', 'study.nsp', 'Task', '--quiet');
    expect(back.out).toContain('200 permutations');
    expect(back.out).toContain('nothing was computed');
    expect(await kept()).toHaveLength(2);
    await study((text) => text.replace('n_perm: 200', 'n_perm: 230'));
    await nsp('run', 'study.nsp', 'Task', '--quiet', '--keep', '1');
    expect(await kept()).toHaveLength(1);
    expect((await nsp('run', 'study.nsp', '--keep', 'all')).code).toBe(2);
  });

  it('does not draw a new seed for what is only needed by another', async () => {
    await study((text) => text.replace('seed: 42', ''));
    const seeds = async (): Promise<unknown[]> => {
      const { out } = await nsp('run', 'study.nsp', 'Again', '--json', '--quiet');
      const { analyses } = JSON.parse(out) as { analyses: Record<string, unknown>[] };
      return analyses.map(({ status, seed }) => [status, seed]);
    };
    const [first, second] = [await seeds(), await seeds()];
    expect(second[0]).toEqual(['stored', (first[0] as unknown[])[1]]);
    expect(second[1]).not.toEqual(first[1]);
  });

  it('tells the story of a run when asked to', async () => {
    const { err } = await nsp('run', 'study.nsp', 'Task', '--verbose');
    expect(err).toMatch(/^Task: colocalization: y is volumetric images/);
    expect(err).toMatch(/Task: Significance of spearman rho_z: \d+\/\d+ p < 0\.05/);
  });

  it('never replaces a folder that is not a result', async () => {
    await mkdir(join(folder, 'out/Task'), { recursive: true });
    await writeFile(join(folder, 'out/Task/thesis.docx'), '');
    const { code, err } = await nsp('run', 'study.nsp', 'Task', '--out', 'out', '--quiet');
    expect(code).toBe(1);
    expect(err).toContain('thesis.docx');
    expect(await readdir(join(folder, 'out/Task'))).toEqual(['thesis.docx']);
  });

  it('says what there is when a name is unknown, and when there is nothing to run', async () => {
    expect((await nsp('run', 'study.nsp', 'Tusk')).err).toBe(
      'nsp: study.nsp has no analysis Tusk; it has Task, Again\n',
    );
    await study(() => 'maps a = reference demoreceptors');
    const { code, err } = await nsp('run', 'study.nsp');
    expect([code, err]).toEqual([1, 'nsp: there is no analysis to run in study.nsp\n']);
  });

  it('ends with 130 when it is interrupted, and leaves nothing half-written', async () => {
    await study((text) => text.replace('n_perm: 200', 'n_perm: 3000000'));
    const child = spawn(process.execPath, [bundles.cli, 'run', 'study.nsp'], { cwd: folder, env });
    let err = '';
    child.stderr.on('data', (data: Buffer) => {
      err += data.toString();
      if (!child.killed && err.includes('Making nulls')) child.kill('SIGINT');
    });
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(130);
    expect(err).toContain('interrupted; nothing half-written was left');
    const results = join(folder, 'nsp-results/study');
    expect(existsSync(results) ? await readdir(results) : []).toEqual([]);
  });

  it('ends with 130 when several run side by side, and leaves nothing half-written', async () => {
    await study((text) =>
      text
        .replace('n_perm: 200', 'n_perm: 3000000')
        .concat('colocalization Other { y: task  x: receptors  seed: 7 }\n'),
    );
    const child = spawn(process.execPath, [bundles.cli, 'run', 'study.nsp'], { cwd: folder, env });
    let err = '';
    child.stderr.on('data', (data: Buffer) => {
      err += data.toString();
      if (!child.killed && err.includes('Making nulls')) child.kill('SIGINT');
    });
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(130);
    expect(err).toContain('interrupted; nothing half-written was left');
    expect(err).not.toContain('skipped');
    const results = join(folder, 'nsp-results/study');
    expect(existsSync(results) ? await readdir(results) : []).toEqual([]);
  });

  it('ends quietly when nobody reads its output any more', async () => {
    const child = spawn(process.execPath, [bundles.cli, 'run', 'study.nsp', '--quiet'], {
      cwd: folder,
      env,
    });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(0);
    expect(err).not.toContain('EPIPE');
  });
});

describe('nsp data', () => {
  it('lists, finds and explains what the library holds', async () => {
    const list = await nsp('data', 'list');
    expect(list.out).toMatch(/^\* +Demo100 \(simulated\) +100 +demo$/m);
    expect(list.out).toMatch(/^- +Glasser +360 +HCP, MMP +fsLR, fsaverage, MNI$/m);
    expect((await nsp('data', 'path')).out).toBe(`${bundles.demoLibrary}\n`);
    const info = await nsp('data', 'info', 'demoreceptors');
    expect(info.out).toContain('simulated');
    expect(info.out).toContain('Systems (default)');
    for (const line of `${list.out}${info.out}`.split('\n'))
      expect(line.length).toBeLessThanOrEqual(80);
    const unknown = await nsp('data', 'info', 'demoreceptor');
    expect(unknown.code).toBe(1);
    expect(unknown.err).toContain('did you mean');
  });

  it('says which data folder is none', async () => {
    const { code, err } = await nsp('data', 'list', '--data-dir', 'nowhere');
    expect(code).toBe(1);
    expect(err).toContain(join(folder, 'nowhere'));
  });
});
