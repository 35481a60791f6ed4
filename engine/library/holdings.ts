// What of the data library is here and what is to be had, as a tree of items and parts with their files and sizes: the data view of
// the editor is drawn from it. Files on disk and the files the catalogue knows of are told apart by their paths alone. Folders are
// walked asynchronously: a data folder on a network disk must not keep the editor waiting.
import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { CancelledError, NspError } from '../error.js';
import { datasets, examples, parcellations, templates } from './catalogue/catalogue.js';
import { namesIn, type FolderStack } from './folders.js';
import {
  datasetFiles,
  exampleFiles,
  parcellationFiles,
  templateFiles,
  type RemoteFile,
} from './remote-files.js';

export type ItemKind = 'dataset' | 'parcellation' | 'example' | 'template';

export interface HeldFile {
  /** Posix path relative to the root of the library. */
  path: string;
  /** Absolute path of the copy that is used, or null. */
  at: string | null;
  bytes: number;
  /** False for files one can do without. */
  required: boolean;
  /** True when the public library offers it. */
  offered: boolean;
}

/** Which part of an item a file belongs to, e.g. `table`, `Schaefer200Parcels7Networks`; null for descriptions of the whole. */
export interface Part {
  kind: 'collection' | 'table' | 'map' | 'space' | 'description';
  name: string;
  files: HeldFile[];
}

export interface Item {
  kind: ItemKind;
  name: string;
  parts: Part[];
  /** Descriptions such as ref.yaml, that belong to the item as a whole. */
  files: HeldFile[];
}

interface Kind {
  folder: string;
  offered: readonly string[];
  files: (name: string) => RemoteFile[];
  /** Tells the part from a path below the item's folder. */
  parts: readonly (readonly [pattern: RegExp, kind: Part['kind']])[];
}

const names = (items: readonly { name: string }[]): string[] => items.map(({ name }) => name);

