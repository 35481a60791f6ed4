// Answers what the data view shows below a node, and which files a node stands for. Ids are the way from the root to a branch.
import { CancelledError, NspError } from '../engine/error.js';
import {
  bytesOf,
  missingOf,
  presenceOf,
  removable,
  type HeldFile,
} from '../engine/library/holdings.js';
import type { DataLibrary } from '../engine/library/library.js';
import type { Branch } from './data-branch.js';
import { DataBranches } from './data-branches.js';
import type { DataNode } from './protocol.js';

export class DataTree {
  private branches: DataBranches | null = null;
  private readonly life = new AbortController();

  /**
   * @param library of now
   * @param downloads the download folder of now
   */
  constructor(
    private readonly library: () => DataLibrary,
    private readonly downloads: () => string,
  ) {}

  /** Forgets what the disk looked like. */
  refresh(): void {
    this.branches = null;
  }

  /** Stops reading for good. */
  end(): void {
    this.life.abort();
  }

  /** What is below a node; null: the groups. @throws NspError `unknown-item`, `folder-not-readable` */
  async children(id: string | null, signal: AbortSignal): Promise<DataNode[]> {
    const branches = await this.below(id, signal);
    return Promise.all(branches.map((branch) => this.node(id, branch)));
  }

  /**
   * Files that *Fetch* brings for a node (with descriptions of its item), and all files below it.
   * @throws NspError `unknown-item`, also for a group
   */
  async filesOf(
    id: string,
    signal: AbortSignal,
  ): Promise<{ wanted: HeldFile[]; files: HeldFile[] }> {
    const way = await this.find(id, signal);
    const [, item] = way;
    const last = way.at(-1);
    if (!item || !last) throw unknown(id);
    const wanted = [...new Set([...item.descriptions, ...last.wanted])];
    return { wanted, files: [...last.files] };
  }

  private async below(id: string | null, signal: AbortSignal): Promise<Branch[]> {
    if (id === null) return this.roots(signal);
    const branch = (await this.find(id, signal)).at(-1);
    return (await branch?.branches?.()) ?? [];
  }

  private async roots(signal: AbortSignal): Promise<Branch[]> {
    if (signal.aborted) throw new CancelledError();
    this.branches ??= new DataBranches(this.library(), this.life.signal);
    return this.branches.roots();
  }

  /** The branches from a group down to the one named. */
  private async find(id: string, signal: AbortSignal): Promise<Branch[]> {
    const way: Branch[] = [];
    let level = await this.roots(signal);
    for (const key of id.split('/')) {
      const branch = level.find((one) => one.key === key);
      if (!branch) throw unknown(id);
      way.push(branch);
      level = way.length === id.split('/').length ? [] : ((await branch.branches?.()) ?? []);
    }
    return way;
  }

  private async node(parent: string | null, branch: Branch): Promise<DataNode> {
    const { key, kind, label, text, about, wanted, files, branches } = branch;
    const ours = removable(files, this.downloads());
    const isGroup = kind === 'group';
    return {
      id: parent === null ? key : `${parent}/${key}`,
      kind,
      label,
      about: text,
      presence: isGroup || wanted.length === 0 ? null : presenceOf(wanted),
      bytes: bytesOf(files),
      missing: isGroup ? 0 : missingOf(wanted).length,
      removable: isGroup ? { files: 0, bytes: 0 } : { files: ours.length, bytes: bytesOf(ours) },
      counts: isGroup ? countsOf((await branches?.()) ?? []) : null,
      licence: about.licence,
      citations: about.citations.map(({ ref, doi }) => ({ ref, doi })),
      simulated: about.simulated,
      path: isGroup ? null : (files.find(({ at }) => at !== null)?.at ?? null),
      hasChildren: branches !== null,
    };
  }
}

/** Items of which something is here, and all. */
function countsOf(items: readonly Branch[]): { here: number; total: number } {
  const here = items.filter(({ files }) => files.some(({ at }) => at !== null)).length;
  return { here, total: items.length };
}

const unknown = (id: string): NspError =>
  new NspError(
    'unknown-item',
    `The data library has no ${id.split('/').slice(1).join(' ') || id} any more. Refresh the data view.`,
  );
