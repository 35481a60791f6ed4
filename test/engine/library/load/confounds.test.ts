import { describe, expect, it } from 'vitest';
import { loadConfounds } from '../../../../engine/library/load/confounds.js';
import { loadData } from '../../../../engine/library/load/data.js';
import { settingsOf } from '../../../../engine/pipeline/settings.js';
import { loadParcellation } from '../../../../engine/library/load/parcellation.js';
import type { MapsSource } from '../../../../engine/plan.js';
import { smallPlan } from '../../small-run.js';
import {
  failure,
  folderOf,
  open,
  row,
  six,
  sixParcels,
  spyOn,
  type Files,
} from '../small-library.js';

const tpm = (maps: string[]): Files => ({
  'reference/tpm/ref.yaml':
    'name: tpm\nlabel: Tissue maps\nlicense: GPL\ncitations:\n- ref: SPM\n  doi: 10.1/spm\nmaps: {}\ntabs: auto\n',
  'reference/tpm/map_info.csv': 'map,publication,doi,license\ntissue-gm_pub-spm,spm,10.1/gm,GPL\n',
  'reference/tpm/tab/dset-tpm_parc-Six.csv.gz': [row('map', six), ...maps].join('\n'),
});
const tissues = [
  row('tissue-gm_pub-spm', [0.8, 0.7, 0.9, 0.5, 0.6, 0.4]),
  row('tissue-wm_pub-spm', [0.1, 0.2, 0.4, 0.6, 0.3, 0.5]),
];
const own: Files = {
  'own.csv': [
    row('map', six),
    row('slope', [1, 2, 3, 4, 5, 6]),
    row('twice', [2, 4, 6, 8, 10, 12]),
    row('flat', [7, 7, 7, 7, 7, 7]),
    row('holed', [1, '', 2, 5, 1, 3]),
    row('empty', ['', '', '', '', 1, 2]),
  ].join('\n'),
};

async function setUp(files: Files) {
  const folder = folderOf({ ...sixParcels, ...own, ...files });
  const spy = spyOn(open(folder));
  const parcellation = await loadParcellation({ kind: 'library', name: 'Six' }, ['L', 'R'], spy);
  const rows = (...names: string[]): MapsSource => ({
    declaration: 'own',
    kind: 'table',
    path: `${folder}/own.csv`,
    index: null,
    rows: names,
    transpose: false,
  });
  const load = (...z: (MapsSource | string)[]) => loadConfounds(z, parcellation, spy);
  return { folder, spy, rows, load };
}
const codes = ({ warnings }: { warnings: { code: string }[] }) => warnings.map(({ code }) => code);

describe('Z maps', () => {
  it('are the tissue maps under their shortcuts, cited, and maps of the file, in the order written', async () => {
    const { load, rows } = await setUp(tpm(tissues));
    const loaded = (await load('wm', rows('slope'), 'gm'))!;
    expect(loaded.table.labels).toEqual(['wm', 'slope', 'gm']);
    expect([...loaded.table.values.subarray(12)]).toEqual([0.8, 0.7, 0.9, 0.5, 0.6, 0.4]);
    expect(loaded.citations.map(({ doi }) => doi)).toEqual(
      expect.arrayContaining(['10.1/spm', '10.1/gm']),
    );
    expect(await load()).toBeNull();
  });

  it('need the dataset of tissue maps, and one map of a name in it', async () => {
    const without = await setUp({});
    const error = await failure(() => without.load('gm'), 'not-downloaded');
    expect(error.message).toMatch(/tpm/);
    expect(error.subject).toEqual({ property: 'z' });
    const { load } = await setUp(tpm([...tissues, row('tissue-gm_pub-other', [1, 2, 3, 1, 2, 3])]));
    await failure(() => load('gm'), 'ambiguous-tissue-map');
    await failure(() => load('csf'), 'no-maps-left');
  });

  it('leave out what is the same everywhere, and fail when nothing else is there', async () => {
    const { load, rows, spy } = await setUp({});
    expect((await load(rows('flat', 'slope')))!.table.labels).toEqual(['slope']);
    expect(codes(spy)).toEqual(['constant-z']);
    await failure(() => load(rows('flat')), 'constant-z');
  });

  it('tell of parcels that go with them and of maps that repeat each other', async () => {
    const { load, rows, spy } = await setUp({});
    await load(rows('holed'));
    expect(codes(spy)).toEqual(['missing-parcels', 'missing-z']);
    await load(rows('slope', 'twice'));
    expect(codes(spy).at(-1)).toBe('collinear-z');
    expect(spy.warnings.at(-1)!.message).toMatch(
      /The 2 z maps carry the information of 1 \(slope, twice\)/,
    );
    await failure(() => load(rows('empty')), 'too-few-parcels');
  });

  it('are standardised when asked for, and cited with the analysis', async () => {
    const { folder, rows, spy } = await setUp(tpm(tissues));
    const plan = {
      ...smallPlan(folder),
      parcellation: { kind: 'library' as const, name: 'Six' },
      x: rows('slope'),
      y: rows('twice'),
      z: ['gm'],
    };
    const raw = await loadData(settingsOf({ ...plan, standardize: [] }), spy);
    const scored = await loadData(settingsOf({ ...plan, standardize: ['z'] }), spy);
    expect([...raw.z!.values]).toEqual([0.8, 0.7, 0.9, 0.5, 0.6, 0.4]);
    expect(scored.z!.values.reduce((sum, v) => sum + v, 0)).toBeCloseTo(0, 12);
    expect(raw.citations.map(({ doi }) => doi)).toContain('10.1/gm');
    expect((await loadData(settingsOf({ ...plan, z: [] }), spy)).z).toBeNull();
  });
});
