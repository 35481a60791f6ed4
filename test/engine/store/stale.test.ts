// Whether a stored result is what the file asks for now: settings, data, and results of other analyses.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ColocalizationPlan } from '../../../engine/plan.js';
import { planDifferences } from '../../../engine/store/plan-differences.js';
import { FileDigests, staleReasons } from '../../../engine/store/stale.js';
import { plan, result } from './fixture.js';

const none = (): Promise<string[]> => Promise.resolve([]);
const stored = result({ plan, file: '/study/pain.nsp' });
const differences = (changes: object, file = '/study/pain.nsp'): string[] =>
  planDifferences(stored, { plan: { ...plan, ...changes }, file });

describe('the settings', () => {
  it('are the same when only names and threads differ', () => {
    expect(differences({})).toEqual([]);
    expect(differences({ name: 'Other', nProc: 3, y: { ...plan.y, declaration: 'mine' } })).toEqual(
      [],
    );
  });

  it.each<[string, object, string[]]>([
    ['n_perm', { nPerm: 10000 }, ['n_perm 1,000 → 10,000']],
    ['the seed', { seed: 7 }, ['seed 42 → 7']],
    ['a seed taken away', { seed: null }, ['seed 42 → none']],
    [
      'the method and its correction',
      { methods: ['pearson'], corrections: [] },
      ['colocalization_method spearman → pearson', 'mc_method meff_galwey, fdr_bh → none'],
    ],
    ['the tail', { tails: null }, ['p_tails upper → default of each statistic']],
    [
      'the table',
      { y: { ...plan.y, path: '/data/other.csv' } },
      ['y the table pain.csv → the table other.csv'],
    ],
    ['a table of the same name', { y: { ...plan.y, path: '/elsewhere/pain.csv' } }, ['y changed']],
    [
      'the collection',
      { x: { ...plan.x, collection: 'All' } },
      [
        'x the reference dataset pet (collection Unique) → the reference dataset pet (collection All)',
      ],
    ],
  ])('that differ are named: %s', (_, changes, words) => {
    expect(differences(changes)).toEqual(words);
  });

  it('with a drawn seed fit a file without one, and one with that seed', () => {
    const drawn = { ...stored, seedDrawn: true };
    const now = (seed: number | null) =>
      planDifferences(drawn, { plan: { ...plan, seed }, file: stored.file });
    expect(now(null)).toEqual([]);
    expect(now(42)).toEqual([]);
    expect(now(1)).toEqual(['seed 42 (drawn) → 1']);
  });

  it('stay the same when a project moves with its data', () => {
    const y = { ...plan.y, path: '/study/data/pain.csv' };
    const before = { ...stored, plan: { ...plan, y } as ColocalizationPlan };
    const moved = {
      ...plan,
      y: { ...y, path: '/home/me/study/data/pain.csv' },
    } as ColocalizationPlan;
    expect(planDifferences(before, { plan: moved, file: '/home/me/study/pain.nsp' })).toEqual([]);
    expect(planDifferences(before, { plan: moved, file: '/study/pain.nsp' })).toEqual([
      'y changed',
    ]);
  });
});

describe('the data', () => {
  let folder: string;
  let path: string;
  const long = new Date('2026-01-01T00:00:00Z');
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nsp-stale-'));
    path = join(folder, 'patients.csv');
    write('1,2,3', long);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(text: string, time: Date): void {
    writeFileSync(path, text);
    utimesSync(path, time, time);
  }

  const reasons = (started = '2026-02-01T00:00:00Z', file = join(folder, 'a.nsp')) =>
    staleReasons(
      result({
        started,
        file: join(folder, 'a.nsp'),
        inputs: [{ role: 'y', path, bytes: 5, sha256: sha256('1,2,3'), modified: +long }],
      }),
      {
        now: { plan: { ...plan }, file },
        upstream: () => null,
        digests: new FileDigests(),
        glob: none,
      },
    ).then((all) => all.filter((reason) => reason.endsWith('.csv changed')));

  it('that did not change are no reason', async () => {
    expect(await reasons()).toEqual([]);
  });

  it('of another size have changed', async () => {
    write('1,2,3,4', long);
    expect(await reasons()).toEqual(['patients.csv changed']);
  });

  it('of another time are read: the same bytes are no reason, others are', async () => {
    write('1,2,3', new Date('2026-03-01T00:00:00Z'));
    expect(await reasons()).toEqual([]);
    write('1,2,4', new Date('2026-03-01T00:00:00Z'));
    expect(await reasons()).toEqual(['patients.csv changed']);
  });

  it('that changed while they were read are looked at in spite of an equal time', async () => {
    write('1,2,4', long);
    expect(await reasons()).toEqual([]);
    expect(await reasons('2025-12-31T23:59:59Z')).toEqual(['patients.csv changed']);
  });

  it('that are gone are no reason: a result outlives its data', async () => {
    rmSync(path);
    expect(await reasons()).toEqual([]);
  });

  it('are looked for beside the file when the project has moved', async () => {
    const moved = join(folder, 'moved');
    mkdirSync(moved);
    writeFileSync(join(moved, 'patients.csv'), '9,9,9');
    expect(await reasons(undefined, join(moved, 'a.nsp'))).toEqual(['patients.csv changed']);
  });
});

describe('a pattern', () => {
  it('that matches other files than were read makes the result out of date', async () => {
    const y = { declaration: null, kind: 'glob', pattern: '/study/data/*.nii', options: {} };
    const globbed = { ...plan, y } as unknown as ColocalizationPlan;
    const read = ['/study/data/a.nii', '/study/data/b.nii'];
    const reasons = (matches: string[]) =>
      staleReasons(
        result({
          ...{ plan: globbed, file: '/study/a.nsp', started: '2026-01-01T00:00:00Z' },
          inputs: read.map((path) => ({ role: 'y', path, bytes: 1, sha256: '' })),
        }),
        {
          now: { plan: globbed, file: '/study/a.nsp' },
          upstream: () => null,
          digests: new FileDigests(),
          glob: () => Promise.resolve(matches),
        },
      );
    expect(await reasons([...read, '/study/data/c.nii'])).toEqual([
      '1 new file for *.nii',
      // The files of this test are nowhere; while one of their folder is matched, that is told.
      '2 files of *.nii gone',
    ]);
    expect(await reasons([])).toEqual([]);
  });
});

describe('results of other analyses', () => {
  const reasons = (other: { key: string; stale: boolean } | null) =>
    staleReasons(result({ inputs: [], upstream: [{ analysis: 'Anorexia', key: 'old' }] }), {
      now: null,
      upstream: () => other,
      digests: new FileDigests(),
      glob: none,
    });

  it('make those that use them out of date when they were run again or are out of date', async () => {
    expect(await reasons({ key: 'old', stale: false })).toEqual([]);
    expect(await reasons({ key: 'new', stale: false })).toEqual(['Anorexia was run again']);
    expect(await reasons({ key: 'old', stale: true })).toEqual(['Anorexia changed']);
    expect(await reasons(null)).toEqual([]);
  });
});
