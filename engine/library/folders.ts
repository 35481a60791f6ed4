// Which folders make up the data library, and reading through them as one stack: earlier folders win, file by file.
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { NspError } from '../error.js';

/** Sub-folders of which a data folder has at least one (spec of the NiSpace data library). */
const rooms = ['parcellation', 'reference', 'example', 'template'] as const;

/** Where data folders may be named, from the strongest to the weakest. */
export interface FolderChoice {
  /** `--data-dir`, in the order given. */
  explicit: readonly string[];
  /** Value of NISPACE_DATA_DIR; may hold several, separated as in PATH. */
  env: string | undefined;
  /** The setting `nispace.dataDir`. */
  setting: readonly string[];
  /** The user's home folder; `nispace-data` in it counts if it is there. */
  home: string;
  /** The built-in demo library, always last; null leaves it out. */
  demo: string | null;
}

/** Absolute folders in the order they are searched, each once. Named folders are kept even if they do not exist, so that opening them says so. */
export function dataFolders(choice: FolderChoice): string[] {
  const folders = namedFolders(choice);
  const usual = usualFolder(choice);
  if (existsSync(usual)) folders.push(usual);
  if (choice.demo !== null) folders.push(resolve(choice.demo));
  return [...new Set(folders)];
}

/** The folders that options, environment and setting name, absolute. */
export function namedFolders({ explicit, env, setting, home }: FolderChoice): string[] {
  return [...explicit, ...(env ?? '').split(delimiter), ...setting]
    .map((folder) => folder.trim())
    .filter((folder) => folder !== '')
    .map((folder) => resolve(folder.replace(/^~(?=$|[\\/])/, home)));
}

/** The folder that needs no naming. */
export function usualFolder({ home }: Pick<FolderChoice, 'home'>): string {
  return join(home, 'nispace-data');
}

/** The reason why a folder is no data folder, as a sentence with the way out; null when it is one. */
export function notDataFolder(folder: string): string | null {
  const stats = statSync(folder, { throwIfNoEntry: false });
  const wayOut = 'Check --data-dir, NISPACE_DATA_DIR and the setting nispace.dataDir.';
  if (!stats) return `The data folder ${folder} does not exist. ${wayOut}`;
  if (!stats.isDirectory()) return `The data folder ${folder} is a file, not a folder. ${wayOut}`;
  if (rooms.some((room) => existsSync(join(folder, room)))) return null;
  // An empty folder waits for downloads; `cache` holds what the program itself has put there.
  if (namesIn(folder).every((name) => name === 'cache')) return null;
  return `${folder} is not a data folder: it holds none of ${rooms.join('/, ')}/. Name the folder that contains them. ${wayOut}`;
}

/** A folder that nobody may write to is meant to stay as it is, even where the system would let an administrator. */
export function isWritable(folder: string): boolean {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats?.isDirectory() || (stats.mode & 0o222) === 0) return false;
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Several folders read as one. Listings are read once and kept. */
export class FolderStack {
  private readonly listings = new Map<string, readonly string[]>();

  constructor(private order: readonly string[]) {}

  /** The folders, first one first. */
  get folders(): readonly string[] {
    return this.order;
  }

  /** Forgets all listings and reads these folders from now on. */
  refresh(folders: readonly string[]): void {
    this.order = folders;
    this.listings.clear();
  }

  /** Names in a sub-folder over all folders, sorted, each once; empty when no folder has it. */
  list(relative: string): readonly string[] {
    const known = this.listings.get(relative);
    if (known) return known;
    const names = new Set(this.folders.flatMap((folder) => namesIn(join(folder, relative))));
    const sorted = [...names].sort();
    this.listings.set(relative, sorted);
    return sorted;
  }

  /** Path of a file or folder in the first folder that has it. */
  find(relative: string): string | undefined {
    return this.folders.map((folder) => join(folder, relative)).find((path) => existsSync(path));
  }

  /** Every path at which a folder or file stands, in search order. */
  findAll(relative: string): string[] {
    return this.folders.map((folder) => join(folder, relative)).filter((path) => existsSync(path));
  }
}

/** Names in a folder without hidden ones; empty when it is missing or a file. Throws when it may not be read. */
export function namesIn(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.'));
  } catch (error) {
    throw new NspError(
      'folder-not-readable',
      `The folder ${folder} cannot be read (${(error as Error).message}). Check its permissions.`,
      null,
      { cause: error },
    );
  }
}