const kinds: Readonly<Record<ItemKind, Kind>> = {
  dataset: {
    folder: 'reference',
    offered: names(datasets),
    files: (name) => {
      const images = datasets.find((one) => one.name === name)?.images;
      return datasetFiles(name, { spaces: images?.spaces ?? [] });
    },
    parts: [
      [/^collection-(.+)\.collect$/, 'collection'],
      [/^tab\/dset-.+?_parc-(.+)\.csv(?:\.gz)?$/, 'table'],
      [/^map\/([^/]+)\//, 'map'],
    ],
  },
  parcellation: {
    folder: 'parcellation',
    offered: names(parcellations),
    files: (name) => parcellationFiles(name),
    parts: [[/^([^/]+)\/parc-/, 'space']],
  },
  example: {
    folder: 'example',
    offered: names(examples),
    files: (name) =>
      (examples.find((one) => one.name === name)?.parcellations ?? []).flatMap((parcellation) =>
        exampleFiles(name, parcellation),
      ),
    parts: [[/^example-.+?_parc-(.+)\.csv(?:\.gz)?$/, 'table']],
  },
  template: {
    folder: 'template',
    offered: templates.map(({ space }) => space),
    files: (name) =>
      (templates.find(({ space }) => space === name)?.descriptions ?? []).flatMap(({ desc }) =>
        templateFiles(name, desc),
      ),
    parts: [[/^map\/([^/]+)\//, 'description']],
  },
};

export const itemKinds = Object.keys(kinds) as ItemKind[];

/** Spaces with templates, here or to be had, sorted. Names of other items are told by the library itself, which knows aliases. */
export function templateSpaces(stack: FolderStack): string[] {
  const { folder, offered } = kinds.template;
  const here = stack
    .list(folder)
    .filter((name) => stack.findAll(join(folder, name)).some((path) => namesIn(path).length > 0));
  return [...new Set([...offered, ...here])].sort();
}

/**
 * All files of one item, those of its parts apart.
 * @throws NspError `unknown-item` for a name that is neither here nor in the catalogue; CancelledError
 */
export async function itemHoldings(
  kind: ItemKind,
  name: string,
  stack: FolderStack,
  signal: AbortSignal,
): Promise<Item> {
  const { folder, offered, files, parts } = kinds[kind];
  const remote = offered.includes(name) ? files(name) : [];
  const home = `${folder}/${name}`;
  const held = new Map<string, HeldFile>();
  for (const { path, required } of remote)
    held.set(path, { path, at: null, bytes: 0, required, offered: true });
  for (const root of stack.folders) {
    for (const { path, bytes } of await walk(root, home, signal)) {
      const known = held.get(path) ?? { path, at: null, required: false, offered: false };
      // Earlier folders win, file by file.
      if (known.at === null) held.set(path, { ...known, at: join(root, path), bytes });
    }
  }
  if (held.size === 0)
    throw new NspError('unknown-item', `The data library has no ${kind} ${name}.`);
  // What is here uncompressed serves as well.
  for (const { path, at } of [...held.values()])
    if (at === null && held.has(path.replace(/\.gz$/, '')) && path.endsWith('.gz'))
      held.delete(path);
  const item: Item = { kind, name, parts: [], files: [] };
  for (const file of [...held.values()].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    put(item, file, file.path.slice(home.length + 1), parts);
  }
  return item;
}

function put(item: Item, file: HeldFile, below: string, parts: Kind['parts']): void {
  for (const [pattern, kind] of parts) {
    const name = pattern.exec(below)?.[1];
    if (name === undefined) continue;
    let part = item.parts.find((one) => one.kind === kind && one.name === name);
    if (!part) item.parts.push((part = { kind, name, files: [] }));
    part.files.push(file);
    return;
  }
  item.files.push(file);
}

interface Found {
  /** Posix path relative to the library. */
  path: string;
  bytes: number;
}

/** All files below a folder of a data folder; hidden ones, among them downloads under way, are left out. Nothing when it is missing. */
async function walk(root: string, home: string, signal: AbortSignal): Promise<Found[]> {
  if (signal.aborted) throw new CancelledError();
  const found: Found[] = [];
  for (const name of await entriesOf(join(root, home))) {
    const path = `${home}/${name}`;
    const stats = await statOf(join(root, path));
    if (stats?.isDirectory()) found.push(...(await walk(root, path, signal)));
    else if (stats?.isFile()) found.push({ path, bytes: stats.size });
  }
  return found;
}

/** @throws NspError `folder-not-readable` */
async function entriesOf(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.'));
  } catch (error) {
    if (isMissing(error)) return [];
    throw new NspError(
      'folder-not-readable',
      `The folder ${folder} cannot be read (${(error as Error).message}). Check its permissions.`,
      null,
      { cause: error },
    );
  }
}

/** Null for a file that went away meanwhile, and for a link that leads nowhere. */
async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

export type Presence = 'here' | 'partly' | 'remote';

/** Whether the files one needs are here; optional ones count only where nothing else is asked for. */
export function presenceOf(files: readonly HeldFile[]): Presence {
  const needed = files.some(({ required }) => required)
    ? files.filter(({ required }) => required)
    : files;
  const here = needed.filter(({ at }) => at !== null).length;
  return here === needed.length ? 'here' : here > 0 ? 'partly' : 'remote';
}

export const bytesOf = (files: readonly HeldFile[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

/** Files that are offered but lie in none of the folders. */
export const missingOf = (files: readonly HeldFile[]): HeldFile[] =>
  files.filter(({ at, offered }) => at === null && offered);

/** Files of the public library in the download folder: the only ones that may be removed, because they can be had again. */
export function removable(files: readonly HeldFile[], downloads: string): HeldFile[] {
  return files.filter(({ at, offered }) => at !== null && offered && isInside(at, downloads));
}

/** Whether a path lies below a folder. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
