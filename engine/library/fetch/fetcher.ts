// Downloads files of the public data library into a data folder: checked, resumable, each once, whatever else is running.
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CancelledError, NspError } from '../../error.js';
import type { RemoteFile } from '../remote-files.js';
import { systemClock, type Clock } from './clock.js';
import { eachAtOnce } from './crew.js';
import { diskError } from './disk.js';
import { TransferFailure } from './failure.js';
import { HashRecord } from './hash-record.js';
import { hashFile, parseHash } from './hash.js';
import { HttpClient } from './http.js';
import type { LicenceNotice } from './licences.js';
import { usualLockTimes, withLock, type LockTimes, type LockTools } from './lock.js';
import type { NetworkSettings } from './network.js';
import { openPart, Part, type OpenPart } from './part.js';
import { usualPolicy, withRetries, type RetryPolicy } from './retry.js';
import { addressOf, hashPathOf, requireInside, type DataSource } from './source.js';
import { Tally, type FetchProgress } from './tally.js';
import { fetchText, transfer } from './transfer.js';
import { downloadError, mismatchError, offlineError } from './words.js';

/** Where files come from, where they go, and how. Plain data, so that it can be handed to another thread. */
export interface FetchSettings {
  source: DataSource;
  /** The download folder; made when it is needed. */
  folder: string;
  /** Folder of the demo library, after which nothing is searched; null: there is none. */
  demo: string | null;
  network: NetworkSettings;
  offline: boolean;
}

/** What tests change. */
export interface FetchTools {
  clock: Clock;
  policy: RetryPolicy;
  lockTimes: LockTimes;
  /** ms without a byte after which a connection counts as stalled. */
  stall: number;
  /** Downloads at once. */
  parallel: number;
  openPart: OpenPart;
}

const usualTools: FetchTools = {
  clock: systemClock,
  policy: usualPolicy,
  lockTimes: usualLockTimes,
  stall: 30_000,
  parallel: 4,
  openPart,
};

export interface FetchCall {
  signal: AbortSignal;
  onProgress?: (progress: FetchProgress) => void;
  /** Told in sentences what a person should know: a file that could not be checked, an optional one that did not come. */
  onWarning?: (message: string) => void;
  /** Download again what is here but is not the published file. */
  replace?: boolean;
}

export interface FetchReport {
  /** Paths that were downloaded by this call. */
  downloaded: string[];
  /** Paths that were here already, or that another program has downloaded meanwhile. */
  here: string[];
  /** Optional files that did not come. */
  left: string[];
  /** Those of the downloaded files for which the library publishes no hash. */
  unchecked: string[];
  bytes: number;
}

type Outcome = 'downloaded' | 'unchecked' | 'here';

/** Failures an optional file may have without stopping anything. */
const bearable = new Set(['not-at-source', 'download-refused', 'download-failed', 'hash-mismatch']);

export class Fetcher {
  private readonly tools: FetchTools;
  private readonly http: HttpClient;

  /**
   * @param onLicence told of every licence before the first download on demand; null: it must have been accepted before
   * @param tools for tests
   */
  constructor(
    readonly settings: FetchSettings,
    readonly onLicence: ((notice: LicenceNotice) => void) | null = null,
    tools: Partial<FetchTools> = {},
  ) {
    this.tools = { ...usualTools, ...tools };
    this.http = new HttpClient(settings.network, this.tools.stall);
  }

  /** What records beside the data need to be changed. */
  lockTools(signal: AbortSignal): LockTools {
    return { clock: this.tools.clock, times: this.tools.lockTimes, signal };
  }

  /**
   * Brings files into the download folder. Files that are there stay as they are, unless `replace` is set.
   * @throws NspError `offline`, `not-at-source`, `download-refused`, `download-blocked`, `download-failed`, `hash-mismatch`, `disk-full`, `no-permission`, …;
   *   CancelledError. Nothing half-written is ever under a final name; parts stay for the next call
   */
  async fetch(files: readonly RemoteFile[], call: FetchCall): Promise<FetchReport> {
    const missing = await this.missing(files);
    if (this.settings.offline) this.refuseOffline(missing);
    const wanted = this.settings.offline ? [] : call.replace ? files : missing;
    const report: FetchReport = { downloaded: [], here: [], left: [], unchecked: [], bytes: 0 };
    report.here = files.filter((file) => !wanted.includes(file)).map(({ path }) => path);
    const tally = new Tally(wanted.length, this.tools.clock.now, (progress) => {
      report.bytes = progress.bytesDone;
      call.onProgress?.(progress);
    });
    const ordered = [...wanted].sort((a, b) => Number(b.required) - Number(a.required));
    await eachAtOnce(ordered, this.tools.parallel, call.signal, async (file, signal) => {
      await this.fetchOne(file, { ...call, signal }, tally, report);
      tally.ended(file.path);
    });
    if (call.signal.aborted) throw new CancelledError();
    return report;
  }

  /** The files that are not in the download folder. */
  async missing(files: readonly RemoteFile[]): Promise<RemoteFile[]> {
    const sizes = await Promise.all(files.map(({ path }) => sizeOf(this.target(path))));
    return files.filter((_, i) => sizes[i] === null);
  }

