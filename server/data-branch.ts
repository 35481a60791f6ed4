// One branch of the data library's tree: what it is, which files belong to it, and what is below it.
import type { Citation } from '../engine/library/entries.js';
import type { HeldFile, Part } from '../engine/library/holdings.js';
import type { DataNodeKind } from './protocol.js';

/** What is said of an item and passed down to its parts. */
export interface About {
  licence: string | null;
  citations: readonly Pick<Citation, 'ref' | 'doi'>[];
  simulated: boolean;
}

export interface Branch {
  /** Last part of the id. */
  key: string;
  kind: DataNodeKind;
  label: string;
  text: string;
  about: About;
  /** Files that *Fetch* brings and by which presence is told. */
  wanted: readonly HeldFile[];
  /** All files below it: what lies on disk, and what *Remove* takes. */
  files: readonly HeldFile[];
  /** Of an item: files that describe it as a whole, and come with any part of it. */
  descriptions: readonly HeldFile[];
  /** Null for a leaf. */
  branches: (() => Promise<Branch[]>) | null;
}

/** A branch with nothing below it. */
export function leaf(
  key: string,
  kind: DataNodeKind,
  label: string,
  about: About,
  files: readonly HeldFile[],
): Branch {
  return {
    key,
    kind,
    label,
    text: '',
    about,
    wanted: files,
    files,
    descriptions: [],
    branches: null,
  };
}

export const partBranch = ({ name, kind, files }: Part, about: About): Branch =>
  leaf(name, kind, name, about, files);

export function tablesBranch(tables: readonly Part[], about: About): Branch {
  const files = tables.flatMap((part) => part.files);
  return {
    ...leaf('tables', 'tables', 'Tables', about, files),
    text: 'One table for each parcellation: a row for each map, a column for each parcel.',
    branches: () => Promise.resolve(tables.map((part) => partBranch(part, about))),
  };
}

export function imagesBranch(files: readonly HeldFile[], about: About): Branch {
  return {
    ...leaf('images', 'images', 'Map images', about, files),
    text: 'The maps as images, for parcellations without a table and for your own.',
    branches: () => Promise.resolve(spaceBranches(files, about)),
  };
}

/** Images of maps by the space in their names. */
export function spaceBranches(files: readonly HeldFile[], about: About): Branch[] {
  const bySpace = new Map<string, HeldFile[]>();
  for (const file of files) {
    const space = /_space-([^_/]+)_[^/]*$/.exec(file.path)?.[1] ?? 'other files';
    bySpace.set(space, [...(bySpace.get(space) ?? []), file]);
  }
  return [...bySpace].map(([space, own]) => leaf(space, 'space', space, about, own));
}
