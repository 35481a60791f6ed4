// Downloads and removes data for the editor: licences first, then files; whoever waits for news of the library is told.
import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CancelledError } from '../engine/error.js';
import { diskError } from '../engine/library/fetch/disk.js';
import { Fetcher, type FetchSettings } from '../engine/library/fetch/fetcher.js';
import { HashRecord } from '../engine/library/fetch/hash-record.js';
import { LicenceRecord, noticesFor, type LicenceNotice } from '../engine/library/fetch/licences.js';
import { wishedFiles } from '../engine/library/fetch/wish.js';
import { bytesOf, isInside, missingOf, removable } from '../engine/library/holdings.js';
import type { DataLibrary } from '../engine/library/library.js';
import type { RemoteFile } from '../engine/library/remote-files.js';
import { sizeOf } from './data-size.js';
import { DataTree } from './data-tree.js';
import { Latest } from './latest.js';
import type { Log } from './log.js';
import type {
  DataAnswer,
  DataParams,
  DataProgress,
  FetchDataOutcome,
  FetchDataParams,
  LicenceFacts,
} from './protocol.js';

export interface DataParts {
  /** The library of now. */
  library: () => DataLibrary;
  /** How and where to download, by the settings of now. */
  fetchSettings: () => FetchSettings;
  log: Log;
  sendProgress: (progress: DataProgress) => void;
  /** Files came or went, or the disk is to be looked at again. */
  onChange: () => Promise<void>;
}

export class DataService {
  private readonly tree: DataTree;

  constructor(private readonly parts: DataParts) {
    this.tree = new DataTree(parts.library, () => parts.fetchSettings().folder);
  }

  /** Forgets what the disk looked like. */
  refresh(): void {
    this.tree.refresh();
  }

  /** Ends what is going on when the server ends. */
  end(): void {
    this.tree.end();
  }

  /** What the view shows below a node. @throws NspError `unknown-item`, `folder-not-readable` */
  async list({ id, fresh }: DataParams, signal: AbortSignal): Promise<DataAnswer> {
    if (fresh) await this.parts.onChange();
    const { folder, offline } = this.parts.fetchSettings();
    return { nodes: await this.tree.children(id, signal), downloads: folder, offline };
  }

  /** Downloads what is missing of a node or a named item. @throws NspError `unknown-item` and those of downloads */
  async fetch(params: FetchDataParams, signal: AbortSignal): Promise<FetchDataOutcome> {
    const { what, accept } = params;
    const files = await this.filesToFetch(what, signal);
    const fetcher = new Fetcher(this.parts.fetchSettings());
    const { folder, offline } = fetcher.settings;
    try {
      const licences = new LicenceRecord(folder);
      const open = offline
        ? []
        : await licences.unaccepted(noticesFor(files, this.parts.library()));
      const refused = open.filter(({ item }) => !accept?.includes(item));
      if (accept === null || refused.length > 0) {
        const bytes = await sizeOf(files, fetcher, signal);
        const facts = refused.map(licenceFacts);
        return { status: 'licences', licences: facts, files: files.length, bytes, folder };
      }
      const outcome = await this.download(files, fetcher, params.taskId, signal);
      if (open.length > 0) await licences.accept(open, fetcher.lockTools(signal));
      return outcome;
    } catch (error) {
      if (error instanceof CancelledError) return { status: 'cancelled' };
      throw error;
    } finally {
      await fetcher.close();
    }
  }

  /** Removes files of the public library from the download folder. @throws NspError `unknown-item`, `no-permission`, … */
  async remove(id: string, signal: AbortSignal): Promise<{ files: number; bytes: number }> {
    const settings = this.parts.fetchSettings();
    const { folder } = settings;
    const ours = removable((await this.tree.filesOf(id, signal)).files, folder);
    try {
      for (const { at } of ours) await removeFile(at ?? '', folder);
      if (ours.length > 0) {
        const paths = ours.map(({ path }) => path);
        await new HashRecord(folder).forget(paths, new Fetcher(settings).lockTools(signal));
      }
    } finally {
      await this.parts.onChange();
    }
    this.parts.log.info(`Removed ${count(ours.length)} of ${id} from ${folder}`);
    return { files: ours.length, bytes: bytesOf(ours) };
  }

  /** Remembers that licences were accepted for the download folder. */
  async accept(items: readonly string[], signal: AbortSignal): Promise<void> {
    const settings = this.parts.fetchSettings();
    const named = items.map((item) => ({ path: '', required: false, item }));
    const notices = noticesFor(named, this.parts.library());
    const tools = new Fetcher(settings).lockTools(signal);
    await new LicenceRecord(settings.folder).accept(notices, tools);
  }

  private async filesToFetch(
    what: FetchDataParams['what'],
    signal: AbortSignal,
  ): Promise<RemoteFile[]> {
    if ('names' in what) return this.missingByName(what.names);
    const { wanted } = await this.tree.filesOf(what.id, signal);
    return missingOf(wanted).map(({ path, required }) => {
      const [, item = ''] = path.split('/');
      return { path, required, item };
    });
  }

  /** The files of `Glasser`, `pet`, `pet Glasser` that no data folder has. @throws NspError `unknown-name`, … */
  private missingByName(names: string): RemoteFile[] {
    const [name = '', parcellation = null] = names.trim().split(/\s+/);
    const { stack } = this.parts.library();
    const wish = { name, parcellation, space: null, collection: null, maps: null };
    return wishedFiles(wish).filter(({ path }) => stack.find(path) === undefined);
  }

  private async download(
    files: readonly RemoteFile[],
    fetcher: Fetcher,
    taskId: string,
    signal: AbortSignal,
  ): Promise<FetchDataOutcome> {
    const { log, sendProgress, onChange } = this.parts;
    const latest = new Latest(sendProgress);
    const warnings: string[] = [];
    try {
      const report = await fetcher.fetch(files, {
        signal,
        onProgress: ({ filesDone, filesTotal, bytesDone, bytesTotal }) =>
          latest.put({ taskId, filesDone, filesTotal, bytesDone, bytesTotal }),
        onWarning: (message) => {
          warnings.push(message);
          log.warning(message);
        },
      });
      const { downloaded, bytes, left } = report;
      for (const path of downloaded) log.info(`Downloaded ${path} into ${fetcher.settings.folder}`);
      return { status: 'done', files: downloaded.length, bytes, left: left.length, warnings };
    } finally {
      latest.flush();
      // Some files may have come before it failed or was cancelled.
      if (files.length > 0) await onChange();
    }
  }
}

const count = (files: number): string => `${files} ${files === 1 ? 'file' : 'files'}`;

export function licenceFacts({ item, licence, citations }: LicenceNotice): LicenceFacts {
  return { item, licence, citations: citations.map(({ ref, doi }) => ({ ref, doi })) };
}

/** Removes a file, and the folders above it that are empty then, up to the data folder. */
async function removeFile(path: string, folder: string): Promise<void> {
  try {
    await rm(path, { force: true });
    for (let above = dirname(path); isInside(above, folder); above = dirname(above))
      await rmdir(above);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return;
    throw diskError(error, path);
  }
}