  /** Size a server tells for a file, bytes; null when it does not say, cannot be asked, or in offline mode. */
  async remoteSize(path: string, signal: AbortSignal): Promise<number | null> {
    if (this.settings.offline) return null;
    const address = addressOf(this.settings.source, path);
    const patience = AbortSignal.any([signal, AbortSignal.timeout(this.tools.stall)]);
    try {
      const answer = await this.http.ask(address, {
        method: 'HEAD',
        headers: {},
        signal: patience,
      });
      await answer.discard();
      const length = Number(answer.header('content-length'));
      return answer.status === 200 && Number.isFinite(length) ? length : null;
    } catch {
      if (signal.aborted) throw new CancelledError();
      return null;
    }
  }

  /** The hash the library publishes for a file, or null. @throws NspError `download-failed`, …; CancelledError */
  async publishedHash(path: string, signal: AbortSignal): Promise<string | null> {
    const address = addressOf(this.settings.source, hashPathOf(path));
    try {
      const work = (): Promise<string> => fetchText(address, { http: this.http, signal });
      const hash = parseHash(await withRetries(work, () => 0, { ...this.tools, signal }));
      if (hash === null)
        throw new TransferFailure('refused', 'what the server sent is no SHA-256 hash');
      return hash;
    } catch (error) {
      if (error instanceof TransferFailure && (error.status === 404 || error.status === 410))
        return null;
      throw this.inWords(error, path);
    }
  }

  /** Closes connections. The fetcher can be used again. */
  close(): Promise<void> {
    return this.http.close();
  }

  private target(path: string): string {
    requireInside(path);
    return join(this.settings.folder, path);
  }

  private refuseOffline(missing: readonly RemoteFile[]): void {
    const needed = missing.filter(({ required }) => required).map(({ path }) => path);
    if (needed.length > 0) throw offlineError(needed, this.settings);
  }

  private async fetchOne(
    { path, required }: RemoteFile,
    call: FetchCall,
    tally: Tally,
    report: FetchReport,
  ): Promise<void> {
    try {
      const outcome = await this.bring(path, call, tally);
      report[outcome === 'here' ? 'here' : 'downloaded'].push(path);
      if (outcome !== 'unchecked') return;
      report.unchecked.push(path);
      call.onWarning?.(`${path} could not be checked: the data library publishes no hash for it.`);
    } catch (error) {
      const { signal } = call;
      if (required || signal.aborted || !(error instanceof NspError) || !bearable.has(error.code))
        throw error;
      report.left.push(path);
      if (error.code !== 'not-at-source') call.onWarning?.(error.message);
    }
  }

  /** One file, from the hash to its final name. The network is asked first, so that without one no folder is made. */
  private async bring(path: string, call: FetchCall, tally: Tally): Promise<Outcome> {
    const { signal } = call;
    const target = this.target(path);
    const expected = await this.publishedHash(path, signal);
    const part = new Part(target, this.settings.source.commit.slice(0, 8), this.tools.openPart);
    try {
      await mkdir(dirname(target), { recursive: true });
      const lock = join(dirname(target), `.${target.slice(dirname(target).length + 1)}.lock`);
      return await withLock(lock, this.lockTools(signal), async () => {
        if (await this.isHere(target, expected, call)) return 'here';
        const found = await this.receive(path, part, expected, tally, signal);
        const bytes = (await sizeOf(part.path)) ?? 0;
        await part.finish();
        await this.remember(path, found, bytes, expected !== null, signal);
        return expected === null ? 'unchecked' : 'downloaded';
      });
    } catch (error) {
      const known = this.inWords(error, path);
      if (known instanceof NspError && known.code === 'disk-full') await part.remove();
      throw known;
    }
  }

  private async isHere(
    target: string,
    expected: string | null,
    { replace = false, signal }: FetchCall,
  ): Promise<boolean> {
    if ((await sizeOf(target)) === null) return false;
    return !replace || (await hashFile(target, signal)) === expected;
  }

  /** Brings the bytes and checks them; a wrong file is brought once more from the start. Returns the SHA-256. */
  private async receive(
    path: string,
    part: Part,
    expected: string | null,
    tally: Tally,
    signal: AbortSignal,
  ): Promise<string> {
    const address = addressOf(this.settings.source, path);
    let most = 0;
    const onBytes = (here: number, total: number | null): void => {
      most = Math.max(most, here);
      tally.moved(path, here, total);
    };
    const tools = { http: this.http, signal, onBytes, checked: expected !== null };
    for (let attempt = 1; ; attempt++) {
      const work = (): Promise<void> => transfer(address, part, tools);
      await withRetries(work, () => most, { ...this.tools, signal });
      const found = await hashFile(part.path, signal);
      if (expected === null || found === expected) return found;
      await part.remove();
      if (attempt === 2) throw mismatchError(path, expected, found, this.settings);
    }
  }

  private async remember(
    path: string,
    sha256: string,
    bytes: number,
    checked: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { folder, source } = this.settings;
    const entry = { sha256, bytes, checked, commit: source.commit };
    await new HashRecord(folder).add({ [path]: entry }, this.lockTools(signal));
  }

  private inWords(error: unknown, path: string): unknown {
    return error instanceof TransferFailure
      ? downloadError(path, error, this.settings)
      : diskError(error, this.target(path));
  }
}

/** Size of a file, null when there is none. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    const stats = await stat(path);
    return stats.isFile() ? stats.size : null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
