// What of the library is here and what is to be had: parts, sizes, presence, and what may be removed.
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../engine/error.js';
import { FolderStack } from '../../../engine/library/folders.js';
import {
  bytesOf,
  itemHoldings,
  missingOf,
  presenceOf,
  removable,
  templateSpaces,
  type Item,
  type ItemKind,
} from '../../../engine/library/holdings.js';
import { failure, folderOf, sixParcels, toy } from './small-library.js';

const never = new AbortController().signal;
const hold = (kind: ItemKind, name: string, ...folders: string[]): Promise<Item> =>
  itemHoldings(kind, name, new FolderStack(folders), never);
const partsOf = ({ parts }: Item): string[] =>
  parts.map(({ kind, name, files }) => `${kind} ${name} ${files.length}`);

const table = 'reference/tpm/tab/dset-tpm_parc-Glasser.csv.gz';

describe('the holdings of an item', () => {
  it('of one’s own are what lies in the folder, told by part', async () => {
    const folder = folderOf({ ...toy, 'reference/toy/.hidden': 'x' });
    const item = await hold('dataset', 'toy', folder);
    expect(partsOf(item)).toEqual([
      'collection List 1',
      'collection Sets 1',
      'collection Strangers 1',
      'collection Weights 1',
      'table 6 1',
    ]);
    expect(item.files.map(({ path }) => path)).toEqual([
      'reference/toy/map_info.csv',
      'reference/toy/ref.yaml',
    ]);
    const files = item.parts.flatMap((part) => part.files);
    expect(presenceOf(files)).toBe('here');
    expect(missingOf(files)).toEqual([]);
    expect(removable(files, folder)).toEqual([]); // nobody offers them again
    expect(bytesOf(item.files)).toBe(
      Buffer.byteLength(toy['reference/toy/map_info.csv'] ?? '')
        + Buffer.byteLength(toy['reference/toy/ref.yaml'] ?? ''),
    );
  });

  it('of the public library are all remote in an empty folder', async () => {
    const item = await hold('parcellation', 'Glasser', folderOf({}));
    expect(item.parts.map(({ name }) => name)).toEqual([
      'MNI152NLin2009cAsym',
      'MNI152NLin6Asym',
      'fsLR',
      'fsaverage',
    ]);
    for (const { files } of item.parts) {
      expect(presenceOf(files)).toBe('remote');
      expect(missingOf(files)).toHaveLength(files.length);
    }
  });

  it('are partly here when some of the files needed are, and here without the optional ones', async () => {
    const stem = 'parcellation/Glasser/fsLR/parc-Glasser_space-fsLR_hemi-';
    const left = { [`${stem}L.label.gii.gz`]: 'x', [`${stem}L.label.txt`]: 'a' };
    const right = { [`${stem}R.label.gii.gz`]: 'x', [`${stem}R.label.txt`]: 'a' };
    const filesOf = async (folder: string) =>
      (await hold('parcellation', 'Glasser', folder)).parts.find(({ name }) => name === 'fsLR')!
        .files;
    expect(presenceOf(await filesOf(folderOf(left)))).toBe('partly');
    const whole = await filesOf(folderOf({ ...left, ...right }));
    expect(presenceOf(whole)).toBe('here');
    expect(missingOf(whole).map(({ required }) => required)).toEqual([false, false, false, false]);
  });

  it('take each file from the first folder that has it', async () => {
    const first = folderOf({ [table]: 'first' });
    const second = folderOf({ [table]: 'second, longer than that', 'reference/tpm/ref.yaml': '' });
    const item = await hold('dataset', 'tpm', first, second);
    const found = item.parts.flatMap(({ files }) => files).find(({ path }) => path === table)!;
    expect(found.at).toBe(join(first, table));
    expect(item.files.find(({ path }) => path.endsWith('ref.yaml'))?.at).toBe(
      join(second, 'reference/tpm/ref.yaml'),
    );
  });

  it('count a file that is here uncompressed', async () => {
    const folder = folderOf({ 'reference/tpm/tab/dset-tpm_parc-Glasser.csv': 'map' });
    const item = await hold('dataset', 'tpm', folder);
    const part = item.parts.find(({ name }) => name === 'Glasser')!;
    expect(part.files).toHaveLength(1);
    expect(missingOf(part.files)).toEqual([]);
  });

  it('of a name nobody has are an error, and a cancelled look ends', async () => {
    const folder = folderOf({});
    await failure(() => hold('dataset', 'nobody', folder), 'unknown-item');
    await expect(
      itemHoldings('dataset', 'tpm', new FolderStack([folder]), AbortSignal.abort()),
    ).rejects.toBeInstanceOf(CancelledError);
  });

  it('list templates of the public library and one’s own', () => {
    const folder = folderOf({
      'template/mine/map/sphere/x.surf.gii': '',
      'template/affines.yaml': '',
    });
    const spaces = templateSpaces(new FolderStack([folder]));
    expect(spaces).not.toContain('affines.yaml');
    expect(spaces).toContain('mine');
    expect(spaces).toContain('fsLR');
  });
});

describe('files that may be removed', () => {
  it('are those of the public library in the download folder, wherever else they lie', async () => {
    const downloads = folderOf({ [table]: 'x', 'reference/tpm/own.txt': 'mine' });
    const other = folderOf({ 'reference/tpm/ref.yaml': 'name: tpm' });
    const { files, parts } = await hold('dataset', 'tpm', downloads, other);
    const ours = removable([...files, ...parts.flatMap((part) => part.files)], downloads);
    expect(ours.map(({ at }) => relative(downloads, at!))).toEqual([join(table)]);
  });

  it('do not lie in a folder whose name only begins alike', async () => {
    const folder = folderOf({ [table]: 'x', ...sixParcels });
    const { parts } = await hold('dataset', 'tpm', folder);
    const files = parts.flatMap((part) => part.files);
    expect(removable(files, `${folder.slice(0, -1)}`)).toEqual([]);
    expect(removable(files, join(folder, 'reference', 'tpm', 'tab', 'dset'))).toEqual([]);
  });
});
